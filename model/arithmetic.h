// The arithmetic of the first day: what a book comes to, before anything is written. Pure.
//
// A year is reckoned as 50 working weeks.
#pragma once

#include <string>
#include <vector>

#include "model/plan.h"

namespace touchbase {

struct Workload {
  int people = 0;             // for whom something runs
  int kept = 0;               // in recurring tracks, keep_cap at most
  int interval_days = 0;      // of most of them
  double kept_per_day = 0;    // their blocks on a working day
  int above_cap = 0;          // wait for a place among those
  int starting = 0;           // wait for their first message
  int weeks = 0;              // until the last of these starts; 0: none waits, or none may start
  double starts_per_day = 0;  // blocks on a working day once the line runs and nobody answers
};

// Only contacts, touches, cadences, settings and now count.
Workload ReckonWorkload(const PlanInput& input);

// "150 people quarterly: 2.4 blocks a day; the last of 600 starts in 120 weeks." and what else
// follows, one sentence each; empty for an empty book.
std::vector<std::string> WorkloadSentences(const Workload& load, const PlanSettings& settings);

}  // namespace touchbase
