// Scripted lives: some contacts, some days of runs, and everything that a user does to items. Pure.
#pragma once

#include <functional>
#include <vector>

#include "tests/support/bench.h"

namespace touchbase::test {

struct Scene {
  const char* at;
  std::function<void(Bench&)> act;  // what happens before the run of that time
};

struct Life {
  const char* name;
  std::function<void(Bench*)> begin;  // fills the book of a new bench
  std::vector<Scene> scenes;
  std::vector<const char*> rows;  // parts of lines that the log holds at its end
};

const std::vector<Life>& Lives();

}  // namespace touchbase::test
