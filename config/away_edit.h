// Days away written into a settings file, or taken out of it: every other byte stays, comments and
// layout too. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/plan_settings.h"

namespace touchbase {

// `text`: a settings file that ParseSettings reads without a problem. `all`: what [plan] away holds
// in the end by it and the files it includes, which it hides once it has the key itself. Both throw
// InputError when the file is written in a way that cannot be changed by a program ([plan] as an
// inline table): the user is to write it.
std::string WithAway(std::string_view text, const DateSpan& span, std::span<const DateSpan> all);
// `span` stands in this very file as an entry of its own, else InputError.
std::string WithoutAway(std::string_view text, const DateSpan& span);

// "2026-07-01..2026-07-14", or one date.
std::string FormatDateSpan(const DateSpan& span);

}  // namespace touchbase
