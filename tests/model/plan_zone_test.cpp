// Dates and zones: month ends, leap years, and slots in the hours that clock changes skip or
// repeat.

#include <gtest/gtest.h>

#include "ical/tz_zone.h"
#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

TEST(Dates, ACheckInIsOneCalendarMonthAfterTheMeeting) {
  struct Case {
    const char* met;
    const char* due;  // moved off a weekend
  };
  const Case cases[] = {
      {"2026-01-31", "2026-03-02"},  // 28 February is a Saturday
      {"2027-01-29", "2027-03-01"},  // 28 February is a Sunday
      {"2028-01-31", "2028-02-29"},  // a leap year
      {"2028-01-30", "2028-02-29"}, {"2028-01-29", "2028-02-29"}, {"2028-02-29", "2028-03-29"},
      {"2026-03-31", "2026-04-30"}, {"2026-05-31", "2026-06-30"}, {"2026-12-31", "2027-02-01"},
      {"2100-01-29", "2100-03-01"},  // no leap year: 28 February is a Sunday
      {"2026-08-31", "2026-09-30"},
  };
  for (const Case& one : cases) {
    PlanWorld world;
    world.Add("jane");
    world.Log("jane", std::string(one.met) + " 10:00", Kind::kMet);
    world.Run(std::string(one.met) + " 11:00");
    const FollowUp* item = world.Find("jane", "check-in");
    ASSERT_NE(item, nullptr) << one.met;
    EXPECT_EQ(FormatDate(item->due), one.due) << one.met;
  }
}

TEST(Dates, GapsInDaysCountAcrossMonthsAndLeapDays) {
  struct Case {
    const char* from;
    const char* to;  // 90 days later, moved off a weekend
  };
  const Case cases[] = {{"2027-12-01", "2028-02-29"},
                        {"2026-12-01", "2027-03-01"},
                        {"2026-02-27", "2026-05-28"},
                        {"2099-12-02", "2100-03-02"},
                        {"2026-01-30", "2026-04-30"}};
  for (const Case& one : cases) {
    PlanWorld world;
    world.Add("jane").track = "friend";
    world.Log("jane", std::string(one.from) + " 10:00", Kind::kFollowUp);
    world.settings.horizon_days = 120;
    world.Run(std::string(one.from) + " 11:00");
    ASSERT_EQ(world.plan.follow_ups.size(), 1u);
    EXPECT_EQ(FormatDate(world.plan.follow_ups[0].due), one.to) << one.from;
  }
}

// A user who works while clocks change: the slots of that day, in order, as instants. A time that
// is skipped is no slot; of one that is repeated the first is.
TEST(Zones, NoTwoSlotsBeginAtOneInstantWhenClocksChange) {
  struct Case {
    const char* zone;
    const char* day;
    int from, to;  // minutes of the working hours
    const char* instants;
  };
  const Case cases[] = {
      {"Europe/Berlin", "2026-03-29", 90, 210, "0030Z 0045Z 0100Z 0115Z"},
      {"Europe/Berlin", "2026-10-25", 90, 210, "2330Z 2345Z 0000Z 0015Z 0030Z 0045Z 0200Z 0215Z"},
      {"America/New_York", "2026-03-08", 105, 195, "0645Z 0700Z"},
      {"America/New_York", "2026-11-01", 45, 135, "0445Z 0500Z 0515Z 0530Z 0545Z 0700Z"},
      {"America/Sao_Paulo", "2018-11-04", 0, 75, "0300Z"},
      {"America/Sao_Paulo", "2026-11-01", 0, 75, "0300Z 0315Z 0330Z 0345Z 0400Z"},
      {"Asia/Kathmandu", "2026-03-29", 540, 600, "0315Z 0330Z 0345Z 0400Z"},
      {"Australia/Lord_Howe", "2026-10-04", 105, 165, "1515Z 1530Z"},
      {"Australia/Lord_Howe", "2026-04-05", 90, 150, "1430Z 1445Z 1530Z 1545Z"},
      {"Africa/Cairo", "2026-04-24", 0, 75, "2200Z"},
      {"Pacific/Apia", "2011-12-29", 540, 570, "1900Z 1915Z"},
      {"Pacific/Apia", "2011-12-30", 540, 570, ""},  // there was no such day
  };
  for (const Case& one : cases) {
    const auto zone = ical::LoadZone(one.zone);
    const Date day = PlanWorld::Day(one.day);
    PlanWorld world;
    world.LiveIn(one.zone);
    world.settings.work_days.assign(7, true);
    world.settings.work_hours = {{minutes{one.from}, minutes{one.to}}};
    world.settings.prefer = {};
    world.settings.max_per_day = 50;
    for (int i = 0; i < (one.to - one.from) / 15; ++i) {
      const std::string id = "p" + std::to_string(10 + i);
      world.Add(id).track = "warm";
      world.Log(id, FormatDate(day - days{1}) + " 00:05", Kind::kFirst);
    }
    world.Run(FormatDate(day - days{1}) + " 06:00");
    std::string instants;
    for (const FollowUp& item : world.plan.follow_ups) {
      if (DateOf(item.start) != day) continue;
      const std::string text = FormatUtcBasic(zone->ToInstant(item.start));
      instants += (instants.empty() ? "" : " ") + text.substr(9, 4) + "Z";
    }
    EXPECT_EQ(instants, one.instants) << one.zone << " " << one.day;
  }
}

TEST(Zones, WallClockTimeSurvivesTheClockChange) {
  struct Case {
    const char* zone;
    const char* before;  // a day before the change
    const char* slots;   // of the due day and of the days after it, as UTC
  };
  const Case cases[] = {
      {"Europe/Berlin", "2026-03-26", "20260327T080000Z 20260329T070000Z"},
      {"America/New_York", "2026-10-29", "20261030T130000Z 20261101T140000Z"},
      {"Australia/Lord_Howe", "2026-10-01", "20261001T223000Z 20261003T220000Z"},
      {"Africa/Cairo", "2026-04-22", "20260423T070000Z 20260425T060000Z"},
      {"Asia/Kathmandu", "2026-03-26", "20260327T031500Z 20260329T031500Z"},
      {"Pacific/Apia", "2026-03-26", "20260326T200000Z 20260328T200000Z"},
  };
  for (const Case& one : cases) {
    const auto zone = ical::LoadZone(one.zone);
    PlanWorld world;
    world.settings.work_days.assign(7, true);
    world.Add("jane").track = "warm";
    world.Log("jane", std::string(one.before) + " 10:00", Kind::kFirst);
    std::string slots;
    for (int step = 1; step <= 2; ++step) {
      world.Run(FormatDate(PlanWorld::Day(one.before) + days{step == 1 ? 0 : 1}) + " 12:00");
      const FollowUp* item = world.Find("jane", "follow-up-" + std::to_string(step));
      ASSERT_NE(item, nullptr) << one.zone << step;
      EXPECT_EQ(FormatTimeOfDay(TimeOfDay(item->start)), "09:00");
      slots += (slots.empty() ? "" : " ") + FormatUtcBasic(zone->ToInstant(item->start));
      if (step == 1) {
        world.Tick("jane", item->key.step, FormatDate(DateOf(item->start)) + " 09:20");
      }
    }
    EXPECT_EQ(slots, one.slots) << one.zone;
  }
}

}  // namespace
}  // namespace touchbase
