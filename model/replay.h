// Replay: what a contact's touches, read in order, lead to. Pure.
//
// The result says which track runs, from which touch it counts and what is owed; model/tracks.h
// makes due steps of it. Touches must be live (withdrawn ones removed) and outlive the replay.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/calendar_days.h"
#include "model/contact.h"
#include "model/known_steps.h"
#include "model/plan_settings.h"
#include "model/touch.h"
#include "model/uid.h"

namespace touchbase {

// What all contacts of one planning share.
struct TrackRules {
  const KnownCadences& cadences;
  const PlanSettings& settings;
  const WorkCalendar& calendar;
  LocalTime now;
  Date today() const { return DateOf(now); }
};

enum class Mode : std::uint8_t {
  kEnded,     // nothing runs; the state says why
  kOpening,   // the first message is still to be written
  kOutreach,  // cold, warm or a cadence of the user's
  kTalk,      // they wrote; my answer decides what comes next
  kAsk,       // after a check-in with an open goal
  kMet,       // a meeting's check-in is open
  kTail       // keep, customer, friend
};

// Whether the touch lies ahead; one that has only a date is over on its day.
inline bool IsFuture(const Touch& touch, LocalTime now) {
  return touch.has_time ? touch.at > now : DateOf(touch.at) > DateOf(now);
}
// Somebody who was at an event and not marked: a row of kind debrief with a contact and no outcome.
inline bool IsEventRow(const Touch& touch) {
  return touch.kind == Kind::kDebrief && touch.outcome == Outcome::kNone && !touch.contact.empty();
}

// A step that a touch satisfied.
struct DoneStep {
  const Touch* anchor = nullptr;  // null: "start"
  std::string_view step;          // lives as long as the cadences
  const Touch* by = nullptr;
};

// A promise, an offer or a next thing; `number` tells several of one sort in one note apart.
struct Side {
  const Touch* touch = nullptr;
  int number = 1;
};

struct TrackState {
  Mode mode = Mode::kEnded;
  const Cadence* cadence = nullptr;
  const Cadence* standing =
      nullptr;  // where tracks return to; null: keep, and a response opens talk
  bool warm = false;
  bool closed_seen = false;  // a live closed or paid row: the goal is reached
  bool appointment = false;  // the open check-in belongs to a meeting in the future
  bool skipped_start = false;
  bool only_event = false;            // nothing else than an event is known of them
  int done = 0;                       // follow-ups of this track, skipped ones too
  int passed = 0;                     // steps of it whose condition (`if`) did not hold
  int laps = 0;                       // of customer, since the close
  Channel tried_on = Channel::kNone;  // of the last follow-ups of this outreach
  int tried = 0;                      // how many of them on that channel, one after the other
  const Touch* anchor = nullptr;      // of the track; null: "start"
  const Touch* since = nullptr;       // what the next step counts from; null: nothing yet
  const Touch* answer = nullptr;      // the first unanswered touch of theirs
  const Touch* check_in = nullptr;    // the meeting whose check-in is open
  const Touch* arranged = nullptr;    // they agreed to meet and no meeting is logged
  const Touch* event = nullptr;       // where I did not mark them; not yet thanked
  const Touch* call = nullptr;        // the meeting whose call step is open
  const Touch* call_from = nullptr;   // what that step counts from; null: not yet its turn
  const Touch* declined = nullptr;
  const Touch* stopped = nullptr;
  const Touch* connected = nullptr;
  const Touch* last_mine = nullptr;  // the last that can satisfy a step
  const Touch* last_any = nullptr;
  std::vector<const Touch*> thank_yous;  // meetings not yet thanked for
  std::vector<Side> sides;               // open promises, offers and next rows
  std::vector<DoneStep> done_steps;      // of the last kDoneStepDays
  std::optional<Date> met_last;          // the day of the last meeting, also of one ahead
  std::optional<Date> first_due;         // a wait: when they asked me to write
  Date planned{};                        // of the last done step, for anchor = "plan"
  std::optional<Date> tail_since;        // when the contact came into a recurring tail
  std::optional<Date> started_on;        // when a start from the line was done

