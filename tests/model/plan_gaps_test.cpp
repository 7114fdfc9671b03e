// Rules that meet others: vip and a standing track, a next step on a closed day, a late offer, a
// customer's second ask, the order of the line, labels in the user's own words.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

// The days of all follow-ups of the outreach, each ticked on its day.
std::string WaitedLadder(const std::string& track, bool vip) {
  PlanWorld world;
  Contact& jane = world.Add("jane");
  jane.track = track;
  jane.vip = vip;
  world.Log("jane", "2026-03-02 10:00", Kind::kReply, Outcome::kWait).until =
      PlanWorld::Day("2026-03-09");
  return world.TickAll("jane", "2026-03-09", 9);
}

TEST(Vip, ClimbsTheWarmLadderInAStandingTrackToo) {
  const std::string keep = WaitedLadder("keep", true);
  // Six of them, weekly; then the standing track where another goes monthly.
  EXPECT_EQ(keep, "03-09 03-16 03-23 03-30 04-06 04-13 07-13 10-12 01-11");
  EXPECT_EQ(WaitedLadder("", true).substr(0, 41), keep.substr(0, 36) + "05-13");
  EXPECT_NE(WaitedLadder("keep", false).substr(0, 11), keep.substr(0, 11));
}

TEST(Next, OnAClosedDayIsTheLastOpenOneBeforeElseTheFirstAfter) {
  for (const char* wanted : {"2026-03-07", "2026-03-08", "2026-03-09"}) {
    PlanWorld world;
    world.settings.holidays = {PlanWorld::Day("2026-03-09")};
    world.Add("jane").track = "friend";
    Touch& next = world.Log("jane", "2026-03-02 10:00", Kind::kNext);
    next.until = PlanWorld::Day(wanted);
    world.Run("2026-03-02 11:00");
    ASSERT_NE(world.Find("jane", "next"), nullptr) << wanted;
    EXPECT_EQ(world.Find("jane", "next")->due, PlanWorld::Day("2026-03-06")) << wanted;
  }
  PlanWorld world;  // planned on Saturday: no open day lies before
  world.settings.holidays = {PlanWorld::Day("2026-03-09")};
  world.Add("jane").track = "friend";
  world.Log("jane", "2026-03-07 10:00", Kind::kNext).until = PlanWorld::Day("2026-03-08");
  world.Run("2026-03-07 11:00");
  EXPECT_EQ(world.Find("jane", "next")->due, PlanWorld::Day("2026-03-10"));
  EXPECT_TRUE(world.Warned("its own day is closed, now on 10 March at"));
}

TEST(Offer, MayBeThreeDaysLateNeverEarly) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  Touch& offer = world.Log("jane", "2026-03-02 10:00", Kind::kOffer);
  offer.direction = Direction::kIn;
  // Its own day and the next two are full.
  world.busy = {{PlanWorld::At("2026-03-09 00:00"), PlanWorld::At("2026-03-12 00:00")}};
  world.Run("2026-03-02 11:00");
  const FollowUp* item = world.Find("jane", "offered");
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(item->earliest, PlanWorld::Day("2026-03-09"));
  EXPECT_EQ(DateOf(item->start), PlanWorld::Day("2026-03-12"));
  EXPECT_EQ(item->overdue_days, 0);
  world.busy = {{PlanWorld::At("2026-03-09 00:00"), PlanWorld::At("2026-03-13 00:00")}};
  world.placed.clear();
  world.Run("2026-03-02 12:00");
  EXPECT_EQ(world.Find("jane", "offered")->overdue_days, 1) << "late, and that is said";
}

TEST(Offer, ThatIsLongPastIsDroppedAndTheRestGoesOn) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  Touch& offer = world.Log("jane", "2026-03-02 10:00", Kind::kOffer);
  offer.direction = Direction::kIn;
  world.settings.horizon_days = 120;
  world.Run("2026-03-19 08:00");  // due 9 March, at the latest the 12th, and seven days more
  EXPECT_NE(world.Find("jane", "offered"), nullptr);
  world.placed.clear();
  world.Run("2026-03-20 08:00");
  EXPECT_EQ(world.Find("jane", "offered"), nullptr);
  EXPECT_NE(world.Find("jane", "friend"), nullptr);
}

