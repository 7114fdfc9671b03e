// A digest of those settings that say which follow-ups there are and when: a change of them may
// explain that some go (docs/decisions/0061-what-settings-explain.md). Texts, names, zone data and
// the version of the program explain nothing. Pure.
#pragma once

#include <string>

#include "sync/core/run_settings.h"

namespace touchbase {

std::string PlanningPrint(const RunSettings& settings);

}  // namespace touchbase
