// Which rule goes before which, and single lines that settle what could be built in two ways.

#include <gtest/gtest.h>

#include <functional>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

using Change = std::function<void(PlanWorld&)>;

// Each row has what its rule and the next one ask for; the rule decides.
TEST(Precedence, TheSevenInTheirOrder) {
  const Change no = [](PlanWorld& world) {
    world.Log("jane", "2026-03-02 12:00", Kind::kReply, Outcome::kDeclined);
  };
  const Change paused = [](PlanWorld& world) { world.contacts[0].status = ContactStatus::kPaused; };
  const Change archived = [](PlanWorld& world) {
    world.contacts[0].status = ContactStatus::kArchived;
  };
  const Change wish = [](PlanWorld& world) {
    world.contacts[0].wait_until = PlanWorld::Day("2026-03-20");
  };
  const Change promise = [](PlanWorld& world) {
    world.Log("jane", "2026-03-02 12:10", Kind::kPromise).until = PlanWorld::Day("2026-03-05");
  };
  const Change met = [](PlanWorld& world) { world.Log("jane", "2026-03-02 11:00", Kind::kMet); };
  const Change vip = [](PlanWorld& world) { world.contacts[0].vip = true; };
  const Change first = [](PlanWorld& world) {
    world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  };
  struct Row {
    const char* what;
    std::vector<Change> changes;
    const char* items;
  };
  const Row rows[] = {
      {"a no before everything", {first, met, promise, wish, paused, no}, ""},
      {"a no before a promise", {first, promise, no}, ""},
      {"paused before a promise and a wish", {first, promise, wish, paused}, ""},
      {"archived before a meeting", {met, archived}, ""},
      {"a wish holds back outreach", {first, wish}, "follow-up-1 2026-03-20"},
      {"a promise stands beside a wish",
       {first, promise, wish},
       "promise 2026-03-05, follow-up-1 2026-03-20"},
      {"a meeting after it stands beside a wish",
       {wish, met},
       "thank-you 2026-03-02, check-in 2026-04-02"},
      {"a promise stands beside a meeting",
       {met, promise},
       "thank-you 2026-03-02, promise 2026-03-05, check-in 2026-04-02"},
      {"a meeting before vip", {first, vip, met}, "thank-you 2026-03-02, check-in 2026-04-02"},
      {"vip before the track's default", {first, vip}, "vip-1 2026-03-09"},
      {"the track's default", {first}, "follow-up-1 2026-03-03"},
  };
  for (const Row& row : rows) {
    PlanWorld world;
    world.Add("jane");
    for (const Change& change : row.changes) change(world);
    world.Run("2026-03-02 13:00");
    EXPECT_EQ(world.Items("jane"), row.items) << row.what;
  }
}

TEST(Track, WithoutAnyTouchIsKeepAndWithMessagesCold) {
  PlanWorld world;
  world.settings.horizon_days = 100;
  world.Add("a");
  world.Add("b");
  world.Log("b", "2026-03-02 10:00", Kind::kFollowUp);
  world.Run("2026-03-02 11:00");
  EXPECT_NE(world.Find("a", "keep"), nullptr);
  EXPECT_EQ(world.Find("b", "follow-up-1")->track, "cold");
}

TEST(Track, ACellThatNamesNoneIsSaidWithTheNearest) {
  PlanWorld world;
  world.Add("a", "Jane Doe").track = "wram";
  world.Add("b", "Bob Ray").track = "wram";
  world.Add("c", "Cleo Moss").track = "met";
  world.Add("d", "Dan Fox").track = "friend";
  world.Run("2026-03-02 08:00");
  ASSERT_EQ(world.plan.warnings.size(), 2u);
  EXPECT_EQ(world.plan.warnings[0],
            "Cleo Moss: \"met\" in the column track is no track to start in");
  EXPECT_EQ(world.plan.warnings[1],
            "Jane Doe and 1 other: \"wram\" in the column track is not known; did you mean warm?");
}

TEST(Wait, WithoutADateIsNamedUntilItIsOver) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 10:00", Kind::kReply, Outcome::kWait);
  world.Run("2026-03-03 10:15");
  ASSERT_EQ(world.plan.warnings.size(), 1u);
  EXPECT_EQ(world.plan.warnings[0],
            "Jane Doe: asked to wait on 3 March without a date; taken as 90 days, until "
            "1 June");
  world.touches[0].until = PlanWorld::Day("2026-05-01");
  world.Run("2026-03-03 10:30");
  EXPECT_TRUE(world.plan.warnings.empty());
}

