// The quarters of an hour of the coming days: which are in working hours, which are taken. Pure.
//
// Covers today and the days after it up to `last_day`; other days have no free quarter.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "model/calendar_days.h"
#include "model/plan.h"

namespace touchbase {

// Which hours of a day may be used.
enum class Hours : std::uint8_t { kWork, kWorkThenEvening };

class SlotDays {
 public:
  SlotDays(const PlanSettings& settings, const WorkCalendar& calendar, std::span<const Busy> busy,
           LocalTime now, Date last_day);

  Date last_day() const { return first_ + days{static_cast<int>(days_.size()) - 1}; }

  // The first free quarter of the day for `length`, preferred hours first, at or after `not_before`
  // and now. Days that are closed have the same hours; whether one may be used is the caller's
  // question.
  // `fits`, when given, must agree too.
  std::optional<LocalTime> Find(Date day, minutes length, Hours which, LocalTime not_before,
                                const std::function<bool(LocalTime)>& fits = {}) const;
  // Whether an event of the user's covers part of the time.
  bool IsBusy(LocalTime start, LocalTime end) const;

  // Leaves out the times that a clock change skips: they would all begin at one instant.
  void CloseSkipped(const Zone& zone);
  // Takes a time; `counts`: one of the day's max_per_day.
  void Take(LocalTime start, minutes length, bool counts);
  // Follow-ups of the day that count.
  int Load(Date day) const;
  // Whether the day is open and has a free quarter; `capped`: and room under max_per_day.
  bool HasRoom(Date day, bool capped) const;

 private:
  struct Slot {
    int start = 0;  // minutes since midnight
    int span = 0;   // index of its working span; -1: evening
    bool preferred = false;
  };
  struct Day {
    std::vector<bool> taken;  // by slot
    int free_work = 0;
    int load = 0;
  };

  void BuildGrid(const PlanSettings& settings);
  void AddSpan(const PlanSettings& settings, minutes from, minutes to, int span);
  Day* Find(Date day);
  const Day* Find(Date day) const;
  void Mark(Date day, LocalTime start, LocalTime end);
  bool Fits(const Day& day, std::size_t slot, int length) const;

  const WorkCalendar& calendar_;
  Date first_;
  int slot_minutes_;
  int max_per_day_;
  std::vector<Slot> grid_;  // the same every day, in order of time
  std::vector<std::size_t>
      by_choice_;  // working slots: preferred, then the others; then the evening
  std::size_t work_slots_ = 0;
  std::vector<Day> days_;
  std::vector<Busy> busy_;  // sorted, merged
};

}  // namespace touchbase