  // Whether a recurring track has its steps (a customer's thanks) behind it.
  bool IsInLaps() const {
    return cadence != nullptr && static_cast<std::size_t>(done) >= cadence->steps.size();
  }
};

// The day the next step of an outreach or a tail is due, before it moves off a closed day. The step
// must be the one whose turn it is, and state.since set.
Date RawDue(const TrackState& state, const Step& step, const Contact& contact,
            const TrackRules& rules);
// The contact's stated wish, unless a touch of mine has spent it.
std::optional<Date> OpenWish(const TrackState& state, const Contact& contact);
// Days between laps of keep for this contact: the shortest of its tiers, else the cadence's own (0
// when it counts in months).
int LapDays(const Step& tail, const Contact& contact, const TrackRules& rules);
// The touch a recurring track counts from: my last, else the last of any kind; null when there is
// none.
const Touch* LapFrom(const TrackState& state);
bool GoalOpen(const TrackState& state, const Contact& contact);
// The track name shown for the state: the cadence, or what stands for none.
std::string_view TrackName(const TrackState& state);

// How long a block of several may stand and its lines be shown as done.
inline constexpr int kDoneStepDays = 120;

class Replay {
 public:
  Replay(const TrackRules& rules, const Contact& contact);

  void Add(const Touch& touch);
  // A promise, a wish or an offer that stands in the notes of a touch; `row`: as a row of the log
  // would say it.
  void AddSaid(const Touch& row, int number);
  const TrackState& state() const { return state_; }
  TrackState& state() { return state_; }

 private:
  void StartFromCell();
  void AddLive(const Touch& touch);
  void Satisfy(const Touch& touch);
  // `uid`: the 32 digits in the middle of one.
  void SatisfyByUid(const Touch& touch, std::string_view uid);
  bool SatisfyOwed(const Touch& touch, std::string_view uid);
  bool SatisfyTrack(const Touch& touch, std::string_view uid);
  const Step* StepNamed(std::string_view uid);
  bool IsNamed(std::string_view uid, const Step& step);
  bool SatisfyLap(const Touch& touch, std::string_view uid);
  bool SatisfyStart(const Touch& touch, std::string_view uid);
  void SatisfyByHand(const Touch& touch);
  bool SatisfySameKind(const Touch& touch);
  void CloseSide(const Touch& touch);
  void ApplyOutcome(const Touch& touch);
  void AddMeeting(const Touch& touch, bool future);
  void AddEvent(const Touch& touch);
  void OpenCall(const Touch& meeting);
  void AddResponse(const Touch& touch);
  void StartWait(const Touch& touch);
  void StartCustomer(const Touch& touch);
  void StartOutreach(const Cadence* cadence, const Touch& touch);
  void StartTail(const Touch& touch);
  void PassOver();
  void FinishStart(const Touch& touch);
  void FinishTalk(const Touch& touch);
  void FinishAsk(const Touch& touch);
  void FinishArranged(const Touch& touch);
  void FinishEvent(const Touch& touch);
  void FinishCall(const Touch& touch);
  void FinishCheckIn(const Touch& touch);
  void FinishStep(const Touch& touch, const Step& step, bool ticked);
  void CountTry(const Touch& touch);
  void FinishLap(const Touch& touch, const Step* step);
  void CountFrom(const Touch& touch);
  void FinishThankYou(std::size_t index, const Touch& touch);
  void NoteDone(const Touch* anchor, std::string_view step, const Touch& by);
  const Step* Turn() const;
  bool Matches(std::string_view uid, std::string_view step, const Touch* anchor);
  bool IsWaitingFor(Date day) const;

  const TrackRules& rules_;
  const Contact& contact_;
  TrackState state_;
  std::optional<Date> step_day_;  // the last day on which a step was satisfied
  Component likely_half_ = Component::kEvent;
};

}  // namespace touchbase
