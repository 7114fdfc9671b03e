// On real files: a run that fails, throws or is killed at a file operation, and is started again,
// ends where an undisturbed one ends.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <iostream>
#include <set>
#include <string>
#include <system_error>

#include "model/error.h"
#include "tests/fault/file_world.h"
#include "tests/support/call_log.h"
#include "tests/support/faulty_files.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {
namespace {

namespace fs = std::filesystem;

struct Scene {
  const char* at;
  std::function<void(FileWorld&)> act;
};

const Scene kScenes[] = {
    {"2026-03-02 12:00", [](FileWorld&) {}},
    {"2026-03-03 09:30",
     [](FileWorld& world) {
       world.Edit("Bo", "task",
                  [](PhoneItem& phone) { phone.Tick(ParseUtcBasic("20260303T080000Z").value()); });
       world.Edit("Bo", "block", [](PhoneItem& phone) { phone.Type("likes boats"); });
       world.Edit("Cy", "both", [](PhoneItem& phone) { phone.Type("#no"); });
     }},
    {"2026-03-06 10:00", [](FileWorld& world) { world.Remove("check in"); }},
};

bool Changes(const std::string& operation) {
  static const std::set<std::string> kReads = {"Stat", "LinkStat", "Read", "Resolve", "List"};
  return !kReads.contains(operation);
}

// Makes the world again as it was before a scene, at the same place: state knows its URLs.
class Stage {
 public:
  FileWorld Set() const {
    fs::remove_all(Place());
    if (fs::exists(dir_ / "before")) {
      fs::copy(dir_ / "before", Place(), fs::copy_options::recursive);
    } else {
      fs::create_directories(Place());
    }
    return FileWorld(Place());
  }
  void Keep() const {
    fs::remove_all(dir_ / "before");
    fs::copy(Place(), dir_ / "before", fs::copy_options::recursive);
  }

 private:
  fs::path Place() const { return dir_ / "world"; }
  TempDir dir_{TempDir::Medium::kMemory};  // the state syncs to the disk at every step
};

enum class Fault { kCrash, kFail, kFull };

class Files : public testing::TestWithParam<int> {
 protected:
  Files() {
    FileWorld world = stage_.Set();
    for (int i = 0; i < GetParam(); ++i) {
      kScenes[i].act(world);
      world.Run(kScenes[i].at);
    }
    scene().act(world);
    stage_.Keep();
    FileWorld whole = stage_.Set();
    FaultyFiles files;
    files.SetHook([](const std::string&, int) { return std::error_code(); });
    whole.Run(scene().at, &files);
    operations_ = files.operations();
    expected_ = whole.State();
  }
  static const Scene& scene() { return kScenes[GetParam()]; }

  void RunAgain(FileWorld* world, const std::string& where) {
    world->Run(scene().at);
    ASSERT_EQ(world->State(), expected_) << where;
    const RunReport quiet = world->Run(scene().at);
    EXPECT_EQ(quiet.created + quiet.updated + quiet.deleted + quiet.touches_logged, 0) << where;
  }

  Stage stage_;
  std::vector<std::string> operations_;
  std::string expected_;
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
      if (!Changes(name)) continue;
      FileWorld world = stage_.Set();
      FaultyFiles files;
      files.SetHook([&](const std::string&, int number) {
        return number == at ? Happen(fault) : std::error_code();
      });
      const std::string where =
          name + " " + std::to_string(at) + ", fault " + std::to_string(static_cast<int>(fault));
      try {
        world.Run(scene().at, &files);
      } catch (const Crash&) {
      } catch (const Error&) {
      }
      ++points;
      RunAgain(&world, where);
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
    if (Changes(operations_[static_cast<std::size_t>(at)]) || at % 3 != 0) continue;
    FileWorld world = stage_.Set();
    FaultyFiles files;
    files.SetHook([at](const std::string&, int number) {
      return number == at ? Happen(Fault::kFail) : std::error_code();
    });
    try {
      world.Run(scene().at, &files);
    } catch (const Error&) {
    }
    world.Run(scene().at);
    const std::string state = world.State();
    EXPECT_GE(lines(state), lines(expected_)) << at;
    EXPECT_LE(lines(state), lines(expected_) + 1) << at;
    world.Run(scene().at);
    EXPECT_EQ(world.State(), state) << at;
  }
}

TEST_P(Files, KilledAtAnyChangeOfAFile) {
  int killed = 0;
  for (int at = 0; at < static_cast<int>(operations_.size()); ++at) {
    if (!Changes(operations_[static_cast<std::size_t>(at)]) || at % 3 != 0) continue;
    FileWorld world = stage_.Set();
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      FaultyFiles files;
      files.SetHook([at](const std::string&, int number) {
        if (number == at) raise(SIGKILL);
        return std::error_code();
      });
      world.Run(scene().at, &files);
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << at;
    ++killed;
    RunAgain(&world, "killed at " + std::to_string(at));
    if (HasFatalFailure()) return;
  }
  std::cout << killed << " times killed\n";
  EXPECT_GT(killed, 5);
}

INSTANTIATE_TEST_SUITE_P(Scenes, Files, testing::Range(0, 3));

}  // namespace
}  // namespace touchbase::test
