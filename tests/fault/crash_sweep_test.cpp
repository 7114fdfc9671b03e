// A run that is killed at any call to a port, before it or after it, and started again, ends where
// an undisturbed one ends. One test for each scene of the life, each tries all calls of its run.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "tests/fault/life.h"

namespace touchbase::test {
namespace {

std::string StateOf(const Bench& bench) { return bench.Calendar() + "---\n" + bench.LogText(); }

// True when the run was killed and started again.
bool PlayScene(std::size_t scene, Bench* bench) {
  bench->At(Life()[scene].at);
  Life()[scene].act(*bench);
  try {
    bench->Run();
    return false;
  } catch (const Crash&) {
    bench->Run();
    return true;
  }
}

// The states after each scene from `first` on, at most `count` of them.
std::vector<std::string> PlayOn(std::size_t first, std::size_t count, Bench* bench) {
  std::vector<std::string> states;
  for (std::size_t i = first; i < Life().size() && states.size() < count; ++i) {
    PlayScene(i, bench);
    states.push_back(StateOf(*bench));
  }
  return states;
}

std::string Where(int call, Moment moment, const std::string& name, std::size_t scene) {
  return std::string(moment == Moment::kBefore ? "before" : "after") + " call " +
         std::to_string(call) + " of " + Life()[scene].at + ", " + name;
}

class CrashIn : public testing::TestWithParam<std::size_t> {};

TEST_P(CrashIn, EveryCallEndsTheSame) {
  const std::size_t scene = GetParam();
  Bench before;
  BeginLife(&before);
  PlayOn(0, scene, &before);
  before.log->Clear();

  Bench whole(before);
  const std::vector<std::string> expected = PlayOn(scene, 99, &whole);
  whole.log->Clear();
  Bench once(before);
  PlayScene(scene, &once);
  const std::vector<std::string> calls = once.log->calls();

  int points = 0;
  for (int call = 0; call < static_cast<int>(calls.size()); ++call) {
    for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
      Bench bench(before);
      bench.log->Clear();
      bench.log->CrashAt(call, moment);
      points += PlayScene(scene, &bench) ? 1 : 0;
      bench.log->SetHook(nullptr);
      const auto where = Where(call, moment, calls[static_cast<std::size_t>(call)], scene);
      ASSERT_EQ(StateOf(bench), expected[0]) << where;
      ASSERT_EQ(bench.Doubles(), "") << where;
      // The base is not compared; what comes later tells whether it is right.
      const std::size_t more = call % 8 == 0 ? 99 : 1;
      const std::vector<std::string> later = PlayOn(scene + 1, more, &bench);
      for (std::size_t i = 0; i < later.size(); ++i) {
        ASSERT_EQ(later[i], expected[i + 1])
            << "later, at " << Life()[scene + 1 + i].at << ": " << where;
      }
    }
  }
  std::cout << "killed at " << points << " points of " << calls.size() << " calls\n";
  EXPECT_EQ(points, 2 * static_cast<int>(calls.size()));
}

std::string NameOf(const testing::TestParamInfo<std::size_t>& info) {
  std::string name = Life()[info.param].at;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Life, CrashIn, testing::Range(std::size_t{0}, Life().size()), NameOf);

TEST(Crash, TheLifeTellsSomethingAndHasManyPoints) {
  Bench bench;
  BeginLife(&bench);
  const std::vector<std::string> states = PlayOn(0, 99, &bench);
  EXPECT_GT(bench.log->calls().size(), 400U) << "fewer points than it takes";
  EXPECT_EQ(bench.Doubles(), "");
  for (const char* row : {"ana thank-you out", "bo follow-up out email skipped",
                          "she likes sailing", "rang back", "declined"}) {
    EXPECT_NE(states.back().find(row), std::string::npos) << row << " is not in\n" << states.back();
  }
  const RunReport second = bench.Run();
  EXPECT_EQ(Writes(second), 0);
  EXPECT_EQ(second.touches_logged, 0);
  EXPECT_EQ(second.requests, 1);
}

}  // namespace
}  // namespace touchbase::test
