// Blocks of several: the people of one meeting share a thank-you.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

constexpr const char* kNames[] = {"Jane Doe", "Bob Ray",  "Cleo Moss",
                                  "Dan Fox",  "Eve Lind", "Finn Ott"};
constexpr const char* kIds[] = {"jane", "bob", "cleo", "dan", "eve", "finn"};

PlanWorld Meeting(int people, const std::string& at = "2026-03-03 11:00") {
  PlanWorld world;
  for (int i = 0; i < people; ++i) {
    world.Add(kIds[i], kNames[i]);
    world.Log(kIds[i], at, Kind::kMet);
  }
  return world;
}

const Block* Thanks(const PlanWorld& world, std::size_t number = 0) {
  return world.FindBlock(BlockSort::kThankYou, number);
}

TEST(Met, RowsWithTheSameTimeOfDayAreOneMeeting) {
  struct Row {
    const char* second;
    bool one;
  };
  for (const Row& row : {Row{"2026-03-03 11:00", true}, Row{"2026-03-03 11:15", false},
                         Row{"2026-03-03", false}, Row{"2026-03-02 11:00", false}}) {
    PlanWorld world = Meeting(1);
    world.Add("bob", "Bob Ray");
    world.Log("bob", row.second, Kind::kMet);
    world.Run("2026-03-03 12:00");
    EXPECT_EQ(world.plan.blocks.size(), row.one ? 1u : 0u) << row.second;
    EXPECT_NE(world.Find("bob", "thank-you"), nullptr);
  }
}

TEST(MeetingBlock, HasALineForEachAndTakesOneSlot) {
  PlanWorld world = Meeting(2);
  world.Run("2026-03-03 12:00");
  const Block* block = Thanks(world);
  ASSERT_EQ(PlanWorld::Text(block), "2026-03-03 16:00 Jane Doe, Bob Ray");
  EXPECT_EQ(block->title, "Jane Doe, Bob Ray: thank-you");
  EXPECT_EQ(block->key.contact, "");
  EXPECT_EQ(block->key.anchor, world.touches[0].id);
  EXPECT_EQ(block->key.step, "thank-you");
  EXPECT_TRUE(block->hard);
  for (const char* id : {"jane", "bob"}) {
    const FollowUp* item = world.Find(id, "thank-you");
    ASSERT_NE(item, nullptr);
    EXPECT_EQ(item->start, block->start);
    EXPECT_EQ(item->block, block->key.Hash());
    EXPECT_TRUE(world.Find(id, "check-in")->block.empty());  // each their own
  }
}

TEST(MeetingBlock, CountsOnceInItsDay) {
  PlanWorld world = Meeting(4);
  world.settings.max_per_day = 1;
  world.Run("2026-03-03 12:00");
  EXPECT_TRUE(world.plan.warnings.empty());
}

TEST(MeetingBlock, HoldsFourAndFurtherOnesFollow) {
  PlanWorld world = Meeting(6);
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(PlanWorld::Text(Thanks(world, 0)),
            "2026-03-03 16:00 Jane Doe, Bob Ray, Cleo Moss, Dan Fox");
  EXPECT_EQ(PlanWorld::Text(Thanks(world, 1)), "2026-03-03 16:15 Eve Lind, Finn Ott");
  EXPECT_EQ(Thanks(world, 1)->key.step, "thank-you-2");
  EXPECT_EQ(Thanks(world, 0)->key.anchor, Thanks(world, 1)->key.anchor);
  PlanWorld five = Meeting(5);
  five.Run("2026-03-03 12:00");
  EXPECT_EQ(five.plan.blocks.size(), 1u);
  EXPECT_EQ(five.Find("eve", "thank-you")->block, "");  // alone: an ordinary one
}

TEST(MeetingBlock, TitleCountsPeopleWhenNamesAreTooLong) {
  PlanWorld world = Meeting(4);
  world.contacts[0].name = "Maximiliane von und zu Hohenstein";
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(Thanks(world)->title, "Thank-you: 4 people");
}

TEST(MeetingBlock, WhoIsDoneKeepsTheLineAndTheOthersTheirPlace) {
  PlanWorld world = Meeting(6);
  world.Run("2026-03-03 12:00");
  const std::string key = Thanks(world)->key.Hash();
  world.Tick("jane", "thank-you", "2026-03-03 16:05");
  world.Run("2026-03-03 16:10");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)),
            "2026-03-03 16:00 Jane Doe [x], Bob Ray, Cleo Moss, Dan Fox");
  EXPECT_EQ(Thanks(world)->key.Hash(), key);
  EXPECT_EQ(PlanWorld::Text(Thanks(world, 1)), "2026-03-03 16:15 Eve Lind, Finn Ott");
  for (const char* id : {"bob", "cleo", "dan"}) world.Tick(id, "thank-you", "2026-03-03 16:10");
  world.Run("2026-03-03 16:12");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-03 16:15 Eve Lind, Finn Ott");
}

