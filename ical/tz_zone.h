// Zones of the tz database: the only user of date/tz.h. I/O: reads the system's zone files once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "model/zone.h"

namespace touchbase::ical {

// Throws InputError naming the nearest known zone when there is none of that name.
std::shared_ptr<const Zone> LoadZone(std::string_view name);

// The same, nullptr when there is none of that name.
std::shared_ptr<const Zone> FindZone(std::string_view name);

// The system's zone; "UTC" when it cannot be told.
std::string SystemZoneName();

// The release of the tz database, for the fingerprint of a quiet run; "" when unknown.
std::string ZoneDatabaseVersion();

// A short VTIMEZONE (RFC 5545 3.6.5) that is right around `at`: two rules, or the transitions
// listed one by one for zones that have no such rules. CRLF line ends.
std::string VTimezone(const Zone& zone, Instant at);

}  // namespace touchbase::ical
