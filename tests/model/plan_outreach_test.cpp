// cold, warm, vip, talk, wait, a no and a stop.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

PlanWorld FirstOn(const std::string& at) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", at, Kind::kFirst);
  return world;
}

TEST(Cold, ANewFirstDoesNotRestartTheCount) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.TickAll("jane", "2026-03-03");
  world.Log("jane", "2026-06-01 10:00", Kind::kFirst);
  world.Run("2026-06-01 11:00");
  EXPECT_EQ(world.Items("jane"), "");
}

TEST(Cold, AnEmptyCellTurnsColdOnlyByARowWithoutFollowUp) {
  PlanWorld world;
  world.settings.tiers = {{"soon", 7}};
  world.Add("jane").tags = {"soon"};
  world.Run("2026-03-02 08:00");
  ASSERT_NE(world.Find("jane", "keep"), nullptr);
  const std::string day = FormatDate(DateOf(world.Find("jane", "keep")->start));
  world.Tick("jane", "keep", day + " 18:00");
  world.Run(day + " 19:00");
  EXPECT_NE(world.Find("jane", "keep"), nullptr);
  world.Log("jane", day + " 20:00", Kind::kFirst);
  world.Run(day + " 20:15");
  EXPECT_NE(world.Find("jane", "follow-up-1"), nullptr);
}

TEST(Warm, GoesOnMonthlyUntilTheyWrite) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.contacts[0].track = "warm";
  EXPECT_EQ(world.TickAll("jane", "2026-03-03", 9),
            "03-03 03-05 03-09 03-16 03-30 04-29 05-29 06-29 07-29");
}

TEST(Vip, FirstAfterFiveDaysThenWeekly) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.contacts[0].vip = true;
  // 7 March is a Saturday. Cold ends at six.
  EXPECT_EQ(world.TickAll("jane", "2026-03-03"), "03-09 03-16 03-23 03-30 04-06 04-13");
}

TEST(Vip, WarmGoesMonthlyAfterSix) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.contacts[0].vip = true;
  world.contacts[0].track = "warm";
  EXPECT_EQ(world.TickAll("jane", "2026-03-03", 8),
            "03-09 03-16 03-23 03-30 04-06 04-13 05-13 06-12");
}

TEST(HandRow, SatisfiesTheStepWhoseTurnItIs) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-04 10:00", Kind::kFollowUp);
  world.Run("2026-03-04 10:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-06");
}

TEST(HandRow, SatisfiesAtMostOneStepADay) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-04 10:00", Kind::kFollowUp);
  world.Log("jane", "2026-03-04 16:00", Kind::kFollowUp);
  world.Run("2026-03-04 16:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-06");
}

TEST(HandRow, NotesPromisesAndBouncesSatisfyNothing) {
  struct Row {
    Kind kind;
    Outcome outcome;
  };
  for (const Row& row :
       {Row{Kind::kNote, Outcome::kNone}, Row{Kind::kDebrief, Outcome::kNone},
        Row{Kind::kConnected, Outcome::kNone}, Row{Kind::kFollowUp, Outcome::kBounced},
        Row{Kind::kPromise, Outcome::kDone}}) {
    PlanWorld world = FirstOn("2026-03-02 10:00");
    world.Log("jane", "2026-03-03 10:00", row.kind, row.outcome);
    world.Run("2026-03-03 10:15");
    EXPECT_NE(world.Find("jane", "follow-up-1"), nullptr) << ToWord(row.kind);
  }
}

TEST(HandRow, TheNextStepCountsFromTheDayOneWasDone) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Run("2026-03-02 10:15");
  world.Run("2026-03-06 00:15");
  world.Tick("jane", "follow-up-1", "2026-03-06 10:00");
  world.Run("2026-03-06 10:15");
  EXPECT_EQ(world.Find("jane", "follow-up-2")->due, PlanWorld::Day("2026-03-09"));
}

TEST(AnchorPlan, CountsFromThePlannedDayButNeverBunches) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.settings.anchor_plan = true;
  world.TickAll("jane", "2026-03-03", 4);  // 3, 5, 9, 16 March; next 30 March
  world.Run("2026-03-16 10:00");
  EXPECT_EQ(world.Find("jane", "follow-up-5")->due, PlanWorld::Day("2026-03-30"));
  world.Tick("jane", "follow-up-5", "2026-04-08 10:00");
  world.Run("2026-04-08 10:15");
  EXPECT_EQ(world.Find("jane", "follow-up-6")->due, PlanWorld::Day("2026-04-29"));
  world.Withdraw(world.touches.back(), "2026-04-08 11:00");
  world.Log("jane", "2026-04-20 10:00", Kind::kFollowUp);
  world.Run("2026-04-20 10:15");  // 29 April would be nearer than half of 30 days
  EXPECT_EQ(world.Find("jane", "follow-up-6")->due, PlanWorld::Day("2026-05-05"));
}

