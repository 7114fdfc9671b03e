// The port through which civil time meets the world's clocks. Implemented by ical/tz_zone.
#pragma once

#include <string>

#include "model/civil_time.h"

namespace touchbase {

// A time zone. Implementations are immutable and may be shared between threads.
class Zone {
 public:
  virtual ~Zone() = default;
  // The IANA name, such as Europe/Berlin.
  virtual const std::string& name() const = 0;
  virtual LocalTime ToLocal(Instant instant) const = 0;
  // A time that a clock change skips becomes the next valid one; one that happens twice is the
  // first.
  virtual Instant ToInstant(LocalTime local) const = 0;
  // Seconds east of UTC in force at that instant.
  seconds OffsetAt(Instant instant) const {
    return ToLocal(instant).time_since_epoch() - instant.time_since_epoch();
  }
};

// UTC, for tests and as the zone of last resort.
class UtcZone : public Zone {
 public:
  const std::string& name() const override { return name_; }
  LocalTime ToLocal(Instant instant) const override {
    return LocalTime{instant.time_since_epoch()};
  }
  Instant ToInstant(LocalTime local) const override { return Instant{local.time_since_epoch()}; }

 private:
  std::string name_ = "UTC";
};

}  // namespace touchbase
