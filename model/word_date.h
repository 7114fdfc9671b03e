// Dates and distances as people type them after #wait, #next and "by". Pure.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/civil_time.h"

namespace touchbase {

// The user's words -> ours, folded (FoldWord).
using Translations = std::map<std::string, std::string>;

struct WordDate {
  Date date{};
  std::size_t length = 0;  // how much of the text it took
};

// At the start of `text`: 10d, 2 weeks, two weeks, 3 mo, 1y, next month; 2026-03-12; 12 Mar [2026];
// Mar 12; 12.3.[2026]; 13/4 where day and month cannot be confused; tomorrow; monday. Without a
// year: the next one, counted from `today`. No value for anything else, for days that do not exist,
// or past ten years from now.
std::optional<WordDate> ReadWordDate(std::string_view text, Date today,
                                     const Translations& translations);

// Lower case (ASCII and Latin-1), without blanks, hyphens and underscores.
std::string FoldWord(std::string_view word);

}  // namespace touchbase
