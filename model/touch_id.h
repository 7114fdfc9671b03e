// The ids of rows of the log. Pure.
//
// Both sorts come from what the row says, never from chance: a run that was killed, or another
// machine, makes the same row again, and readers keep the first of equal ids.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/live_log.h"
#include "model/touch.h"

namespace touchbase {

// A row as written that may have no id. Cells trimmed.
struct RawTouchKey {
  std::string_view id;                    // kept as it is when there is one
  std::string_view contact;               // as written, not resolved
  std::string_view at;                    // as written
  Direction direction = Direction::kOut;  // with the default of an empty cell
  std::string_view kind;                  // as written
};

// Gives ids to the rows of one log, in the order of the file: the n-th of equal rows is told from
// the others by its n. Use one per read.
class TouchIds {
 public:
  std::string Next(const RawTouchKey& row);

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> count_;  // front of the first one's id -> rows
};

// What a row made from the calendar says about its follow-up: what came of it, that the answer was
// given, or a note.
enum class TouchSort : std::uint8_t { kOutcome, kAnswer, kNote };

struct CalendarTouch {
  std::string key;      // FollowUpKey::Hash(): the same for both halves
  int generation = 0;   // of the item acted on
  std::string contact;  // Contact::id; a block of several has one row per person
  TouchSort sort = TouchSort::kOutcome;
  std::string text;  // of a note; ignored for the others
};

// The id of the row that says so for the first time after `withdrawals` withdrawals.
std::string CalendarTouchId(const CalendarTouch& touch, int withdrawals);
// How often such a row was taken back.
int CountWithdrawals(const LiveLog& log, const CalendarTouch& touch);
// The id that such a row has now, or would get: of the one that is not taken back.
std::string CalendarTouchId(const LiveLog& log, const CalendarTouch& touch);

}  // namespace touchbase
