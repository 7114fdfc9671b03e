// The planner's half of the life stories: which follow-up stands on which day.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

TEST(PlanStories, OneMetWithACardOnAFridayEvening) {
  PlanWorld world;
  Contact& ana = world.Add("ana", "Ana Souza");
  ana.postal_address = "Rua 1, Porto";
  world.Log("ana", "2026-12-04 18:00", Kind::kMet);
  world.Run("2026-12-04 18:10");
  const FollowUp* thanks = world.Find("ana", "thank-you");
  ASSERT_NE(thanks, nullptr);
  EXPECT_EQ(FormatLocal(thanks->start), "2026-12-04 18:15");
  EXPECT_EQ(thanks->title, "Ana Souza: thank-you");
  EXPECT_EQ(thanks->channel, Channel::kCard);
  ASSERT_EQ(thanks->lines.size(), 3u);  // the card, the mail, the LinkedIn invitation
  EXPECT_EQ(thanks->lines[0].substr(0, 4), "Card");
  EXPECT_EQ(world.Items("ana"), "thank-you 2026-12-04, check-in 2027-01-04");
  EXPECT_EQ(world.Find("ana", "check-in")->title, "Ana Souza: check in");

  world.Run("2026-12-05 00:15");
  EXPECT_EQ(FormatLocal(world.Find("ana", "thank-you")->start), "2026-12-05 09:00");
  EXPECT_TRUE(world.plan.warnings.empty());
  world.Tick("ana", "thank-you", "2026-12-05 09:20");
  world.Run("2026-12-05 09:30");
  EXPECT_EQ(world.Items("ana"), "check-in 2027-01-04");

  Touch& reply = world.Log("ana", "2026-12-08 10:00", Kind::kReply);
  EXPECT_EQ(reply.direction, Direction::kIn);
  world.Run("2026-12-08 10:15");
  EXPECT_EQ(world.Items("ana"), "answer 2026-12-09, check-in 2027-01-04");
  world.Tick("ana", "answer", "2026-12-09 09:10");
  world.Run("2026-12-09 09:15");
  EXPECT_EQ(world.Items("ana"), "check-in 2027-01-04");
  world.Run("2027-01-04 08:00");
  world.Tick("ana", "check-in", "2027-01-04 09:15");
  world.Run("2027-02-28 08:00");
  EXPECT_EQ(world.Items("ana"), "");
  world.Run("2027-03-01 08:00");
  ASSERT_NE(world.Find("ana", "keep"), nullptr);
  EXPECT_EQ(world.Find("ana", "keep")->due, PlanWorld::Day("2027-04-05"));
}

TEST(PlanStories, OneNobodyTickedIsAMissedHardDeadlineOnMonday) {
  PlanWorld world;
  world.Add("ana", "Ana Souza");
  world.Log("ana", "2026-12-04 18:00", Kind::kMet);
  world.Run("2026-12-04 18:10");
  world.Run("2026-12-05 00:15");
  world.Run("2026-12-06 00:15");
  EXPECT_EQ(world.Items("ana"), "thank-you 2026-12-07, check-in 2027-01-04");
  EXPECT_EQ(world.Find("ana", "thank-you")->postponed, 2);
  ASSERT_EQ(world.plan.warnings.size(), 1u);
  EXPECT_NE(world.plan.warnings[0].find("5 December"), std::string::npos);
}

TEST(PlanStories, TwoColdToSix) {
  PlanWorld world;
  world.Add("jane").track = "cold";
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  EXPECT_EQ(world.TickAll("jane", "2026-03-03"), "03-03 03-05 03-09 03-16 03-30 04-29");
  EXPECT_EQ(world.Why("jane", "2026-06-01 09:00"),
            "Six were sent without an answer; nothing more is planned.");
}

TEST(PlanStories, TwoWithOneMissedAndOneDeleted) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.Run("2026-03-02 10:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-03");
  world.Run("2026-03-04 00:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-04");
  EXPECT_EQ(world.Find("jane", "follow-up-1")->postponed, 1);
  world.Tick("jane", "follow-up-1", "2026-03-04 09:20");
  world.Run("2026-03-04 09:30");
  EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-06");
  world.Tick("jane", "follow-up-2", "2026-03-06 12:15", Outcome::kSkipped);
  EXPECT_EQ(world.TickAll("jane", "2026-03-07"), "03-10 03-17 03-31 04-30");
}

TEST(PlanStories, ThreeAReplyInTheMiddle) {
  for (const bool with_goal : {false, true}) {
    PlanWorld world;
    Contact& jane = world.Add("jane");
    if (with_goal) jane.goal = "intro call";
    world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
    EXPECT_EQ(world.TickAll("jane", "2026-03-03", 3), "03-03 03-05 03-09");
    world.Run("2026-03-09 10:00");
    EXPECT_EQ(world.Items("jane"), "follow-up-4 2026-03-16");
    Touch& reply = world.Log("jane", "2026-03-10 11:00", Kind::kReply);
    reply.follow_up = world.touches[3].follow_up;  // typed into the item ticked on Monday
    world.Run("2026-03-10 11:15");
    EXPECT_EQ(world.Items("jane"), "answer 2026-03-11");
    EXPECT_EQ(Explain(jane, world.Input(PlanWorld::At("2026-03-10 12:00"))).relation, "warm");
    world.Tick("jane", "answer", "2026-03-11 09:10");
    if (with_goal) {
      EXPECT_EQ(world.TickAll("jane", "2026-03-12", 2), "03-12 03-16");  // +2 is Saturday
    } else {
      world.Run("2026-05-18 08:00");
      ASSERT_NE(world.Find("jane", "keep"), nullptr);
      EXPECT_EQ(world.Find("jane", "keep")->due, PlanWorld::Day("2026-06-09"));
    }
  }
}

