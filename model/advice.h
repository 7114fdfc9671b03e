// Advice at the cap: whom to let go when more people want to be kept in touch with than keep_cap.
// Pure. Only advice: nothing follows from it until the user acts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/plan.h"

namespace touchbase {

struct LetGo {
  std::string contact;  // its id
  std::string name;
  std::string reason;  // "No answer since 3 March; you wrote 6 times."
  int silent_days = 0;
};

// Those who have been silent for longest, first; standing tracks (customer, friend, keep by the
// user's word) after the others, then the order of the book. Never somebody with an open promise,
// answer or thank-you, a vip, one tagged `top`, or one who was never written to. At most as many as
// there are above the cap, and `most`; empty below it.
std::vector<LetGo> WhomToLetGo(const PlanInput& input, std::size_t most = 5);

}  // namespace touchbase
