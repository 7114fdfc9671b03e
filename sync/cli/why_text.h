// `why` in words: where somebody stands, what is next and when, and why. English, pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/plan.h"
#include "sync/cli/people.h"

namespace touchbase::cli {

struct WhyQuestion {
  const Person& person;
  std::span<const Touch> touches;  // of the log, as they count
  const Plan& plan;
  LocalTime now;
};

// One sentence or a few in each: where they stand; what is next, on one date, with what it was due
// when its slot is another day; why; what else stands beside it.
std::vector<std::string> WhyLines(const WhyQuestion& question);

}  // namespace touchbase::cli