TEST(PlanStories, FourANoAndANoTakenBack) {
  PlanWorld world;
  world.Add("jane").track = "warm";
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.TickAll("jane", "2026-03-03", 3);
  world.Run("2026-03-16 08:00");
  const std::vector<Placed> before = world.placed;
  const Touch no = world.Tick("jane", "follow-up-4", "2026-03-16 10:00", Outcome::kDeclined);
  world.Run("2026-03-16 10:15");
  EXPECT_EQ(world.Items("jane"), "");
  EXPECT_EQ(world.Why("jane", "2026-03-16 11:00"),
            "They said no on 16 March; nothing more is planned.");
  world.Withdraw(no, "2026-03-17 09:00");
  world.placed = before;  // the item marked done is open again
  world.Run("2026-03-17 09:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-4 2026-03-17");
}

TEST(PlanStories, FiveMoved) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.Run("2026-03-02 10:15");
  Placed& block = world.Calendar("jane", "follow-up-1");
  block.start = PlanWorld::At("2026-03-05 10:00");
  block.length = minutes{30};
  block.pinned = true;
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(FormatLocal(world.plan.follow_ups[0].start), "2026-03-05 10:00");
  world.placed[0].postponed = -1;  // state lost on Wednesday
  world.Run("2026-03-04 12:00");
  EXPECT_EQ(FormatLocal(world.plan.follow_ups[0].start), "2026-03-05 10:00");
  EXPECT_TRUE(world.plan.follow_ups[0].pinned);
  world.Run("2026-03-06 00:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-06");
  EXPECT_EQ(world.plan.follow_ups[0].length, minutes{30});
  EXPECT_FALSE(world.plan.follow_ups[0].pinned);
  world.Tick("jane", "follow-up-1", "2026-03-06 09:20");
  world.Run("2026-03-06 09:30");
  EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-09");
}

TEST(PlanStories, SixTickedUntickedTicked) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.Run("2026-03-03 08:00");
  const Placed open = world.placed[0];
  const Touch tick = world.Tick("jane", "follow-up-1", "2026-03-03 09:20");
  world.Run("2026-03-03 09:30");
  EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-05");
  world.Withdraw(tick, "2026-03-04 10:00");
  world.placed.push_back(open);
  world.Run("2026-03-04 10:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-04");
  world.Run("2026-03-05 08:00");
  world.Tick("jane", "follow-up-1", "2026-03-05 09:20");
  world.Run("2026-03-05 09:30");
  EXPECT_EQ(world.Items("jane"), "follow-up-2 2026-03-09");
}

TEST(PlanStories, EightAskedToWait) {
  PlanWorld world;
  world.Add("jane").track = "cold";
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.Run("2026-03-03 08:00");
  world.Tick("jane", "follow-up-1", "2026-03-03 11:00", Outcome::kWait).until =
      PlanWorld::Day("2026-03-13");
  world.Run("2026-03-03 11:15");
  EXPECT_EQ(world.Items("jane"), "follow-up-1 2026-03-13");
  EXPECT_EQ(world.plan.follow_ups[0].reason.substr(0, 29), "They asked you to write now. ");
  PlanWorld paused = world;
  EXPECT_EQ(world.TickAll("jane", "2026-03-04", 2), "03-13 03-16");

  paused.contacts[0].status = ContactStatus::kPaused;
  paused.Run("2026-03-12 09:00");
  EXPECT_EQ(paused.Items("jane"), "");
  EXPECT_EQ(paused.Why("jane", "2026-03-13 09:00"), "Paused by you.");
  paused.Run("2026-03-13 09:00");
  paused.contacts[0].status = ContactStatus::kActive;
  paused.Run("2026-03-20 09:00");
  EXPECT_EQ(paused.Items("jane"), "follow-up-1 2026-03-20");
}

TEST(PlanStories, NineClosed) {
  PlanWorld world;
  world.Add("jane").track = "cold";
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.TickAll("jane", "2026-03-03", 3);
  world.Run("2026-03-16 08:00");
  world.Tick("jane", "follow-up-4", "2026-03-16 10:00", Outcome::kClosed);
  world.Run("2026-03-16 10:15");
  EXPECT_EQ(world.Items("jane"), "thanks 2026-03-17");
  EXPECT_EQ(world.plan.follow_ups[0].lines.size(), 1u);
  EXPECT_EQ(world.plan.follow_ups[0].kind, Kind::kThankYou);
  world.Run("2026-03-17 08:00");
  world.Tick("jane", "thanks", "2026-03-17 09:20");
  world.Log("jane", "2026-04-16 14:00", Kind::kMet);
  world.Run("2026-04-16 15:05");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-04-16, check-in 2026-05-18");
  world.Tick("jane", "thank-you", "2026-04-16 16:00");
  world.Run("2026-05-18 08:00");
  world.Tick("jane", "check-in", "2026-05-18 09:20");
  world.Run("2026-07-20 08:00");
  ASSERT_NE(world.Find("jane", "keep"), nullptr);
  EXPECT_EQ(world.Find("jane", "keep")->track, "customer");
  EXPECT_EQ(world.Find("jane", "keep")->due, PlanWorld::Day("2026-08-17"));  // 16 Aug is a Sunday
}

}  // namespace
}  // namespace touchbase
