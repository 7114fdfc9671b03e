// Counts what a run would take out of the calendar, and how much of it nothing explains, for the
// guard. Reads the base only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/core/decide.h"
#include "sync/core/guard.h"

namespace touchbase {

// `rows_read`: of the log as it is in the file.
OutgoingCounts CountRemovals(const std::vector<Action>& actions, const World& world,
                             const std::map<std::string, const Contact*>& contacts,
                             const FollowUpRows& rows, std::size_t rows_read, BaseStore& base,
                             const std::string& settings_fingerprint);

}  // namespace touchbase
