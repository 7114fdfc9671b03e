// Everything that a bench holds, as text: two benches with the same text go on in the same way.
// Pure.
#pragma once

#include <string>

#include "tests/support/bench.h"

namespace touchbase::test {

// Calendars, book and base, to the last revision. `bench` is not called through its ports.
std::string EverythingIn(Bench* bench);

// The base without what a server counts and without the times of our writes: what a run that was
// killed and started again must know as well as one that was not.
std::string BaseText(MemoryBaseStore* base);

}  // namespace touchbase::test
