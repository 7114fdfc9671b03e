// The steps of cold, warm and the user's own cadences, and the starts that wait in line.

#include <algorithm>

#include "model/tracks.h"

namespace touchbase {
namespace {

// A connection that was never written to is a fresh one for so long; later it is one to keep.
constexpr int kFreshConnectionDays = 30;

}  // namespace

std::optional<Date> OpenWish(const TrackState& state, const Contact& contact) {
  if (!contact.wait_until) return std::nullopt;
  const bool spent =
      state.last_mine != nullptr && DateOf(state.last_mine->at) >= *contact.wait_until;
  return spent ? std::nullopt : contact.wait_until;
}

bool GoalOpen(const TrackState& state, const Contact& contact) {
  return !contact.goal.empty() && !state.closed_seen;
}

std::string_view TrackName(const TrackState& state) {
  return state.cadence != nullptr ? std::string_view(state.cadence->name) : std::string_view();
}

Date RawDue(const TrackState& state, const Step& step, const Contact& contact,
            const TrackRules& rules) {
  if (const std::optional<Date> wish = OpenWish(state, contact)) return *wish;
  if (state.first_due && state.mode == Mode::kOutreach) return *state.first_due;
  if (step.from_anchor && state.anchor != nullptr)
    return step.after.After(DateOf(state.anchor->at));
  const Date done = DateOf(state.since->at);
  const Date natural = step.after.After(done);
  if (!rules.settings.anchor_plan || state.mode != Mode::kOutreach) return natural;
  // Counted from the plan, but a late step never bunches with the next one.
  const auto half_gap = days{((natural - done).count() + 1) / 2};
  return std::max(step.after.After(state.planned), done + half_gap);
}

Rest Tracks::AppendOutreach(const Subject& who, std::vector<DueStep>& out) const {
  const TrackState& state = who.state;
  const KnownCadences& known = rules_.cadences;
  const Step* step = known.StepAfter(*state.cadence, state.done, state.passed, who.contact);
  if (step == nullptr) return Rest::kStepsDone;
  const bool repeats = rules_.cadences.IsTailStep(*state.cadence, *step);
  DueStep due = Make(who, Role::kOutreach, *step, repeats ? state.since : state.anchor);
  due.since = state.since;
  due.wished = OpenWish(state, who.contact).has_value();
  due.after_wait = state.first_due.has_value();
  SetWindow(due, RawDue(state, *step, who.contact, rules_));
  due.number = state.done + 1;
  if (state.warm) {
    due.unanswered_on = state.tried_on;
    due.unanswered = state.tried;
  }
  const int passed = KnownCadences::PassedBefore(*state.cadence, state.done, *step);
  due.limit = known.MostSteps(*state.cadence, state.done, state.passed, who.contact);
  due.next = known.StepAfter(*state.cadence, due.number, passed, who.contact);
  due.after = state.cadence->on_end;
  if (repeats) {
    due.queue = Queue::kCap;
    due.tail_since = state.tail_since.value_or(DateOf(state.since->at));
  }
  // A track picked up after a long time starts anew from the line; a warm one is kept in touch
  // with.
  if (TooLate(due)) {
    if (state.warm) {
      return AppendLap(who, state.standing != nullptr ? *state.standing : *rules_.cadences.keep,
                       out);
    }
    due.queue = Queue::kLine;
  } else if (due.placed != nullptr && !due.wished && !due.after_wait) {
    const auto gap = std::max(days{7}, due.due - DateOf(state.since->at));
    const Date entered = DateOf(due.placed->start);
    if (!state.warm && entered > due.latest + gap && due.placed->postponed == 0) {
      due.queue = Queue::kLine;
    }
  }
  out.push_back(due);
  return Rest::kNone;
}

void Tracks::AppendOpening(const Subject& who, const Cadence& cadence,
                           std::vector<DueStep>& out) const {
  const Step& step = rules_.cadences.Opening(cadence);
  DueStep due = Make(who, Role::kOpening, step, who.state.connected);
  due.since = who.state.last_any;
  due.track = cadence.name;
  due.queue = Queue::kLine;
  due.next = rules_.cadences.StepAfter(cadence, 0, 0, who.contact);
  due.limit = rules_.cadences.MostSteps(cadence, 0, 0, who.contact);
  const std::optional<Date> wish = OpenWish(who.state, who.contact);
  due.wished = wish.has_value();
  // A start has no day of its own: it is due when the line lets it in.
  const Date today = rules_.today();
  const Date start = due.placed != nullptr ? DateOf(due.placed->start) : today;
  due.due = rules_.calendar.NextOpen(wish ? std::max(*wish, start) : start);
  due.earliest = std::min(due.due, start);
  due.latest = due.due + days{step.tolerance_after_days};
  out.push_back(due);
}

bool Tracks::AppendFreshConnection(const Subject& who, std::vector<DueStep>& out) const {
  const TrackState& state = who.state;
  const bool untouched = state.standing == nullptr && !state.warm && state.since == nullptr &&
                         state.last_mine == nullptr;
  if (!untouched || state.connected == nullptr) return false;
  const bool fresh = rules_.today() <= DateOf(state.connected->at) + days{kFreshConnectionDays};
  const std::string& opening = rules_.cadences.Opening(*rules_.cadences.cold).name;
  // Undone starters keep their place, however long ago the connection was made by now.
  if (!fresh && placed_.Find(who.contact.id, state.connected, opening) == nullptr) return false;
  AppendOpening(who, *rules_.cadences.cold, out);
  return true;
}

}  // namespace touchbase
