#include "sync/core/restore.h"

#include <algorithm>
#include <sstream>

namespace touchbase {
namespace {

constexpr const char* kHeld = "held";

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

void MakeHeldAnew(BaseStore& base) {
  std::istringstream held(base.Get(kHeld));
  std::set<std::string> keys;
  for (std::string key; held >> key;) keys.insert(key);
  if (keys.empty()) return;
  base.Transaction([&] {
    for (const BaseResource& resource : base.Resources()) {
      if (!keys.contains(resource.key)) continue;
      base.DropTodo({resource.collection, resource.href});
      base.DropResource(resource.uid);
    }
    RaiseGenerations(keys, base);
    base.Set(kHeld, "");
  });
}

void RememberHeld(const std::set<std::string>& held, BaseStore& base) {
  std::string text;
  for (const std::string& key : held) text += key + " ";
  if (base.Get(kHeld) != text) base.Set(kHeld, text);
}

}  // namespace touchbase
