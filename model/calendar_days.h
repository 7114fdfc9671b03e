// The user's days: working days, holidays, days away. Pure.
//
// A closed day is one without working hours (weekend, holiday); on an away day there is nothing at
// all.
#pragma once

#include <vector>

#include "model/civil_time.h"
#include "model/plan_settings.h"

namespace touchbase {

class WorkCalendar {
 public:
  // `today` only says around which date most questions will be asked.
  WorkCalendar(const PlanSettings& settings, Date today);

  bool IsAway(Date day) const { return (Flags(day) & kAwayFlag) != 0; }
  // A working day that is neither a holiday nor away.
  bool IsOpen(Date day) const { return Flags(day) == 0; }

  // The first open day at or after `day`, the last at or before it. A calendar without any open day
  // in 400 days answers `day` itself.
  Date NextOpen(Date day) const;
  Date LastOpen(Date day) const;
  Date NextOpenAfter(Date day) const { return NextOpen(day + days{1}); }
  // The first day at or after `day` that is not away.
  Date NextPresent(Date day) const;
  // Open days in (from, to]; 0 when `to` is not later.
  int OpenDaysBetween(Date from, Date to) const;

 private:
  static constexpr unsigned char kClosedFlag = 1;
  static constexpr unsigned char kAwayFlag = 2;
  unsigned char Compute(Date day) const;
  unsigned char Flags(Date day) const;

  std::vector<bool> work_days_;
  std::vector<Date> holidays_;  // sorted
  std::vector<DateSpan> away_;
  Date first_;                        // of known_
  std::vector<unsigned char> known_;  // answers around today, because every contact asks
};

}  // namespace touchbase
