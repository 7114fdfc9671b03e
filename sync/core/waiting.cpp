#include "sync/core/waiting.h"

#include <map>
#include <string>

namespace touchbase {

void KeepWaiting(const Plan& plan, BaseStore& base) {
  std::map<std::string, const FollowUp*> waiting;
  for (const Unplaced& unplaced : plan.waiting) {
    if (unplaced.follow_up.postponed > 0) {
      waiting[unplaced.follow_up.key.Hash()] = &unplaced.follow_up;
    }
  }
  for (BaseFollowUp known : base.FollowUps()) {
    const auto found = waiting.find(known.key);
    const bool waits = found != waiting.end();
    const bool waited = known.block == kNextCatchUp;
    if (waits == waited && !(waits && known.postponed != found->second->postponed)) continue;
    known.block = waits ? kNextCatchUp : "";
    known.line.clear();
    if (waits) {
      known.postponed = found->second->postponed;
      known.start = found->second->start.time_since_epoch().count();
      known.pinned = false;
    }
    base.PutFollowUp(known);
  }
}

}  // namespace touchbase