TEST(Tick, OfAnyGenerationAndEitherHalfSatisfiesItsStep) {
  for (const Component half : {Component::kEvent, Component::kTodo}) {
    PlanWorld world = FirstOn("2026-03-02 10:00");
    world.Run("2026-03-02 10:15");
    const FollowUpKey key = world.plan.follow_ups[0].key;
    world.Log("jane", "2026-03-03 09:20", Kind::kFollowUp, Outcome::kDone).follow_up =
        MakeUid("00000000", HalfHex(key, half), 7);
    world.Run("2026-03-03 10:00");
    EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-05");
  }
}

TEST(Tick, OfAnotherFollowUpSatisfiesNothing) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-03 09:20", Kind::kFollowUp, Outcome::kDone).follow_up =
      MakeUid("00000000", HalfHex({"jane", "row-1", "follow-up-5"}, Component::kEvent), 0);
  world.Run("2026-03-03 10:00");
  EXPECT_NE(world.Find("jane", "follow-up-1"), nullptr);
}

TEST(Talk, AnAnswerIsKeyedByTheFirstUnansweredTouch) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  const std::string first = world.Log("jane", "2026-03-03 09:00", Kind::kReply).id;
  world.Log("jane", "2026-03-03 11:00", Kind::kReply);
  world.Run("2026-03-03 12:00");
  ASSERT_EQ(world.Items("jane"), "answer 2026-03-04");
  EXPECT_EQ(world.plan.follow_ups[0].key.anchor, first);
  EXPECT_TRUE(world.plan.follow_ups[0].hard);
}

TEST(Talk, AnAnswerByHandOnTheSameDayIsOne) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-02 11:00", Kind::kReply);
  world.Log("jane", "2026-03-02 12:00", Kind::kAnswer);
  world.Run("2026-03-02 12:15");
  EXPECT_EQ(world.Items("jane"), "");
  EXPECT_EQ(Explain(world.contacts[0], world.Input(PlanWorld::At("2026-03-02 13:00"))).track,
            "keep");
}

TEST(Talk, TheAnswerIsOnTheNextWorkingDay) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.settings.holidays = {PlanWorld::Day("2026-03-09")};
  world.Log("jane", "2026-03-06 11:00", Kind::kReply);
  world.Run("2026-03-06 12:00");
  EXPECT_EQ(world.Items("jane"), "answer 2026-03-10");
}

TEST(Talk, AResponseInAStandingTrackChangesNothingElse) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  world.Log("jane", "2026-03-02 10:00", Kind::kFollowUp);
  world.Run("2026-05-18 09:00");
  const Date due = world.Find("jane", "friend")->due;
  world.Log("jane", "2026-05-18 10:00", Kind::kReply);
  world.Run("2026-05-18 10:15");
  EXPECT_NE(world.Find("jane", "answer"), nullptr);
  ASSERT_NE(world.Find("jane", "friend"), nullptr);
  EXPECT_EQ(world.Find("jane", "friend")->due, due);
}

TEST(Wait, WithoutADateIsNinetyDays) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-03 10:00", Kind::kReply, Outcome::kWait);
  world.settings.horizon_days = 200;
  world.Run("2026-03-03 10:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-06-01");
}

TEST(Wait, IsNeverTooLate) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-03 10:00", Kind::kReply, Outcome::kWait).until =
      PlanWorld::Day("2026-03-13");
  world.Run("2026-06-01 08:00");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-06-01");
}

TEST(Wait, AReplyDuringItIsAnsweredBeside) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-03 10:00", Kind::kReply, Outcome::kWait).until =
      PlanWorld::Day("2026-03-13");
  world.Log("jane", "2026-03-05 10:00", Kind::kReply);
  world.Run("2026-03-05 10:15");
  EXPECT_EQ(world.Items("jane"), "answer 2026-03-06, follow-up-1 2026-03-13");
}

TEST(WaitUntil, MovesTheNextFollowUpWithoutChangingTheTrack) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Run("2026-03-02 10:15");
  world.contacts[0].wait_until = PlanWorld::Day("2026-03-20");
  world.Run("2026-03-02 10:30");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-20");
  EXPECT_EQ(world.plan.follow_ups[0].track, "cold");
  world.Run("2026-03-20 08:00");
  world.Tick("jane", "follow-up-1", "2026-03-20 09:20");
  world.Run("2026-03-20 10:00");  // spent: +2 is Sunday
  EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-23");
}

