// A planner for tests of what runs make of blocks: the real plan, but the thank-yous of one meeting
// stand in one block. Pure.
#pragma once

#include "model/plan.h"

namespace touchbase::test {

Plan DinnerPlan(const PlanInput& input);

}  // namespace touchbase::test
