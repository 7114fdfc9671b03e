// Cadences: named lists of steps with gaps, a tail, a limit and stop rules.
// Values; the built-in ones and the user's are read by config/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/civil_time.h"
#include "model/touch.h"

namespace touchbase {

// A distance in days or in calendar months.
struct Gap {
  int count = 0;
  bool months = false;
  Date After(Date from) const { return months ? AddMonths(from, count) : from + days{count}; }
  friend bool operator==(const Gap&, const Gap&) = default;
};

enum class DeadlineKind : std::uint8_t { kHard, kWindow, kFloating };

struct Step {
  std::string name;  // stable: part of UIDs
  Gap after;
  bool from_anchor = false;  // counts from the anchor instead of the step before
  Channel channel = Channel::kEmail;
  std::string script;
  DeadlineKind deadline = DeadlineKind::kWindow;
  int tolerance_before_days = 0;  // 0 or more
  int tolerance_after_days = 0;
  std::string condition;  // "" or "postal_address"
};

struct Cadence {
  std::string name;
  std::vector<Step> steps;
  std::optional<Step> tail;  // `then`: repeated for ever, its gap is `every`
  int limit = 0;             // most follow-ups, skipped ones count; 0 = none
  std::string on_response;   // the track a response leads to; "" = none
  std::string on_end;        // the track after the last step; "" = nothing
};

using CadenceSet = std::map<std::string, Cadence, std::less<>>;

}  // namespace touchbase
