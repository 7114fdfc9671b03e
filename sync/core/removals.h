// Counts what a run would take out of the calendar, and how much of it nothing explains, for the
// guard. Reads the base only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/core/decide.h"
#include "sync/core/guard.h"

namespace touchbase {

OutgoingCounts CountRemovals(const std::vector<Action>& actions, const World& world,
                             const std::map<std::string, const Contact*>& contacts,
                             const FollowUpRows& rows, BaseStore& base,
                             const std::string& settings_fingerprint);

}  // namespace touchbase
