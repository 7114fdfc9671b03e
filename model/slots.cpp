#include "model/slots.h"

#include <algorithm>

namespace touchbase {
namespace {

// Overlapping and touching times as one, so that a search by halves finds the only candidate.
std::vector<Busy> Merge(std::span<const Busy> busy) {
  std::vector<Busy> merged(busy.begin(), busy.end());
  std::sort(merged.begin(), merged.end(), [](const Busy& left, const Busy& right) {
    return left.start != right.start ? left.start < right.start : left.end < right.end;
  });
  std::vector<Busy> result;
  for (const Busy& next : merged) {
    if (next.end <= next.start) continue;
    if (!result.empty() && next.start <= result.back().end) {
      result.back().end = std::max(result.back().end, next.end);
    } else {
      result.push_back(next);
    }
  }
  return result;
}

}  // namespace

SlotDays::SlotDays(const PlanSettings& settings, const WorkCalendar& calendar,
                   std::span<const Busy> busy, LocalTime now, Date last_day)
    : calendar_(calendar),
      first_(DateOf(now)),
      slot_minutes_(std::max(1, settings.slot_minutes)),
      max_per_day_(settings.max_per_day),
      busy_(Merge(busy)) {
  BuildGrid(settings);
  const auto count = std::max(std::int64_t{1}, std::int64_t{(last_day - first_).count()} + 1);
  days_.resize(static_cast<std::size_t>(count));
  for (Day& day : days_) {
    day.taken.assign(grid_.size(), false);
    day.free_work = static_cast<int>(work_slots_);
  }
  // What has begun already is no place for a new item.
  Mark(first_, LocalTime{first_}, now);
  for (const Busy& time : busy_) {
    const Date until = std::min(DateOf(time.end), this->last_day());
    for (Date day = std::max(DateOf(time.start), first_); day <= until; day += days{1}) {
      Mark(day, time.start, time.end);
    }
  }
}

void SlotDays::AddSpan(const PlanSettings& settings, minutes from, minutes to, int span) {
  for (minutes start = from; start + minutes{slot_minutes_} <= to;
       start += minutes{slot_minutes_}) {
    const bool preferred = std::any_of(
        settings.prefer.begin(), settings.prefer.end(), [start](const TimeSpan& span_of_day) {
          return span_of_day.start <= start && start < span_of_day.end;
        });
    grid_.push_back({static_cast<int>(start.count()), span, preferred});
  }
}

void SlotDays::BuildGrid(const PlanSettings& settings) {
  std::vector<TimeSpan> spans = settings.work_hours;
  std::sort(spans.begin(), spans.end(),
            [](const TimeSpan& left, const TimeSpan& right) { return left.start < right.start; });
  // Spans that overlap by mistake share their time once.
  minutes end{0};
  for (std::size_t i = 0; i < spans.size(); ++i) {
    AddSpan(settings, std::max(spans[i].start, end), spans[i].end, static_cast<int>(i));
    end = std::max(end, spans[i].end);
  }
  work_slots_ = grid_.size();
  AddSpan(settings, end, settings.evening_until, -1);
  for (std::size_t i = 0; i < work_slots_; ++i) {
    if (grid_[i].preferred) by_choice_.push_back(i);
  }
  for (std::size_t i = 0; i < work_slots_; ++i) {
    if (!grid_[i].preferred) by_choice_.push_back(i);
  }
  for (std::size_t i = work_slots_; i < grid_.size(); ++i) by_choice_.push_back(i);
}

SlotDays::Day* SlotDays::Find(Date day) {
  const std::int64_t index = (day - first_).count();
  if (index < 0 || index >= static_cast<std::int64_t>(days_.size())) return nullptr;
  return &days_[static_cast<std::size_t>(index)];
}

const SlotDays::Day* SlotDays::Find(Date day) const {
  return const_cast<SlotDays*>(this)->Find(day);
}

void SlotDays::Mark(Date date, LocalTime start, LocalTime end) {
  Day* day = Find(date);
  if (day == nullptr) return;
  for (std::size_t i = 0; i < grid_.size(); ++i) {
    const LocalTime slot = LocalTime{date} + minutes{grid_[i].start};
    const bool overlaps = slot < end && start < slot + minutes{slot_minutes_};
    if (!overlaps || day->taken[i]) continue;
    day->taken[i] = true;
    if (i < work_slots_) --day->free_work;
  }
}

void SlotDays::CloseSkipped(const Zone& zone) {
  const auto is_skipped = [&zone](LocalTime time) {
    return zone.ToLocal(zone.ToInstant(time)) != time;
  };
  for (Date day = first_; day <= last_day(); day += days{1}) {
    const Date next = day + days{1};
    const seconds length = zone.ToInstant(next) - zone.ToInstant(day);
    // What is shorter than a day, or begins with a skipped time, has a gap in it.
    if (length >= days{1} && !is_skipped(day) && !is_skipped(next)) continue;
    for (const Slot& slot : grid_) {
      const LocalTime start = LocalTime{day} + minutes{slot.start};
      if (is_skipped(start)) Mark(day, start, start + minutes{1});
    }
  }
}

bool SlotDays::Fits(const Day& day, std::size_t slot, int length) const {
  const int end = grid_[slot].start + length;
  for (std::size_t i = slot; i < grid_.size() && grid_[i].span == grid_[slot].span; ++i) {
    if (day.taken[i]) return false;
    if (grid_[i].start + slot_minutes_ >= end) return true;
  }
  return false;
}

std::optional<LocalTime> SlotDays::Find(Date date, minutes length, Hours which,
                                        LocalTime not_before,
                                        const std::function<bool(LocalTime)>& fits) const {
  const Day* day = Find(date);
  // Most days of a crowded plan are full: say so before looking at their quarters.
  if (day == nullptr || (which == Hours::kWork && day->free_work == 0)) return std::nullopt;
  const std::size_t count = which == Hours::kWork ? work_slots_ : by_choice_.size();
  for (std::size_t i = 0; i < count; ++i) {
    const LocalTime start = LocalTime{date} + minutes{grid_[by_choice_[i]].start};
    if (start < not_before || day->taken[by_choice_[i]]) continue;
    if (fits && !fits(start)) continue;
    if (Fits(*day, by_choice_[i], static_cast<int>(length.count()))) return start;
  }
  return std::nullopt;
}

bool SlotDays::IsBusy(LocalTime start, LocalTime end) const {
  const auto after =
      std::upper_bound(busy_.begin(), busy_.end(), start,
                       [](LocalTime time, const Busy& busy) { return time < busy.end; });
  return after != busy_.end() && after->start < end;
}

void SlotDays::Take(LocalTime start, minutes length, bool counts) {
  const LocalTime end = start + length;
  for (Date day = DateOf(start); LocalTime{day} < end; day += days{1}) Mark(day, start, end);
  Day* day = Find(DateOf(start));
  if (day != nullptr && counts) ++day->load;
}

int SlotDays::Load(Date date) const {
  const Day* day = Find(date);
  return day == nullptr ? 0 : day->load;
}

bool SlotDays::HasRoom(Date date, bool capped) const {
  const Day* day = Find(date);
  if (day == nullptr || day->free_work == 0 || !calendar_.IsOpen(date)) return false;
  return !capped || day->load < max_per_day_;
}

}  // namespace touchbase
