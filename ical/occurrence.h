// The user's own events as planning needs them: one occurrence after another, recurrences expanded.
// Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/civil_time.h"

namespace touchbase::ical {

enum class PartStat : std::uint8_t { kNeedsAction, kAccepted, kDeclined, kTentative, kOther };

struct Attendee {
  std::string email;  // lower case, without mailto:
  std::string name;   // CN
  PartStat status = PartStat::kNeedsAction;
  bool is_person = true;  // CUTYPE absent or INDIVIDUAL
};

// One occurrence of a VEVENT, in civil time of the user's zone. An event without an end has none: a
// day when all-day, else `end` equals `start`.
struct Occurrence {
  std::string uid;
  std::string recurrence;  // RECURRENCE-ID as UTC text of the original start; "" when not recurring
  std::string title;       // SUMMARY as it is
  std::string description;
  LocalTime start{};
  LocalTime end{};
  bool all_day = false;
  bool opaque = true;  // blocks time; an all-day one only when TRANSP:OPAQUE is written
  bool cancelled = false;
  bool declined = false;  // by the user
  bool recurring = false;
  bool keyed = false;     // carries X-TOUCHBASE-KEY: an item of ours, or somebody's copy of one
  std::string organizer;  // e-mail, lower case
  std::vector<Attendee> attendees;
};

}  // namespace touchbase::ical
