// Debriefs: after an event one item asks whom the user met. Pure.
//
// Events come from watched calendars and from rows of kind debrief without a contact and outcome
// (written by `log --event`). A row of that kind with an outcome that names the item closes it.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/live_log.h"
#include "model/plan.h"
#include "model/tracks.h"

namespace touchbase {

struct Debrief {
  struct Line {
    std::uint32_t contact = 0;
    bool met = false;  // a meeting of theirs is in the log
  };
  FollowUpKey key;
  Event event;
  DueStep unit;  // what is placed
  std::vector<Line> lines;
};

// The event that a row of the log stands for; none: the row is no event.
std::optional<Event> EventOfRow(const Touch& row);

// The open ones, in order of time. The steps point into the rules.
std::vector<Debrief> OpenDebriefs(const PlanInput& input, const LiveLog& log,
                                  const PlacedIndex& placed, const TrackRules& rules);

}  // namespace touchbase
