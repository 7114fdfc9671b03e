// A recurrence rule (RFC 5545 3.3.10, 3.8.5.3) and the days on which it falls. Pure.
//
// Own code, because libical's iterator never comes back from rules such as
// FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30. Here a rule is walked period by period (day, week, month,
// year), every day looked at is paid for from a budget, and rules below a day are refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ical/time_value.h"
#include "model/civil_time.h"

namespace touchbase::ical {

enum class Frequency : std::uint8_t { kDaily, kWeekly, kMonthly, kYearly };

struct NthWeekday {
  int nth = 0;           // -53 to 53; 0: each of them
  unsigned weekday = 0;  // Sunday = 0
};

struct RecurrenceRule {
  Frequency frequency = Frequency::kDaily;
  int interval = 1;  // 1 to 10,000
  int count = 0;     // 1 to 100,000; 0: none
  std::optional<BasicTime> until;
  unsigned week_start = 1;                                                // Sunday = 0
  std::vector<int> months, week_numbers, year_days, month_days, set_pos;  // as written, in range
  std::vector<NthWeekday> weekdays;
  std::vector<int> hours, minutes, seconds;
};

struct ParsedRule {
  std::optional<RecurrenceRule> rule;
  std::string why;  // when there is none: the part that is not followed
};

// Refused: rules below a day (also by more than 96 times on one), numbers out of range, lists of
// more than 400, dates that do not exist (30 February), other calendars, parts that nobody knows.
ParsedRule ParseRule(std::string_view text);

struct RuleSpan {
  LocalTime start;  // DTSTART in the civil time of its zone: the first occurrence, and counted
  LocalTime from;   // occurrences at or after `from` and at or before `to` are wanted
  LocalTime to;
  bool date_only = false;
};

// The occurrences after the first, in order. False: the budget (in days looked at) is used up, or
// there are more than `most`; what was found until then is in `out`.
bool ExpandRule(const RecurrenceRule& rule, const RuleSpan& span, std::size_t most, int* budget,
                std::vector<LocalTime>* out);

}  // namespace touchbase::ical
