// The laps of keep, customer and friend, and a customer's thanks.

#include <algorithm>

#include "model/hash.h"
#include "model/tracks.h"

namespace touchbase {
namespace {

constexpr int kSilentYear = 365;
constexpr int kDaysOfMonth = 30;

int GapDays(const Gap& gap) { return gap.months ? gap.count * kDaysOfMonth : gap.count; }

// The last day at or before `day` whose number since 1970-01-01 is `phase` modulo `interval`.
Date LastInPhase(Date day, std::uint32_t phase, int interval) {
  const std::int64_t number = day.time_since_epoch().count();
  auto back = (number - static_cast<std::int64_t>(phase)) % interval;
  if (back < 0) back += interval;
  return day - days{back};
}

}  // namespace

int LapDays(const Step& tail, const Contact& contact, const TrackRules& rules) {
  const int own = std::max(1, GapDays(tail.after));
  if (contact.tags.empty() || rules.settings.tiers.empty()) return own;
  int shortest = 0;
  for (const std::string& tag : contact.tags) {
    const auto tier = rules.settings.tiers.find(tag);
    if (tier == rules.settings.tiers.end() || tier->second < 1) continue;
    if (shortest == 0 || tier->second < shortest) shortest = tier->second;
  }
  return shortest == 0 ? own : shortest;
}

bool Tracks::AppendThanks(const Subject& who, std::vector<DueStep>& out) const {
  const TrackState& state = who.state;
  const auto done = static_cast<std::size_t>(state.done);
  if (state.cadence == nullptr || done >= state.cadence->steps.size()) return false;
  if (state.anchor == nullptr) return false;
  const Step& step = state.cadence->steps[done];
  DueStep due = Make(who, Role::kThanks, step, state.anchor);
  due.since = state.since;
  const std::optional<Date> wish = OpenWish(state, who.contact);
  due.wished = wish.has_value();
  SetWindow(due, wish ? *wish : step.after.After(DateOf(state.since->at)));
  due.next = state.cadence->tail ? &*state.cadence->tail : nullptr;
  if (TooLate(due)) return false;
  out.push_back(due);
  return true;
}

const Step& Tracks::LapStep(const Subject& who, const Cadence& cadence, const Touch* from) const {
  const Step& tail = *cadence.tail;
  if (&cadence != rules_.cadences.friends || who.state.last_any == nullptr) return tail;
  const bool silent = rules_.today() > DateOf(who.state.last_any->at) + days{kSilentYear};
  if (!silent || placed_.Find(who.contact.id, from, tail.name) != nullptr) return tail;
  return *rules_.cadences.reconnect;
}

Rest Tracks::AppendLap(const Subject& who, const Cadence& cadence,
                       std::vector<DueStep>& out) const {
  if (!cadence.tail) return Rest::kNoSteps;
  const Touch* from = LapFrom(who.state);
  DueStep due = Make(who, Role::kLap, LapStep(who, cadence, from), from);
  due.track = cadence.name;
  due.queue = Queue::kCap;
  due.next = due.step;
  due.laps = who.state.laps;
  due.tail_since = who.state.tail_since.value_or(Date::max());
  const bool tiered = &cadence == rules_.cadences.keep;
  const int own = std::max(1, GapDays(cadence.tail->after));
  due.lap_days = tiered ? LapDays(*cadence.tail, who.contact, rules_) : own;
  // Tolerances go in proportion to the tier: 14 of 90 days are 4 of 30.
  const days before{due.step->tolerance_before_days * due.lap_days / own};
  const days after{due.step->tolerance_after_days * due.lap_days / own};
  due.due = LapDay(who, due, before, after);
  due.earliest = due.due - before;
  due.latest = due.due + after;
  out.push_back(due);
  return Rest::kNone;
}

Date Tracks::LapDay(const Subject& who, DueStep& due, days before, days after) const {
  const std::optional<Date> wish = OpenWish(who.state, who.contact);
  due.wished = wish.has_value();
  if (wish) return rules_.calendar.NextOpen(*wish);
  if (due.since == nullptr) return FirstLapDay(who, due, before);
  // A cadence of months keeps them, unless a tier or the step after a silent year says days.
  const bool own_gap =
      due.step != rules_.cadences.reconnect && GapDays(due.step->after) == due.lap_days;
  const Gap gap = own_gap ? due.step->after : Gap{due.lap_days, false};
  const Date natural = rules_.calendar.NextOpen(gap.After(DateOf(due.since->at)));
  const Date stands = due.placed != nullptr ? DateOf(due.placed->start) : rules_.today();
  if (stands <= natural + after) return natural;
  const Date spread = FirstLapDay(who, due, before);
  // An item that rolled past its window keeps its own day; one that was spread stands after it.
  return due.placed == nullptr || spread > natural + after ? spread : natural;
}

// The first lap of people without a date of their own is spread evenly over one interval by their
// names, so that an import of hundreds does not fall on one day.
Date Tracks::FirstLapDay(const Subject& who, const DueStep& due, days before) const {
  const auto interval = due.lap_days;
  const std::uint32_t phase = Crc32(who.contact.id) % static_cast<std::uint32_t>(interval);
  if (due.placed == nullptr) {
    return rules_.calendar.NextOpen(
        LastInPhase(rules_.today() + days{interval - 1}, phase, interval));
  }
  // In the calendar already: the day it was spread to is the one nearest to where it stands.
  const days reach = due.placed->postponed == 0 ? before : days{0};
  return rules_.calendar.NextOpen(LastInPhase(DateOf(due.placed->start) + reach, phase, interval));
}

}  // namespace touchbase
