#include "model/placing.h"

#include <algorithm>
#include <limits>

namespace touchbase {
namespace {

// From here to the roll a phone may hold a tick that has not reached the server: hands off.
constexpr hours kHandsOff{2};
// So long an overdue call waits for an hour that suits both, over a weekend at most.
constexpr days kCallWaits{3};
// What lay in days away and is out of its tolerance is spread over so many days behind it.
constexpr int kSpreadDays = 7;

// What a thank-you may use of a day: the evening too.
Hours HoursOf(const DueStep& item) {
  return item.role == Role::kThankYou ? Hours::kWorkThenEvening : Hours::kWork;
}

// An answer is outside every cap: it neither waits for room nor takes it from others.
bool Counts(const DueStep& item) { return item.role != Role::kAnswer; }

bool IsCall(const DueStep& item) { return item.channel == Channel::kPhone; }

// The same step when nobody can be called.
DueStep AsMessage(DueStep item) {
  item.channel = Channel::kEmail;
  return item;
}

bool IsFloating(const DueStep& item) {
  return item.queue == Queue::kLine || item.step->deadline == DeadlineKind::kFloating;
}

}  // namespace

Placing::Placing(const PlanSettings& settings, const WorkCalendar& calendar,
                 std::span<const Busy> busy, LocalTime now, Date last_day, Calls* calls, bool quiet)
    : settings_(settings),
      calendar_(calendar),
      now_(now),
      today_(DateOf(now)),
      quiet_(quiet),
      slots_(settings, calendar, busy, now, last_day),
      calls_(calls) {}

Placing::Fate Placing::FateOf(const DueStep& item) const {
  if (item.placed == nullptr) return Fate::kEnters;
  const Placed& placed = *item.placed;
  const Date day = DateOf(placed.start);
  if (quiet_ && !item.rolls_always) return Fate::kStays;
  if (day < today_) return Fate::kRolls;
  if (placed.pinned) return Fate::kStays;
  if (calendar_.IsAway(day)) return Fate::kMovesToDate;
  const bool before_its_time = day < item.earliest || placed.start < item.not_before;
  if (before_its_time && (placed.postponed == 0 || item.wished)) return Fate::kMovesToDate;
  // A meeting that is still ahead was moved to an earlier day.
  if (item.ahead && day > item.latest && placed.postponed == 0) return Fate::kMovesToDate;
  if (placed.start < now_ + kHandsOff) return Fate::kStays;
  const bool closed_now = !item.hard && !calendar_.IsOpen(day);
  if (closed_now || slots_.IsBusy(placed.start, placed.start + placed.length)) {
    return Fate::kMovesFromBusy;
  }
  return Fate::kStays;
}

std::vector<Place> Placing::Run(std::span<const DueStep> items) {
  items_ = items;
  places_.assign(items.size(), Place{});
  std::vector<std::size_t> moving;
  std::vector<std::size_t> rolling;
  std::vector<std::size_t> entering;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Fate fate = FateOf(items[i]);
    if (fate == Fate::kStays) Stay(i);
    if (fate == Fate::kMovesFromBusy) moving.push_back(i);
    if (fate == Fate::kRolls) rolling.push_back(i);
    if (fate == Fate::kEnters || fate == Fate::kMovesToDate) entering.push_back(i);
  }
  const auto earlier = [&items](std::size_t left, std::size_t right) {
    if (items[left].hard != items[right].hard) return items[left].hard;
    return items[left].placed->start < items[right].placed->start;
  };
  std::stable_sort(moving.begin(), moving.end(), earlier);
  std::stable_sort(rolling.begin(), rolling.end(), earlier);
  for (const std::size_t i : moving) MoveFromBusy(i);
  for (const std::size_t i : rolling) Roll(i);
  EnterInTurn(entering);
  OrderStarters(entering);
  return std::move(places_);
}

// Whoever is first in the line gets the earliest of the week's places. A call keeps the hour that
// suits both, and a wish its day.
void Placing::OrderStarters(std::vector<std::size_t>& entering) {
  std::erase_if(entering, [this](std::size_t index) {
    const DueStep& item = items_[index];
    return item.turn == 0 || item.wished || IsCall(item) || !places_[index].found;
  });
  std::vector<LocalTime> starts;
  starts.reserve(entering.size());
  for (const std::size_t index : entering) starts.push_back(places_[index].start);
  std::sort(starts.begin(), starts.end());
  std::sort(entering.begin(), entering.end(), [this](std::size_t left, std::size_t right) {
    return items_[left].turn < items_[right].turn;
  });
  for (std::size_t i = 0; i < entering.size(); ++i) places_[entering[i]].start = starts[i];
}

