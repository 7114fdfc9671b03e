#include <algorithm>
#include <set>

#include "model/letters.h"
#include "sync/core/feeds.h"
#include "sync/core/other_calendars.h"

namespace touchbase {
namespace {

bool Names(const std::string& entry, const CollectionState& state) {
  if (entry == state.display_name || entry == state.url.value) return true;
  return entry + "/" == state.url.value;
}

bool IsChosen(const std::vector<std::string>& entries, const CollectionState& state) {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const std::string& entry) { return entry == "*" || Names(entry, state); });
}

}  // namespace

bool IsFeed(const std::string& entry) {
  return entry.find("://") != std::string::npos || LowerAscii(entry).ends_with(".ics");
}

std::string NameOfFeed(const std::string& source) {
  const std::size_t host = source.find("://");
  if (host == std::string::npos) return source;
  const std::size_t path = source.find_first_of("/?#", host + 3);
  return path == std::string::npos ? source : source.substr(0, path) + "/...";
}

std::vector<OtherCalendar> ChooseOthers(std::span<const CollectionState> survey,
                                        const RunSettings& settings, std::span<const Href> ours,
                                        std::vector<std::string>* missing) {
  std::vector<OtherCalendar> chosen;
  for (const CollectionState& state : survey) {
    const bool is_ours = std::find(ours.begin(), ours.end(), state.url) != ours.end();
    if (is_ours || !state.takes_events) continue;
    const OtherCalendar other{state, IsChosen(settings.busy_calendars, state),
                              IsChosen(settings.watched_calendars, state)};
    if (other.busy || other.watch) chosen.push_back(other);
  }
  if (missing == nullptr) return chosen;
  std::set<std::string> names(settings.busy_calendars.begin(), settings.busy_calendars.end());
  names.insert(settings.watched_calendars.begin(), settings.watched_calendars.end());
  for (const std::string& name : names) {
    const bool found = name == "*" || IsFeed(name) ||
                       std::any_of(survey.begin(), survey.end(),
                                   [&](const auto& state) { return Names(name, state); });
    if (!found) missing->push_back(name);
  }
  return chosen;
}

std::vector<Href> OurCalendars(BaseStore& base) {
  std::vector<Href> ours;
  for (const char* role : {"role calendar", "role tasks"}) {
    const std::string url = base.Get(role);
    if (!url.empty()) ours.emplace_back(url);
  }
  return ours;
}

}  // namespace touchbase
