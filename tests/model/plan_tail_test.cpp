// keep, customer, friend, the line of new starts and the cap.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "model/hash.h"
#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

std::int64_t DayNumber(Date day) { return day.time_since_epoch().count(); }

TEST(Keep, TheFirstLapIsSpreadByTheContactsName) {
  PlanWorld world;
  world.settings.keep_cap = 1000;
  world.settings.horizon_days = 120;
  world.settings.max_per_day = 100;
  for (int i = 0; i < 90; ++i) world.Add("person" + std::to_string(i));
  world.Run("2026-03-02 08:00");
  ASSERT_EQ(world.plan.follow_ups.size(), 90u);
  std::set<Date> used;
  for (const FollowUp& item : world.plan.follow_ups) {
    used.insert(item.due);
    const std::int64_t phase = Crc32(item.key.contact) % 90;
    bool congruent = false;  // the day itself, or a closed day just before it
    for (int back = 0; back <= 2; ++back) {
      congruent = congruent || (DayNumber(item.due) - back) % 90 == phase;
    }
    EXPECT_TRUE(congruent) << item.key.contact;
  }
  EXPECT_GT(used.size(), 35u);
}

TEST(Keep, CountsFromTheLastTouchElse) {
  PlanWorld world;
  world.settings.horizon_days = 100;
  world.Add("jane").track = "keep";
  world.Log("jane", "2026-01-05 10:00", Kind::kFollowUp);
  world.Log("jane", "2026-02-02 10:00", Kind::kCard);
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(world.Find("jane", "keep")->due, PlanWorld::Day("2026-05-04"));  // 3 May is a Sunday
  EXPECT_EQ(world.Find("jane", "keep")->earliest, PlanWorld::Day("2026-04-20"));
}

TEST(Keep, ATierShortensGapAndTolerance) {
  PlanWorld world;
  Contact& jane = world.Add("jane");
  jane.track = "keep";
  jane.tags = {"client", "monthly"};
  world.Log("jane", "2026-03-02 07:00", Kind::kFollowUp);
  world.Run("2026-03-02 08:00");
  const FollowUp* keep = world.Find("jane", "keep");
  ASSERT_NE(keep, nullptr);
  EXPECT_EQ(keep->due, PlanWorld::Day("2026-04-01"));
  EXPECT_EQ(keep->due - keep->earliest, days{4});
  EXPECT_EQ(keep->latest - keep->due, days{4});
}

TEST(Keep, TakesTheLeastLoadedDayOfItsTolerance) {
  PlanWorld world;
  world.settings.tiers = {{"monthly", 30}};
  for (int i = 0; i < 5; ++i) {  // 30 March to 3 April
    Contact& person = world.Add("p" + std::to_string(i));
    person.track = "keep";
    person.tags = {"monthly"};
    world.Log(person.id, "2026-03-02 07:00", Kind::kFollowUp);
  }
  world.Run("2026-03-02 08:00");
  std::map<Date, int> load;
  for (const FollowUp& item : world.plan.follow_ups) ++load[DateOf(item.start)];
  EXPECT_EQ(load.size(), 5u);
  for (const auto& [day, count] : load) EXPECT_EQ(count, 1) << FormatDate(day);
}

TEST(Keep, OverdueOnFirstSightIsSpreadAndThenStays) {
  PlanWorld world;
  world.settings.horizon_days = 100;
  world.Add("jane").track = "keep";
  world.Log("jane", "2024-01-05 10:00", Kind::kFollowUp);
  world.Run("2026-03-02 08:00");
  const FollowUp first = *world.Find("jane", "keep");
  EXPECT_GE(first.due, PlanWorld::Day("2026-03-02"));
  EXPECT_EQ(first.overdue_days, 0);
  world.Run("2026-03-03 08:00");
  EXPECT_EQ(world.Find("jane", "keep")->due, first.due);
  EXPECT_EQ(world.Find("jane", "keep")->start, first.start);
}

TEST(Customer, AsksOnceMoreAtTheSecondKeep) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-01-05 10:00", Kind::kFollowUp, Outcome::kClosed);
  std::string asks;
  Date day = PlanWorld::Day("2026-01-05");
  for (int i = 0; i < 400; ++i, day += days{1}) {
    world.Run(FormatDate(day) + " 12:00");
    for (const FollowUp& item : world.plan.follow_ups) {
      if (DateOf(item.start) != day) continue;
      asks += item.key.step + (item.lines.empty() ? " " : "+ ");
      world.Tick("jane", item.key.step, FormatDate(day) + " 18:00");
      break;
    }
  }
  EXPECT_EQ(asks, "thanks+ keep keep+ keep keep ");
}

TEST(Customer, AnAnswerIsNotTheThanksButTheLapCountsFromIt) {
  PlanWorld world;
  world.settings.horizon_days = 120;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFollowUp, Outcome::kClosed);
  world.Log("jane", "2026-03-02 11:00", Kind::kReply);
  world.Run("2026-03-02 12:00");
  EXPECT_EQ(world.Items("jane"), "answer 2026-03-03, thanks 2026-03-03");
  world.Tick("jane", "answer", "2026-03-03 09:20");
  world.Run("2026-03-03 09:30");
  EXPECT_EQ(world.Items("jane"), "thanks 2026-03-03");
  world.Tick("jane", "thanks", "2026-03-03 09:40");
  world.Log("jane", "2026-03-10 11:00", Kind::kReply);
  world.Log("jane", "2026-03-11 11:00", Kind::kAnswer);
  world.Run("2026-03-11 12:00");
  EXPECT_EQ(world.Find("jane", "keep")->due, PlanWorld::Day("2026-06-09"));
}

