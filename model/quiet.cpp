#include "model/quiet.h"

#include <algorithm>

namespace touchbase {
namespace {

constexpr int kWorkingDays = 5;
constexpr std::size_t kLeastOverdue = 5;
constexpr int kLongestDays = 400;

bool IsOverdue(const DueStep& item, Date today) {
  if (item.placed == nullptr) return false;
  const Date day = DateOf(item.placed->start);
  return day < today || (item.placed->postponed > 0 && day == today && !item.placed->pinned);
}

// The last day on which the user did something in the calendar.
Date LastTick(const LiveLog& log, Date today, std::optional<Date> back_on) {
  Date last = back_on.value_or(Date::min());
  const std::span<const Touch> touches = log.Touches();
  for (std::uint32_t i = 0; i < touches.size(); ++i) {
    if (touches[i].follow_up.empty() || !log.IsLive(i)) continue;
    const Date day = DateOf(touches[i].at);
    if (day <= today) last = std::max(last, day);
  }
  return last;
}

}  // namespace

QuietTime JudgeQuiet(std::span<const DueStep> items, const LiveLog& log, const PlacedIndex& placed,
                     const WorkCalendar& calendar, Date today, std::optional<Date> back_on) {
  QuietTime quiet;
  Date oldest = today;
  for (const DueStep& item : items) {
    if (!IsOverdue(item, today)) continue;
    ++quiet.overdue;
    oldest = std::min({oldest, item.due, DateOf(item.placed->start)});
  }
  if (quiet.overdue < kLeastOverdue) return quiet;
  // Days on which there was nothing to tick do not count.
  const Date since = std::max(LastTick(log, today, back_on), oldest - days{1});
  quiet.on = calendar.OpenDaysBetween(since, today - days{1}) >= kWorkingDays;
  if (!quiet.on) return quiet;
  const auto key_of = [](Date day) { return FollowUpKey{"", FormatDate(day), "back"}; };
  for (Date day = today; day > std::max(since, today - days{kLongestDays}); day -= days{1}) {
    quiet.key = key_of(day);
    quiet.placed = placed.Find(quiet.key);
    if (quiet.placed != nullptr) return quiet;
  }
  quiet.key = key_of(today);
  return quiet;
}

}  // namespace touchbase
