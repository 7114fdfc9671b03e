// What a Zone of the tz database knows beyond civil time, for the writer of VTIMEZONEs. Pure.
#pragma once

#include <functional>
#include <string>

#include "model/civil_time.h"

namespace touchbase::ical {

// Mixed into a Zone; zones without it get names such as +0100.
class ZoneNames {
 public:
  virtual ~ZoneNames() = default;
  // The abbreviation in force, such as CEST (RFC 5545 3.8.3.2: TZNAME).
  virtual std::string Abbreviation(Instant instant) const = 0;
  // What `make` gives, made once for each year.
  virtual std::string CachedVTimezone(int year, const std::function<std::string()>& make) const = 0;
};

}  // namespace touchbase::ical