TEST(Friend, ReconnectsAfterASilentYear) {
  PlanWorld world;
  world.settings.horizon_days = 100;
  world.Add("jane").track = "friend";
  world.Log("jane", "2025-01-05 10:00", Kind::kFollowUp);
  world.Run("2026-03-02 08:00");
  ASSERT_NE(world.Find("jane", "reconnect"), nullptr);
  EXPECT_EQ(world.Find("jane", "reconnect")->title, "Jane Doe: reconnect");
}

TEST(Line, FiveStartAWeekTopFirstThenNewestThenTheLaterRow) {
  PlanWorld world;
  for (int i = 0; i < 8; ++i) world.Add("p" + std::to_string(i)).track = "cold";
  world.contacts[1].tags = {"top"};
  world.Add("c").linkedin_url = "x";
  world.Log("c", "2026-02-25", Kind::kConnected);
  world.Run("2026-03-02 08:00");
  std::string started;
  for (const FollowUp& item : world.plan.follow_ups) started += item.key.contact + " ";
  EXPECT_EQ(world.plan.follow_ups.size(), 5u);
  EXPECT_NE(world.Find("p1", "opening"), nullptr);
  EXPECT_NE(world.Find("c", "opening"), nullptr) << started;
  EXPECT_NE(world.Find("p7", "opening"), nullptr);
  ASSERT_EQ(world.plan.waiting.size(), 4u);
  EXPECT_EQ(world.plan.waiting[0].follow_up.key.contact, "p4");
  EXPECT_NE(world.plan.waiting[0].why.find("5 start a week"), std::string::npos);
  std::set<Date> spread;
  for (const FollowUp& item : world.plan.follow_ups) spread.insert(DateOf(item.start));
  EXPECT_EQ(spread.size(), 5u);
}

TEST(Line, AStartThatIsDoneFreesNoPlaceBeforeMonday) {
  PlanWorld world;
  for (int i = 0; i < 7; ++i) world.Add("p" + std::to_string(i)).track = "cold";
  world.Run("2026-03-02 08:00");
  const std::string done = world.plan.follow_ups[0].key.contact;
  world.Tick(done, "opening", "2026-03-02 09:20");
  world.Run("2026-03-02 10:00");
  EXPECT_EQ(world.Items(done), "follow-up-1 2026-03-03");
  EXPECT_EQ(world.plan.waiting.size(), 2u);
  world.Run("2026-03-09 08:00");  // four undone starters keep their place
  EXPECT_EQ(world.plan.waiting.size(), 1u);
}

TEST(Line, ASkippedStartLeavesIt) {
  PlanWorld world;
  world.Add("jane").track = "cold";
  world.Run("2026-03-02 08:00");
  world.Tick("jane", "opening", "2026-03-02 09:20", Outcome::kSkipped);
  world.Run("2026-03-02 10:00");
  EXPECT_EQ(world.Items("jane"), "");
  EXPECT_TRUE(world.plan.waiting.empty());
  EXPECT_NE(world.Why("jane", "2026-03-02 10:00").find("left the first message out"),
            std::string::npos);
}

TEST(Line, AConnectionOlderThanThirtyDaysIsKeep) {
  PlanWorld world;
  world.settings.horizon_days = 100;
  world.Add("jane");
  world.Log("jane", "2026-01-25", Kind::kConnected);
  world.Run("2026-03-02 08:00");
  EXPECT_NE(world.Find("jane", "keep"), nullptr);
}

TEST(Cap, PlacedFirstThenEarlierEntryThenTheBook) {
  PlanWorld world;
  world.settings.keep_cap = 2;
  world.settings.horizon_days = 100;
  for (int i = 0; i < 3; ++i) world.Add("p" + std::to_string(i)).track = "keep";
  world.Log("p2", "2026-02-02 10:00", Kind::kFollowUp);
  world.Run("2026-03-02 08:00");
  EXPECT_NE(world.Find("p2", "keep"), nullptr);
  EXPECT_NE(world.Find("p0", "keep"), nullptr);
  ASSERT_EQ(world.plan.waiting.size(), 1u);
  EXPECT_EQ(world.plan.waiting[0].follow_up.key.contact, "p1");
  world.Log("p1", "2026-01-02 10:00", Kind::kFollowUp);  // earlier entry, but the others are placed
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(world.plan.waiting[0].follow_up.key.contact, "p1");
}

TEST(Explain, EveryContactHasANextStepALineOrAReason) {
  PlanWorld world;
  for (const char* track : {"", "keep", "cold", "warm", "friend", "customer", "nonsense", "talk"}) {
    world.Add(std::string("t-") + track).track = track;
  }
  for (const ContactStatus status : {ContactStatus::kPaused, ContactStatus::kDeclined,
                                     ContactStatus::kClosed, ContactStatus::kArchived}) {
    world.Add("s" + std::to_string(static_cast<int>(status))).status = status;
  }
  for (const Contact& contact : world.contacts) {
    const Standing standing = Explain(contact, world.Input(PlanWorld::At("2026-03-02 08:00")));
    EXPECT_FALSE(standing.sentence.empty()) << contact.id;
  }
}

TEST(Customer, TickingALapCountsWhenTheThanksWereTooLate) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2025-12-20", Kind::kReply, Outcome::kClosed);
  world.Run("2026-03-02 08:00");
  ASSERT_NE(world.Find("jane", "keep"), nullptr);
  world.Tick("jane", "keep", "2026-03-31 09:00");
  world.Run("2026-03-31 12:00");
  EXPECT_EQ(world.Find("jane", "keep"), nullptr);
  EXPECT_EQ(world.Find("jane", "thanks"), nullptr);
}

}  // namespace
}  // namespace touchbase
