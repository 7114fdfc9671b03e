// The commands: one file each. Each returns the exit code and prints
// by its Output.
#pragma once

#include "sync/cli/json_text.h"
#include "sync/cli/options.h"
#include "sync/cli/output.h"
#include "sync/cli/workplace.h"

namespace touchbase::cli {

// Writes the settings file that the others begin with.
int CommandInit(const Options& options, Output& out);
int CommandSync(Workplace& place);
int CommandPlan(Workplace& place);
int CommandToday(Workplace& place);
int CommandAgenda(Workplace& place);
int CommandOverdue(Workplace& place);
int CommandList(Workplace& place);
int CommandSet(Workplace& place);
int CommandAway(Workplace& place);
int CommandWhy(Workplace& place);
int CommandLog(Workplace& place);
int CommandSchedule(Workplace& place);
int CommandUndo(Workplace& place);
int CommandClear(Workplace& place);
int CommandStatus(Workplace& place);
int CommandDoctor(Workplace& place);

// The checks of `doctor`, and the exit code that they stand for.
std::vector<Check> RunChecks(Workplace& place, std::vector<std::string>* notes);
void PrintChecks(const std::vector<Check>& checks, const std::vector<std::string>& notes,
                 Output& out);
int WorstOf(const std::vector<Check>& checks);

// Parses, runs, catches once; the exit code of the process.
int Main(int argc, const char* const* argv);

}  // namespace touchbase::cli
