// The contact that a word on the command line means. Pure.
#pragma once

#include <string>

#include "sync/core/read_book.h"

namespace touchbase::cli {

// By id, e-mail or name. Throws UsageError that names the nearest ones when nobody, or more than
// one, is meant.
const Contact& FindContact(const ReadBook& book, const std::string& word);

}  // namespace touchbase::cli
