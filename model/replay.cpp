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

constexpr int kDefaultWaitDays = 90;

}  // namespace

Replay::Replay(const TrackRules& rules, const Contact& contact) : rules_(rules), contact_(contact) {
  key_.contact = contact.id;
  StartFromCell();
}

void Replay::StartFromCell() {
  const Cadence* cell = contact_.status == ContactStatus::kClosed
                            ? rules_.cadences.customer
                            : rules_.cadences.ForCell(contact_.track);
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
  return rules_.cadences.StepAfter(*state_.cadence, state_.done, contact_.vip);
}

bool Replay::IsWaitingFor(Date day) const {
  return state_.mode == Mode::kOutreach && state_.first_due && day < *state_.first_due;
}

void Replay::Add(const Touch& touch) {
  if (touch.outcome == Outcome::kWithdrawn) return;
  const bool future = touch.has_time ? touch.at > rules_.now : DateOf(touch.at) > rules_.today();
  if (future) {
    if (touch.kind == Kind::kMet) AddMeeting(touch, true);
    return;
  }
  if (touch.kind == Kind::kNote || touch.kind == Kind::kDebrief) return;
  AddLive(touch);
  // Only now: a tick is matched against the touch that its step counted from.
  state_.last_any = &touch;
}

void Replay::AddLive(const Touch& touch) {
  if (touch.kind == Kind::kConnected) state_.connected = &touch;
  if (touch.kind == Kind::kConnected || touch.outcome == Outcome::kBounced) return;
  if (IsSideKind(touch.kind)) {
    if (touch.outcome == Outcome::kNone) {
      AddSide(touch);
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

void Replay::AddSide(const Touch& touch) { state_.sides.push_back(&touch); }

void Replay::CloseSide(const Touch& touch) {
  const std::optional<UidParts> uid =
      touch.follow_up.empty() ? std::nullopt : ParseUid(touch.follow_up);
  const auto closed =
      std::find_if(state_.sides.begin(), state_.sides.end(), [&](const Touch* side) {
        if (uid) return Matches(*uid, rules_.cadences.SideStep(*side).name, side);
        return side->kind == touch.kind && side->direction == touch.direction;
      });
  if (closed == state_.sides.end()) return;
  const bool was_asked =
      (*closed)->kind == Kind::kPromise && (*closed)->direction == Direction::kIn;
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
      if (touch.kind != Kind::kMet && IsResponse(touch)) AddResponse(touch);
  }
}

void Replay::AddMeeting(const Touch& touch, bool future) {
  if (!future) {
    state_.warm = true;
    state_.stopped = nullptr;
    state_.answer = nullptr;
    state_.last_mine = &touch;
  }
  state_.first_due.reset();
  state_.arranged = nullptr;
  // An appointment and the row written after it, or two rows of one day, are one meeting.
  if (state_.check_in != nullptr && DateOf(state_.check_in->at) == DateOf(touch.at)) {
    state_.appointment = state_.appointment && future;
    return;
  }
  if (FindStep(*rules_.cadences.met, "thank-you") != nullptr) state_.thank_yous.push_back(&touch);
  if (FindStep(*rules_.cadences.met, "check-in") == nullptr) return StartTail(touch);
  state_.mode = Mode::kMet;
  state_.cadence = rules_.cadences.met;
  state_.check_in = &touch;
  state_.appointment = future;
  state_.tail_since.reset();
}

void Replay::AddResponse(const Touch& touch) {
  state_.warm = true;
  state_.stopped = nullptr;
  // What I do after their answer is a step of its own, also on the same day.
  step_day_.reset();
  if (touch.outcome == Outcome::kMeeting) state_.arranged = &touch;
  // What they asked me to write is its own follow-up, and doing it is the answer.
  if (touch.kind != Kind::kPromise && state_.answer == nullptr) state_.answer = &touch;
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
  state_.first_due.reset();
  if (!state_.tail_since) state_.tail_since = DateOf(touch.at);
}

void Replay::StartOutreach(const Cadence* cadence, const Touch& touch) {
  state_.mode = Mode::kOutreach;
  state_.cadence = cadence;
  state_.anchor = state_.since = &touch;
  state_.done = state_.tried = 0;
  state_.planned = DateOf(touch.at);
  state_.first_due.reset();
  state_.tail_since.reset();
}

void Replay::StartTail(const Touch& touch) {
  state_.mode = Mode::kTail;
  state_.cadence = state_.standing != nullptr ? state_.standing : rules_.cadences.keep;
  state_.done = static_cast<int>(state_.cadence->steps.size());
  state_.since = &touch;
  state_.anchor = &touch;
  if (!state_.tail_since) state_.tail_since = DateOf(touch.at);
}

}  // namespace touchbase
