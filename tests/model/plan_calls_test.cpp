// Calls and channels: in whose hours, how often, by what way.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

// One person whose next step, due on Tuesday 3 March 2026 (0 to +1 days), is a call.
PlanWorld OneCall(const std::string& zone) {
  PlanWorld world;
  world.LiveIn("Europe/Berlin");
  Contact& contact = world.Add("jane");
  contact.track = "warm";
  contact.phone = "+1 555 0100";
  contact.optimise = "speed";
  contact.time_zone = zone;
  world.Log("jane", "2026-03-02 07:00", Kind::kFirst);
  return world;
}

std::string SlotAndChannel(const PlanWorld& world, const std::string& contact = "jane") {
  std::string text;
  for (const FollowUp& item : world.plan.follow_ups) {
    if (item.key.contact != contact) continue;
    text += (text.empty() ? "" : ", ") + FormatLocal(item.start).substr(5) + " " +
            std::string(ToWord(item.channel));
  }
  return text;
}

TEST(Calls, AreInsideTheContactsNineToFiveAndTheUsersHours) {
  struct Case {
    const char* zone;
    const char* slot;
  };
  const Case cases[] = {
      {"Europe/Berlin", "03-03 09:00 phone"},
      {"Europe/Lisbon", "03-03 16:00 phone"},        // from 10:00 there is no preferred hour before
      {"America/New_York", "03-03 16:00 phone"},     // 10:00 there
      {"America/Los_Angeles", "03-03 09:00 email"},  // opens at 18:00 here
      {"Asia/Kathmandu", "03-03 09:00 phone"},       // 13:45 there
      {"Asia/Tokyo", "03-03 09:00 email"},           // 17:00 there: over before it began
      {"Australia/Lord_Howe", "03-03 09:00 email"},
      {"Africa/Cairo", "03-03 09:00 phone"},
      {"Pacific/Apia", "03-03 09:00 email"},
  };
  for (const Case& one : cases) {
    PlanWorld world = OneCall(one.zone);
    world.Run("2026-03-02 08:00");
    EXPECT_EQ(SlotAndChannel(world), one.slot) << one.zone;
    const bool message = SlotAndChannel(world).find("email") != std::string::npos;
    ASSERT_EQ(world.plan.warnings.size(), message ? 1u : 0u) << one.zone;
    if (message) {
      EXPECT_NE(world.plan.warnings[0].find(one.zone), std::string::npos);
    }
  }
}

TEST(Calls, FollowTheClockChangesOfBothSides) {
  // New York changes on 8 March, Berlin on 29 March: between them the distance is five hours.
  struct Case {
    const char* written;
    const char* now;
    const char* slot;
  };
  const Case cases[] = {{"2026-03-05 07:00", "2026-03-05 08:00", "03-06 15:00 phone"},
                        {"2026-03-09 07:00", "2026-03-09 08:00", "03-10 14:00 phone"},
                        {"2026-03-27 07:00", "2026-03-27 08:00", "03-30 15:00 phone"}};
  for (const Case& one : cases) {
    PlanWorld world = OneCall("America/New_York");
    world.settings.prefer = {};
    world.touches[0].at = PlanWorld::At(one.written);
    world.Run(one.now);
    EXPECT_EQ(SlotAndChannel(world), one.slot);
  }
}

TEST(Calls, AreOnWeekdaysOfTheirs) {
  // The user works on Sundays; in Apia it is Monday then, in Cairo it is Sunday.
  for (const bool apia : {true, false}) {
    PlanWorld world = OneCall(apia ? "Pacific/Apia" : "Africa/Cairo");
    world.LiveIn("America/Los_Angeles");
    world.settings.work_days = {true, false, false, false, false, false, true};
    world.settings.work_hours = {{minutes{720}, minutes{1200}}};
    world.touches[0].at = PlanWorld::At("2026-03-07 13:00");
    world.Run("2026-03-07 14:00");
    EXPECT_EQ(SlotAndChannel(world), apia ? "03-08 16:00 phone" : "03-08 16:00 email");
  }
}

