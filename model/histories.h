// The histories of contacts: replays one after another, with the rows that are only implied (the
// meeting of a met_on cell, what notes say was promised). Pure.
#pragma once

#include <deque>
#include <span>

#include "model/live_log.h"
#include "model/replay.h"

namespace touchbase {

// Keeps the rows it makes up: it must outlive what is made of the states.
class Histories {
 public:
  Histories(const LiveLog& log, const TrackRules& rules) : log_(log), rules_(rules) {}

  TrackState Of(const Contact& contact);

 private:
  const Touch* MissingMeeting(const Contact& contact, std::span<const std::uint32_t> rows);
  void AddWithLines(const Touch& touch, Replay& replay);

  const LiveLog& log_;
  const TrackRules& rules_;
  std::deque<Touch> made_up_;  // addresses stay
};

}  // namespace touchbase
