#include "sync/core/busy_times.h"

namespace touchbase {

void AddBusy(const std::optional<ical::CalendarItem>& item, std::vector<Busy>* busy) {
  if (!item || !item->start || item->component != Component::kEvent || item->transparent ||
      item->cancelled || item->date_only) {
    return;
  }
  busy->push_back({*item->start, *item->start + minutes{item->length_minutes}});
}

void AddUsersTime(const BaseResource& resource, const Zone& zone, std::vector<Busy>* busy) {
  if (resource.key.empty()) AddBusy(ical::Decode(resource.text, zone).item, busy);
}

}  // namespace touchbase
