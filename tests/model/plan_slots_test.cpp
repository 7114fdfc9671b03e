// Slots: working hours, busy times, caps, stability, roll.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

// n warm people whose next step is due on Tuesday 3 March 2026.
PlanWorld Crowd(int people) {
  PlanWorld world;
  for (int i = 0; i < people; ++i) {
    const std::string id = "p" + std::to_string(100 + i);
    world.Add(id).track = "warm";
    world.Log(id, "2026-03-02 07:00", Kind::kFirst);
  }
  return world;
}

std::string Starts(const PlanWorld& world) {
  std::string text;
  for (const FollowUp& item : world.plan.follow_ups) {
    text += (text.empty() ? "" : ", ") + FormatLocal(item.start).substr(5);
  }
  return text;
}

TEST(Slots, PreferredHoursComeFirstAndMaxPerDayBounds) {
  PlanWorld world = Crowd(5);
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(Starts(world), "03-03 09:00, 03-03 09:15, 03-03 09:30, 03-03 09:45, 03-04 09:00");
}

TEST(Slots, TheGridCountsFromTheStartOfEachSpan) {
  PlanWorld world = Crowd(3);
  world.settings.work_hours = {{minutes{545}, minutes{575}}, {minutes{610}, minutes{640}}};
  world.settings.prefer = {};
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(Starts(world), "03-03 09:05, 03-03 09:20, 03-03 10:10");
}

TEST(Slots, NewOnesStartAtOrAfterNow) {
  PlanWorld world = Crowd(1);
  world.Run("2026-03-03 09:20");
  EXPECT_EQ(Starts(world), "03-03 09:30");
  world = Crowd(1);
  world.Run("2026-03-03 10:00");
  EXPECT_EQ(Starts(world), "03-03 16:00");
}

TEST(Slots, BusyTimesAndHolidaysAreLeftAlone) {
  PlanWorld world = Crowd(1);
  world.busy = {{PlanWorld::At("2026-03-03 08:00"), PlanWorld::At("2026-03-03 09:10")},
                {PlanWorld::At("2026-03-03 09:30"), PlanWorld::At("2026-03-03 17:30")}};
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(Starts(world), "03-03 09:15");
  world = Crowd(1);
  world.settings.holidays = {PlanWorld::Day("2026-03-03")};
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(Starts(world), "03-04 09:00");
  EXPECT_EQ(world.plan.follow_ups[0].due, PlanWorld::Day("2026-03-04"));
}

TEST(Slots, WithoutAPlaceInTheToleranceItIsLateAndSaysHowMuch) {
  PlanWorld world = Crowd(1);
  world.busy = {{PlanWorld::At("2026-03-02 00:00"), PlanWorld::At("2026-03-06 00:00")}};
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(Starts(world), "03-06 09:00");
  EXPECT_EQ(world.plan.follow_ups[0].overdue_days, 2);  // the tolerance ended on the 4th
}

TEST(Slots, UnplacedOnlyWhenTheHorizonHasNone) {
  PlanWorld world = Crowd(1);
  world.busy = {{PlanWorld::At("2026-03-02 00:00"), PlanWorld::At("2026-06-06 00:00")}};
  world.Run("2026-03-02 08:00");
  EXPECT_TRUE(world.plan.follow_ups.empty());
  EXPECT_EQ(world.plan.unplaced.size(), 1u);
}

TEST(Slots, TheFreshestComeFirstAndOnePlaceInFourGoesToTheOldest) {
  // Seven whose step is late, one place a day from now on.
  PlanWorld world;
  world.settings.max_per_day = 1;
  world.settings.work_days.assign(7, true);
  for (int day = 21; day <= 27; ++day) {
    const std::string id = "d" + std::to_string(day);
    world.Add(id).track = "warm";
    world.Log(id, "2026-02-" + std::to_string(day) + " 07:00", Kind::kFirst);
  }
  world.Run("2026-03-01 08:00");
  std::string order;
  for (const FollowUp& item : world.plan.follow_ups) order += " " + item.key.contact;
  EXPECT_EQ(order, " d27 d26 d25 d21 d24 d23 d22");
  // What is hard goes before all of them, and a kept one into the emptiest day around its own.
  world.placed.clear();
  world.Add("hard").track = "friend";
  world.Log("hard", "2026-02-28 07:00", Kind::kPromise).until = PlanWorld::Day("2026-03-01");
  world.Run("2026-03-01 08:00");
  EXPECT_EQ(world.plan.follow_ups[0].key.contact, "hard");
  EXPECT_EQ(FormatDate(DateOf(world.Find("d27", "follow-up-1")->start)), "2026-03-02");
}

TEST(Slots, AKeptOneGoesToTheEmptiestDayAndOfEqualOnesToTheNearest) {
  PlanWorld world;
  world.Add("kept").track = "friend";
  world.Log("kept", "2026-01-06 09:00", Kind::kFollowUp);  // due on Monday 6 April
  world.Run("2026-03-20 08:00");
  EXPECT_EQ(world.Items("kept"), "friend 2026-04-06");
  world.placed.clear();
  for (const char* day : {"2026-04-06", "2026-04-07", "2026-04-03"}) {
    world.Add(day).track = "friend";
    world.Log(day, "2026-03-20 07:00", Kind::kPromise).until = PlanWorld::Day(day);
  }
  world.Run("2026-03-20 08:00");
  EXPECT_EQ(world.Items("kept"), "friend 2026-04-08");
}