TEST(Wait, AStandingTrackIsReturnedToWhenTheStepsAreDone) {
  for (const char* track : {"friend", "customer", "keep"}) {
    PlanWorld world;
    world.Add("jane").track = track;
    world.Log("jane", "2026-03-02 10:00", Kind::kReply, Outcome::kWait).until =
        PlanWorld::Day("2026-03-12");
    EXPECT_EQ(world.TickAll("jane", "2026-03-03", 6), "03-12 03-16 03-20 03-27 04-10 05-11");
    world.settings.horizon_days = 120;
    world.Run("2026-05-12 08:00");
    ASSERT_EQ(world.plan.follow_ups.size(), 1u) << track;
    EXPECT_EQ(world.plan.follow_ups[0].track, track);
    EXPECT_EQ(world.plan.follow_ups[0].due, PlanWorld::Day("2026-08-10"));
  }
}

TEST(Wait, AnAnswerInItLeadsBackToTheStandingTrack) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  world.Log("jane", "2026-03-02 10:00", Kind::kReply, Outcome::kWait).until =
      PlanWorld::Day("2026-03-12");
  world.Log("jane", "2026-03-12 10:00", Kind::kFollowUp);
  world.Log("jane", "2026-03-13 10:00", Kind::kReply);
  world.Log("jane", "2026-03-13 11:00", Kind::kAnswer);
  world.settings.horizon_days = 120;
  world.Run("2026-03-13 12:00");
  EXPECT_EQ(world.Items("jane").substr(0, 6), "friend");
}

TEST(Wait, AMeetingEndsIt) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kReply, Outcome::kWait).until =
      PlanWorld::Day("2026-05-12");
  world.Log("jane", "2026-03-03 10:00", Kind::kMet);
  world.Run("2026-03-03 11:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-03, check-in 2026-04-03");
}

TEST(Met, OffersTheLinkedInInvitationUnlessConnected) {
  for (const bool connected : {true, false}) {
    PlanWorld world;
    world.Add("jane").linkedin_url = "https://www.linkedin.com/in/jane";
    if (connected) world.Log("jane", "2026-02-20", Kind::kConnected);
    world.Log("jane", "2026-03-03 11:00", Kind::kMet);
    world.Run("2026-03-03 12:00");
    const std::vector<std::string>& lines = world.Find("jane", "thank-you")->lines;
    ASSERT_EQ(lines.size(), connected ? 0u : 1u);
    EXPECT_TRUE(connected || lines[0].find("LinkedIn invitation") != std::string::npos);
  }
}

TEST(Met, ACallToArrangeAMeetingComesWhenTheUsersCadenceHasIt) {
  PlanWorld world;
  Step call;
  call.name = call.script = "call";
  call.after = Gap{7, false};
  call.channel = Channel::kPhone;
  call.tolerance_after_days = 3;
  world.cadences["met"].steps.push_back(call);
  world.Add("jane").phone = "+49 1";
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Find("jane", "call"), nullptr);  // it stands behind the check-in
  world.Log("jane", "2026-04-03 11:00", Kind::kCheckIn);
  world.Run("2026-04-03 12:00");
  const FollowUp* item = world.Find("jane", "call");
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(item->due, PlanWorld::Day("2026-04-10"));
  EXPECT_EQ(item->channel, Channel::kPhone);
  EXPECT_EQ(item->lines.size(), 4u);
  EXPECT_EQ(item->title, "Jane Doe: call");
  world.Tick("jane", "call", "2026-04-10 09:20");
  world.Run("2026-04-10 09:30");
  EXPECT_EQ(world.Find("jane", "call"), nullptr);
}

TEST(Met, ACallBeforeTheCheckInCountsFromTheMeeting) {
  PlanWorld world;
  Step call;
  call.name = "call";
  call.after = Gap{7, false};
  auto& steps = world.cadences["met"].steps;
  steps.insert(steps.begin() + 1, call);
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-03, call 2026-03-10, check-in 2026-04-03");
}

TEST(ThankYou, IsNeverBeforeTheEndOfAMeetingOfTheCalendar) {
  struct Row {
    const char* at;
    int length;
    const char* start;
  };
  for (const Row& row : {Row{"2026-03-03 09:00", 30, "2026-03-03 09:30"},
                         Row{"2026-03-03 16:30", 120, "2026-03-03 18:30"},
                         Row{"2026-03-03 22:00", 240, "2026-03-04 09:00"}}) {
    PlanWorld world;
    world.Add("jane");
    world.Log("jane", row.at, Kind::kMet).length = minutes{row.length};
    world.Run("2026-03-02 08:00");
    ASSERT_NE(world.Find("jane", "thank-you"), nullptr);
    EXPECT_EQ(FormatLocal(world.Find("jane", "thank-you")->start), row.start) << row.at;
  }
}

