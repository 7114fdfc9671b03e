// The book that the settings name: a folder or a .csv file, or a SQLite database. Looks at the path
// only.
#pragma once

#include <memory>

#include "config/settings.h"
#include "model/zone.h"
#include "sync/core/book.h"

namespace touchbase::store {

// `zone` must outlive the book. Throws InputError for kinds of files that cannot be a book.
std::unique_ptr<Book> OpenBook(const Settings& settings, const Zone* zone);

}  // namespace touchbase::store