TEST(Slots, AnAnswerIsOutsideEveryCapAndAHardOneIsNamed) {
  PlanWorld world = Crowd(4);
  world.Add("q").track = "friend";
  world.Log("q", "2026-03-02 07:30", Kind::kReply);
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(world.Items("q").substr(0, 17), "answer 2026-03-03");
  EXPECT_TRUE(world.plan.warnings.empty());
  world.Log("q", "2026-03-02 07:40", Kind::kPromise);
  world.Run("2026-03-02 08:15");
  ASSERT_EQ(world.plan.warnings.size(), 1u);
  EXPECT_NE(world.plan.warnings[0].find("max_per_day"), std::string::npos);
}

TEST(Stable, ANewContactMovesNoPlacedBlock) {
  PlanWorld world = Crowd(3);
  world.Run("2026-03-02 08:00");
  const std::string before = world.Items("p102");
  world.Add("a");
  world.Log("a", "2026-03-02 07:30", Kind::kMet);
  world.Log("a", "2026-03-02 07:45", Kind::kReply);
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(world.Items("p102"), before);
}

TEST(Stable, ANewBusyTimeMovesABlockWithinItsTolerance) {
  PlanWorld world = Crowd(1);
  world.Run("2026-03-02 08:00");
  world.busy = {{PlanWorld::At("2026-03-03 09:05"), PlanWorld::At("2026-03-03 10:00")}};
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(Starts(world), "03-03 16:00");
  world.busy = {{PlanWorld::At("2026-03-03 00:00"), PlanWorld::At("2026-03-05 00:00")}};
  world.Run("2026-03-02 08:30");
  EXPECT_EQ(Starts(world), "03-03 16:00");  // no place in the tolerance: it stays
}

TEST(Stable, FromTwoHoursBeforeASlotNothingIsMoved) {
  PlanWorld world = Crowd(1);
  world.Run("2026-03-02 08:00");
  world.busy = {{PlanWorld::At("2026-03-03 09:00"), PlanWorld::At("2026-03-03 10:00")}};
  world.Run("2026-03-03 07:05");
  EXPECT_EQ(Starts(world), "03-03 09:00");
}

TEST(Stable, APinnedBlockStaysAnywhere) {
  PlanWorld world = Crowd(1);
  world.Run("2026-03-02 08:00");
  world.placed[0].start = PlanWorld::At("2026-03-08 22:10");
  world.placed[0].pinned = true;
  world.busy = {{PlanWorld::At("2026-03-08 00:00"), PlanWorld::At("2026-03-09 00:00")}};
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(Starts(world), "03-08 22:10");
  EXPECT_TRUE(world.plan.follow_ups[0].pinned);
}

TEST(Roll, OncePerDayToTheFirstDayWithAPlace) {
  PlanWorld world = Crowd(1);
  world.Run("2026-03-02 08:00");
  world.Run("2026-03-03 23:45");
  EXPECT_EQ(Starts(world), "03-03 09:00");  // its day is not over
  world.Run("2026-03-04 00:15");
  EXPECT_EQ(Starts(world), "03-04 09:00");
  world.Run("2026-03-04 14:00");
  EXPECT_EQ(Starts(world), "03-04 09:00");
  EXPECT_EQ(world.plan.follow_ups[0].postponed, 1);
  world.Run("2026-03-07 10:00");  // a Saturday
  EXPECT_EQ(Starts(world), "03-09 09:00");
  EXPECT_EQ(world.plan.follow_ups[0].postponed, 2);
}

TEST(Roll, LostStateCountsTheOpenDaysSinceDue) {
  PlanWorld world = Crowd(1);
  world.Run("2026-03-02 08:00");
  world.placed[0].start = PlanWorld::At("2026-03-09 09:00");
  world.placed[0].postponed = -1;
  world.Run("2026-03-09 08:00");
  EXPECT_EQ(world.plan.follow_ups[0].postponed, 4);
}

TEST(Away, DueItemsMoveBehindItSpread) {
  PlanWorld world = Crowd(6);
  world.Run("2026-03-02 08:00");
  world.settings.away = {{PlanWorld::Day("2026-03-03"), PlanWorld::Day("2026-03-06")}};
  world.Run("2026-03-02 09:00");
  EXPECT_EQ(Starts(world),
            "03-09 09:00, 03-09 09:15, 03-09 09:30, 03-10 09:00, 03-10 09:15, 03-10 09:30");
}

TEST(Promise, OnAClosedDayIsTheLastOpenDayBeforeElseANamedConflict) {
  for (const bool in_time : {true, false}) {
    PlanWorld world;
    world.Add("jane").track = "friend";
    const std::string logged = in_time ? "2026-03-05 09:00" : "2026-03-07 09:00";
    world.Log("jane", logged, Kind::kPromise).until = PlanWorld::Day("2026-03-08");
    world.Run(logged);
    EXPECT_EQ(FormatDate(world.Find("jane", "promise")->due),
              in_time ? "2026-03-06" : "2026-03-09");
    EXPECT_EQ(world.plan.warnings.size(), in_time ? 0u : 1u);
  }
}

TEST(Closed, WithoutAnyOpenDayNothingIsPlacedAndNothingHangs) {
  PlanWorld world = Crowd(2);
  world.settings.work_days.assign(7, false);
  world.Run("2026-03-02 08:00");
  EXPECT_TRUE(world.plan.follow_ups.empty());
  EXPECT_EQ(world.plan.unplaced.size(), 2u);
}

}  // namespace
}  // namespace touchbase
