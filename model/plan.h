// The planner: which follow-ups stand in the calendar, and in which quarter of an hour. Pure: the
// same input gives the same plan, byte for byte; no clock, zone or locale.
//
// Two stages: tracks say what is due in which window (model/tracks.h), slots say when
// (model/slots.h). `placed` is what is in the calendar now; unchanged input moves nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/cadence.h"
#include "model/contact.h"
#include "model/plan_settings.h"
#include "model/touch.h"
#include "model/uid.h"
#include "model/zone.h"

namespace touchbase {

// What stands in the calendar now. The caller passes
// - every open item, a block of several under the block's key;
// - every line of an open block of several under the person's own key, with the block's time and
//   `block`, also when it has no item of its own, and also when it is done (so it keeps its line);
// - every follow-up of Plan::waiting whose `postponed` is above 0, as it was in the plan: it has no
//   item and no block, but what was counted is not forgotten.
struct Placed {
  std::string key;      // FollowUpKey::Hash()
  LocalTime start{};    // the slot, or what the user moved it to
  minutes length{15};   // 1 minute to 24 hours
  bool pinned = false;  // the user moved it or changed its length: stays until its day is over
  int postponed = 0;    // how often it rolled; -1 = unknown (lost state): the open days since due
  std::string block = {};  // key hash of the block that it is a line of; empty: none
};

// Time that cannot be used. All-day busy times are cut into local time by the reader.
struct Busy {
  LocalTime start{};
  LocalTime end{};
};

// Two free times that a text names, held for that contact and offered to nobody else.
struct Offer {
  std::string key;  // FollowUpKey::Hash() of the follow-up whose text names them
  LocalTime first{};
  LocalTime second{};
  Date made{};  // the morning on which they were filled in
};

// An event of the user's that ends with a debrief: whom did I meet, what did they say?
struct Event {
  std::string id;  // stable while the event is moved: made of its UID, or the id of its row
  std::string title;
  LocalTime start{};
  LocalTime end{};
};

// What one item of the calendar stands for when it is not one follow-up's own.
enum class BlockSort : std::uint8_t {
  kThankYou,     // the people of one meeting, at most 4; further ones in blocks of their own
  kEventThanks,  // the people of one event who were not marked, at most 5; further ones as above
  kCatchUp,      // people whose follow-up rolled three times, at most 5 names
  kDebrief,      // after an event; lines: who was met there, done: a meeting is in the log
  kBack,         // "Back? 23 wait. Tick to go on."; no lines
  kWeekly,       // made by sync/core
  kWelcome       // "touchbase works: tick me"; made by sync/core
};

// One person's line in a block of several. A person who is done keeps the line.
struct BlockLine {
  FollowUpKey key;   // the person's own follow-up, which a tick satisfies; in a debrief (contact,
                     // event, debrief), which is no follow-up: marking it means a meeting
  std::string name;  // as the line shows it; different within a block
  bool done = false;
};

// An item without a contact of its own: a block of several people, or a note of the program.
struct Block {
  FollowUpKey key;  // contact empty; anchor: id of its first row, event or day (YYYY-MM-DD)
  BlockSort sort = BlockSort::kCatchUp;
  std::string title;
  std::string reason;
  std::vector<BlockLine> lines;
  LocalTime start{};
  minutes length{15};
  Date due{};
  bool hard = false;
  bool pinned = false;
  int postponed = 0;

  LocalTime end() const { return start + length; }
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
  int overdue_days = 0;  // days that `start`, or today when that is over, lies after `latest`
  int postponed = 0;
  std::string block;           // key hash of the Block it is a line of; empty: a block of its own
  std::optional<Offer> offer;  // the times that its text names

  LocalTime end() const { return start + length; }
};

// Should have been done by now: its slot's day went by, or it stands past its last day. What the
// user moved is not before its new day is over.
bool IsOverdue(const FollowUp& follow_up, Date today);

// A follow-up that is due but has no place: no free quarter in the horizon, or a stated reason.
struct Unplaced {
  FollowUp follow_up;  // start is meaningless
  std::string why;
};

struct Plan {
  std::vector<FollowUp> follow_ups;  // by start, then contact, then step
  std::vector<Block> blocks;         // by start; their people's follow-ups are in follow_ups
  std::vector<Unplaced> unplaced;
  // In line: start_per_week, keep_cap, tomorrow's catch-up (postponed > 0, start: the day it is
  // counted for), the end of a quiet time.
  std::vector<Unplaced> waiting;
  std::vector<std::string> warnings;  // named conflicts, missed hard deadlines
  // Five working days without a tick and five or more overdue: nothing moves, nothing should ring,
  // and only what is hard enters; a block of sort kBack stands in `blocks`, keyed by the day on
  // which that began, and is moved to each new day. A row made from the calendar ends it, or
  // PlanInput::back_on; a caller that sees "Back?" deleted passes that day as back_on.
  bool quiet = false;
};

struct PlanInput {
  std::span<const Contact> contacts;
  std::span<const Touch> touches;  // as in the file; withdrawn ones included
  const CadenceSet& cadences;
  const PlanSettings& settings;
  std::span<const Placed> placed;
  std::span<const Busy> busy;
  LocalTime now;
  std::span<const Event> events = {};  // from watched calendars; those of the log are in touches
  std::span<const Offer> offers = {};  // made before and still held
  std::optional<Date> back_on = {};    // when the user last ticked "Back?"
  const Zone* zone = nullptr;          // the user's; null: calls are placed in the user's hours
  // The zone of a contact by its IANA name; null result: unknown. Empty: as with `zone` null.
  std::function<const Zone*(const std::string&)> zones = {};
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
