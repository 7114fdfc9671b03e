#include "sync/core/moved.h"

#include <algorithm>
#include <string>

namespace touchbase {
namespace {

// The UIDs of open items that the calendar holds no more.
std::vector<std::string> GoneUids(const World& world) {
  std::vector<std::string> uids;
  for (const auto& [key, entry] : world.entries) {
    if (!entry.base || entry.base->finished) continue;
    for (const Half* half : {&entry.event, &entry.task}) {
      const bool gone = half->presence == Presence::kGone && half->base &&
                        half->base->life != BaseResource::Life::kDeleted;
      if (gone) uids.push_back(half->base->uid);
    }
  }
  return uids;
}

}  // namespace

bool FindMoved(const World& world, const std::vector<CollectionState>& survey, RunPorts& ports,
               Pull* pull) {
  const std::vector<std::string> uids = GoneUids(world);
  if (uids.empty()) return false;
  bool found = false;
  for (const CollectionState& state : survey) {
    if (pull->Reads(state.url)) continue;
    const Changes listing = ports.account.Open(state)->ChangesSince(SyncToken{});
    std::vector<TodoHref> todo;
    for (const Member& member : listing.changed) {
      const bool ours = std::any_of(uids.begin(), uids.end(), [&](const std::string& uid) {
        return member.href.value.find(uid) != std::string::npos;
      });
      if (ours) todo.push_back({state.url, member.href});
    }
    if (todo.empty()) continue;
    found = true;
    // Together: a calendar that is followed is not searched again.
    ports.base.Transaction([&] {
      pull->Follow(state);
      ports.base.PutTodo(todo);
    });
  }
  return found;
}

}  // namespace touchbase
