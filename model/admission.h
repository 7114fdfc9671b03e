// Admission: who may enter the calendar now. New outreach starts a few a week, recurring tracks
// hold a limited number of people; the others wait in a visible line. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/tracks.h"

namespace touchbase {

struct Waiting {
  DueStep item;  // due: about when its turn comes
  std::string why;
};

struct Admission {
  std::vector<DueStep> admitted;  // in the order of the book
  std::vector<Waiting> waiting;   // first in line first
};

// The Monday and Sunday of the week in which something that starts now would start.
DateSpan StartWeek(const TrackRules& rules);

// `started`: starts already done in StartWeek(). Everything without a queue is admitted.
Admission Admit(std::vector<DueStep> items, std::span<const Contact> contacts, int started,
                const TrackRules& rules);

}  // namespace touchbase
