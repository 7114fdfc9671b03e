// Two years of random replies, silences, moves, absences and fairs, run day by day.

#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

#include "tests/model/plan_life.h"

namespace touchbase {
namespace {

constexpr int kTwoYears = 731;

void Judge(std::uint32_t seed, const LifeTraits& traits) {
  Life life(seed, traits);
  const auto begin = std::chrono::steady_clock::now();
  life.Live(kTwoYears);
  const auto took = std::chrono::steady_clock::now() - begin;
  std::cout << "seed " << seed << ": until " << FormatDate(life.day()) << ", " << life.runs()
            << " runs, " << life.world().contacts.size() << " people, " << life.done() << " done, "
            << life.late() << " late, "
            << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
  for (const std::string& fault : life.faults()) ADD_FAILURE() << "seed " << seed << ": " << fault;
  EXPECT_GT(life.done(), 100);
}

TEST(Simulation, TwoYearsOfAnOrdinaryLife) { Judge(1, {}); }

TEST(Simulation, TwoYearsOfSomebodyWhoForgetsHalf) {
  LifeTraits traits;
  traits.diligence = 50;
  Judge(2, traits);
}

TEST(Simulation, TwoYearsWithManyAnswersAndRefusals) {
  LifeTraits traits;
  traits.answers = 30;
  traits.refusals = 3;
  Judge(3, traits);
}

TEST(Simulation, TwoYearsOnTheTelephone) {
  LifeTraits traits;
  traits.telephones = true;
  Judge(4, traits);
}

TEST(Simulation, TwoYearsWithoutARest) {
  LifeTraits traits;
  traits.people = 20;
  traits.absences = false;
  traits.moves = false;
  Judge(5, traits);
}

}  // namespace
}  // namespace touchbase
