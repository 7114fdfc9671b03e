// Items that `undo` has put back or taken out: left so until what they follow from changes. Pure,
// but for the base that they are kept in.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sync/core/read_book.h"
#include "sync/core/run_settings.h"
#include "sync/core/world.h"

namespace touchbase {

// What the follow-ups of these people follow from: their cells and touches, and the settings.
std::string InputsOf(const std::vector<std::string>& contacts, const ReadBook& book,
                     const RunSettings& settings);

struct HoldCase {
  const ReadBook& book;  // with the rows of this run
  const World& world;
  const Plan& plan;
  const std::set<std::string>& answered;  // keys whose item the user changed
  const RunSettings& settings;
  Date today;
};

// The keys that this run leaves as they are: held ones, and whatever stands in one item with them.
// A hold ends when its inputs change, when the user changes the item, and, of an item that is to
// roll, when its day is over; such are dropped from the base.
std::set<std::string> StandingHolds(const HoldCase& c, BaseStore& base);

// The keys whose absence from the calendar is our own doing, however far an undo came.
std::set<std::string> TakenOut(BaseStore& base);

}  // namespace touchbase
