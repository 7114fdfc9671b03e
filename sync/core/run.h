// One run: read, understand, plan, decide, write. I/O: the ports; everything that is
// decided is decided by the pure parts beside it.
#pragma once

#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"

namespace touchbase {

// Throws InputError (book), ServerError (calendar), Interrupted (Ctrl-C, sync/core/apply.h).
RunReport RunSync(RunPorts& ports, const RunSettings& settings, const RunOptions& options);

}  // namespace touchbase
