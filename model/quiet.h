// The quiet time: the user is away and did not say so. Pure.
//
// Five working days without a tick and five or more overdue: nothing moves until something is
// ticked again, and one item asks for it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "model/calendar_days.h"
#include "model/live_log.h"
#include "model/tracks.h"

namespace touchbase {

struct QuietTime {
  bool on = false;
  std::size_t overdue = 0;         // what waits
  FollowUpKey key;                 // of the item that asks, with the day on which it began
  const Placed* placed = nullptr;  // where that item stands; null: it is new
};

// `items`: what is due inside the horizon. `back_on`: when the user last ticked the item.
QuietTime JudgeQuiet(std::span<const DueStep> items, const LiveLog& log, const PlacedIndex& placed,
                     const WorkCalendar& calendar, Date today, std::optional<Date> back_on);

}  // namespace touchbase
