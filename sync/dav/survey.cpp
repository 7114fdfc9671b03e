#include "sync/dav/survey.h"

#include <algorithm>
#include <optional>

#include "sync/dav/href.h"

namespace touchbase::dav {
namespace {

// Somebody else's, or open to others. Who is not told that much is taken to be alone with it.
bool IsShared(const xml::Item& item) {
  if (item.is_shared) return true;
  if (item.owners.empty() || item.principals.empty()) return false;
  return std::none_of(item.owners.begin(), item.owners.end(), [&](const std::string& owner) {
    return std::any_of(item.principals.begin(), item.principals.end(),
                       [&](const std::string& own) { return SameResource(owner, own); });
  });
}

CollectionState StateOf(const xml::Item& item, std::string url, const Profile& profile) {
  CollectionState state;
  state.url = Href(std::move(url));
  state.display_name = item.display_name.value_or("");
  state.ctag = item.ctag.value_or("");
  // The same in every run, whether the profile was known before this answer or came with it.
  if (!profile.ask_ctag_only) state.sync_token = SyncToken(item.sync_token.value_or(""));
  state.shared = IsShared(item);
  state.writable = item.writable.value_or(true);
  state.takes_events = !item.names_components || item.events;
  state.takes_tasks = !item.names_components || item.tasks;
  return state;
}

}  // namespace

std::vector<CollectionState> CalendarsIn(const xml::Multistatus& multistatus,
                                         std::string_view asked, const Profile& profile) {
  std::vector<CollectionState> states;
  for (const xml::Item& item : multistatus.items) {
    if (!item.is_calendar || !item.has_props) continue;
    const std::optional<std::string> path = LocalPath(asked, item.href);
    const std::optional<std::string> url = path ? Resolve(asked, *path) : std::nullopt;
    if (!url || Lists(states, *url)) continue;
    states.push_back(StateOf(item, *url, profile));
  }
  return states;
}

bool Lists(const std::vector<CollectionState>& states, std::string_view url) {
  return std::any_of(states.begin(), states.end(), [&](const CollectionState& state) {
    return OriginOf(state.url.value) == OriginOf(url) && SameResource(state.url.value, url);
  });
}

}  // namespace touchbase::dav
