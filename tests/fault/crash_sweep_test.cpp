// A run that is killed at any call to a port, before it or after it, and started again, ends where
// an undisturbed one ends. One test for each scene of each life, each tries all calls of its run.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "tests/fault/life.h"
#include "tests/fault/world_text.h"

namespace touchbase::test {
namespace {

constexpr std::size_t kAll = 99;

struct Place {
  const Life* life;
  std::size_t scene;
};

std::vector<Place> Places() {
  std::vector<Place> places;
  for (const Life& life : Lives()) {
    for (std::size_t i = 0; i < life.scenes.size(); ++i) places.push_back({&life, i});
  }
  return places;
}

std::string StateOf(const Bench& bench) { return bench.Calendar() + "---\n" + bench.LogText(); }

// The lines that only one of the two has.
std::string Difference(const std::string& is, const std::string& was) {
  const auto lines = [](const std::string& text) {
    std::multiset<std::string> all;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      all.insert(text.substr(at, end - at));
      at = end + 1;
    }
    return all;
  };
  std::string text;
  const auto a = lines(is), b = lines(was);
  for (const std::string& line : a) {
    if (a.count(line) > b.count(line)) text += "+ " + line + "\n";
  }
  for (const std::string& line : b) {
    if (b.count(line) > a.count(line)) text += "- " + line + "\n";
  }
  return text;
}

void Act(const Scene& scene, Bench* bench) {
  bench->At(scene.at);
  scene.act(*bench);
}

bool RunDies(Bench* bench) {
  try {
    bench->Run();
    return false;
  } catch (const Crash&) {
    return true;
  }
}

// The states after each scene from `first` on, at most `count` of them.
std::vector<std::string> PlayOn(const Life& life, std::size_t first, std::size_t count,
                                Bench* bench) {
  std::vector<std::string> states;
  for (std::size_t i = first; i < life.scenes.size() && states.size() < count; ++i) {
    Act(life.scenes[i], bench);
    bench->Run();
    states.push_back(StateOf(*bench));
  }
  return states;
}

class CrashIn : public testing::TestWithParam<Place> {
 protected:
  CrashIn() {
    life().begin(&before_);
    PlayOn(life(), 0, first(), &before_);
    Act(life().scenes[first()], &before_);
    before_.log->Clear();
    Bench whole(before_);
    whole.Run();
    calls_ = whole.log->calls();
    expected_ = {StateOf(whole)};
    expected_base_ = BaseText(&whole.machine.base);
    for (std::string& state : PlayOn(life(), first() + 1, kAll, &whole)) {
      expected_.push_back(std::move(state));
    }
  }

  static const Life& life() { return *GetParam().life; }
  static std::size_t first() { return GetParam().scene; }

  // Killed there; false when it was not.
  static bool Kill(int call, Moment moment, Bench* bench) {
    bench->log->Clear();
    bench->log->CrashAt(call, moment);
    const bool died = RunDies(bench);
    bench->log->SetHook(nullptr);
    return died;
  }

  // From one state of the world there is one way on: it is gone once.
  void GoOn(Bench* bench) {
    if (!died_in_.insert(EverythingIn(bench)).second) return;
    bench->Run();
    ASSERT_EQ(Difference(StateOf(*bench), expected_[0]), "");
    ASSERT_EQ(bench->Doubles(), "");
    ASSERT_EQ(Difference(BaseText(&bench->machine.base), expected_base_), "");
    if (!ended_in_.insert(EverythingIn(bench)).second) return;
    const std::size_t more = ended_in_.size() % 4 == 1 ? kAll : 1;
    const std::vector<std::string> later = PlayOn(life(), first() + 1, more, bench);
    for (std::size_t i = 0; i < later.size(); ++i) {
      ASSERT_EQ(Difference(later[i], expected_[i + 1]), "")
          << "later, at " << life().scenes[first() + 1 + i].at;
    }
  }

  Bench before_;
  std::vector<std::string> calls_;
  std::vector<std::string> expected_;
  std::string expected_base_;
  std::set<std::string> died_in_, ended_in_;
};

TEST_P(CrashIn, EveryCallEndsTheSame) {
  int points = 0;
  for (int call = 0; call < static_cast<int>(calls_.size()); ++call) {
    for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
      SCOPED_TRACE(std::string(moment == Moment::kBefore ? "before" : "after") + " call " +
                   std::to_string(call) + ", " + calls_[static_cast<std::size_t>(call)]);
      Bench bench(before_);
      points += Kill(call, moment, &bench) ? 1 : 0;
      GoOn(&bench);
      if (HasFatalFailure()) return;
    }
  }
  std::cout << "killed at " << points << " points of " << calls_.size() << " calls, in "
            << died_in_.size() << " states; ended in " << ended_in_.size() << "\n";
  EXPECT_EQ(points, 2 * static_cast<int>(calls_.size()));
}

std::string NameOf(const testing::TestParamInfo<Place>& info) {
  std::string name = info.param.life->name + std::string("_") +
                     std::string(info.param.life->scenes[info.param.scene].at).substr(5);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Life, CrashIn, testing::ValuesIn(Places()), NameOf);

TEST(Crash, TheLivesTellSomethingAndHaveManyPoints) {
  std::size_t calls = 0;
  for (const Life& life : Lives()) {
    Bench bench;
    life.begin(&bench);
    const std::vector<std::string> states = PlayOn(life, 0, kAll, &bench);
    calls += bench.log->calls().size();
    EXPECT_EQ(bench.Doubles(), "");
    for (const char* row : life.rows) {
      EXPECT_NE(states.back().find(row), std::string::npos) << row << " is not in\n"
                                                            << states.back();
    }
    const RunReport second = bench.Run();
    EXPECT_EQ(Writes(second), 0) << life.name;
    EXPECT_EQ(second.touches_logged, 0) << life.name;
  }
  EXPECT_GT(calls, 1000U) << "fewer points than it takes";
}

}  // namespace
}  // namespace touchbase::test
