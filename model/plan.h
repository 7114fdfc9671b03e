// The planner: which follow-ups stand in the calendar, and in which quarter of an hour. Pure: the
// same input gives the same plan, byte for byte; no clock, zone or locale.
//
// Two stages: tracks say what is due in which window (model/tracks.h), slots say when
// (model/slots.h). `placed` is what is in the calendar now; unchanged input moves nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/cadence.h"
#include "model/contact.h"
#include "model/plan_settings.h"
#include "model/touch.h"
#include "model/uid.h"

namespace touchbase {

// An open item as it stands in the calendar now.
struct Placed {
  std::string key;      // FollowUpKey::Hash()
  LocalTime start{};    // the slot, or what the user moved it to
  minutes length{15};   // 1 minute to 24 hours
  bool pinned = false;  // the user moved it or changed its length: stays until its day is over
  int postponed = 0;    // how often it rolled; -1 = unknown (lost state): the open days since due
};

// Time that cannot be used. All-day busy times are cut into local time by the reader.
struct Busy {
  LocalTime start{};
  LocalTime end{};
};

struct FollowUp {
  FollowUpKey key;
  std::string contact_name;
  std::string track;            // the cadence it comes from: met, cold, warm, talk, keep, ...
  Kind kind = Kind::kFollowUp;  // the kind of the touch that a tick writes
  Channel channel = Channel::kEmail;
  std::string script;
  std::string title;               // "Jane Doe: thank-you"
  std::string reason;              // why it is here and what comes next, two or three sentences
  std::vector<std::string> lines;  // what to do, in order (card first, then the mail), may be empty
  Date due{};
  Date earliest{};
  Date latest{};
  LocalTime start{};
  minutes length{15};
  bool hard = false;
  bool pinned = false;
  int overdue_days = 0;  // days that `start` lies after `latest`; 0 when in time
  int postponed = 0;

  LocalTime end() const { return start + length; }
};

// A follow-up that is due but has no place: no free quarter in the horizon, or a stated reason.
struct Unplaced {
  FollowUp follow_up;  // start is meaningless
  std::string why;
};

struct Plan {
  std::vector<FollowUp> follow_ups;  // by start, then contact, then step
  std::vector<Unplaced> unplaced;
  std::vector<Unplaced> waiting;      // in line: start_per_week, keep_cap
  std::vector<std::string> warnings;  // named conflicts, missed hard deadlines
};

struct PlanInput {
  std::span<const Contact> contacts;
  std::span<const Touch> touches;  // as in the file; withdrawn ones included
  const CadenceSet& cadences;
  const PlanSettings& settings;
  std::span<const Placed> placed;
  std::span<const Busy> busy;
  LocalTime now;
};

Plan MakePlan(const PlanInput& input);

// Where a contact stands: for `why`, `today` and the text of items. Pure.
struct Standing {
  std::string track;           // "" when nothing runs
  std::string relation;        // cold or warm
  std::string sentence;        // "Six were sent without an answer; nothing more is planned."
  std::vector<FollowUp> next;  // what is planned next without a slot (also outside the horizon)
};
Standing Explain(const Contact& contact, const PlanInput& input);

}  // namespace touchbase
