#include "model/civil_time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace touchbase {
namespace {

LocalTime At(Date date, int hour, int minute, int second = 0) {
  return LocalTime{date} + hours{hour} + minutes{minute} + seconds{second};
}

TEST(AddMonths, TakesTheLastOfTheMonthWhereTheDayDoesNotExist) {
  EXPECT_EQ(AddMonths(MakeDate(2027, 1, 31), 1), MakeDate(2027, 2, 28));
  EXPECT_EQ(AddMonths(MakeDate(2028, 1, 31), 1), MakeDate(2028, 2, 29));
  EXPECT_EQ(AddMonths(MakeDate(2028, 1, 30), 1), MakeDate(2028, 2, 29));
  EXPECT_EQ(AddMonths(MakeDate(2026, 8, 31), 1), MakeDate(2026, 9, 30));
  EXPECT_EQ(AddMonths(MakeDate(2028, 2, 29), 12), MakeDate(2029, 2, 28));
  EXPECT_EQ(AddMonths(MakeDate(2100, 1, 29), 1), MakeDate(2100, 2, 28));
  EXPECT_EQ(AddMonths(MakeDate(2000, 1, 29), 1), MakeDate(2000, 2, 29));
}

TEST(AddMonths, CrossesYearsInBothDirections) {
  EXPECT_EQ(AddMonths(MakeDate(2026, 12, 4), 1), MakeDate(2027, 1, 4));
  EXPECT_EQ(AddMonths(MakeDate(2026, 11, 15), 14), MakeDate(2028, 1, 15));
  EXPECT_EQ(AddMonths(MakeDate(2026, 1, 31), -2), MakeDate(2025, 11, 30));
  EXPECT_EQ(AddMonths(MakeDate(2026, 3, 2), 0), MakeDate(2026, 3, 2));
}

TEST(CivilTime, SplitsATimeIntoDayClockAndWeekday) {
  const LocalTime time = At(MakeDate(2026, 3, 2), 23, 59, 59);
  EXPECT_EQ(DateOf(time), MakeDate(2026, 3, 2));
  EXPECT_EQ(TimeOfDay(time), minutes{1439});
  EXPECT_EQ(WeekdayOf(MakeDate(2026, 3, 2)), std::chrono::Monday);
  const LocalTime early = At(MakeDate(1950, 6, 1), 0, 1);
  EXPECT_EQ(DateOf(early), MakeDate(1950, 6, 1));
  EXPECT_EQ(TimeOfDay(early), minutes{1});
}

TEST(CivilTime, WritesEveryForm) {
  const LocalTime time = At(MakeDate(2026, 3, 2), 9, 0);
  EXPECT_EQ(FormatDate(MakeDate(2026, 3, 2)), "2026-03-02");
  EXPECT_EQ(FormatLocal(time), "2026-03-02 09:00");
  EXPECT_EQ(FormatLocal(time + seconds{7}), "2026-03-02 09:00:07");
  EXPECT_EQ(FormatTimeOfDay(minutes{545}), "09:05");
  EXPECT_EQ(FormatTimeOfDay(minutes{1440}), "24:00");
  EXPECT_EQ(FormatRfc3339(time, hours{1}), "2026-03-02T09:00:00+01:00");
  EXPECT_EQ(FormatRfc3339(time, -minutes{210}), "2026-03-02T09:00:00-03:30");
  EXPECT_EQ(FormatRfc3339(time, seconds{0}), "2026-03-02T09:00:00+00:00");
  EXPECT_EQ(FormatUtcBasic(Instant{time.time_since_epoch()} - hours{1}), "20260302T080000Z");
}

TEST(ParseDate, TakesExistingDaysOfTheYears1900To2200) {
  EXPECT_EQ(ParseDate("2026-03-02"), MakeDate(2026, 3, 2));
  EXPECT_EQ(ParseDate("2028-02-29"), MakeDate(2028, 2, 29));
  EXPECT_EQ(ParseDate("1900-01-01"), MakeDate(1900, 1, 1));
  EXPECT_EQ(ParseDate("2200-12-31"), MakeDate(2200, 12, 31));
}

TEST(ParseDate, RefusesEverythingElse) {
  for (const char* text :
       {"",           "2026",        "2026-3-2",    "2026-03-2",   "2026-02-29", "2026-02-30",
        "2026-13-01", "2026-00-10",  "2026-01-00",  "1899-12-31",  "2201-01-01", "02.03.2026",
        "2026/03/02", " 2026-03-02", "2026-03-02 ", "2026-03-02T", "+026-03-02", "2026-+3-02",
        "20260302",   "２026-03-02"}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
}

TEST(ParseTimeOfDay, TakesMidnightAtBothEnds) {
  EXPECT_EQ(ParseTimeOfDay("00:00"), minutes{0});
  EXPECT_EQ(ParseTimeOfDay("24:00"), minutes{1440});
  for (const char* text : {"", "9:00", "24:01", "09:60", "09:00:00", "0900", "-1:00", "09:0 "}) {
    EXPECT_FALSE(ParseTimeOfDay(text)) << text;
  }
}

TEST(ParseLocal, TakesBlankOrTAndOptionalSeconds) {
  const LocalTime nine = At(MakeDate(2026, 3, 2), 9, 0);
  EXPECT_EQ(ParseLocal("2026-03-02 09:00"), nine);
  EXPECT_EQ(ParseLocal("2026-03-02T09:00"), nine);
  EXPECT_EQ(ParseLocal("2026-03-02 09:00:05"), nine + seconds{5});
  for (const char* text :
       {"2026-03-02", "2026-03-02 ", "2026-03-02 9:00", "2026-03-02  09:00", "2026-03-02 24:00",
        "2026-03-02 09:60", "2026-03-02 09:00:61", "2026-03-02 09:00Z",
        "2026-03-02 09:00:", "2026-02-30 09:00", "2026-03-02 09:00 am"}) {
    EXPECT_FALSE(ParseLocal(text)) << text;
  }
}

TEST(ParseRfc3339, KeepsWallClockAndOffset) {
  const auto time = ParseRfc3339("2026-03-02T09:00:00+01:00");
  ASSERT_TRUE(time);
  EXPECT_EQ(time->wall, At(MakeDate(2026, 3, 2), 9, 0));
  EXPECT_EQ(time->offset, hours{1});
  EXPECT_EQ(FormatUtcBasic(time->instant()), "20260302T080000Z");
  EXPECT_EQ(ParseRfc3339("2026-03-02T08:00:00.250Z")->instant(), time->instant());
  EXPECT_EQ(ParseRfc3339("2026-03-02 04:30-03:30")->instant(), time->instant());
}

TEST(ParseRfc3339, CountsALeapSecondAsTheOneBefore) {
  EXPECT_EQ(ParseRfc3339("2016-12-31T23:59:60Z"), ParseRfc3339("2016-12-31T23:59:59Z"));
}

TEST(ParseRfc3339, RefusesWhatHasNoOffset) {
  for (const char* text :
       {"2026-03-02T09:00:00", "2026-03-02T09:00:00+1:00", "2026-03-02T09:00:00+0100",
        "2026-03-02T09:00:00+24:00", "2026-03-02T09:00:00+01:60", "2026-03-02T09:00:00.Z",
        "2026-03-02T09:00:00ZZ", "2026-03-02T09:00:00+01:00 ", "2026-03-02", ""}) {
    EXPECT_FALSE(ParseRfc3339(text)) << text;
  }
}

TEST(ParseUtcBasic, TakesTheFormOfCalendarsOnly) {
  EXPECT_EQ(FormatUtcBasic(*ParseUtcBasic("20260302T080000Z")), "20260302T080000Z");
  for (const char* text :
       {"20260302T080000", "2026-03-02T08:00:00Z", "20260302", "20260230T080000Z",
        "20260302T240000Z", "20260302T086000Z", "20260302T080000ZZ", ""}) {
    EXPECT_FALSE(ParseUtcBasic(text)) << text;
  }
}

RC_GTEST_PROP(CivilTime, EveryFormReadsBackAsItself, ()) {
  // 1900-01-01 to 2200-12-31 in seconds around 1970.
  const auto count = *rc::gen::inRange<std::int64_t>(-2208988800, 7289654400);
  const LocalTime time{seconds{count}};
  RC_ASSERT(ParseLocal(FormatLocal(time)) == time);
  RC_ASSERT(ParseDate(FormatDate(DateOf(time))) == DateOf(time));
  const Instant instant{seconds{count}};
  RC_ASSERT(ParseUtcBasic(FormatUtcBasic(instant)) == instant);
  const minutes offset{*rc::gen::inRange(-14 * 60, 14 * 60 + 1)};
  const auto read = ParseRfc3339(FormatRfc3339(time, offset));
  RC_ASSERT(read && read->wall == time && read->offset == offset);
}

RC_GTEST_PROP(CivilTime, NoTextMakesAParserFail, (const std::string& text)) {
  ParseDate(text);
  ParseLocal(text);
  ParseRfc3339(text);
  ParseUtcBasic(text);
  ParseTimeOfDay(text);
}

}  // namespace
}  // namespace touchbase
