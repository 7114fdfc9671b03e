#include "sync/core/pull.h"

namespace touchbase {

KnownKeys KnownKeys::Of(BaseStore& base) {
  KnownKeys keys;
  for (const BaseFollowUp& known : base.FollowUps()) {
    if (!known.step.empty()) keys.Add({known.contact, known.anchor, known.step});
  }
  return keys;
}

void KnownKeys::Add(const FollowUpKey& key) {
  by_hash.emplace(key.Hash(), key);
  by_hex.emplace(HalfHex(key, Component::kEvent), key);
  by_hex.emplace(HalfHex(key, Component::kTodo), key);
}

}  // namespace touchbase
