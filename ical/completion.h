// Whether a task is done (RFC 5545 3.8.1.11, 3.8.2.1, 3.8.1.8), and making it so.
// Pure.
#pragma once

#include <optional>

#include "ical/component_tree.h"
#include "model/civil_time.h"
#include "model/zone.h"

namespace touchbase::ical {

// Apps write any subset of STATUS, COMPLETED and PERCENT-COMPLETE. An explicit NEEDS-ACTION or
// IN-PROCESS with a percentage below 100 is open even beside a stale COMPLETED (jtx Board).
bool IsCompleted(const TreeNode& task);

// COMPLETED; a DATE (SOGo) is that day's LAST-MODIFIED, else the start of the day. No value when
// absent.
std::optional<Instant> CompletedAt(const TreeNode& task, const Zone& zone);

void SetCompleted(Instant at, TreeNode* task);
void SetOpen(TreeNode* task);

}  // namespace touchbase::ical
