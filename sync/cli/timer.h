// The timer that runs `sync` every quarter of an hour. I/O: writes systemd's units of the user and
// starts systemctl.
#pragma once

#include <string>

#include "sync/cli/output.h"

namespace touchbase::cli {

// "*/15 * * * * /usr/bin/touchbase --config ... --quiet sync", for crontab -e.
std::string CronLine(const std::string& settings_path);

// Writes touchbase.service and touchbase.timer into the user's systemd folder and starts the timer.
// Says what was done, or what stands in the way; false: it does not run.
bool InstallTimer(const std::string& settings_path, Output& out);

}  // namespace touchbase::cli
