// The catch-up: what was left undone three times is a line in one block a day.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

// n warm people whose next step is due on Tuesday 3 March 2026, nothing of which is done.
PlanWorld Undone(int people, const std::string& until) {
  PlanWorld world;
  world.settings.max_per_day = 10;
  for (int i = 0; i < people; ++i) {
    const std::string id = "p" + std::to_string(i);
    world.Add(id, "Person " + std::string(1, static_cast<char>('A' + i))).track = "warm";
    world.Log(id, "2026-03-02 07:0" + std::to_string(i % 10), Kind::kFirst);
  }
  world.back_on = PlanWorld::Day("2027-01-01");  // somebody is there
  for (Date day = PlanWorld::Day("2026-03-02"); day <= PlanWorld::Day(until); day += days{1}) {
    world.Run(FormatDate(day) + " 08:00");
  }
  return world;
}

const Block* Found(const PlanWorld& world) { return world.FindBlock(BlockSort::kCatchUp); }

TEST(CatchUp, FromTheThirdPostponementOnAPersonIsALine) {
  PlanWorld world = Undone(2, "2026-03-05");
  EXPECT_EQ(Found(world), nullptr);
  EXPECT_EQ(world.Find("p0", "follow-up-1")->postponed, 2);
  world.Run("2026-03-06 08:00");
  const Block* block = Found(world);
  ASSERT_EQ(PlanWorld::Text(block), "2026-03-06 09:00 Person A, Person B");
  EXPECT_EQ(block->title, "Catch up: 2 people");
  EXPECT_EQ(block->key.anchor, "2026-03-06");
  EXPECT_EQ(block->key.step, "catch-up");
  EXPECT_EQ(block->postponed, 0);
  const FollowUp* line = world.Find("p0", "follow-up-1");
  EXPECT_EQ(line->block, block->key.Hash());
  EXPECT_EQ(line->postponed, 3);
  EXPECT_EQ(line->start, block->start);
}

TEST(CatchUp, RollsUnderItsKeyUntilNobodyInItIsOpen) {
  PlanWorld world = Undone(2, "2026-03-10");
  const Block* block = Found(world);
  ASSERT_EQ(PlanWorld::Text(block), "2026-03-10 09:00 Person A, Person B");
  EXPECT_EQ(block->key.anchor, "2026-03-06");
  EXPECT_EQ(block->postponed, 2);
  EXPECT_EQ(world.Find("p1", "follow-up-1")->postponed, 5);
  world.Tick("p0", "follow-up-1", "2026-03-10 09:05");
  world.Run("2026-03-10 09:10");
  EXPECT_EQ(PlanWorld::Text(Found(world)), "2026-03-10 09:00 Person B, Person A [x]");
  EXPECT_EQ(Found(world)->title, "Catch up: 2 people");
  EXPECT_EQ(world.Items("p0"), "follow-up-2 2026-03-12");
  world.Run("2026-03-11 08:00");
  EXPECT_EQ(PlanWorld::Text(Found(world)), "2026-03-11 09:00 Person B, Person A [x]");
  world.Tick("p1", "follow-up-1", "2026-03-11 09:05");
  world.Run("2026-03-11 09:10");
  EXPECT_EQ(Found(world), nullptr);
}

TEST(CatchUp, HoldsFiveNamesLongestOverdueFirstAndTheOthersWait) {
  PlanWorld world = Undone(7, "2026-03-05");
  // The last one's step was due earlier than the others'.
  world.touches[6].at = PlanWorld::At("2026-02-26 07:00");
  world.Run("2026-03-06 08:00");
  EXPECT_EQ(PlanWorld::Text(Found(world)),
            "2026-03-06 09:00 Person G, Person A, Person B, Person C, Person D");
  ASSERT_EQ(world.plan.waiting.size(), 2u);
  EXPECT_EQ(world.plan.waiting[0].follow_up.key.contact, "p4");
  EXPECT_EQ(world.plan.waiting[0].follow_up.postponed, 3);
  EXPECT_NE(world.plan.waiting[0].why.find("catch-up"), std::string::npos);
  // Whoever is done makes no room before the next day.
  for (const char* id : {"p6", "p0"}) world.Tick(id, "follow-up-1", "2026-03-06 09:05");
  world.Run("2026-03-06 09:15");
  EXPECT_EQ(world.plan.waiting.size(), 2u);
  EXPECT_EQ(Found(world)->lines.size(), 5u);
  world.Run("2026-03-09 08:00");
  EXPECT_EQ(PlanWorld::Text(Found(world)),
            "2026-03-09 09:30 Person B, Person C, Person D, Person E, Person F");
  EXPECT_TRUE(world.plan.waiting.empty());
}

TEST(CatchUp, DoneOnTheSameDayIsNotBegunAgainForThoseWhoWait) {
  PlanWorld world = Undone(6, "2026-03-06");
  ASSERT_EQ(world.plan.waiting.size(), 1u);
  for (const char* id : {"p0", "p1", "p2", "p3", "p4"}) {
    world.Tick(id, "follow-up-1", "2026-03-06 09:05");
  }
  world.Run("2026-03-06 09:15");
  EXPECT_EQ(Found(world), nullptr);
  ASSERT_EQ(world.plan.waiting.size(), 1u);
  EXPECT_EQ(world.plan.waiting[0].follow_up.key.contact, "p5");
  world.Run("2026-03-07 08:00");  // a Saturday: made on the first run of the day, placed on Monday
  EXPECT_EQ(PlanWorld::Text(Found(world)), "2026-03-09 16:15 Person F");
  EXPECT_EQ(Found(world)->key.anchor, "2026-03-07");
}

