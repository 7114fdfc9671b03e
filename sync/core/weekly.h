// The weekly item: a quarter of an hour on one morning of the week, with what there is to know.
// Pure.
//
// It is made on the first run of its day and shows that day's picture; when its day is over it is
// left as it stands until the next one takes its place.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/plan.h"
#include "model/touch.h"
#include "sync/core/base_store.h"

namespace touchbase {

inline constexpr minutes kWeeklyLength{15};

// What a week's item tells; lists are shortened, '#' is left out so that no word in it is live.
struct WeeklyFacts {
  Date day{};  // of the item
  LocalTime now{};
  std::span<const Touch> touches;
  std::span<const Contact> contacts;
  std::vector<std::string> let_go;          // whom to let go, one sentence each
  std::vector<std::string> not_understood;  // since the last one
  std::vector<std::string> questions;       // what only the user can tell: two that a name fits
  std::vector<std::string> stopped;         // what a guard stopped since the last one
  std::optional<LocalTime> last_success;    // of a run; none: never
};
std::string WeeklyText(const Plan& plan, const WeeklyFacts& facts);

// The key of the item of that day.
FollowUpKey WeeklyKey(Date day);

// What is known of an item by its key; null: nothing.
using KnownItem = std::function<const BaseFollowUp*(const std::string& key)>;

// The day of this week's item, when there is to be one today: its day is here, and it is in the
// calendar or `began`, the day of this state's first run, lies in an earlier week. An item that the
// user moved keeps being shown until the day on which it stands is over.
std::optional<Date> WeeklyDay(const WeeklyTime& weekly, const KnownItem& known, Date began,
                              LocalTime now);

// Where the item of `day` stands, or would: its time, or the next quarter of an hour when that is
// over.
LocalTime WeeklyStart(const WeeklyTime& weekly, Date day, const KnownItem& known, LocalTime now);

// The times that it takes from the other follow-ups until the horizon: of the item that stands, and
// of those to come.
std::vector<Busy> WeeklyTimes(const WeeklyTime& weekly, std::optional<Date> day,
                              const KnownItem& known, LocalTime now, int horizon_days);

// This week's as an item of the plan.
Block WeeklyBlock(const WeeklyTime& weekly, Date day, const KnownItem& known, LocalTime now,
                  std::string text);

}  // namespace touchbase