TEST(Line, TopGetsTheEarliestStartOfTheWeekThenTheNewest) {
  PlanWorld world;
  for (int i = 0; i < 8; ++i) world.Add("p" + std::to_string(i)).track = "cold";
  world.contacts[1].tags = {"top"};
  world.contacts[6].tags = {"top"};
  for (int i = 0; i < 3; ++i) {  // Monday is the fullest day of the week
    world.Add("k" + std::to_string(i)).track = "friend";
    world.Log("k" + std::to_string(i), "2026-03-01", Kind::kNext).until =
        PlanWorld::Day("2026-03-02");
  }
  world.Run("2026-03-02 08:00");
  std::string order;
  for (const FollowUp& item : world.plan.follow_ups) {
    if (item.key.step == "opening") order += item.key.contact + " ";
  }
  EXPECT_EQ(order, "p6 p1 p7 p5 p4 ");
  const Plan again = MakePlan(world.Input(PlanWorld::At("2026-03-02 08:15")));
  for (std::size_t i = 0; i < again.follow_ups.size(); ++i) {
    EXPECT_EQ(again.follow_ups[i].start, world.plan.follow_ups[i].start);
  }
}

TEST(Said, LabelsInTheUsersOwnWordsArePlannedFor) {
  PlanWorld world;
  world.Add("jane").track = "keep";
  world.Log("jane", "2026-03-02 10:00", Kind::kFollowUp).notes = "Versprochen: Preisliste";
  world.Run("2026-03-02 11:00");
  EXPECT_EQ(world.Find("jane", "promise"), nullptr);
  world.settings.words = {{"versprochen", "promised"}};
  world.Run("2026-03-02 11:15");
  ASSERT_NE(world.Find("jane", "promise"), nullptr);
  EXPECT_EQ(world.Find("jane", "promise")->due, PlanWorld::Day("2026-03-03"));
}

TEST(Overdue, IsWhatWasMissedOrIsLateAndNotMovedByTheUser) {
  const Date today = PlanWorld::Day("2026-03-10");
  FollowUp item;
  item.start = PlanWorld::At("2026-03-10 09:00");
  EXPECT_FALSE(IsOverdue(item, today));
  item.start = PlanWorld::At("2026-03-09 09:00");
  EXPECT_TRUE(IsOverdue(item, today)) << "its day went by";
  item.start = PlanWorld::At("2026-03-12 09:00");
  item.postponed = 1;
  EXPECT_TRUE(IsOverdue(item, today)) << "put off";
  item.postponed = 0;
  item.overdue_days = 2;
  EXPECT_TRUE(IsOverdue(item, today)) << "past its last day";
  item.pinned = true;
  EXPECT_FALSE(IsOverdue(item, today)) << "the user wants it there";
  item.start = PlanWorld::At("2026-03-09 09:00");
  EXPECT_TRUE(IsOverdue(item, today));
}

TEST(Overdue, InAQuietTimeIsCountedByBackAndUpToToday) {
  PlanWorld world;
  for (int i = 0; i < 6; ++i) {
    const std::string id = "p" + std::to_string(i);
    world.Add(id, "Person " + std::to_string(i)).track = "friend";
    world.Log(id, "2026-03-02 08:00", Kind::kNext).until = PlanWorld::Day("2026-03-03");
  }
  world.settings.max_per_day = 10;
  for (int day = 2; day <= 20; ++day) {
    const std::string date = FormatDate(PlanWorld::Day("2026-03-02") + days{day - 2});
    world.Run(date + " 08:30");
  }
  ASSERT_TRUE(world.plan.quiet);
  const Date today = PlanWorld::Day("2026-03-20");
  std::size_t overdue = 0;
  for (const FollowUp& item : world.plan.follow_ups) {
    if (IsOverdue(item, today)) ++overdue;
    EXPECT_GE(item.overdue_days, (today - item.latest).count()) << item.title;
  }
  ASSERT_NE(world.FindBlock(BlockSort::kBack), nullptr);
  EXPECT_TRUE(world.FindBlock(BlockSort::kBack)
                  ->title.starts_with("Back? " + std::to_string(overdue) + " wait"))
      << world.FindBlock(BlockSort::kBack)->title;
}

}  // namespace
}  // namespace touchbase
