// The commands: one file each. Each returns the exit code (interface.md) and prints by Output.
#pragma once

#include "sync/cli/options.h"
#include "sync/cli/workplace.h"

namespace touchbase::cli {

int CommandInit(const Options& options);
int CommandSync(Workplace& place);
int CommandPlan(Workplace& place);
int CommandToday(Workplace& place);
int CommandWhy(Workplace& place);
int CommandLog(Workplace& place);
int CommandStatus(Workplace& place);
int CommandDoctor(Workplace& place);

// Parses, runs, catches once; the exit code of the process.
int Main(int argc, const char* const* argv);

}  // namespace touchbase::cli
