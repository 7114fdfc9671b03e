// Quiet: away without a word. Nothing moves until something is ticked again.

#include <gtest/gtest.h>

#include <map>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

std::string Id(int i) { return "p" + std::to_string(i); }

// n warm people, due on Tuesday 3 March 2026, and a run every morning up to `until`.
PlanWorld Left(int people, const std::string& until) {
  PlanWorld world;
  for (int i = 0; i < people; ++i) {
    world.Add(Id(i)).track = "warm";
    world.Log(Id(i), "2026-03-02 07:30", Kind::kFirst);
  }
  for (Date day = PlanWorld::Day("2026-03-02"); day <= PlanWorld::Day(until); day += days{1}) {
    world.Run(FormatDate(day) + " 08:00");
  }
  return world;
}

const Block* Back(const PlanWorld& world) { return world.FindBlock(BlockSort::kBack); }

TEST(Quiet, BeginsAfterFiveWorkingDaysWithoutATickAndFiveOverdue) {
  struct Row {
    int people;
    const char* day;
    bool quiet;
  };
  const Row rows[] = {{6, "2026-03-09", false},  // Tuesday to Friday and Monday: four are over
                      {6, "2026-03-10", true},
                      {4, "2026-03-10", false},
                      {4, "2026-03-20", false}};
  for (const Row& row : rows) {
    PlanWorld world = Left(row.people, row.day);
    EXPECT_EQ(world.plan.quiet, row.quiet) << row.people << " on " << row.day;
    EXPECT_EQ(Back(world) != nullptr, row.quiet);
  }
}

TEST(Quiet, ATickOrBackEndsIt) {
  PlanWorld world = Left(6, "2026-03-10");
  ASSERT_TRUE(world.plan.quiet);
  PlanWorld ticked = world;
  ticked.Tick("p0", "follow-up-1", "2026-03-10 09:00");
  ticked.Run("2026-03-10 09:15");
  EXPECT_FALSE(ticked.plan.quiet);
  EXPECT_EQ(Back(ticked), nullptr);
  world.back_on = PlanWorld::Day("2026-03-10");
  world.Run("2026-03-10 09:15");
  EXPECT_FALSE(world.plan.quiet);
}

TEST(Quiet, ATickFromBeforeTheDaysDelaysIt) {
  PlanWorld world = Left(7, "2026-03-05");
  world.Tick("p0", "follow-up-1", "2026-03-05 09:00");
  for (const char* day : {"06", "07", "08", "09", "10", "11", "12"}) {
    world.Run("2026-03-" + std::string(day) + " 08:00");
    EXPECT_FALSE(world.plan.quiet) << day;
  }
  world.Run("2026-03-13 08:00");  // 6, 9, 10, 11 and 12 March
  EXPECT_TRUE(world.plan.quiet);
}

TEST(Quiet, NothingMovesAndOneItemAsks) {
  PlanWorld world = Left(6, "2026-03-10");
  const Block* back = Back(world);
  ASSERT_NE(back, nullptr);
  EXPECT_EQ(back->title, "Back? 6 wait. Tick to go on.");
  EXPECT_EQ(back->key.anchor, "2026-03-10");
  EXPECT_EQ(back->key.step, "back");
  EXPECT_TRUE(back->lines.empty());
  std::map<std::string, LocalTime> stood;
  for (const FollowUp& item : world.plan.follow_ups) stood[item.key.Hash()] = item.start;
  for (const char* now : {"2026-03-11 08:00", "2026-03-17 08:00", "2026-03-30 08:00"}) {
    world.Run(now);
    EXPECT_TRUE(world.plan.quiet);
    for (const FollowUp& item : world.plan.follow_ups) {
      EXPECT_EQ(item.start, stood[item.key.Hash()]) << now;
    }
    // It alone goes along, so that it is seen on the day of coming back.
    EXPECT_EQ(Back(world)->key.anchor, "2026-03-10");
    EXPECT_EQ(FormatDate(DateOf(Back(world)->start)), std::string(now).substr(0, 10));
  }
}

TEST(Quiet, OnlyWhatIsHardEnters) {
  PlanWorld world = Left(6, "2026-03-10");
  world.Add("new").track = "warm";
  world.Log("new", "2026-03-10 08:30", Kind::kFirst);
  world.Add("met");
  world.Log("met", "2026-03-10 08:30", Kind::kMet);
  world.Run("2026-03-10 09:00");
  EXPECT_TRUE(world.plan.quiet);
  EXPECT_NE(world.Find("met", "thank-you"), nullptr);
  EXPECT_EQ(world.Find("new", "follow-up-1"), nullptr);
  bool waits = false;
  for (const Unplaced& waiting : world.plan.waiting) {
    waits = waits || waiting.follow_up.key.contact == "new";
  }
  EXPECT_TRUE(waits);
}

TEST(Quiet, ComingBackIsNoFlood) {
  PlanWorld world = Left(24, "2026-03-27");
  ASSERT_TRUE(world.plan.quiet);
  world.back_on = PlanWorld::Day("2026-03-30");
  Date day = PlanWorld::Day("2026-03-30");
  for (int i = 0; i < 30; ++i, day += days{1}) {
    world.Run(FormatDate(day) + " 08:00");
    std::map<Date, int> load;
    for (const FollowUp& item : world.plan.follow_ups) {
      if (item.block.empty()) ++load[DateOf(item.start)];
      EXPECT_GE(DateOf(item.start), day);
    }
    for (const Block& block : world.plan.blocks) ++load[DateOf(block.start)];
    for (const auto& [date, count] : load) EXPECT_LE(count, world.settings.max_per_day);
    EXPECT_LE(world.plan.blocks.empty() ? 0u : world.plan.blocks[0].lines.size(), 5u);
    const std::vector<FollowUp> today = world.plan.follow_ups;
    for (const FollowUp& item : today) {
      if (DateOf(item.start) != day) continue;
      world.Tick(item.key.contact, item.key.step, FormatDate(day) + " 17:00");
    }
  }
  for (int i = 0; i < 24; ++i) {
    bool done = false;
    for (const Touch& touch : world.touches) {
      done = done || (touch.contact == Id(i) && !touch.follow_up.empty());
    }
    EXPECT_TRUE(done) << i;
  }
}

TEST(Quiet, APlanFedBackStaysAsItIs) {
  PlanWorld world = Left(9, "2026-03-12");
  ASSERT_TRUE(world.plan.quiet);
  const std::vector<Placed> before = world.placed;
  world.Run("2026-03-12 08:00");
  world.Run("2026-03-12 22:00");
  ASSERT_EQ(world.placed.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(world.placed[i].key, before[i].key);
    EXPECT_EQ(world.placed[i].start, before[i].start);
    EXPECT_EQ(world.placed[i].postponed, before[i].postponed);
  }
}

}  // namespace
}  // namespace touchbase