int PostponedOf(const DueStep& item, const WorkCalendar& calendar) {
  if (item.placed == nullptr) return 0;
  if (item.placed->postponed >= 0) return item.placed->postponed;
  return item.placed->pinned ? 0 : calendar.OpenDaysBetween(item.due, DateOf(item.placed->start));
}

void Placing::Stay(std::size_t index) {
  const DueStep& item = items_[index];
  places_[index] = {true,
                    item.placed->start,
                    item.placed->length,
                    item.placed->pinned,
                    PostponedOf(item, calendar_),
                    false};
  if (IsCall(item)) calls_->Take(item, item.placed->start, item.placed->length);
  slots_.Take(item.placed->start, item.placed->length, Counts(item));
}

void Placing::Settle(std::size_t index, std::optional<LocalTime> start, minutes length,
                     int postponed) {
  if (!start) return;
  places_[index] = {true, *start, length, false, postponed, false};
  if (IsCall(items_[index])) calls_->Take(items_[index], *start, length);
  slots_.Take(*start, length, Counts(items_[index]));
}

void Placing::MoveFromBusy(std::size_t index) {
  const DueStep& item = items_[index];
  DueStep window = item;
  // An overdue item has left its tolerance; it may still move within its day.
  window.latest = std::max(item.latest, DateOf(item.placed->start));
  const auto start = CallElseMessage(window, [&](const DueStep& wanted) {
    return FindInWindow(wanted, item.placed->length, DateOf(item.placed->start));
  });
  if (start) return Settle(index, start, item.placed->length, PostponedOf(item, calendar_));
  Stay(index);
  places_[index].overlaps = item.hard;
}

void Placing::Roll(std::size_t index) {
  const DueStep& item = items_[index];
  const minutes length = item.placed->length;
  const minutes slot{settings_.slot_minutes};
  std::optional<LocalTime> start = FindRolled(item, length);
  // What the user made longer than any free time still comes back, as long as there is a place.
  if (!start && length > slot) start = FindFrom(item, slot, today_);
  Settle(index, start, length, PostponedOf(item, calendar_) + 1);
}

std::optional<LocalTime> Placing::FindRolled(const DueStep& item, minutes length) const {
  // Still in time, a thank-you may use a closed day, unless the user keeps weekends free of them.
  const bool in_time = item.role == Role::kThankYou && today_ <= item.latest;
  const bool may_today = settings_.weekend_thanks || calendar_.IsOpen(today_);
  if (in_time && may_today && !calendar_.IsAway(today_)) {
    const auto start = slots_.Find(today_, length, Hours::kWorkThenEvening, item.not_before);
    if (start) return start;
  }
  const auto start = FindFrom(AsMessage(item), length, today_);
  if (!start || !IsCall(item)) return start;
  // A call waits a few days for an hour that suits both.
  const auto call = FindFrom(item, length, DateOf(*start), DateOf(*start) + kCallWaits);
  return call ? call : start;
}

// Hard ones first. Of the others one place in four goes to the oldest, so that they are not
// starved, the rest to the freshest: a day's delay costs those most.
void Placing::EnterInTurn(std::vector<std::size_t>& entering) {
  const auto since = [this](std::size_t index) {
    const Touch* touch = items_[index].since;
    return touch != nullptr ? DateOf(touch->at) : Date::min();
  };
  std::stable_sort(entering.begin(), entering.end(), [&](std::size_t left, std::size_t right) {
    if (items_[left].hard != items_[right].hard) return items_[left].hard;
    if (items_[left].hard && items_[left].due != items_[right].due) {
      return items_[left].due < items_[right].due;
    }
    return since(left) > since(right);
  });
  std::size_t front = 0;
  std::size_t back = entering.size();
  while (front < back && items_[entering[front]].hard) Enter(entering[front++]);
  for (int turn = 1; front < back; ++turn) {
    Enter(turn % 4 == 0 ? entering[--back] : entering[front++]);
  }
}

void Placing::Enter(std::size_t index) {
  const DueStep& item = items_[index];
  const minutes length =
      item.placed != nullptr ? item.placed->length : minutes{settings_.slot_minutes};
  std::optional<LocalTime> start =
      CallElseMessage(item, [&](const DueStep& wanted) { return FindToEnter(wanted, length); });
  if (!start) start = FindFrom(AsMessage(item), length, std::max(item.latest + days{1}, today_));
  Settle(index, start, length, item.placed != nullptr ? PostponedOf(item, calendar_) : 0);
}

