// The settings as one run needs them. Pure.
#pragma once

#include "config/settings.h"
#include "sync/core/run_settings.h"

namespace touchbase::cli {

// `tz_version`: of the zone database; it is part of the fingerprint, as the program's version is.
RunSettings RunSettingsOf(const Settings& settings, const std::string& zone_name,
                          const std::string& tz_version);

}  // namespace touchbase::cli
