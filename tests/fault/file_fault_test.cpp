// On real files: a run that fails or throws at a file operation, and is started again, ends where
// an undisturbed one ends.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <system_error>

#include "model/error.h"
#include "tests/fault/file_scene.h"
#include "tests/support/call_log.h"
#include "tests/support/faulty_files.h"

namespace touchbase::test {
namespace {

bool ChangesFiles(const std::string& operation) {
  static const std::set<std::string> kReads = {"Stat", "LinkStat", "Read", "Resolve", "List"};
  return !kReads.contains(operation);
}

enum class Fault { kCrash, kFail, kFull };

class Files : public testing::TestWithParam<int> {
 protected:
  Files() {
    FileWorld whole = scene_.Set();
    FaultyFiles files;
    files.SetHook([](const std::string&, int) { return std::error_code(); });
    whole.Run(scene_.at(), &files);
    operations_ = files.operations();
  }

  FileScene scene_{GetParam()};
  std::vector<std::string> operations_;
};

std::error_code Happen(Fault fault) {
  if (fault == Fault::kCrash) throw Crash{};
  return std::make_error_code(fault == Fault::kFull ? std::errc::no_space_on_device
                                                    : std::errc::io_error);
}

TEST_P(Files, AnyOperationMayFailOrEndTheRun) {
  int points = 0;
  for (int at = 0; at < static_cast<int>(operations_.size()); ++at) {
    const std::string& name = operations_[static_cast<std::size_t>(at)];
    for (const Fault fault : {Fault::kCrash, at % 2 == 0 ? Fault::kFail : Fault::kFull}) {
      if (!ChangesFiles(name)) continue;
      FileWorld world = scene_.Set();
      FaultyFiles files;
      files.SetHook([&](const std::string&, int number) {
        return number == at ? Happen(fault) : std::error_code();
      });
      const std::string where =
          name + " " + std::to_string(at) + ", fault " + std::to_string(static_cast<int>(fault));
      try {
        world.Run(scene_.at(), &files);
      } catch (const Crash&) {
      } catch (const Error&) {
      }
      ++points;
      scene_.EndsWell(&world, where);
      if (HasFatalFailure()) return;
    }
  }
  std::cout << points << " faults at " << operations_.size() << " operations\n";
  EXPECT_GT(points, 50);
}

// What could not be read in one run is read in the next: nothing is lost or believed deleted, but a
// note may then be a row of its own.
TEST_P(Files, WhatCannotBeReadIsReadLater) {
  const auto lines = [](const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
  };
  for (int at = 0; at < static_cast<int>(operations_.size()); ++at) {
    if (ChangesFiles(operations_[static_cast<std::size_t>(at)]) || at % 3 != 0) continue;
    FileWorld world = scene_.Set();
    FaultyFiles files;
    files.SetHook([at](const std::string&, int number) {
      return number == at ? Happen(Fault::kFail) : std::error_code();
    });
    try {
      world.Run(scene_.at(), &files);
    } catch (const Error&) {
    }
    world.Run(scene_.at());
    const std::string state = world.State();
    EXPECT_GE(lines(state), lines(scene_.expected())) << at;
    EXPECT_LE(lines(state), lines(scene_.expected()) + 1) << at;
    world.Run(scene_.at());
    EXPECT_EQ(world.State(), state) << at;
  }
}

INSTANTIATE_TEST_SUITE_P(Scenes, Files, testing::Range(0, kFileScenes));

}  // namespace
}  // namespace touchbase::test
