// Items of ours that a phone moved to another calendar of the account: followed there, never moved
// back. I/O: the ports.
#pragma once

#include <vector>

#include "sync/core/pull.h"

namespace touchbase {

// Looks for what is gone from our calendars in the others, by the name of its resource, which holds
// the UID on servers that keep names (most do; where a phone gives it a new one it counts as
// deleted). One listing for each other calendar, and only when an open item is gone. True when
// something was found: its place is in the to-do, and `pull` reads it from now on.
bool FindMoved(const World& world, const std::vector<CollectionState>& survey, RunPorts& ports,
               Pull* pull);

}  // namespace touchbase
