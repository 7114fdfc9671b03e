// Who waits for tomorrow's catch-up has no item; how often they were put off is kept. I/O: the
// base.
#pragma once

#include "model/plan.h"
#include "sync/core/base_store.h"

namespace touchbase {

void KeepWaiting(const Plan& plan, BaseStore& base);

}  // namespace touchbase
