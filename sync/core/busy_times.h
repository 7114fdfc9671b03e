// What the user's own events in our calendar say: the times around which follow-ups are placed, and
// days away. Recurrences are expanded. Reads the tz database, otherwise pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/zone.h"
#include "sync/core/base_store.h"
#include "sync/core/other_times.h"
#include "sync/core/run_settings.h"

namespace touchbase {

struct OwnCalendarRules {
  const RunSettings& settings;
  const Zone& zone;
  LocalTime now{};  // from the day before to a month beyond the horizon is looked at
};

// Adds the times of an event (iCalendar text) that is opaque, neither cancelled nor declined and no
// copy of ours, and its days when it says that the user is away. Of a task nothing. `warnings`,
// when given, gets what could not be followed.
void AddUsersTimes(std::string_view text, const OwnCalendarRules& rules, OtherTimes* times,
                   std::vector<std::string>* warnings = nullptr);

// The same for a resource of the base; of follow-ups nothing.
void AddUsersTimes(const BaseResource& resource, const OwnCalendarRules& rules, OtherTimes* times,
                   std::vector<std::string>* warnings = nullptr);

}  // namespace touchbase
