#include "tests/walk/step.h"

#include <array>
#include <string_view>

#include "tests/walk/random.h"

namespace touchbase::test {
namespace {

struct Habit {
  Act act;
  std::string_view word;
  int weight;  // how often, against the others
};

constexpr std::array kHabits = {
    Habit{Act::kTick, "tick", 14},
    Habit{Act::kMark, "mark in the title", 8},
    Habit{Act::kWord, "word", 10},
    Habit{Act::kUntick, "untick", 4},
    Habit{Act::kEraseWord, "word taken out", 3},
    Habit{Act::kType, "note", 10},
    Habit{Act::kRetitle, "other title", 5},
    Habit{Act::kMove, "move", 8},
    Habit{Act::kLength, "other length", 3},
    Habit{Act::kMoveDay, "move of the task", 3},
    Habit{Act::kDeleteOne, "delete one half", 4},
    Habit{Act::kDeleteBoth, "delete", 4},
    Habit{Act::kRestore, "restore", 3},
    Habit{Act::kAlarm, "alarm", 3},
    Habit{Act::kCategory, "category", 3},
    Habit{Act::kCancel, "cancel", 2},
    Habit{Act::kOtherCalendar, "move to another calendar", 3},
    Habit{Act::kTakeOver, "take over", 2},
    Habit{Act::kTickLine, "tick a line", 4},
    Habit{Act::kOwnEvent, "own event", 4},
    Habit{Act::kAddRow, "row by hand", 9},
    Habit{Act::kChangeNotes, "notes of a row", 3},
    Habit{Act::kRemoveRow, "row removed", 2},
    Habit{Act::kOpenSheet, "book opened", 4},
    Habit{Act::kSaveStale, "stale save", 3},
    Habit{Act::kPause, "pause or go on", 2},
    Habit{Act::kNewContact, "new contact", 2},
    Habit{Act::kLoseState, "state lost", 3},
    Habit{Act::kSecondMachine, "second machine", 6},
    Habit{Act::kCarryBook, "book carried", 5},
    Habit{Act::kNothing, "nothing", 6},
};

}  // namespace

std::string_view ToWord(Act act) {
  for (const Habit& habit : kHabits) {
    if (habit.act == act) return habit.word;
  }
  return "?";
}

std::vector<Step> MakeSteps(std::uint64_t seed, int count) {
  Random random(seed);
  int sum = 0;
  for (const Habit& habit : kHabits) sum += habit.weight;
  std::vector<Step> steps;
  for (int i = 0; i < count; ++i) {
    int at = random.Below(sum);
    std::size_t habit = 0;
    while (at >= kHabits.at(habit).weight) at -= kHabits.at(habit++).weight;
    steps.push_back({kHabits.at(habit).act, random.Next()});
  }
  return steps;
}

}  // namespace touchbase::test
