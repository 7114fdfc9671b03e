// Tracks: from where a contact stands to the follow-ups that are due next, each with its window,
// still without a quarter of an hour. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/plan.h"
#include "model/replay.h"

namespace touchbase {

// What a due step is, as far as placing and wording differ.
enum class Role : std::uint8_t {
  kThankYou,
  kCheckIn,
  kAnswer,
  kAsk,
  kArrange,
  kSide,
  kOpening,
  kOutreach,
  kThanks,
  kLap,
  kCall,         // after a meeting, when the user's cadence has it
  kEventThanks,  // somebody of an event who was not marked
  kBlock         // the place of an item without a follow-up of its own
};

// Which limit on the number of people a step passes before it enters the calendar.
enum class Queue : std::uint8_t { kNone, kLine, kCap };

struct DueStep {
  std::uint32_t contact = 0;  // index into PlanInput::contacts
  Role role = Role::kOutreach;
  Queue queue = Queue::kNone;
  const Step* step = nullptr;
  std::string_view track;                  // the cadence it comes from
  Channel channel = Channel::kEmail;       // as wished for; a call may become a message
  Channel unanswered_on = Channel::kNone;  // of the steps before, in a warm outreach
  int unanswered = 0;                      // how many on that channel, one after the other
  const Touch* anchor = nullptr;           // names it, with the step; null: "start"
  const Touch* since = nullptr;            // the touch it follows; null: none
  const Placed* placed = nullptr;          // where it stands now; null: not in the calendar
  Date due{};
  Date earliest{};
  Date latest{};
  LocalTime not_before{};  // a thank-you: the meeting
  bool hard = false;
  bool wished = false;      // the contact named the date
  bool after_wait = false;  // they asked me to write on that day
  bool conflict = false;    // hard, and its own day is closed
  bool goal_open = false;
  bool connected = false;     // on LinkedIn, as far as the log says
  bool ahead = false;         // of a meeting that is not over: it may still be moved
  bool displaced = false;     // its own day is one of being away
  bool optional = false;      // not wanted after `latest`
  bool rolls_always = false;  // also in a quiet time
  int group = -1;             // index of its block of several (model/meeting_groups.h)
  Mode mode = Mode::kEnded;   // of the contact's track
  const Step* next =
      nullptr;  // what follows when it is done in silence; null: nothing or another track
  std::string_view after;         // the track that follows when `next` is null; empty: none
  int turn = 0;                   // in the line, of those let in now, from 1; 0: none
  int number = 0;                 // of the follow-ups of an outreach, from 1
  int limit = 0;                  // of that cadence; 0: none
  int lap_days = 0;               // of a recurring track
  int laps = 0;                   // of a recurring track, done before this one
  Date tail_since = Date::max();  // when the contact came into a recurring tail
};

// Why nothing is planned for a contact.
enum class Rest : std::uint8_t {
  kNone,
  kDeclined,
  kPaused,
  kArchived,
  kStopped,
  kSilent,
  kStepsDone,
  kSkippedStart,
  kNoSteps,
  kOnlyEvent
};

// The open items of the calendar by key.
class PlacedIndex {
 public:
  explicit PlacedIndex(std::span<const Placed> placed);
  // Null when the follow-up is not in the calendar.
  const Placed* Find(std::string_view contact, const Touch* anchor, std::string_view step) const;
  const Placed* Find(const FollowUpKey& key) const;
  bool empty() const { return by_key_.empty(); }
  // Whether there are lines of a block that nobody remembers: then what is not in the calendar may
  // have been there.
  bool has_lost_lines() const { return has_lost_lines_; }
  void SetLostLines() { has_lost_lines_ = true; }

 private:
  std::unordered_map<std::string_view, const Placed*> by_key_;
  bool has_lost_lines_ = false;
};

// The key of a step: `anchor` null stands for "start".
FollowUpKey KeyOf(std::string_view contact, const Touch* anchor, std::string_view step);

// Makes the due steps of one contact after another.
class Tracks {
 public:
  Tracks(const TrackRules& rules, const PlacedIndex& placed) : rules_(rules), placed_(placed) {}

  // Appends what is due next, in or outside the horizon, and says why when that is nothing.
  Rest Append(const Contact& contact, std::uint32_t index, const TrackState& state,
              std::vector<DueStep>& out) const;

 private:
  struct Subject {
    const Contact& contact;
    std::uint32_t index;
    const TrackState& state;
  };
  DueStep Make(const Subject& who, Role role, const Step& step, const Touch* anchor) const;
  void SetWindow(DueStep& due, Date day) const;
  void SetHardDay(DueStep& due, Date wanted, Date from) const;
  bool TooLate(const DueStep& due) const;
  void AppendThankYous(const Subject& who, std::vector<DueStep>& out) const;
  void AppendEventThanks(const Subject& who, std::vector<DueStep>& out) const;
  void AppendCall(const Subject& who, std::vector<DueStep>& out) const;
  void AppendAnswer(const Subject& who, std::vector<DueStep>& out) const;
  void AppendSides(const Subject& who, std::vector<DueStep>& out) const;
  Rest AppendTrack(const Subject& who, std::vector<DueStep>& out) const;
  bool AppendCheckIn(const Subject& who, std::vector<DueStep>& out) const;
  bool AppendAsk(const Subject& who, std::vector<DueStep>& out) const;
  bool AppendThanks(const Subject& who, std::vector<DueStep>& out) const;
  bool AppendFreshConnection(const Subject& who, std::vector<DueStep>& out) const;
  void AppendOpening(const Subject& who, const Cadence& cadence, std::vector<DueStep>& out) const;
  Rest AppendOutreach(const Subject& who, std::vector<DueStep>& out) const;
  Rest AppendLap(const Subject& who, const Cadence& cadence, std::vector<DueStep>& out) const;
  Date LapDay(const Subject& who, DueStep& due, days before, days after) const;
  Date FirstLapDay(const Subject& who, const DueStep& due, days before) const;
  const Step& LapStep(const Subject& who, const Cadence& cadence, const Touch* from) const;

  const TrackRules& rules_;
  const PlacedIndex& placed_;
};

}  // namespace touchbase
