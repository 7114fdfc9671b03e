// Meetings: thank-you, check-in and what comes after.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

std::string StartOf(const PlanWorld& world, const std::string& step) {
  const FollowUp* item = world.Find("jane", step);
  return item == nullptr ? "none" : FormatLocal(item->start);
}

TEST(ThankYou, TakesTheFirstPlaceItsRuleAllows) {
  struct Row {
    const char* met;
    const char* now;
    bool weekend;
    const char* start;
  };
  const Row rows[] = {
      {"2026-03-03 11:00", "2026-03-03 12:00", true, "2026-03-03 16:00"},  // preferred hours
      {"2026-03-03 16:40", "2026-03-03 17:05", true, "2026-03-03 17:15"},
      {"2026-03-03 18:00", "2026-03-03 18:10", true, "2026-03-03 18:15"},   // evening
      {"2026-03-03 19:00", "2026-03-03 19:50", true, "2026-03-04 09:00"},   // next day
      {"2026-03-06 19:00", "2026-03-06 19:50", true, "2026-03-07 09:00"},   // Saturday
      {"2026-03-06 19:00", "2026-03-06 19:50", false, "2026-03-09 09:00"},  // Monday
      {"2026-03-07 12:00", "2026-03-07 13:00", false, "2026-03-07 16:00"},  // on a closed day
      {"2026-03-03", "2026-03-03 10:20", true, "2026-03-03 16:00"},  // date only: over by now
      {"2026-03-02", "2026-03-03 10:20", true, "2026-03-03 16:00"},  // logged a day later
  };
  for (const Row& row : rows) {
    PlanWorld world;
    world.Add("jane");
    world.settings.weekend_thanks = row.weekend;
    world.Log("jane", row.met, Kind::kMet);
    world.Run(row.now);
    EXPECT_EQ(StartOf(world, "thank-you"), row.start) << row.met << ", now " << row.now;
    EXPECT_TRUE(world.plan.warnings.empty()) << row.met;
  }
}

TEST(ThankYou, GivesWayToBusyTimesIntoTheEvening) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.busy.push_back({PlanWorld::At("2026-03-03 08:00"), PlanWorld::At("2026-03-03 18:20")});
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(StartOf(world, "thank-you"), "2026-03-03 18:30");
}

TEST(ThankYou, RollsToAClosedDayOnlyWhenWeekendsAreForThanks) {
  for (const bool weekend : {true, false}) {
    PlanWorld world;
    world.Add("jane");
    world.settings.weekend_thanks = weekend;
    world.Log("jane", "2026-03-06 18:00", Kind::kMet);
    world.Run("2026-03-06 18:10");
    world.Run("2026-03-07 00:15");
    EXPECT_EQ(StartOf(world, "thank-you"), weekend ? "2026-03-07 09:00" : "2026-03-09 09:00");
    EXPECT_TRUE(world.plan.warnings.empty());
  }
}

TEST(ThankYou, TooLateIsDroppedAlone) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  PlanWorld late = world;
  late.Run("2026-03-11 08:00");
  EXPECT_NE(late.Find("jane", "thank-you"), nullptr);
  world.Run("2026-03-12 08:00");
  EXPECT_EQ(world.Find("jane", "thank-you"), nullptr);
  EXPECT_NE(world.Find("jane", "check-in"), nullptr);
}

TEST(CheckIn, IsOneCalendarMonthAfterTheMeeting) {
  struct Row {
    const char* met;
    const char* due;
  };
  const Row rows[] = {
      {"2026-01-31 10:00", "2026-03-02"},  // 28 February is a Saturday
      {"2028-01-31 10:00", "2028-02-29"},  // leap year, a Tuesday
      {"2027-01-31 10:00", "2027-03-01"},  // 28 February is a Sunday
      {"2026-03-31 10:00", "2026-04-30"}, {"2026-12-04 18:00", "2027-01-04"},
      {"2026-04-16 14:00", "2026-05-18"},
  };
  for (const Row& row : rows) {
    PlanWorld world;
    world.Add("jane");
    world.Log("jane", row.met, Kind::kMet);
    world.Run(std::string(row.met).substr(0, 10) + " 20:30");
    ASSERT_NE(world.Find("jane", "check-in"), nullptr);
    EXPECT_EQ(FormatDate(world.Find("jane", "check-in")->due), row.due) << row.met;
  }
}

