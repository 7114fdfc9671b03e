#include "model/calls.h"

#include <algorithm>
#include <tuple>

#include "model/placing.h"

namespace touchbase {
namespace {

constexpr days kSevenDays{7};
constexpr int kMostInSevenDays = 2;
// No tolerance that anybody sets is longer; hours repeat well before.
constexpr int kMostDaysLookedAt = 31;

// A call that was made: not one that was left out, and not a note about one.
bool IsCall(const Touch& touch) {
  return touch.channel == Channel::kPhone && touch.direction == Direction::kOut &&
         touch.kind != Kind::kNote && touch.kind != Kind::kDebrief &&
         touch.outcome != Outcome::kSkipped && touch.outcome != Outcome::kStopped;
}

// Whether one more call on `day` keeps to one a day and two in any seven days. The days of
// `before` lie in no order.
bool MayAdd(std::vector<Date> all, Date day) {
  if (std::find(all.begin(), all.end(), day) != all.end()) return false;
  all.push_back(day);
  for (const Date first : all) {
    if (first > day || day - first >= kSevenDays) continue;
    const auto count = std::count_if(all.begin(), all.end(), [first](Date other) {
      return other >= first && other - first < kSevenDays;
    });
    if (count > kMostInSevenDays) return false;
  }
  return true;
}

}  // namespace

Calls::Calls(std::span<const Contact> contacts, const LiveLog& log, const CallHours& call_hours,
             const PlanSettings& settings, const WorkCalendar& calendar)
    : contacts_(contacts),
      log_(log),
      call_hours_(call_hours),
      settings_(settings),
      calendar_(calendar) {}

const Calls::Days& Calls::Logged(std::uint32_t contact) const {
  const auto [entry, is_new] = logged_.try_emplace(contact);
  if (is_new) {
    for (const std::uint32_t row : log_.Of(contacts_[contact].id)) {
      const Touch& touch = log_.Touches()[row];
      if (IsCall(touch)) entry->second.push_back(DateOf(touch.at));
    }
  }
  return entry->second;
}

bool Calls::Fits(const DueStep& item, LocalTime start, minutes length) const {
  if (!call_hours_.Allows(Of(item), start, length)) return false;
  Days all = Logged(item.contact);
  const auto taken = taken_.find(item.contact);
  if (taken != taken_.end()) all.insert(all.end(), taken->second.begin(), taken->second.end());
  return MayAdd(std::move(all), DateOf(start));
}

void Calls::Take(const DueStep& item, LocalTime start, minutes length) {
  if (Fits(item, start, length)) taken_[item.contact].push_back(DateOf(start));
}

bool Calls::HasCommonHour(const DueStep& item) const {
  const minutes slot{std::max(1, settings_.slot_minutes)};
  const Date last = std::min(item.latest, item.earliest + days{kMostDaysLookedAt});
  for (Date day = item.earliest; day <= last; day += days{1}) {
    if (!calendar_.IsOpen(day)) continue;
    for (const TimeSpan& span : settings_.work_hours) {
      for (minutes start = span.start; start + slot <= span.end; start += slot) {
        if (call_hours_.Allows(Of(item), day + start, slot)) return true;
      }
    }
  }
  return false;
}

std::vector<CallFate> Calls::FatesOf(std::span<const DueStep> items,
                                     std::span<const Place> places) const {
  std::vector<CallFate> fates(items.size(), CallFate::kNoCall);
  std::vector<std::size_t> calls;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].channel == Channel::kPhone && places[i].found) calls.push_back(i);
  }
  const auto by_time = [&](std::size_t left, std::size_t right) {
    return std::tie(items[left].contact, places[left].start, items[left].step->name) <
           std::tie(items[right].contact, places[right].start, items[right].step->name);
  };
  std::sort(calls.begin(), calls.end(), by_time);
  Days all;
  for (std::size_t k = 0; k < calls.size(); ++k) {
    const std::size_t i = calls[k];
    if (k == 0 || items[calls[k - 1]].contact != items[i].contact) all = Logged(items[i].contact);
    const Place& place = places[i];
    const bool in_hours = call_hours_.Allows(Of(items[i]), place.start, place.length) &&
                          (place.pinned || IsInWork(place.start, place.length));
    if (!in_hours && !(place.pinned && HasCommonHour(items[i]))) {
      fates[i] = CallFate::kNoCommonHour;
    } else if (!MayAdd(all, DateOf(place.start))) {
      fates[i] = CallFate::kCalledEnough;
    } else {
      fates[i] = CallFate::kCall;
      all.push_back(DateOf(place.start));
    }
  }
  return fates;
}

bool Calls::IsInWork(LocalTime start, minutes length) const {
  const minutes from = TimeOfDay(start);
  return calendar_.IsOpen(DateOf(start)) &&
         std::any_of(
             settings_.work_hours.begin(), settings_.work_hours.end(),
             [&](const TimeSpan& span) { return span.start <= from && from + length <= span.end; });
}

}  // namespace touchbase
