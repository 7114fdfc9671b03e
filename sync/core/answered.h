// The items whose writing answers an act of the user's and therefore waits for nothing. Kept beside
// the rows of these acts until the items are written: the run after one that was killed or refused
// between log and calendar has nothing new to understand, and answers all the same. The times that
// the user chose are kept with them. I/O: the base.
#pragma once

#include <set>
#include <string>

#include "model/civil_time.h"
#include "sync/core/base_store.h"
#include "sync/core/world.h"

namespace touchbase {

// Keys of follow-ups and blocks that a run of today or yesterday left unanswered.
std::set<std::string> UnansweredKeys(BaseStore& base, Date today);

// Replaces them.
void KeepUnanswered(const std::set<std::string>& keys, Date today, BaseStore& base);

// The times of these as the world has them, in what the base holds: once we have written an item,
// it does not tell any more who chose its time.
void KeepMoves(const std::set<std::string>& keys, const World& world, BaseStore& base);

}  // namespace touchbase