TEST(DefiniteNo, IsFinalUntilReopened) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-03 10:00", Kind::kReply, Outcome::kDeclined);
  world.Log("jane", "2026-03-10 10:00", Kind::kReply);
  world.Log("jane", "2026-03-11 10:00", Kind::kMet);
  world.Log("jane", "2026-03-12 10:00", Kind::kPromise);
  world.Run("2026-03-12 10:15");
  EXPECT_EQ(world.Items("jane"), "");
  world.Log("jane", "2026-03-12 11:00", Kind::kNote, Outcome::kWithdrawn);
  world.Run("2026-03-12 11:15");
  EXPECT_NE(world.Items("jane"), "");
}

TEST(Stopped, LastsUntilTheyWrite) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Run("2026-03-02 10:15");
  world.Tick("jane", "follow-up-1", "2026-03-03 09:00", Outcome::kStopped);
  world.Run("2026-03-03 10:00");
  EXPECT_EQ(world.Items("jane"), "");
  EXPECT_NE(world.Why("jane", "2026-03-04 09:00").find("Stopped by you on 3 March"),
            std::string::npos);
  world.Log("jane", "2026-03-10 10:00", Kind::kReply);
  world.Run("2026-03-10 10:15");
  EXPECT_EQ(world.Items("jane"), "answer 2026-03-11");
}

TEST(TooLate, AColdTrackJoinsTheLineAtItsStep) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.settings.start_per_week = 0;
  world.Run("2026-03-11 08:00");  // latest was 4 March
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-11");
  world.placed.clear();
  world.Run("2026-03-12 08:00");
  EXPECT_EQ(world.Items("jane"), "");
  ASSERT_EQ(world.plan.waiting.size(), 1u);
  EXPECT_EQ(world.plan.waiting[0].follow_up.key.step, "follow-up-1");
  world.settings.start_per_week = 5;
  world.Run("2026-03-12 08:15");
  EXPECT_NE(world.Find("jane", "follow-up-1"), nullptr);
}

TEST(TooLate, AWarmTrackBecomesKeep) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.contacts[0].track = "warm";
  world.Log("jane", "2026-03-02 11:00", Kind::kReply);
  world.Log("jane", "2026-03-02 12:00", Kind::kAnswer);
  world.contacts[0].goal = "intro";
  world.settings.horizon_days = 120;
  world.Run("2026-04-02 08:00");
  EXPECT_EQ(world.plan.follow_ups.size(), 1u);
  EXPECT_EQ(world.plan.follow_ups[0].key.step, "keep");
}

TEST(Promises, StandBesideTheTrack) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-02 10:05", Kind::kPromise).until = PlanWorld::Day("2026-03-08");
  Touch& asked = world.Log("jane", "2026-03-02 10:06", Kind::kPromise);
  asked.direction = Direction::kIn;
  world.Log("jane", "2026-03-02 10:07", Kind::kNext).until = PlanWorld::Day("2026-03-12");
  world.touches.back().notes = "send the #draft.";
  world.Run("2026-03-02 10:15");
  // Sunday the 8th: the last open day before. Being asked to write is a response: talk.
  EXPECT_EQ(world.Items("jane"), "asked 2026-03-03, promise 2026-03-06, next 2026-03-12");
  EXPECT_EQ(world.Find("jane", "next")->title, "Jane Doe: send the draft");
  world.Tick("jane", "promise", "2026-03-06 09:20");
  world.Run("2026-03-06 10:00");
  EXPECT_EQ(world.Find("jane", "promise"), nullptr);
  world.Tick("jane", "asked", "2026-03-06 11:20");
  world.Run("2026-03-06 12:00");
  EXPECT_EQ(world.Items("jane"), "next 2026-03-12");  // keep, outside the horizon
}

TEST(Promises, WithAnOutcomeClosesTheOldestOfItsKind) {
  PlanWorld world = FirstOn("2026-03-02 10:00");
  world.Log("jane", "2026-03-02 10:05", Kind::kPromise);
  const std::string second = world.Log("jane", "2026-03-02 10:06", Kind::kPromise).id;
  world.Log("jane", "2026-03-02 10:07", Kind::kPromise, Outcome::kDone);
  world.Run("2026-03-02 10:15");
  ASSERT_NE(world.Find("jane", "promise"), nullptr);
  EXPECT_EQ(world.Find("jane", "promise")->key.anchor, second);
}

}  // namespace
}  // namespace touchbase
