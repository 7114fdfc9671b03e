// When a run has nothing to look at. I/O: reads the base.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/plan.h"
#include "model/touch.h"
#include "model/zone.h"
#include "sync/core/base_store.h"
#include "sync/core/collection.h"

namespace touchbase {

// Everything that a quiet run depends on, to be compared with what was kept. Empty: it cannot be
// told, because a calendar is gone, changed, or says nothing about itself.
std::string QuietText(const std::vector<CollectionState>& survey, const std::string& settings,
                      const std::string& book, BaseStore& base);

// When the plan may change by itself: at the next midnight, when an appointment or an event is
// over.
Instant WakeTime(std::span<const Touch> touches, std::span<const Block> blocks, LocalTime now,
                 const Zone& zone);

}  // namespace touchbase