TEST(CheckIn, OfACalendarMeetingMovesWithIt) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-12 10:00", Kind::kMet).length = minutes{60};
  world.settings.horizon_days = 60;
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-12, check-in 2026-04-13");
  world.touches[0].at = PlanWorld::At("2026-03-04 10:00");
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-04, check-in 2026-04-06");
}

TEST(Met, AReplyCancelsNeither) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.Log("jane", "2026-03-03 11:30", Kind::kReply);
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-03, answer 2026-03-04, check-in 2026-04-03");
}

TEST(Appointment, ReplacesAnOpenCheckIn) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  const std::string ahead = world.Log("jane", "2026-03-20 11:00", Kind::kMet).id;
  world.settings.horizon_days = 60;
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Items("jane"), "thank-you 2026-03-03, thank-you 2026-03-20, check-in 2026-04-20");
  EXPECT_EQ(world.Find("jane", "check-in")->key.anchor, ahead);
}

TEST(Closed, LeadsToCustomerAndStandsFromThenOn) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFollowUp, Outcome::kClosed);
  world.Log("jane", "2026-03-03 10:00", Kind::kThankYou);
  world.Log("jane", "2026-03-10 10:00", Kind::kReply);
  world.settings.horizon_days = 120;
  world.Run("2026-03-10 11:00");
  EXPECT_EQ(world.Items("jane").substr(0, 23), "answer 2026-03-11, keep");
  EXPECT_EQ(world.Find("jane", "keep")->track, "customer");
}

TEST(Offer, IsAGentleReminderAfterSevenDays) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  Touch& offer = world.Log("jane", "2026-03-02 10:00", Kind::kOffer);
  offer.direction = Direction::kOut;
  world.Run("2026-03-02 11:00");
  const FollowUp* item = world.Find("jane", "offered");
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(item->due, PlanWorld::Day("2026-03-09"));
  EXPECT_EQ(item->latest - item->earliest, days{3});
  EXPECT_FALSE(item->hard);
}

TEST(Tolerance, GrowsWithTheDayOfTheStep) {
  struct Row {
    int done;
    bool vip;
    int before;
    int after;
  };
  const Row rows[] = {{0, false, 0, 1}, {1, false, 0, 1}, {2, false, 1, 1}, {3, false, 1, 1},
                      {4, false, 3, 3}, {5, false, 3, 3}, {0, true, 1, 2},  {1, true, 1, 1}};
  for (const Row& row : rows) {
    PlanWorld world;
    world.settings.horizon_days = 100;
    world.Add("jane").vip = row.vip;
    world.Log("jane", "2026-02-01 10:00", Kind::kFirst);
    for (int i = 0; i < row.done; ++i) {
      world.Log("jane", "2026-02-1" + std::to_string(i) + " 10:00", Kind::kFollowUp);
    }
    world.Run(row.done == 0 ? "2026-02-01 11:00" : "2026-02-15 11:00");
    ASSERT_EQ(world.plan.follow_ups.size(), 1u) << row.done;
    const FollowUp& item = world.plan.follow_ups[0];
    EXPECT_EQ((item.due - item.earliest).count(), row.before) << row.done;
    EXPECT_EQ((item.latest - item.due).count(), row.after) << row.done;
  }
}

TEST(Goal, IsReachedWhenItsCellIsEmptyOrADealIsClosed) {
  for (const int way : {0, 1, 2}) {
    PlanWorld world;
    world.Add("jane").goal = way == 1 ? "" : "intro";
    world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
    if (way == 2) world.Log("jane", "2026-03-02 11:00", Kind::kFollowUp, Outcome::kPaid);
    world.Log("jane", "2026-03-03 10:00", Kind::kReply);
    world.Log("jane", "2026-03-03 11:00", Kind::kAnswer);
    world.Run("2026-03-03 12:00");
    EXPECT_EQ(world.Find("jane", "follow-up-1") != nullptr, way == 0) << way;
  }
}

TEST(Reopen, TakesBackEveryNoAndStopButNotACell) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  world.Log("jane", "2026-03-02 10:00", Kind::kReply, Outcome::kDeclined);
  world.Log("jane", "2026-03-02 11:00", Kind::kNote, Outcome::kWithdrawn);
  world.settings.horizon_days = 120;
  world.Run("2026-03-02 12:00");
  EXPECT_NE(world.Items("jane"), "");
  world.contacts[0].status = ContactStatus::kDeclined;
  world.Run("2026-03-02 12:15");
  EXPECT_EQ(world.Items("jane"), "");
  EXPECT_EQ(world.Why("jane", "2026-03-02 12:15"), "Marked as declined: nothing is planned.");
}

}  // namespace
}  // namespace touchbase
