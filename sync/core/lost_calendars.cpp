#include "sync/core/lost_calendars.h"

#include <algorithm>
#include <set>

namespace touchbase {
namespace {

bool IsThere(const Href& url, const std::vector<CollectionState>& survey, const Roles& roles) {
  const auto is_it = [&](const CollectionState& state) { return state.url == url; };
  return std::any_of(survey.begin(), survey.end(), is_it) ||
         (roles.calendar && is_it(*roles.calendar)) || (roles.task_list && is_it(*roles.task_list));
}

std::vector<BaseResource> ResourcesIn(const Href& url, BaseStore& base) {
  std::vector<BaseResource> resources = base.Resources();
  std::erase_if(resources, [&](const BaseResource& one) { return one.collection != url; });
  return resources;
}

int CountOpen(const std::vector<BaseResource>& resources, BaseStore& base) {
  std::set<std::string> keys;
  for (const BaseResource& resource : resources) {
    if (resource.life != BaseResource::Life::kDeleted) keys.insert(resource.key);
  }
  const std::vector<BaseFollowUp> follow_ups = base.FollowUps();
  return static_cast<int>(std::count_if(
      follow_ups.begin(), follow_ups.end(),
      [&](const BaseFollowUp& known) { return !known.finished && keys.contains(known.key); }));
}

}  // namespace

std::string FindLostCalendars(const std::vector<CollectionState>& survey, const RunOptions& options,
                              Roles* roles, BaseStore& base) {
  const bool goes_on = options.restore || options.new_calendar || options.allow_mass_change;
  int lost = 0;
  std::string urls;
  for (const BaseCollection& known : base.Collections()) {
    if (IsThere(known.url, survey, *roles)) continue;
    const std::vector<BaseResource> resources = ResourcesIn(known.url, base);
    const int open = CountOpen(resources, base);
    if (open > 0 && !goes_on) {
      roles->lost.push_back(known.url);
      lost += open;
      urls.append(urls.empty() ? "" : ", ").append(known.url.value);
      continue;
    }
    base.Transaction([&] {
      base.DropCollection(known.url);
      if (open > 0) return;
      for (const BaseResource& resource : resources) base.DropResource(resource.uid);
    });
    if (open > 0) roles->vanished.push_back(known.url);
  }
  if (roles->lost.empty()) return {};
  return "The calendar " + urls + " that " + std::to_string(lost) +
         (lost == 1 ? " follow-up was" : " follow-ups were") +
         " moved to is gone from the account. Nothing was logged of what stood there; everything "
         "else went on. To have it again, in our calendar: touchbase sync --restore; if it is done "
         "with: touchbase sync --allow-mass-change.";
}

}  // namespace touchbase