template <typename Find>
std::optional<LocalTime> Placing::CallElseMessage(const DueStep& item, const Find& find) const {
  if (!IsCall(item)) return find(item);
  const std::optional<LocalTime> start = find(item);
  return start ? start : find(AsMessage(item));
}

std::optional<LocalTime> Placing::FindToEnter(const DueStep& item, minutes length) const {
  if (item.role == Role::kThankYou) return FindForThankYou(item, length);
  const bool was_away = item.placed != nullptr && calendar_.IsAway(DateOf(item.placed->start));
  if ((item.displaced || was_away) && !item.hard) return FindBehindAway(item, length);
  if (IsFloating(item)) return FindLeastLoaded(item, length);
  return FindInWindow(item, length, item.due);
}

std::optional<LocalTime> Placing::FindOn(const DueStep& item, minutes length, Date day) const {
  if (!slots_.HasRoom(day, !item.hard)) return std::nullopt;
  if (!IsCall(item)) return slots_.Find(day, length, Hours::kWork, item.not_before);
  return slots_.Find(day, length, Hours::kWork, item.not_before,
                     [&](LocalTime start) { return calls_->Fits(item, start, length); });
}

// The meeting's own day, then the limit day, closed or not.
std::optional<LocalTime> Placing::FindForThankYou(const DueStep& item, minutes length) const {
  for (const Date day : {item.due, item.latest}) {
    if (day < today_ || calendar_.IsAway(day)) continue;
    // On the day itself a message is better than a call on the next.
    if (IsCall(item)) {
      const auto call = calendar_.IsOpen(day) ? FindOn(item, length, day) : std::nullopt;
      if (call) return call;
    }
    const auto start = slots_.Find(day, length, HoursOf(item), item.not_before);
    if (start) return start;
  }
  return std::nullopt;
}

// The wanted day, else the nearest in the tolerance, the later of two first.
std::optional<LocalTime> Placing::FindInWindow(const DueStep& item, minutes length,
                                               Date wanted) const {
  const Date first = std::max(item.earliest, today_);
  const auto reach = std::max((item.latest - wanted).count(), (wanted - first).count());
  for (int away = 0; away <= reach; ++away) {
    for (const Date day : {wanted + days{away}, wanted - days{away}}) {
      if (day < first || day > item.latest) continue;
      const auto start = FindOn(item, length, day);
      if (start) return start;
      if (away == 0) break;
    }
  }
  return std::nullopt;
}

// The emptiest day of the tolerance; of equal ones the nearest to the due day, the later first.
std::optional<LocalTime> Placing::FindLeastLoaded(const DueStep& item, minutes length) const {
  const Date first = std::max(item.earliest, today_);
  std::optional<LocalTime> best;
  int least = std::numeric_limits<int>::max();
  const auto reach = std::max((item.latest - item.due).count(), (item.due - first).count());
  for (int away = 0; away <= reach; ++away) {
    for (const Date day : {item.due + days{away}, item.due - days{away}}) {
      if (day < first || day > item.latest || slots_.Load(day) >= least) continue;
      const auto start = FindOn(item, length, day);
      if (!start) continue;
      best = start;
      least = slots_.Load(day);
    }
  }
  return best;
}

// Not all on the first day back: level in the tolerance, then level in the week behind it.
std::optional<LocalTime> Placing::FindBehindAway(const DueStep& item, minutes length) const {
  const Date first = std::max(item.earliest, today_);
  const Date last = std::max(item.latest, first);
  const auto start = FindEmptiest(item, length, first, last);
  if (start || item.optional) return start;
  return FindEmptiest(item, length, last + days{1}, last + days{kSpreadDays});
}

std::optional<LocalTime> Placing::FindEmptiest(const DueStep& item, minutes length, Date first,
                                               Date last) const {
  std::optional<LocalTime> best;
  int least = std::numeric_limits<int>::max();
  for (Date day = first; day <= last; day += days{1}) {
    if (slots_.Load(day) >= least) continue;
    const auto start = FindOn(item, length, day);
    if (!start) continue;
    best = start;
    least = slots_.Load(day);
  }
  return best;
}

std::optional<LocalTime> Placing::FindFrom(const DueStep& item, minutes length, Date from,
                                           Date until) const {
  Date last = std::min(until, today_ + days{settings_.horizon_days});
  if (item.optional) last = std::min(last, item.latest);
  for (Date day = from; day <= last; day += days{1}) {
    const auto start = FindOn(item, length, day);
    if (start) return start;
  }
  return std::nullopt;
}

}  // namespace touchbase
