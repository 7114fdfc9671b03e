// The times of the user's own events in our calendar, around which follow-ups are placed. Pure.
#pragma once

#include <optional>
#include <vector>

#include "ical/calendar_item.h"
#include "model/plan.h"
#include "model/zone.h"
#include "sync/core/base_store.h"

namespace touchbase {

// Adds the item's time when it is an event that takes time: not all-day, free or cancelled.
void AddBusy(const std::optional<ical::CalendarItem>& item, std::vector<Busy>* busy);

// The same for a resource of the base; of follow-ups nothing.
void AddUsersTime(const BaseResource& resource, const Zone& zone, std::vector<Busy>* busy);

}  // namespace touchbase
