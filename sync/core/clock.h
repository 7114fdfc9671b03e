// The port to time: the machine's clock, or --now.
#pragma once

#include "model/civil_time.h"

namespace touchbase {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() = 0;
};

class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant Now() override { return now_; }
  void Set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

}  // namespace touchbase
