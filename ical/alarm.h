// Alarms of an item (RFC 5545 3.6.6, RFC 9074). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ical/calendar_item.h"
#include "ical/component_tree.h"
#include "ical/time_value.h"

namespace touchbase::ical {

inline constexpr std::string_view kAlarmMark = "X-TOUCHBASE-ALARM";

// The times an alarm may count from.
struct AlarmFrame {
  Instant start{};
  Instant end{};
};

// No value: it never rings (Apple's 1976), repeats a snoozed one, or has no time. `titles` are the
// item's without marks: an alarm of ours whose mark was dropped is known by one of them, or by
// Google's stock words.
std::optional<ItemAlarm> ReadAlarm(const TreeNode& alarm, const AlarmFrame& frame,
                                   const std::vector<std::string>& titles,
                                   const TimeReader& reader);

// All alarms of an item, sorted.
std::vector<ItemAlarm> ReadAlarms(const TreeNode& main, const AlarmFrame& frame,
                                  const std::vector<std::string>& titles, const TimeReader& reader);

// -PT15M, PT0S. Any number of minutes.
std::string TriggerBefore(int minutes_before);

}  // namespace touchbase::ical
