// People with a row in the log that cannot be read: what it said is not known, so nothing may be
// concluded from its absence. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sync/core/acts.h"
#include "sync/core/read_book.h"
#include "sync/core/run_report.h"
#include "sync/core/world.h"

namespace touchbase {

std::set<std::string> PeopleLeftOut(const ReadBook& book);

// The follow-ups of these people by base and plan, to be held. An item that neither knows may be
// theirs, too. Empty when every row was read.
std::set<std::string> KeysLeftOut(const ReadBook& book, const World& world,
                                  const std::map<std::string, StepFacts>& facts);

// One for each of these people: which row, and what follows from it.
std::vector<FailedItem> SayLeftOut(const ReadBook& book);

}  // namespace touchbase
