#include "model/calendar_days.h"

#include <algorithm>
#include <cstdint>

namespace touchbase {
namespace {

constexpr int kSearchDays = 400;
constexpr int kKnownBefore = 400;
constexpr int kKnownDays = 1200;

}  // namespace

WorkCalendar::WorkCalendar(const PlanSettings& settings, Date today)
    : work_days_(settings.work_days),
      holidays_(settings.holidays),
      away_(settings.away),
      first_(today - days{kKnownBefore}) {
  work_days_.resize(7, false);
  std::sort(holidays_.begin(), holidays_.end());
  known_.reserve(kKnownDays);
  for (int i = 0; i < kKnownDays; ++i) known_.push_back(Compute(first_ + days{i}));
}

unsigned char WorkCalendar::Compute(Date day) const {
  unsigned char flags = 0;
  const bool works = work_days_[WeekdayOf(day).c_encoding()];
  if (!works || std::binary_search(holidays_.begin(), holidays_.end(), day)) flags |= kClosedFlag;
  const bool away = std::any_of(away_.begin(), away_.end(), [day](const DateSpan& span) {
    return span.first <= day && day <= span.last;
  });
  if (away) flags |= kAwayFlag;
  return flags;
}

unsigned char WorkCalendar::Flags(Date day) const {
  const std::int64_t offset = (day - first_).count();
  if (offset >= 0 && offset < kKnownDays) {
    return known_[static_cast<std::size_t>(offset)];
  }
  return Compute(day);
}

Date WorkCalendar::NextOpen(Date day) const {
  for (int i = 0; i < kSearchDays; ++i) {
    if (IsOpen(day + days{i})) return day + days{i};
  }
  return day;
}

Date WorkCalendar::LastOpen(Date day) const {
  for (int i = 0; i < kSearchDays; ++i) {
    if (IsOpen(day - days{i})) return day - days{i};
  }
  return day;
}

Date WorkCalendar::NextPresent(Date day) const {
  for (int i = 0; i < kSearchDays; ++i) {
    if (!IsAway(day + days{i})) return day + days{i};
  }
  return day;
}

int WorkCalendar::OpenDaysBetween(Date from, Date to) const {
  int count = 0;
  for (Date day = from + days{1}; day <= to && count < kSearchDays; day += days{1}) {
    if (IsOpen(day)) ++count;
  }
  return count;
}

}  // namespace touchbase
