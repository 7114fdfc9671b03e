#include "sync/core/restore.h"

#include <algorithm>
#include <set>

namespace touchbase {
namespace {

void RaiseGenerations(const std::set<std::string>& keys, BaseStore& base) {
  for (BaseFollowUp follow_up : base.FollowUps()) {
    if (!keys.contains(follow_up.key)) continue;
    ++follow_up.generation;
    base.PutFollowUp(follow_up);
  }
}

}  // namespace

void MakeAnewIn(const std::vector<Href>& vanished, BaseStore& base) {
  base.Transaction([&] {
    std::set<std::string> keys;
    for (const BaseResource& resource : base.Resources()) {
      if (std::find(vanished.begin(), vanished.end(), resource.collection) == vanished.end()) {
        continue;
      }
      keys.insert(resource.key);
      base.DropResource(resource.uid);
    }
    RaiseGenerations(keys, base);
  });
}

void MadeAnew::Take(Entry* entry) {
  for (Half* half : {&entry->event, &entry->task}) {
    if (half->presence != Presence::kGone || !half->base) continue;
    if (half->base->life == BaseResource::Life::kDeleted) continue;  // not that half again
    const auto parts = ParseUid(half->base->uid);
    entry->generation = std::max(entry->generation, parts ? parts->generation + 1 : 1);
    generations[entry->key] = entry->generation;
    gone.push_back(std::move(*half->base));
    *half = Half{};
  }
}

void KeepMadeAnew(const MadeAnew& anew, BaseStore& base) {
  if (anew.generations.empty()) return;
  base.Transaction([&] {
    for (const BaseResource& resource : anew.gone) {
      base.DropTodo({resource.collection, resource.href});
      base.DropResource(resource.uid);
    }
    for (BaseFollowUp known : base.FollowUps()) {
      const auto found = anew.generations.find(known.key);
      if (found == anew.generations.end()) continue;
      known.generation = std::max(known.generation, found->second);
      known.first_absent = 0;
      base.PutFollowUp(known);
    }
  });
}

}  // namespace touchbase