TEST(Calls, WithoutAZoneAreInTheUsersHoursAndAnUnknownOneIsNamed) {
  for (const char* zone : {"", "Europe/Berln"}) {
    PlanWorld world = OneCall(zone);
    world.Run("2026-03-02 08:00");
    EXPECT_EQ(SlotAndChannel(world), "03-03 09:00 phone");
    ASSERT_EQ(world.plan.warnings.size(), *zone == 0 ? 0u : 1u);
    if (*zone != 0) {
      EXPECT_NE(world.plan.warnings[0].find("\"Europe/Berln\""), std::string::npos);
    }
  }
}

TEST(Calls, MoveToTheNextDayOfTheToleranceWhenTheCommonHoursAreTaken) {
  PlanWorld world = OneCall("America/New_York");
  world.busy = {{PlanWorld::At("2026-03-03 14:30"), PlanWorld::At("2026-03-03 18:00")}};
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(SlotAndChannel(world), "03-04 16:00 phone");
  world.placed.clear();
  world.busy.push_back({PlanWorld::At("2026-03-04 14:30"), PlanWorld::At("2026-03-04 18:00")});
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(SlotAndChannel(world), "03-03 09:00 email");
}

TEST(Calls, AreAtMostOneADayAndTwoInSevenDays) {
  // The logged ones count: with calls on 2 and 3 March the next is on the 9th at the earliest.
  PlanWorld world = OneCall("");
  world.Log("jane", "2026-03-03 08:30", Kind::kNote).channel = Channel::kPhone;
  world.Run("2026-03-03 08:45");
  EXPECT_EQ(SlotAndChannel(world), "03-03 09:00 phone") << "a note is no call";
  world = OneCall("");
  world.touches[0].channel = Channel::kPhone;
  Touch& other = world.Log("jane", "2026-03-03 08:30", Kind::kPromise, Outcome::kDone);
  other.channel = Channel::kPhone;
  world.Run("2026-03-03 08:45");
  EXPECT_EQ(SlotAndChannel(world), "03-03 09:00 email");
  ASSERT_EQ(world.plan.warnings.size(), 1u);
  EXPECT_NE(world.plan.warnings[0].find("within seven days"), std::string::npos);
}

TEST(Calls, ThatArePlacedCountToo) {
  PlanWorld world = OneCall("");
  world.contacts[0].channel = "phone";
  world.contacts[0].goal = "a contract";
  for (const char* day : {"2026-03-05", "2026-03-05", "2026-03-06"}) {
    world.Log("jane", "2026-03-02 07:30", Kind::kNext).until = PlanWorld::Day(day);
  }
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(SlotAndChannel(world),
            "03-03 09:00 phone, 03-05 09:00 phone, 03-05 09:15 email, 03-06 09:00 email");
  const std::string before = SlotAndChannel(world);
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(SlotAndChannel(world), before);
}

TEST(Calls, ThatTheUserMovedStayCalls) {
  PlanWorld world = OneCall("America/New_York");
  world.Run("2026-03-02 08:00");
  world.placed[0].start = PlanWorld::At("2026-03-03 12:00");
  world.placed[0].pinned = true;
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(SlotAndChannel(world), "03-03 12:00 phone");
  EXPECT_TRUE(world.plan.warnings.empty());
}

TEST(Calls, ThatRolledWaitForAnHourThatSuitsBoth) {
  PlanWorld world = OneCall("America/New_York");
  world.Run("2026-03-02 08:00");
  world.busy = {{PlanWorld::At("2026-03-04 14:30"), PlanWorld::At("2026-03-04 18:00")}};
  world.Run("2026-03-04 07:00");
  EXPECT_EQ(SlotAndChannel(world), "03-05 16:00 phone");
}

TEST(Calls, AThankYouByPhoneIsNoCallInTheEvening) {
  PlanWorld world;
  world.Add("jane").channel = "phone";
  world.Log("jane", "2026-03-03 17:00", Kind::kMet);
  world.Run("2026-03-03 17:45");
  EXPECT_EQ(world.Items("jane").substr(0, 20), "thank-you 2026-03-03");
  EXPECT_EQ(world.Find("jane", "thank-you")->channel, Channel::kEmail);
}

