// The words of blocks of several: names that differ, titles, reasons. Pure.
//
// The same rules as for titles of one (model/titles.h): no track, number, outcome, lateness or `#`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/contact.h"
#include "model/day_words.h"

namespace touchbase {

// The names as lines show them. Equal ones get their company, then a number.
std::vector<std::string> DistinctNames(std::span<const Contact* const> people);

// "Jane Doe, Bob Ray: thank-you", in at most 60 bytes, else "Thank-you: 4 people".
std::string PeopleTitle(std::span<const std::string> names, std::string_view occasion);
std::string CatchUpTitle(std::size_t people);
std::string DebriefTitle(std::string_view event);
std::string BackTitle(std::size_t waiting);

std::string MeetingBlockReason(Date met, bool ahead, Date start);
std::string EventThanksReason(Date met, Date start);
std::string CatchUpReason();
std::string DebriefReason(std::string_view event, Date day, bool ahead, Date start);
std::string BackReason();

}  // namespace touchbase