TEST(MeetingBlock, EqualNamesAreToldApart) {
  PlanWorld world = Meeting(3);
  for (Contact& contact : world.contacts) contact.name = "Jane Doe";
  world.contacts[0].company = "Acme";
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)),
            "2026-03-03 16:00 Jane Doe (Acme), Jane Doe, Jane Doe 2");
}

TEST(MeetingBlock, RollsAsOneAndStaysWhereTheUserPutIt) {
  PlanWorld world = Meeting(2);
  world.Run("2026-03-03 12:00");
  world.Run("2026-03-04 00:15");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-04 09:00 Jane Doe, Bob Ray");
  EXPECT_EQ(Thanks(world)->postponed, 1);
  EXPECT_EQ(world.Find("bob", "thank-you")->postponed, 1);
  for (Placed& placed : world.placed) {
    if (placed.key != Thanks(world)->key.Hash()) continue;
    placed.start = PlanWorld::At("2026-03-05 21:10");
    placed.pinned = true;
  }
  world.Run("2026-03-04 08:00");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-05 21:10 Jane Doe, Bob Ray");
  EXPECT_TRUE(world.Find("jane", "thank-you")->pinned);
}

TEST(MeetingBlock, TakesThePlaceOfTheItemThatStoodFirst) {
  PlanWorld world = Meeting(1);
  world.Run("2026-03-03 12:00");
  EXPECT_TRUE(world.plan.blocks.empty());
  world.Calendar("jane", "thank-you").start = PlanWorld::At("2026-03-03 13:30");
  world.Add("bob", "Bob Ray");
  world.Log("bob", "2026-03-03 11:00", Kind::kMet);
  world.Run("2026-03-03 12:05");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-03 13:30 Jane Doe, Bob Ray");
}

TEST(MeetingBlock, OnePersonTwiceIsOneLine) {
  PlanWorld world = Meeting(2);
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(Thanks(world)->lines.size(), 2u);
}

TEST(MeetingBlock, WhoSaidNoLeavesItAndNobodyChangesPlaces) {
  PlanWorld world = Meeting(6);
  world.Run("2026-03-03 12:00");
  world.Log("cleo", "2026-03-03 12:30", Kind::kReply, Outcome::kDeclined);
  world.Run("2026-03-03 13:00");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-03 16:00 Jane Doe, Bob Ray, Dan Fox");
  EXPECT_EQ(PlanWorld::Text(Thanks(world, 1)), "2026-03-03 16:15 Eve Lind, Finn Ott");
}

TEST(MeetingBlock, AMeetingOfTheCalendarStandsBehindItsEndAndMovesWithIt) {
  PlanWorld world = Meeting(2, "2026-03-10 16:00");
  for (Touch& touch : world.touches) touch.length = minutes{90};
  world.Run("2026-03-09 08:00");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-10 17:30 Jane Doe, Bob Ray");
  for (Touch& touch : world.touches) touch.at = PlanWorld::At("2026-03-12 10:00");
  world.Run("2026-03-09 08:15");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-12 16:00 Jane Doe, Bob Ray");
  for (Touch& touch : world.touches) touch.at = PlanWorld::At("2026-03-09 10:00");
  world.Run("2026-03-09 08:30");
  EXPECT_EQ(PlanWorld::Text(Thanks(world)), "2026-03-09 16:00 Jane Doe, Bob Ray");
  world.touches.clear();
  world.Run("2026-03-09 08:45");
  EXPECT_TRUE(world.plan.blocks.empty());
}

TEST(MeetingBlock, APlanFedBackStaysAsItIs) {
  PlanWorld world = Meeting(6);
  world.Run("2026-03-03 12:00");
  const std::vector<Placed> before = world.placed;
  for (const char* now : {"2026-03-03 12:15", "2026-03-03 19:00", "2026-03-03 23:45"}) {
    world.Run(now);
    ASSERT_EQ(world.placed.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(world.placed[i].key, before[i].key);
      EXPECT_EQ(world.placed[i].start, before[i].start);
    }
  }
}

}  // namespace
}  // namespace touchbase
