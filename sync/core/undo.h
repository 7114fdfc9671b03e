// `undo RUN`: the texts that a run replaced or removed are put back under the server's conditions,
// its rows of the log withdrawn, and what is put back so is held (holds.h), so that the next run
// does not do the same again. A run of its own, so that it can be undone. I/O: the ports.
#pragma once

#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"

namespace touchbase {

struct UndoOptions {
  std::int64_t run = 0;
  bool dry_run = false;
  bool acting_as_of = false;  // as in RunOptions
};

// Throws UsageError when that run is not known or was undone already, else as RunSync.
RunReport RunUndo(RunPorts& ports, const RunSettings& settings, const UndoOptions& options);

}  // namespace touchbase
