// Projection: what the coming weeks hold if everything is done on its slot and nobody answers.
// Pure.
//
// Work: one plan for each day on which something is done, so at most 366 of them; 84 days of 150
// people take well under a second, of 10,000 people some seconds.
#pragma once

#include <vector>

#include "model/plan.h"

namespace touchbase {

struct Projection {
  struct Done {
    Date day{};
    FollowUp follow_up;
  };
  struct Week {
    Date monday{};
    int blocks = 0;   // items of the calendar; several people in one block are one
    int fullest = 0;  // the most blocks on one day
    friend bool operator==(const Week&, const Week&) = default;
  };
  std::vector<Done> done;   // by day, then slot
  std::vector<Week> weeks;  // every week of the time, empty ones too
};

// From the day of `input.now` over `length` days, 1 to 366.
Projection Project(const PlanInput& input, int length = 84);

}  // namespace touchbase
