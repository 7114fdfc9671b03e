// The plan as a list by time, for the commands that print it. Pure.
#pragma once

#include <vector>

#include "model/plan.h"

namespace touchbase::cli {

// A quarter of an hour: a block with the people whose lines are asked for, or one follow-up.
struct Appointment {
  LocalTime start{};
  const Block* block = nullptr;
  std::vector<const FollowUp*> people;  // one without a block
};

// The follow-ups with the blocks they share, and the blocks of nobody (a debrief, "Back?") that
// start in `alone`; all point into the arguments.
std::vector<Appointment> InOrder(const std::vector<FollowUp>& items, const Plan& plan,
                                 const DateSpan& alone);

}  // namespace touchbase::cli