TEST(Channel, SpeedIsTheTelephoneAndOutcomeIsTheMail) {
  struct Case {
    const char* cell;
    const char* optimise;
    bool email, phone, linkedin;
    Channel channel;
  };
  const Case cases[] = {
      {"", "", true, true, true, Channel::kEmail},
      {"", "speed", true, true, true, Channel::kPhone},
      {"", "Speed", true, true, true, Channel::kPhone},
      {"", "speed", true, false, true, Channel::kEmail},
      {"", "outcome", true, true, true, Channel::kEmail},
      {"email", "speed", true, true, true, Channel::kEmail},
      {"phone", "outcome", true, true, true, Channel::kPhone},
      {"linkedin", "speed", true, true, true, Channel::kLinkedin},
      {"pigeon", "", true, true, true, Channel::kEmail},
      {"", "", false, true, true, Channel::kPhone},
      {"", "outcome", false, true, true, Channel::kLinkedin},
      {"", "outcome", false, true, false, Channel::kPhone},
      {"", "", false, false, true, Channel::kLinkedin},
      {"", "", false, false, false, Channel::kEmail},
  };
  for (const Case& one : cases) {
    PlanWorld world;
    Contact& contact = world.Add("jane");
    contact.track = "warm";
    contact.channel = one.cell;
    contact.optimise = one.optimise;
    if (!one.email) contact.email.clear();
    if (one.phone) contact.phone = "+49 30 1";
    if (one.linkedin) contact.linkedin_url = "https://linkedin.com/in/jane";
    world.Log("jane", "2026-03-02 07:00", Kind::kFirst);
    world.Run("2026-03-02 08:00");
    ASSERT_EQ(world.plan.follow_ups.size(), 1u);
    EXPECT_EQ(ToWord(world.plan.follow_ups[0].channel), ToWord(one.channel))
        << one.cell << " " << one.optimise;
  }
}

TEST(Channel, SpeedIsForStepsThatWantAnAnswer) {
  PlanWorld world;
  Contact& contact = world.Add("jane");
  contact.phone = "+49 30 1";
  contact.optimise = "speed";
  world.Log("jane", "2026-03-02 07:00", Kind::kMet);
  world.Run("2026-03-02 08:00");
  EXPECT_EQ(world.Find("jane", "thank-you")->channel, Channel::kEmail);
  EXPECT_EQ(world.Find("jane", "check-in")->channel, Channel::kEmail);
}

// The advice after `count` follow-ups on a channel without an answer.
std::string AdviceAfter(int count, Channel channel, const std::string& optimise, bool warm = true) {
  PlanWorld world;
  Contact& contact = world.Add("jane");
  contact.track = warm ? "warm" : "cold";
  contact.phone = "+49 30 1";
  contact.optimise = optimise;
  if (channel == Channel::kPhone) contact.channel = "phone";
  if (warm) world.Log("jane", "2026-03-01 07:00", Kind::kReply);
  world.Log("jane", "2026-03-02 07:00", Kind::kFirst);
  contact = world.contacts[0];
  if (warm) world.contacts[0].goal = "a contract";
  const char* days_done[] = {"2026-03-03", "2026-03-05", "2026-03-09", "2026-03-16"};
  for (int i = 0; i < count; ++i) {
    world.Log("jane", std::string(days_done[i]) + " 09:00", Kind::kFollowUp).channel = channel;
  }
  world.Run("2026-03-16 10:00");
  if (world.plan.follow_ups.empty()) return "nothing";
  const std::vector<std::string>& lines = world.plan.follow_ups[0].lines;
  return lines.empty() ? "" : lines[0];
}

TEST(Channel, AfterThreeUnansweredOnOneOfAWarmTrackTheOtherIsSuggested) {
  EXPECT_EQ(AdviceAfter(2, Channel::kEmail, ""), "");
  EXPECT_EQ(AdviceAfter(3, Channel::kEmail, ""),
            "Three e-mails without an answer: call this time.");
  EXPECT_EQ(AdviceAfter(4, Channel::kEmail, ""),
            "Three e-mails without an answer: call this time.");
  EXPECT_EQ(AdviceAfter(3, Channel::kPhone, ""),
            "Three calls without an answer: write an e-mail this time.");
  EXPECT_EQ(AdviceAfter(3, Channel::kPhone, "outcome"),
            "Three calls without an answer: write an e-mail this time.");
}

TEST(Channel, NeverTheTelephoneIsSuggestedWhenTheOutcomeCounts) {
  EXPECT_EQ(AdviceAfter(3, Channel::kEmail, "outcome"), "");
}

TEST(Channel, NothingIsSuggestedInAColdTrack) {
  EXPECT_EQ(AdviceAfter(3, Channel::kEmail, "", false), "");
}

}  // namespace
}  // namespace touchbase
