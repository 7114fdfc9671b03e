// Counts what a run would take out of the calendar, and how much of it nothing explains, for the
// guard. Reads the base only.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sync/core/decide.h"
#include "sync/core/guard.h"

namespace touchbase {

class UnknownItems;

// Anchors that are meetings which only a calendar shows: when one is cancelled or vanishes there,
// its follow-ups go with it. Those that follow-ups still count from are kept for the next runs.
void RememberFromCalendar(std::span<const Touch> shown, BaseStore& base);
std::set<std::string> AnchorsFromCalendar(BaseStore& base);

// Everything was carried out under these settings.
void RememberPlanning(const RunSettings& settings, BaseStore& base);

// `rows_read`: of the log as it is in the file.
OutgoingCounts CountRemovals(const DecideInput& input, const std::vector<Action>& actions,
                             std::size_t rows_read, UnknownItems* unknown, BaseStore& base);

}  // namespace touchbase
