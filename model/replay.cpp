#include "model/replay.h"

#include <algorithm>

namespace touchbase {
namespace {

// Such a row is never the doing of a step; promises and offers close by their own
// rule.
bool CanSatisfy(const Touch& touch) {
  switch (touch.kind) {
    case Kind::kNote:
    case Kind::kDebrief:
    case Kind::kPromise:
    case Kind::kConnected:
    case Kind::kUnknown:
      return false;
    default:
      return touch.outcome != Outcome::kBounced && touch.outcome != Outcome::kWithdrawn;
  }
}

bool IsSideKind(Kind kind) {
  return kind == Kind::kPromise || kind == Kind::kOffer || kind == Kind::kNext;
}

// Doing what they asked for or offered is no answer of theirs, whatever its direction says.
bool IsOnlyDone(const Touch& touch) {
  if (!IsSideKind(touch.kind) || touch.outcome == Outcome::kNone) return false;
  Touch outgoing;
  outgoing.kind = touch.kind;
  outgoing.outcome = touch.outcome;
  return !IsResponse(outgoing);
}

constexpr int kDefaultWaitDays = 90;

}  // namespace

Replay::Replay(const TrackRules& rules, const Contact& contact) : rules_(rules), contact_(contact) {
  StartFromCell();
}

void Replay::StartFromCell() {
  const Cadence* cell = contact_.status == ContactStatus::kClosed
                            ? rules_.cadences.customer
                            : rules_.cadences.ForCell(contact_.track);
  if (cell == nullptr && !rules_.settings.known) cell = rules_.cadences.cold;
  if (cell != nullptr && !rules_.cadences.IsTail(cell)) {
    state_.mode = Mode::kOpening;
    state_.cadence = cell;
    return;
  }
  state_.mode = Mode::kTail;
  state_.standing = cell;
  state_.cadence = cell != nullptr ? cell : rules_.cadences.keep;
  // A standing cell says that the close is long past: no thanks for it.
  state_.done = static_cast<int>(state_.cadence->steps.size());
}

const Step* Replay::Turn() const {
  return rules_.cadences.StepAfter(*state_.cadence, state_.done, state_.passed, contact_);
}

bool Replay::IsWaitingFor(Date day) const {
  return state_.mode == Mode::kOutreach && state_.first_due && day < *state_.first_due;
}

void Replay::Add(const Touch& touch) {
  if (touch.outcome == Outcome::kWithdrawn) return;
  if (IsFuture(touch, rules_.now)) {
    if (touch.kind == Kind::kMet) AddMeeting(touch, true);
    return;
  }
  if (IsEventRow(touch)) return AddEvent(touch);
  if (touch.kind == Kind::kNote || touch.kind == Kind::kDebrief) return;
  AddLive(touch);
  // Only now: a tick is matched against the touch that its step counted from.
  state_.last_any = &touch;
}

void Replay::AddLive(const Touch& touch) {
  if (touch.kind == Kind::kConnected) {
    state_.connected = &touch;
    if (state_.mode == Mode::kEnded && state_.only_event) state_.mode = Mode::kTail;
  }
  if (touch.kind == Kind::kConnected || touch.outcome == Outcome::kBounced) return;
  if (IsSideKind(touch.kind)) {
    if (touch.outcome == Outcome::kNone) {
      state_.sides.push_back({&touch, 1});
    } else {
      CloseSide(touch);
    }
  } else if (CanSatisfy(touch)) {
    Satisfy(touch);
  }
  ApplyOutcome(touch);
}

const Touch* LapFrom(const TrackState& state) {
  const Touch* mine = state.mode == Mode::kTail ? state.since : state.last_mine;
  return mine != nullptr ? mine : state.last_any;
}

void Replay::AddSaid(const Touch& row, int number) {
  state_.sides.push_back({&row, number});
  if (row.direction != Direction::kIn) return;
  state_.warm = true;
  if (row.kind == Kind::kPromise) AddResponse(row);
}

void Replay::NoteDone(const Touch* anchor, std::string_view step, const Touch& by) {
  if (DateOf(by.at) + days{kDoneStepDays} < rules_.today()) return;
  state_.done_steps.push_back({anchor, step, &by});
}

void Replay::CloseSide(const Touch& touch) {
  const std::optional<UidView> uid = ViewUid(touch.follow_up);
  const auto closed = std::find_if(state_.sides.begin(), state_.sides.end(), [&](const Side& side) {
    const Touch& row = *side.touch;
    if (uid) return Matches(uid->hex, rules_.cadences.SideStep(row, side.number).name, &row);
    return row.kind == touch.kind && row.direction == touch.direction;
  });
  if (closed == state_.sides.end()) return;
  const Touch& row = *closed->touch;
  const bool was_asked = row.kind == Kind::kPromise && row.direction == Direction::kIn;
  NoteDone(&row, rules_.cadences.SideStep(row, closed->number).name, touch);
  state_.sides.erase(closed);
  if (was_asked) FinishTalk(touch);
}

void Replay::ApplyOutcome(const Touch& touch) {
  if (touch.kind == Kind::kMet) AddMeeting(touch, false);
  switch (touch.outcome) {
    case Outcome::kDeclined:
      state_.warm = true;
      state_.declined = &touch;
      return;
    case Outcome::kStopped:
      state_.stopped = &touch;
      return;
    case Outcome::kWait:
      return StartWait(touch);
    case Outcome::kClosed:
    case Outcome::kPaid:
      return StartCustomer(touch);
    default:
      if (touch.kind == Kind::kMet || IsOnlyDone(touch)) return;
      if (IsResponse(touch)) AddResponse(touch);
  }
}

void Replay::AddMeeting(const Touch& touch, bool future) {
  state_.met_last = DateOf(touch.at);
  if (!future) {
    state_.warm = true;
    state_.stopped = nullptr;
    state_.answer = nullptr;
    state_.last_mine = &touch;
  }
  state_.first_due.reset();
  state_.arranged = nullptr;
  state_.event = nullptr;
  // An appointment and the row written after it, or two rows of one day, are one meeting.
  if (state_.check_in != nullptr && DateOf(state_.check_in->at) == DateOf(touch.at)) {
    state_.appointment = state_.appointment && future;
    return;
  }
  const Cadence& met = *rules_.cadences.met;
  if (FindStepFor(met, "thank-you", contact_) != nullptr) state_.thank_yous.push_back(&touch);
  OpenCall(touch);
  if (FindStepFor(met, "check-in", contact_) == nullptr) return StartTail(touch);
  state_.mode = Mode::kMet;
  state_.cadence = rules_.cadences.met;
  state_.check_in = &touch;
  state_.appointment = future;
  state_.tail_since.reset();
}

// The user's cadence may arrange a meeting: after the meeting, or after the check-in that stands
// before it in the list.
void Replay::OpenCall(const Touch& meeting) {
  const Step* call = FindStepFor(*rules_.cadences.met, "call", contact_);
  const Step* check_in = FindStepFor(*rules_.cadences.met, "check-in", contact_);
  state_.call = call != nullptr ? &meeting : nullptr;
  const bool at_once =
      call != nullptr && (call->from_anchor || check_in == nullptr || call < check_in);
  state_.call_from = at_once ? &meeting : nullptr;
}

// Somebody met in passing gets one optional thank-you and, when nothing else is known, no track.
void Replay::AddEvent(const Touch& touch) {
  const bool met_there = state_.met_last && *state_.met_last == DateOf(touch.at);
  if (met_there || FindStepFor(*rules_.cadences.event, "event-thanks", contact_) == nullptr) return;
  state_.event = &touch;
  const bool unknown = state_.mode == Mode::kTail && state_.standing == nullptr && !state_.warm &&
                       state_.last_any == nullptr;
  if (!unknown) return;
  state_.only_event = true;
  state_.mode = Mode::kEnded;
}

void Replay::AddResponse(const Touch& touch) {
  state_.warm = true;
  state_.stopped = nullptr;
  // What I do after their answer is a step of its own, also on the same day.
  step_day_.reset();
  if (touch.outcome == Outcome::kMeeting) state_.arranged = &touch;
  // What they asked me to write is its own follow-up, and doing it is the answer.
  const bool asks = touch.kind == Kind::kPromise && touch.outcome == Outcome::kNone;
  if (!asks && state_.answer == nullptr) state_.answer = &touch;
  if (state_.mode == Mode::kMet || IsWaitingFor(DateOf(touch.at))) return;
  if (state_.mode == Mode::kTail && state_.standing != nullptr) return;
  state_.mode = Mode::kTalk;
  state_.cadence = rules_.cadences.talk;
  state_.first_due.reset();
  state_.tail_since.reset();
}

void Replay::StartWait(const Touch& touch) {
  state_.warm = true;
  state_.stopped = nullptr;
  state_.check_in = nullptr;
  state_.arranged = nullptr;
  StartOutreach(rules_.cadences.warm, touch);
  state_.first_due = touch.until ? *touch.until : DateOf(touch.at) + days{kDefaultWaitDays};
}

void Replay::StartCustomer(const Touch& touch) {
  state_.warm = true;
  state_.stopped = nullptr;
  state_.check_in = nullptr;
  state_.arranged = nullptr;
  state_.closed_seen = true;
  state_.standing = rules_.cadences.customer;
  const bool runs = state_.mode == Mode::kTail && state_.cadence == rules_.cadences.customer;
  // Money for a deal that is already thanked for is no second close.
  if (runs && touch.outcome == Outcome::kPaid) return;
  state_.mode = Mode::kTail;
  state_.cadence = rules_.cadences.customer;
  state_.anchor = state_.since = &touch;
  state_.done = state_.laps = 0;
  PassOver();
  state_.first_due.reset();
  if (!state_.tail_since) state_.tail_since = DateOf(touch.at);
}

// Thanks that are not for this contact are behind them.
void Replay::PassOver() {
  state_.passed = 0;
  while (!state_.IsInLaps() &&
         !Applies(state_.cadence->steps[static_cast<std::size_t>(state_.done)], contact_)) {
    ++state_.done;
  }
}

void Replay::StartOutreach(const Cadence* cadence, const Touch& touch) {
  state_.mode = Mode::kOutreach;
  state_.cadence = cadence;
  state_.anchor = state_.since = &touch;
  state_.done = state_.passed = state_.tried = 0;
  state_.planned = DateOf(touch.at);
  state_.first_due.reset();
  state_.tail_since.reset();
}

void Replay::StartTail(const Touch& touch) {
  state_.mode = Mode::kTail;
  state_.cadence = state_.standing != nullptr ? state_.standing : rules_.cadences.keep;
  state_.done = static_cast<int>(state_.cadence->steps.size());
  state_.passed = 0;
  state_.since = &touch;
  state_.anchor = &touch;
  if (!state_.tail_since) state_.tail_since = DateOf(touch.at);
}

}  // namespace touchbase
