// One scripted life: some contacts, two weeks of runs, and everything that a user does to items.
// Pure.
#pragma once

#include <functional>
#include <vector>

#include "tests/support/bench.h"

namespace touchbase::test {

struct Scene {
  const char* at;
  std::function<void(Bench&)> act;  // what happens before the run of that time
};

// Fills the book of a new bench.
void BeginLife(Bench* bench);
const std::vector<Scene>& Life();

}  // namespace touchbase::test
