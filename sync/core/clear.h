// `clear`: everything of ours out of every calendar of the account. A run whose plan is empty: what
// the user did is understood and logged first, their text rescued, and each removal conditional.
// What it means for the runs after it: docs/decisions/0065-clear.md. Pure, but for what says I/O.
#pragma once

#include <string>
#include <vector>

#include "sync/core/decide.h"
#include "sync/core/pull.h"
#include "sync/core/run_report.h"

namespace touchbase {

// Our collections as far as they are there; nothing is made. What lay in others is forgotten, not
// taken for deleted. I/O: the base.
Roles RolesToClear(const std::vector<CollectionState>& survey, BaseStore& base);

// Puts items of ours in the other calendars into the to-do: by the names of their resources, by the
// copies that the base keeps, and by a look at the year round now, for apps that give new names.
// I/O: the ports.
void FindElsewhere(const std::vector<CollectionState>& survey, const Roles& roles,
                   const RunSettings& settings, RunPorts& ports, Pull* pull, RunReport* report);

// Removals of all that is ours to remove; what has to stay is said. `keep_done`: what is marked
// done stays.
Decisions DecideClear(const DecideInput& input, bool keep_done, RunReport* report);

// The state of a clear, in the base: begun, come to its end.
void BeginClear(BaseStore& base, Date today);
// `decided`: nothing was left to remove at the last look.
void CloseClear(bool decided, Date today, BaseStore& base, RunReport* report);
// A clear that did not come to its end goes on without a base: nothing is taken for deleted.
void ResumeClear(BaseStore& base);

// What a sync does after one: true when it does nothing, and `report` says why. With --restore or
// --new-calendar it begins anew, as a first run.
bool StandsCleared(const RunOptions& options, BaseStore& base, RunReport* report);

}  // namespace touchbase