TEST(CheckIn, IsReplacedByANewMeeting) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  const std::string second = world.Log("jane", "2026-03-20 11:00", Kind::kMet).id;
  world.Run("2026-03-20 12:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-20, check-in 2026-04-20");
  EXPECT_EQ(world.Find("jane", "check-in")->key.anchor, second);
}

TEST(CheckIn, IsDoneOnlyByACheckInOrAMeeting) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.Log("jane", "2026-03-04 11:00", Kind::kFollowUp);
  world.Log("jane", "2026-03-05 11:00", Kind::kCard);
  world.Run("2026-03-05 12:00");
  EXPECT_NE(world.Find("jane", "check-in"), nullptr);
  EXPECT_NE(world.Find("jane", "thank-you"), nullptr);  // a card by hand is no thank-you
  world.Log("jane", "2026-03-06 11:00", Kind::kCheckIn);
  world.Run("2026-03-06 12:00");
  EXPECT_EQ(world.Find("jane", "check-in"), nullptr);
}

TEST(CheckIn, WithAnOpenGoalAsksOnTheNextWorkingDayThenGoesWarm) {
  PlanWorld world;
  world.Add("jane").goal = "intro to Bob";
  world.Log("jane", "2026-02-05 11:00", Kind::kMet);
  world.Log("jane", "2026-03-06 11:00", Kind::kCheckIn);  // a Friday
  world.Run("2026-03-06 12:00");
  EXPECT_EQ(world.Items("jane"), "ask 2026-03-09");
  world.Run("2026-03-09 08:00");
  world.Tick("jane", "ask", "2026-03-09 09:20");
  world.Run("2026-03-09 10:00");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-10");
  EXPECT_EQ(world.plan.follow_ups[0].track, "warm");
}

TEST(CheckIn, TooLateLeadsToKeep) {
  PlanWorld world;
  world.Add("jane");
  world.settings.horizon_days = 120;
  world.Log("jane", "2026-01-05 11:00", Kind::kMet);
  world.Run("2026-06-01 08:00");
  EXPECT_EQ(world.Find("jane", "check-in"), nullptr);
  ASSERT_NE(world.Find("jane", "keep"), nullptr);
  const std::string day = FormatDate(DateOf(world.Find("jane", "keep")->start));
  world.Run(day + " 08:00");
  world.Tick("jane", "keep", day + " 18:00");
  world.Run(day + " 18:15");
  ASSERT_NE(world.Find("jane", "keep"), nullptr);
  EXPECT_GT(world.Find("jane", "keep")->due, PlanWorld::Day(day) + days{88});
}

TEST(Met, AClosedDealReplacesTheCheckInNeverTheThankYou) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet, Outcome::kClosed);
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-03, thanks 2026-03-04");
}

TEST(Met, OnStandsForAMissingRow) {
  PlanWorld world;
  world.Add("jane").met_on = PlanWorld::Day("2026-03-03");
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-03, check-in 2026-04-03");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.placed.clear();
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-03, check-in 2026-04-03");
}

TEST(Appointment, SilencesOutreachAndWarmsWhenItIsOver) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.Log("jane", "2026-03-10 14:00", Kind::kMet);
  world.Run("2026-03-03 08:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-10");  // the check-in: outside the horizon
  world.Run("2026-03-06 08:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-10, check-in 2026-04-10");
  EXPECT_GE(world.Find("jane", "thank-you")->start, PlanWorld::At("2026-03-10 15:00"));
  const PlanInput before = world.Input(PlanWorld::At("2026-03-10 13:00"));
  EXPECT_EQ(Explain(world.contacts[0], before).relation, "cold");
  const PlanInput after = world.Input(PlanWorld::At("2026-03-10 15:00"));
  EXPECT_EQ(Explain(world.contacts[0], after).relation, "warm");
}

TEST(Met, AMeetingThatWasAgreedButNotLoggedIsAskedFor) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.Log("jane", "2026-03-03 10:00", Kind::kReply, Outcome::kMeeting);
  world.Log("jane", "2026-03-04 10:00", Kind::kAnswer);
  world.Run("2026-03-04 10:15");
  EXPECT_EQ(world.Items("jane"), "ask 2026-03-17");
  world.Log("jane", "2026-03-12 10:00", Kind::kMet);
  world.Run("2026-03-12 10:15");
  EXPECT_EQ(world.Find("jane", "ask"), nullptr);
}

}  // namespace
}  // namespace touchbase
