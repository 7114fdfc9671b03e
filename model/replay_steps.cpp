// How a touch satisfies the step whose turn it is: by its UID, or by hand.

#include <algorithm>

#include "model/replay.h"

namespace touchbase {

bool Replay::Matches(std::string_view uid, std::string_view step, const Touch* anchor) {
  const std::string_view from = anchor != nullptr ? std::string_view(anchor->id) : "start";
  const auto is_half = [&](Component half) {
    const HexDigits digits = HalfDigits(half, contact_.id, from, step);
    return std::string_view(digits.data(), digits.size()) == uid;
  };
  // Ticks of one contact mostly come from the same half: one digest instead of two.
  if (is_half(likely_half_)) return true;
  const Component other = likely_half_ == Component::kEvent ? Component::kTodo : Component::kEvent;
  if (is_half(other)) {
    likely_half_ = other;
    return true;
  }
  const HexDigits key = KeyDigits(contact_.id, from, step);
  return std::string_view(key.data(), key.size()) == uid;
}

void Replay::Satisfy(const Touch& touch) {
  const std::optional<UidView> uid = ViewUid(touch.follow_up);
  if (uid) {
    SatisfyByUid(touch, uid->hex);
  } else if (touch.direction == Direction::kOut && touch.kind != Kind::kMet) {
    SatisfyByHand(touch);
  }
  if (touch.direction == Direction::kOut) state_.last_mine = &touch;
}

void Replay::SatisfyByUid(const Touch& touch, std::string_view uid) {
  if (SatisfyTrack(touch, uid) || SatisfyOwed(touch, uid) || SatisfyStart(touch, uid) ||
      SatisfyLap(touch, uid)) {
    step_day_ = DateOf(touch.at);
    return;
  }
  // A cell that asks for outreach starts it from my first touch, whatever that one was done for.
  if (state_.mode == Mode::kOpening && touch.direction == Direction::kOut) FinishStart(touch);
}

bool Replay::SatisfyTrack(const Touch& touch, std::string_view uid) {
  if (state_.mode == Mode::kAsk) {
    if (!Matches(uid, "ask", state_.anchor)) return false;
    FinishAsk(touch);
    return true;
  }
  if (state_.mode != Mode::kOutreach && state_.mode != Mode::kTail) return false;
  const Step* step = StepNamed(uid);
  if (step == nullptr) return false;
  if (state_.mode == Mode::kTail) {
    FinishLap(touch, step);
  } else {
    FinishStep(touch, *step, true);
  }
  return true;
}

// The step of the running track that a tick names: mostly the one whose turn it is.
const Step* Replay::StepNamed(std::string_view uid) {
  const Step* turn = Turn();
  if (turn != nullptr && IsNamed(uid, *turn)) return turn;
  // A contact's address may have come or gone since: what stood in the calendar then counts.
  const auto others = KnownCadences::Conditional(*state_.cadence, state_.done, state_.passed);
  for (const Step& other : others) {
    if (&other != turn && IsNamed(uid, other)) return &other;
  }
  // Laps also come when the steps before them were too late or not for this contact.
  const bool may_lap = !others.empty() || (state_.mode == Mode::kTail && !state_.IsInLaps());
  const Step* tail = state_.cadence->tail ? &*state_.cadence->tail : nullptr;
  return may_lap && tail != nullptr && tail != turn && IsNamed(uid, *tail) ? tail : nullptr;
}

bool Replay::IsNamed(std::string_view uid, const Step& step) {
  const bool tail = rules_.cadences.IsTailStep(*state_.cadence, step);
  const Touch* anchor = tail ? LapFrom(state_) : state_.anchor;
  return Matches(uid, step.name, anchor) || (state_.cadence == rules_.cadences.friends && tail &&
                                             Matches(uid, rules_.cadences.reconnect->name, anchor));
}

bool Replay::SatisfyOwed(const Touch& touch, std::string_view uid) {
  for (std::size_t i = 0; i < state_.thank_yous.size(); ++i) {
    if (!Matches(uid, "thank-you", state_.thank_yous[i])) continue;
    FinishThankYou(i, touch);
    return true;
  }
  if (state_.check_in != nullptr && Matches(uid, "check-in", state_.check_in)) {
    FinishCheckIn(touch);
    return true;
  }
  if (state_.answer != nullptr && Matches(uid, "answer", state_.answer)) {
    FinishTalk(touch);
    return true;
  }
  if (state_.arranged != nullptr && Matches(uid, rules_.cadences.arrange.name, state_.arranged)) {
    FinishArranged(touch);
    return true;
  }
  if (state_.event != nullptr && Matches(uid, "event-thanks", state_.event)) {
    FinishEvent(touch);
    return true;
  }
  if (state_.call != nullptr && Matches(uid, "call", state_.call)) {
    FinishCall(touch);
    return true;
  }
  return false;
}

bool Replay::SatisfyStart(const Touch& touch, std::string_view uid) {
  const bool may_start = state_.mode == Mode::kOpening ||
                         (state_.mode == Mode::kTail && state_.standing == nullptr && !state_.warm);
  if (!may_start || state_.last_mine != nullptr) return false;
  const bool hit = (state_.connected != nullptr && Matches(uid, "opening", state_.connected)) ||
                   Matches(uid, "opening", nullptr);
  if (!hit) return false;
  if (touch.outcome != Outcome::kSkipped) state_.started_on = DateOf(touch.at);
  FinishStart(touch);
  return true;
}

// A track that was too late to go on stood in the calendar as a lap of the tail it falls back to.
bool Replay::SatisfyLap(const Touch& touch, std::string_view uid) {
  const Cadence* tail = state_.standing != nullptr ? state_.standing : rules_.cadences.keep;
  if (state_.mode == Mode::kTail || !state_.warm) return false;
  if (!tail->tail || !Matches(uid, tail->tail->name, LapFrom(state_))) return false;
  NoteDone(LapFrom(state_), tail->tail->name, touch);
  if (state_.mode == Mode::kMet) state_.check_in = nullptr;
  StartTail(touch);
  return true;
}

bool Replay::SatisfySameKind(const Touch& touch) {
  if (touch.kind == Kind::kThankYou && !state_.thank_yous.empty()) {
    FinishThankYou(0, touch);
    return true;
  }
  if (touch.kind == Kind::kThankYou && state_.event != nullptr) {
    FinishEvent(touch);
    return true;
  }
  if (touch.kind == Kind::kFollowUp && touch.channel == Channel::kPhone &&
      state_.call_from != nullptr) {
    FinishCall(touch);
    return true;
  }
  if (touch.kind == Kind::kCheckIn && state_.check_in != nullptr && !state_.appointment) {
    FinishCheckIn(touch);
    return true;
  }
  if (touch.kind == Kind::kAsk && state_.mode == Mode::kAsk) {
    FinishAsk(touch);
    return true;
  }
  if (touch.kind == Kind::kAsk && state_.arranged != nullptr) {
    FinishArranged(touch);
    return true;
  }
  return false;
}

void Replay::SatisfyByHand(const Touch& touch) {
  const Date day = DateOf(touch.at);
  if (state_.only_event && state_.event != nullptr && SatisfySameKind(touch)) {
    step_day_ = day;
    return;
  }
  const bool default_keep = state_.mode == Mode::kTail && state_.standing == nullptr;
  const bool never_started =
      state_.mode == Mode::kEnded && (state_.skipped_start || state_.only_event);
  if (state_.mode == Mode::kOpening || never_started || (default_keep && !state_.warm)) {
    step_day_ = day;
    return FinishStart(touch);
  }
  if (step_day_ == day) return;
  if (SatisfySameKind(touch)) {
    step_day_ = day;
    if (state_.mode == Mode::kTail) CountFrom(touch);
    return;
  }
  if (state_.answer != nullptr || state_.mode == Mode::kTalk) {
    FinishTalk(touch);
  } else if (state_.mode == Mode::kAsk) {
    FinishAsk(touch);
  } else if (state_.mode == Mode::kOutreach && !IsWaitingFor(day)) {
    if (const Step* turn = Turn(); turn != nullptr) FinishStep(touch, *turn, false);
  } else if (state_.mode == Mode::kTail && (state_.IsInLaps() || touch.kind == Kind::kThankYou)) {
    FinishLap(touch, Turn());
  } else {
    return;
  }
  step_day_ = day;
}

void Replay::FinishThankYou(std::size_t index, const Touch& touch) {
  NoteDone(state_.thank_yous[index], "thank-you", touch);
  state_.thank_yous.erase(state_.thank_yous.begin() + static_cast<std::ptrdiff_t>(index));
}

void Replay::FinishStart(const Touch& touch) {
  state_.only_event = false;
  NoteDone(state_.connected, rules_.cadences.Opening(*rules_.cadences.cold).name, touch);
  NoteDone(nullptr, rules_.cadences.Opening(*rules_.cadences.cold).name, touch);
  if (touch.outcome == Outcome::kSkipped) {
    // Declining to start leaves the line; a connection stays one to keep in touch with.
    if (state_.mode != Mode::kOpening) return StartTail(touch);
    state_.mode = Mode::kEnded;
    state_.skipped_start = true;
    return;
  }
  const bool by_cell = state_.mode == Mode::kOpening;
  StartOutreach(by_cell ? state_.cadence : rules_.cadences.cold, touch);
}

void Replay::FinishTalk(const Touch& touch) {
  if (state_.answer != nullptr) NoteDone(state_.answer, "answer", touch);
  state_.answer = nullptr;
  if (state_.mode == Mode::kTail) return CountFrom(touch);
  if (state_.mode != Mode::kTalk) return;
  if (GoalOpen(state_, contact_)) return StartOutreach(rules_.cadences.warm, touch);
  StartTail(touch);
}

void Replay::FinishAsk(const Touch& touch) {
  NoteDone(state_.anchor, "ask", touch);
  StartOutreach(rules_.cadences.warm, touch);
}

void Replay::FinishArranged(const Touch& touch) {
  NoteDone(state_.arranged, rules_.cadences.arrange.name, touch);
  state_.arranged = nullptr;
}

void Replay::FinishEvent(const Touch& touch) {
  NoteDone(state_.event, "event-thanks", touch);
  state_.event = nullptr;
}

void Replay::FinishCall(const Touch& touch) {
  NoteDone(state_.call, "call", touch);
  state_.call = state_.call_from = nullptr;
}

void Replay::FinishCheckIn(const Touch& touch) {
  NoteDone(state_.check_in, "check-in", touch);
  if (state_.call == state_.check_in && state_.call_from == nullptr) state_.call_from = &touch;
  state_.check_in = nullptr;
  if (state_.mode != Mode::kMet) return;
  if (GoalOpen(state_, contact_) && FindStep(*rules_.cadences.talk, "ask") != nullptr) {
    state_.mode = Mode::kAsk;
    state_.cadence = rules_.cadences.talk;
    state_.anchor = state_.since = &touch;
    return;
  }
  StartTail(touch);
}

void Replay::FinishStep(const Touch& touch, const Step& step, bool ticked) {
  const Date day = DateOf(touch.at);
  const Date due = rules_.calendar.NextOpen(RawDue(state_, step, contact_, rules_));
  const auto gap = std::max(days{7}, due - DateOf(state_.since->at));
  const bool repeats = rules_.cadences.IsTailStep(*state_.cadence, step);
  NoteDone(repeats ? state_.since : state_.anchor, step.name, touch);
  if (ticked && day > due + days{step.tolerance_after_days} + gap) state_.started_on = day;
  state_.planned = due;
  state_.since = &touch;
  state_.first_due.reset();
  state_.passed = KnownCadences::PassedBefore(*state_.cadence, state_.done, step);
  ++state_.done;
  CountTry(touch);
  const Step* next = Turn();
  // What is standing is returned to when the steps are done; it repeats by itself.
  const bool repeats_next = next != nullptr && rules_.cadences.IsTailStep(*state_.cadence, *next);
  if (state_.standing != nullptr && repeats_next && next != rules_.cadences.vip_weekly) {
    return StartTail(touch);
  }
  if (next == nullptr) {
    if (state_.standing != nullptr && state_.warm) return StartTail(touch);
    const Cadence* end = rules_.cadences.ForCell(state_.cadence->on_end);
    if (end != nullptr && rules_.cadences.IsTail(end)) return StartTail(touch);
    state_.mode = Mode::kEnded;
    return;
  }
  if (repeats_next && !state_.tail_since) state_.tail_since = day;
}

// What was left out was not tried.
void Replay::CountTry(const Touch& touch) {
  if (touch.outcome == Outcome::kSkipped) return;
  const Channel channel = touch.channel == Channel::kNone ? Channel::kEmail : touch.channel;
  state_.tried = channel == state_.tried_on ? state_.tried + 1 : 1;
  state_.tried_on = channel;
}

// `step` null: a tail without laps.
void Replay::FinishLap(const Touch& touch, const Step* step) {
  const bool repeats = step == nullptr || rules_.cadences.IsTailStep(*state_.cadence, *step);
  if (step != nullptr) {
    NoteDone(repeats ? LapFrom(state_) : state_.anchor, step->name, touch);
    if (state_.cadence == rules_.cadences.friends) {
      NoteDone(LapFrom(state_), rules_.cadences.reconnect->name, touch);
    }
  }
  if (repeats) {
    state_.done = static_cast<int>(state_.cadence->steps.size());
    ++state_.laps;
  } else {
    ++state_.done;
    PassOver();
  }
  state_.since = &touch;
  if (state_.anchor == nullptr) state_.anchor = &touch;
  if (!state_.tail_since) state_.tail_since = DateOf(touch.at);
}

// Something else than the lap, but a touch of mine: the next lap is that much later.
void Replay::CountFrom(const Touch& touch) {
  if (state_.IsInLaps()) state_.since = &touch;
}

}  // namespace touchbase
