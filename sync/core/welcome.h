// The first day's item, "touchbase works: tick me": shows on the phone that what is written arrives
// there, and by the answer to its tick that what is done there arrives here. I/O: the ports.
//
// The next run marks it done when it is ticked. Once made, it is never made again by this state.
#pragma once

#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"

namespace touchbase {

// Makes it, and our calendars where they are missing; nothing when this state made one before or
// the calendar holds follow-ups already. The report says what was written, or failed.
RunReport WriteWelcome(RunPorts& ports, const RunSettings& settings);

}  // namespace touchbase
