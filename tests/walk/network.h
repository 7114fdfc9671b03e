// What goes wrong between a run and its ports: one run with faults that are chosen by a seed. Pure.
#pragma once

#include <string>

#include "tests/support/bench.h"
#include "tests/walk/random.h"

namespace touchbase::test {

enum class Ended : std::uint8_t { kWell, kWithError, kKilled };

// Runs, and takes all faults away again. `report` is empty unless it ended well.
Ended RunAmongFaults(Bench* bench, Machine* machine, Random random, RunReport* report);

}  // namespace touchbase::test
