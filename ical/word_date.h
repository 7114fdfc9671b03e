// Dates as people type them into items: model/word_date.h under the names that ical/ uses. Pure.
#pragma once

#include "model/word_date.h"

namespace touchbase::ical {

using touchbase::FoldWord;
using touchbase::ReadWordDate;
using touchbase::Translations;
using touchbase::WordDate;

}  // namespace touchbase::ical
