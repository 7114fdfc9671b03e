// A judge of plans that shares nothing with the planner: it counts quarters of an hour by itself.
#pragma once

#include <string>
#include <vector>

#include "model/plan.h"

namespace touchbase {

// What is wrong with a plan made from that input, a line for each fault; empty: nothing.
// - no follow-up twice, no two items at once (unless the user moved one there)
// - a slot that was given in this run is on the grid: not in the past, not over busy times, and for
//   window and floating items in hours, on an open day, under max_per_day
// - no hard deadline is missed, nothing is late and nothing unplaced while a slot was free
// - at most one call a day and two in seven days, in their 9 to 17
// - nobody after a definite no
std::vector<std::string> FaultsOf(const PlanInput& input, const Plan& plan);

// Active people without a step, a place in line or a reason, and steps that are due and nowhere.
// Asks the planner to explain every contact, which takes longer than the rest.
std::vector<std::string> ForgottenBy(const PlanInput& input, const Plan& plan);

}  // namespace touchbase
