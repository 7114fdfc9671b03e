// A calendar object (or a whole feed) as the occurrences of its events in a window of time,
// recurrences expanded with their exceptions (RFC 5545 3.8.4.4, 3.8.5). Reads the tz database,
// otherwise pure; bounded whatever the text holds.
//
// A weekly 09:00 stays at 09:00 of its own zone. A rule that is not followed (recurrence_rule.h)
// gives a warning, and its first occurrence alone.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ical/component_tree.h"
#include "ical/occurrence.h"
#include "model/civil_time.h"
#include "model/zone.h"

namespace touchbase::ical {

constexpr std::size_t kMostOccurrences = 1000;  // of one event in the window

struct ExpandWindow {
  LocalTime from{};  // in the user's zone; what ends at or before it is left out
  LocalTime to{};    // what begins at or after it is left out
};

struct Expansion {
  std::vector<Occurrence> occurrences;  // by start, then UID, then recurrence
  std::vector<std::string> warnings;    // name the event by its title
};

// `mine`: the user's own addresses in lower case; an answer DECLINED of theirs is the user's.
// Cancelled, declined and transparent ones are in the result and say so. Text that cannot be read
// gives a warning and nothing else; RANGE=THISANDFUTURE is taken as an exception for that one time.
Expansion ExpandEvents(std::string_view text, const Zone& zone, const ExpandWindow& window,
                       std::span<const std::string> mine, TreeLimits limits = {});

// The same for a VCALENDAR that is parsed already.
Expansion ExpandCalendar(const TreeNode& calendar, const Zone& zone, const ExpandWindow& window,
                         std::span<const std::string> mine);

}  // namespace touchbase::ical
