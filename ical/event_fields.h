// What an event says beside its times: title, people, whether it takes time. Pure.
#pragma once

#include <span>
#include <string>

#include "ical/component_tree.h"
#include "ical/occurrence.h"

namespace touchbase::ical {

// Fills everything of `occurrence` but its times and its recurrence. `all_day`: decides what an
// absent TRANSP means. `mine`: as in expand.h. At most 500 attendees are kept.
void ReadEventFields(const TreeNode& event, bool all_day, std::span<const std::string> mine,
                     Occurrence* occurrence);

}  // namespace touchbase::ical
