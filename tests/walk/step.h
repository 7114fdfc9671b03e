// One step of a random walk: an act and the seed of everything that is chosen in it, so that a walk
// can be played again with steps left out. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace touchbase::test {

enum class Act : std::uint8_t {
  kTick,
  kMark,
  kWord,
  kUntick,
  kEraseWord,
  kType,
  kRetitle,
  kMove,
  kLength,
  kMoveDay,
  kDeleteOne,
  kDeleteBoth,
  kRestore,
  kAlarm,
  kCategory,
  kCancel,
  kOtherCalendar,
  kTakeOver,
  kTickLine,
  kOwnEvent,
  kAddRow,
  kChangeNotes,
  kRemoveRow,
  kOpenSheet,
  kSaveStale,
  kPause,
  kNewContact,
  kLoseState,
  kSecondMachine,
  kCarryBook,
  kNothing,
};

struct Step {
  Act act = Act::kNothing;
  std::uint64_t seed = 0;
};

std::string_view ToWord(Act act);
// Acts that are often done come often.
std::vector<Step> MakeSteps(std::uint64_t seed, int count);

}  // namespace touchbase::test
