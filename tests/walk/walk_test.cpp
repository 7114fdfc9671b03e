// Random walks of a user, two devices, two machines, the book and a faulty network on one calendar.
// On failure: the seed, the steps that are needed for it, and what happened.
#include "tests/walk/walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace touchbase::test {
namespace {

constexpr std::uint64_t kSeed = 20260302;  // TOUCHBASE_WALK_SEED gives another one
constexpr int kStepsOfALife = 100;
constexpr int kSettleEvery = 20;
constexpr int kTriesToShrink = 60;
constexpr std::size_t kLastLines = 60;  // of the story, before it is made shorter

struct Outcome {
  std::string broken;  // empty: all promises were kept
  std::size_t steps = 0;
  std::vector<std::string> story;
  std::string calendar, log;
  int runs = 0;
};

Outcome Play(const std::vector<Step>& steps) {
  Outcome outcome;
  Walk walk;
  try {
    for (; outcome.steps < steps.size(); ++outcome.steps) {
      walk.Do(steps[outcome.steps]);
      if (outcome.steps % kSettleEvery == kSettleEvery - 1) walk.Settle();
    }
    walk.Settle();
  } catch (const std::exception& broken) {
    outcome.broken = broken.what();
  }
  outcome.story = walk.story();
  outcome.calendar = walk.bench().Calendar();
  outcome.log = walk.bench().LogText();
  outcome.runs = walk.runs();
  return outcome;
}

// The kind of failure, without what differs from walk to walk.
std::string KindOf(const std::string& broken) {
  std::string kind;
  for (const char c : broken.substr(0, broken.find('\n'))) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) kind += c;
  }
  return kind.substr(0, 14);
}

// Leaves out steps as long as it fails in the same way.
std::vector<Step> Shrink(std::vector<Step> steps, const Outcome& first) {
  const std::string kind = KindOf(first.broken);
  steps.resize(std::min(steps.size(), first.steps + 1));
  int tries = 0;
  for (std::size_t chunk = std::max<std::size_t>(steps.size() / 2, 1); chunk > 0; chunk /= 2) {
    for (std::size_t at = 0; at < steps.size() && tries < kTriesToShrink;) {
      std::vector<Step> fewer = steps;
      const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(at);
      fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(chunk, fewer.size() - at)));
      ++tries;
      if (KindOf(Play(fewer).broken) == kind) {
        steps = fewer;
      } else {
        at += chunk;
      }
    }
  }
  return steps;
}

std::string Explain(std::uint64_t seed, const std::vector<Step>& steps, const Outcome& first) {
  std::cout << "seed " << seed << ", step " << first.steps << ": " << first.broken << "\n";
  const std::size_t lines = first.story.size();
  for (std::size_t i = lines - std::min<std::size_t>(lines, kLastLines); i < lines; ++i) {
    std::cout << first.story[i] << "\n";
  }
  std::cout << "looking for fewer steps" << std::endl;
  const std::vector<Step> fewer = Shrink(steps, first);
  const Outcome outcome = Play(fewer);
  std::string text = "seed " + std::to_string(seed) + ", step " + std::to_string(first.steps) +
                     ": " + first.broken + "\nwith " + std::to_string(fewer.size()) +
                     " steps: " + outcome.broken + "\n";
  for (const std::string& line : outcome.story) text += line + "\n";
  text += "in the calendar:\n" + outcome.calendar + "in the log:\n" + outcome.log;
  return text;
}

std::uint64_t Seed() {
  const char* given = std::getenv("TOUCHBASE_WALK_SEED");
  return given == nullptr ? kSeed : std::strtoull(given, nullptr, 10);
}

void WalkLives(std::uint64_t from, int lives) {
  int runs = 0;
  for (int life = 0; life < lives; ++life) {
    const std::uint64_t seed = from + static_cast<std::uint64_t>(life);
    const std::vector<Step> steps = MakeSteps(seed, kStepsOfALife);
    const Outcome outcome = Play(steps);
    runs += outcome.runs;
    if (!outcome.broken.empty()) FAIL() << Explain(seed, steps, outcome);
  }
  std::cout << lives * kStepsOfALife << " steps, " << runs << " runs, seeds from " << from << "\n";
}

class RandomWalk : public testing::TestWithParam<int> {};

TEST_P(RandomWalk, LosesNothingDoublesNothingAndConverges) {
  WalkLives(Seed() + static_cast<std::uint64_t>(GetParam()) * 1000, 5);
}

// 200,000 steps; run with the tests of the label long alone.
class LongRandomWalk : public testing::TestWithParam<int> {};

TEST_P(LongRandomWalk, LosesNothingDoublesNothingAndConverges) {
  WalkLives(Seed() + 1000000 + static_cast<std::uint64_t>(GetParam()) * 1000, 125);
}

INSTANTIATE_TEST_SUITE_P(Long, LongRandomWalk, testing::Range(0, 16));
INSTANTIATE_TEST_SUITE_P(Short, RandomWalk, testing::Range(0, 4));

}  // namespace
}  // namespace touchbase::test