TEST(CatchUp, TakesOneSlotAndCountsOnce) {
  PlanWorld world = Undone(5, "2026-03-05");
  world.settings.max_per_day = 1;
  for (const char* id : {"x", "y"}) {
    world.Add(id).track = "warm";
    world.Log(id, "2026-03-05 07:30", Kind::kFirst);
  }
  world.Run("2026-03-06 08:00");
  EXPECT_EQ(Found(world)->lines.size(), 5u);
  EXPECT_EQ(DateOf(Found(world)->start), PlanWorld::Day("2026-03-06"));
  for (const char* id : {"x", "y"}) {
    EXPECT_GT(DateOf(world.Find(id, "follow-up-1")->start), PlanWorld::Day("2026-03-06"));
  }
}

TEST(CatchUp, HardOnesBelongThereTooAndAreNamed) {
  PlanWorld world;
  world.back_on = PlanWorld::Day("2027-01-01");
  world.Add("ana", "Ana Souza");
  world.Log("ana", "2026-03-03 11:00", Kind::kMet);
  for (const char* now : {"2026-03-03 12:00", "2026-03-04 08:00", "2026-03-05 08:00"}) {
    world.Run(now);
    EXPECT_EQ(Found(world), nullptr);
  }
  world.Run("2026-03-06 08:00");
  EXPECT_EQ(PlanWorld::Text(Found(world)), "2026-03-06 09:00 Ana Souza");
  EXPECT_EQ(Found(world)->lines[0].key.step, "thank-you");
  EXPECT_TRUE(world.Find("ana", "check-in")->block.empty());
}

TEST(CatchUp, HasOneLineForAPersonWithTwo) {
  PlanWorld world = Undone(1, "2026-03-02");
  world.Log("p0", "2026-03-02 09:00", Kind::kPromise);
  for (const char* day : {"03", "04", "05", "06"}) {
    world.Run("2026-03-" + std::string(day) + " 08:00");
  }
  ASSERT_NE(Found(world), nullptr);
  EXPECT_EQ(Found(world)->lines.size(), 1u);
  EXPECT_EQ(world.plan.waiting.size(), 1u);
}

TEST(CatchUp, AMeetingThatWasNeverThankedDissolvesIntoIt) {
  PlanWorld world;
  world.back_on = PlanWorld::Day("2027-01-01");
  for (const char* id : {"jane", "bob"}) {
    world.Add(id, id);
    world.Log(id, "2026-03-03 11:00", Kind::kMet);
  }
  for (const char* day : {"03 12:00", "04 08:00", "05 08:00", "06 08:00"}) {
    world.Run("2026-03-" + std::string(day));
  }
  EXPECT_EQ(world.FindBlock(BlockSort::kThankYou), nullptr);
  EXPECT_EQ(PlanWorld::Text(Found(world)), "2026-03-06 09:00 jane, bob");
}

TEST(CatchUp, StaysWhereTheUserPutIt) {
  PlanWorld world = Undone(2, "2026-03-06");
  for (Placed& placed : world.placed) {
    placed.start = PlanWorld::At("2026-03-10 21:00");
    placed.pinned = true;
  }
  world.Run("2026-03-06 12:00");
  world.Run("2026-03-09 08:00");
  EXPECT_EQ(PlanWorld::Text(Found(world)), "2026-03-10 21:00 Person A, Person B");
}

TEST(CatchUp, IsFoundAgainWhenTheStateIsLost) {
  for (const char* day : {"2026-03-10", "2026-03-31"}) {
    PlanWorld world = Undone(3, day);
    world.Tick("p1", "follow-up-1", std::string(day) + " 08:30");
    world.Run(std::string(day) + " 08:45");
    const std::string key = Found(world)->key.Hash();
    std::erase_if(world.placed, [&key](const Placed& placed) { return placed.block == key; });
    for (Placed& placed : world.placed) placed.postponed = -1;
    world.Run(std::string(day) + " 09:00");
    EXPECT_EQ(PlanWorld::Text(Found(world)), std::string(day) + " 09:00 Person A, Person C");
    EXPECT_EQ(Found(world)->key.Hash(), key);
    EXPECT_EQ(world.Items("p1").substr(0, 11), "follow-up-2");
  }
}

TEST(CatchUp, APlanFedBackStaysAsItIs) {
  PlanWorld world = Undone(9, "2026-03-06");
  const std::string before = PlanWorld::Text(Found(world));
  for (const char* now : {"2026-03-06 08:00", "2026-03-06 12:00", "2026-03-06 23:45"}) {
    world.Run(now);
    EXPECT_EQ(PlanWorld::Text(Found(world)), before);
    EXPECT_EQ(world.plan.waiting.size(), 4u);
    EXPECT_EQ(world.plan.waiting[0].follow_up.postponed, 3);
  }
}

}  // namespace
}  // namespace touchbase
