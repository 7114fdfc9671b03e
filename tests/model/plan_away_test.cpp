// Away: no items on those days; what is due moves behind them, spread.

#include <gtest/gtest.h>

#include <map>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

void BeAway(PlanWorld& world, const std::string& from, const std::string& to) {
  world.settings.away = {{PlanWorld::Day(from), PlanWorld::Day(to)}};
}

std::map<Date, int> Load(const PlanWorld& world) {
  std::map<Date, int> load;
  for (const FollowUp& item : world.plan.follow_ups) {
    if (item.block.empty()) ++load[DateOf(item.start)];
  }
  for (const Block& block : world.plan.blocks) ++load[DateOf(block.start)];
  return load;
}

TEST(Away, NothingStandsOnThoseDaysAndNoDayIsAboveTheCap) {
  PlanWorld world;
  for (int i = 0; i < 30; ++i) {
    const std::string id = "p" + std::to_string(i);
    world.Add(id).track = "warm";
    world.Log(id, "2026-03-0" + std::to_string(2 + i % 4) + " 07:30", Kind::kFirst);
  }
  for (int i = 0; i < 10; ++i) {
    const std::string id = "k" + std::to_string(i);
    world.Add(id).tags = {"monthly"};
    world.contacts.back().track = "keep";
    world.Log(id, "2026-02-0" + std::to_string(2 + i % 7), Kind::kFollowUp);
  }
  BeAway(world, "2026-03-06", "2026-03-19");
  Date day = PlanWorld::Day("2026-03-05");
  for (int i = 0; i < 18; ++i, day += days{1}) {
    world.Run(FormatDate(day) + " 08:00");
    for (const auto& [date, count] : Load(world)) {
      EXPECT_LE(count, world.settings.max_per_day) << FormatDate(date);
      const bool away =
          date >= PlanWorld::Day("2026-03-06") && date <= PlanWorld::Day("2026-03-19");
      EXPECT_FALSE(away) << FormatDate(date);
    }
  }
}

TEST(Away, TheFirstDayBackDoesNotTakeAll) {
  PlanWorld world;
  world.settings.max_per_day = 10;
  for (int i = 0; i < 10; ++i) {
    const std::string id = "p" + std::to_string(i);
    world.Add(id).track = "warm";
    world.Log(id, "2026-03-02 07:30", Kind::kFirst);
  }
  BeAway(world, "2026-03-03", "2026-03-06");
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(Load(world)[PlanWorld::Day("2026-03-09")], 5);
  EXPECT_EQ(Load(world)[PlanWorld::Day("2026-03-10")], 5);
}

TEST(Away, WhatTheUserPutThereStaysAndIsNamed) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 07:30", Kind::kFirst);
  world.Run("2026-03-02 08:00");
  world.placed[0].start = PlanWorld::At("2026-03-05 10:00");
  world.placed[0].pinned = true;
  BeAway(world, "2026-03-04", "2026-03-06");
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(FormatLocal(world.Find("jane", "follow-up-1")->start), "2026-03-05 10:00");
  EXPECT_TRUE(world.Warned("when you are away"));
}

TEST(Away, AThankYouIsOnTheFirstDayBack) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-05 10:00", Kind::kMet);
  BeAway(world, "2026-03-05", "2026-03-06");
  world.Run("2026-03-05 12:00");
  EXPECT_EQ(world.Items("jane").substr(0, 20), "thank-you 2026-03-07");
}

TEST(Away, APromiseIsDueOnTheLastDayBefore) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  world.Log("jane", "2026-03-02 09:00", Kind::kPromise).until = PlanWorld::Day("2026-03-10");
  BeAway(world, "2026-03-06", "2026-03-19");
  world.Run("2026-03-02 10:00");
  EXPECT_EQ(world.Find("jane", "promise")->due, PlanWorld::Day("2026-03-05"));
}

TEST(Away, TakenBackLeavesWhatWasPlacedWhereItIs) {
  PlanWorld world;
  world.Add("jane").track = "warm";
  world.Log("jane", "2026-03-02 07:30", Kind::kFirst);
  BeAway(world, "2026-03-03", "2026-03-06");
  world.Run("2026-03-02 08:00");
  const LocalTime start = world.Find("jane", "follow-up-1")->start;
  world.settings.away.clear();
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(world.Find("jane", "follow-up-1")->start, start);
}

}  // namespace
}  // namespace touchbase
