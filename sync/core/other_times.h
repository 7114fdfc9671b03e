// What the user's other calendars say about time: when the user is busy, away, on holiday. Pure,
// with the text under which the base keeps it, so that `plan` needs no look at the events.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ical/occurrence.h"
#include "model/plan.h"
#include "model/plan_settings.h"

namespace touchbase {

struct OtherTimes {
  std::vector<Busy> busy;
  std::vector<DateSpan> away;
  std::vector<Date> holidays;
};

struct OtherRules {
  std::string book_id;  // whose items are copies of ours
  std::vector<std::string> away_words;
};

// An item of ours, or a copy of one: never busy, never a meeting.
bool IsOurs(const ical::Occurrence& event, std::string_view book_id);

// Opaque, not cancelled, not declined, not ours.
bool TakesTime(const ical::Occurrence& event, std::string_view book_id);

// All-day, and its title has one of the words as a whole phrase, in any case, or #away.
bool SaysAway(const ical::Occurrence& event, std::span<const std::string> away_words);

void AddBusyOf(std::span<const ical::Occurrence> events, const OtherRules& rules, OtherTimes* to);
void AddAwayOf(std::span<const ical::Occurrence> events, const OtherRules& rules, OtherTimes* to);
// Every all-day event is a holiday, on each of its days.
void AddHolidaysOf(std::span<const ical::Occurrence> events, OtherTimes* to);

// Sorted; busy times that touch are one.
void Tidy(OtherTimes* times);

// The settings with these holidays and days away beside their own.
PlanSettings WithOthers(PlanSettings settings, const OtherTimes& times);

std::string ToText(const OtherTimes& times);
OtherTimes OtherTimesFrom(std::string_view text);  // what does not fit is left out

}  // namespace touchbase
