// Events and their recurrences as occurrences. The expected dates were counted on a calendar.
#include "ical/expand.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "tests/ical/sample.h"

namespace touchbase::ical {
namespace {

std::string Calendar(const std::string& inside) {
  std::string text = "BEGIN:VCALENDAR\nVERSION:2.0\n";
  std::string rest = inside;
  if (rest.find("BEGIN:VEVENT") == std::string::npos) {
    rest = "BEGIN:VEVENT\nUID:one\nSUMMARY:Standup\n" + rest + "\nEND:VEVENT";
  }
  return text + rest + "\nEND:VCALENDAR\n";
}

ExpandWindow Window(const char* from, const char* to) { return {*ParseDate(from), *ParseDate(to)}; }

std::string Show(const std::vector<Occurrence>& occurrences) {
  std::string text;
  for (const Occurrence& one : occurrences) {
    if (!text.empty()) text += ", ";
    text += FormatLocal(one.start).substr(5);
    const bool same_day = DateOf(one.start) == DateOf(one.end);
    text += "-" + FormatLocal(one.end).substr(same_day ? 11 : 5);
    if (one.cancelled) text += " cancelled";
    if (one.declined) text += " declined";
    if (!one.opaque) text += " free";
  }
  return text;
}

struct Row {
  const char* claim;
  const char* lines;
  const char* expected;
};

class Expand : public testing::TestWithParam<Row> {};

TEST_P(Expand, GivesTheOccurrencesOfMarch) {
  const std::vector<std::string> mine = {"ana@x.example"};
  const Expansion found =
      ExpandEvents(Calendar(GetParam().lines), Berlin(), Window("2026-03-01", "2026-04-01"), mine);
  EXPECT_EQ(Show(found.occurrences), GetParam().expected) << GetParam().claim;
  EXPECT_TRUE(found.warnings.empty()) << found.warnings.front();
}

const char* const kFirmZone =
    "BEGIN:VTIMEZONE\nTZID:Firm\nBEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:+0200\n"
    "TZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\n"
    "BEGIN:VEVENT\nUID:z\nDTSTART;TZID=Firm:20260302T100000\nDURATION:PT1H\nEND:VEVENT";

const Row kTimes[] = {
    {"UTC", "DTSTART:20260302T080000Z\nDTEND:20260302T090000Z", "03-02 09:00-10:00"},
    {"Floating", "DTSTART:20260302T080000\nDTEND:20260302T090000", "03-02 08:00-09:00"},
    {"Olson", "DTSTART;TZID=America/New_York:20260302T080000\nDURATION:PT30M", "03-02 14:00-14:30"},
    {"Windows", "DTSTART;TZID=Eastern Standard Time:20260302T080000\nDURATION:PT30M",
     "03-02 14:00-14:30"},
    {"OwnZone", kFirmZone, "03-02 09:00-10:00"},
    {"NoEnd", "DTSTART:20260302T080000Z", "03-02 09:00-09:00"},
    {"EndFirst", "DTSTART:20260302T080000Z\nDTEND:20260302T070000Z", "03-02 09:00-09:00"},
    {"DayOpen", "DTSTART;VALUE=DATE:20260302", "03-02 00:00-03-03 00:00 free"},
    {"DayOpaque", "DTSTART;VALUE=DATE:20260302\nTRANSP:OPAQUE", "03-02 00:00-03-03 00:00"},
    {"Days", "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260305\nTRANSP:OPAQUE",
     "03-02 00:00-03-05 00:00"},
    {"DaysByDuration", "DTSTART;VALUE=DATE:20260302\nDURATION:P2D\nTRANSP:OPAQUE",
     "03-02 00:00-03-04 00:00"},
    {"Transparent", "DTSTART:20260302T080000Z\nTRANSP:TRANSPARENT", "03-02 09:00-09:00 free"},
    {"Cancelled", "DTSTART:20260302T080000Z\nSTATUS:CANCELLED", "03-02 09:00-09:00 cancelled"},
    {"Declined",
     "DTSTART:20260302T080000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:Ana@x.example\n"
     "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@x.example",
     "03-02 09:00-09:00 declined"},
    {"DeclinedByOthers",
     "DTSTART:20260302T080000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:bob@x.example",
     "03-02 09:00-09:00"},
    {"IntoTheWindow", "DTSTART:20260228T220000Z\nDTEND:20260301T010000Z",
     "02-28 23:00-03-01 02:00"},
    {"BeforeTheWindow", "DTSTART:20260228T220000Z\nDTEND:20260228T230000Z", ""},
    {"AfterTheWindow", "DTSTART:20260401T080000Z", ""},
    {"AcrossTheGap", "DTSTART;TZID=Europe/Berlin:20260329T010000\nDURATION:PT2H",
     "03-29 01:00-04:00"},
    {"InTheGap", "DTSTART;TZID=Europe/Berlin:20260329T023000\nDURATION:PT1H", "03-29 03:30-04:30"},
};
INSTANTIATE_TEST_SUITE_P(Times, Expand, testing::ValuesIn(kTimes),
                         [](const auto& row) { return std::string(row.param.claim); });

#define AT "DTSTART;TZID=Europe/Berlin:20260302T090000\nDURATION:PT1H\n"
#define DAY "DTSTART;VALUE=DATE:20260302\n"
const Row kRules[] = {
    {"WeeklyStaysAtItsHour", AT "RRULE:FREQ=WEEKLY",
     "03-02 09:00-10:00, 03-09 09:00-10:00, 03-16 09:00-10:00, 03-23 09:00-10:00, "
     "03-30 09:00-10:00"},
    // New York changed on 8 March, Berlin on 29 March.
    {"OfAnotherZone", "DTSTART;TZID=America/New_York:20260302T090000\nRRULE:FREQ=WEEKLY",
     "03-02 15:00-15:00, 03-09 14:00-14:00, 03-16 14:00-14:00, 03-23 14:00-14:00, "
     "03-30 15:00-15:00"},
    {"UtcFollowsNoClock", "DTSTART:20260323T080000Z\nRRULE:FREQ=WEEKLY",
     "03-23 09:00-09:00, 03-30 10:00-10:00"},
    {"Count", AT "RRULE:FREQ=DAILY;COUNT=3",
     "03-02 09:00-10:00, 03-03 09:00-10:00, 03-04 09:00-10:00"},
    {"CountFromLongAgo", "DTSTART:20200302T080000Z\nRRULE:FREQ=DAILY;COUNT=2192",
     "03-01 09:00-09:00, 03-02 09:00-09:00"},
    {"Until", AT "RRULE:FREQ=DAILY;UNTIL=20260303T080000Z", "03-02 09:00-10:00, 03-03 09:00-10:00"},
    {"UntilADay", AT "RRULE:FREQ=DAILY;UNTIL=20260303", "03-02 09:00-10:00, 03-03 09:00-10:00"},
    {"UntilOfDays", DAY "RRULE:FREQ=DAILY;UNTIL=20260303",
     "03-02 00:00-03-03 00:00 free, 03-03 00:00-03-04 00:00 free"},
    {"EverySecondWeekOnTwoDays", AT "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=MO",
     "03-02 09:00-10:00, 03-05 09:00-10:00, 03-16 09:00-10:00, 03-19 09:00-10:00, "
     "03-30 09:00-10:00"},
    // RFC 5545 3.8.5.3 shows that WKST matters here: Tuesday and Sunday, every second week.
    {"WeekBeginsOnMonday",
     "DTSTART:20260303T080000Z\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
     "03-03 09:00-09:00, 03-08 09:00-09:00, 03-17 09:00-09:00, 03-22 09:00-09:00"},
    {"WeekBeginsOnSunday",
     "DTSTART:20260303T080000Z\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
     "03-03 09:00-09:00, 03-15 09:00-09:00, 03-17 09:00-09:00, 03-29 10:00-10:00"},
    {"SecondTuesday", "DTSTART:20260113T080000Z\nRRULE:FREQ=MONTHLY;BYDAY=2TU",
     "03-10 09:00-09:00"},
    {"LastFriday", "DTSTART:20260130T080000Z\nRRULE:FREQ=MONTHLY;BYDAY=-1FR", "03-27 09:00-09:00"},
    {"LastWorkingDay",
     "DTSTART:20260130T080000Z\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
     "03-31 10:00-10:00"},
    {"The31st", "DTSTART:20260131T080000Z\nRRULE:FREQ=MONTHLY;COUNT=2", "03-31 10:00-10:00"},
    {"LastDayOfTheMonth", "DTSTART:20260131T080000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1",
     "03-31 10:00-10:00"},
    {"FridayThe13th", "DTSTART:20260213T080000Z\nRRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
     "03-13 09:00-09:00"},
    {"Yearly", "DTSTART;VALUE=DATE:19710317\nRRULE:FREQ=YEARLY", "03-17 00:00-03-18 00:00 free"},
    {"YearlyByDayOfMonth", "DTSTART:20250309T080000Z\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
     "03-08 09:00-09:00"},
    {"YearDay", "DTSTART:20250310T080000Z\nRRULE:FREQ=YEARLY;BYYEARDAY=69", "03-10 09:00-09:00"},
    {"WeekNumber", "DTSTART:20250310T080000Z\nRRULE:FREQ=YEARLY;BYWEEKNO=11;BYDAY=MO",
     "03-09 09:00-09:00"},
    {"TwiceADay", "DTSTART:20260302T080000Z\nRRULE:FREQ=DAILY;COUNT=3;BYHOUR=8,14",
     "03-02 09:00-09:00, 03-02 15:00-15:00, 03-03 09:00-09:00"},
    {"FirstIsAlwaysOne", "DTSTART:20260302T080000Z\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2",
     "03-02 09:00-09:00, 03-03 09:00-09:00"},
};
INSTANTIATE_TEST_SUITE_P(Rules, Expand, testing::ValuesIn(kRules),
                         [](const auto& row) { return std::string(row.param.claim); });

#define EVENT(lines) "BEGIN:VEVENT\nUID:one\nSUMMARY:Standup\n" lines "\nEND:VEVENT\n"
#define SERIES AT "RRULE:FREQ=DAILY;COUNT=3\n"
const Row kExceptions[] = {
    {"Exdate", SERIES "EXDATE;TZID=Europe/Berlin:20260303T090000",
     "03-02 09:00-10:00, 03-04 09:00-10:00"},
    {"ExdateInUtc", SERIES "EXDATE:20260303T080000Z,20260304T080000Z", "03-02 09:00-10:00"},
    {"ExdateADay", SERIES "EXDATE;VALUE=DATE:20260303", "03-02 09:00-10:00, 03-04 09:00-10:00"},
    {"ExdateOfDays", DAY "RRULE:FREQ=DAILY;COUNT=2\nEXDATE;VALUE=DATE:20260302",
     "03-03 00:00-03-04 00:00 free"},
    {"ExdateOfAnotherHourIsNone", AT "RRULE:FREQ=DAILY;COUNT=1\nEXDATE:20260302T090000Z",
     "03-02 09:00-10:00"},
    {"Rdate", AT "RDATE;TZID=Europe/Berlin:20260320T110000,20260302T090000",
     "03-02 09:00-10:00, 03-20 11:00-12:00"},
    {"RdatePeriod",
     AT "RDATE;VALUE=PERIOD:20260320T100000Z/PT15M,20260321T100000Z/20260321T103000Z",
     "03-02 09:00-10:00, 03-20 11:00-11:15, 03-21 11:00-11:30"},
    {"Exrule", SERIES "EXRULE:FREQ=DAILY;INTERVAL=2", "03-02 09:00-10:00, 03-03 09:00-10:00"},
    {"Moved",
     EVENT(SERIES) EVENT("RECURRENCE-ID;TZID=Europe/Berlin:20260303T090000\n"
                         "DTSTART;TZID=Europe/Berlin:20260303T160000\nDURATION:PT1H"),
     "03-02 09:00-10:00, 03-03 16:00-17:00, 03-04 09:00-10:00"},
    {"MovedInUtc", EVENT(SERIES) EVENT("RECURRENCE-ID:20260303T080000Z\nDTSTART:20260310T150000Z"),
     "03-02 09:00-10:00, 03-04 09:00-10:00, 03-10 16:00-16:00"},
    {"MovedOutOfTheWindow",
     EVENT(SERIES) EVENT("RECURRENCE-ID:20260303T080000Z\nDTSTART:20260410T150000Z"),
     "03-02 09:00-10:00, 03-04 09:00-10:00"},
    {"MovedIntoTheWindow",
     EVENT("DTSTART:20260201T080000Z\nRRULE:FREQ=DAILY;COUNT=2")
         EVENT("RECURRENCE-ID:20260202T080000Z\nDTSTART:20260310T150000Z"),
     "03-10 16:00-16:00"},
    {"OneCancelled",
     EVENT(SERIES) EVENT("RECURRENCE-ID:20260303T080000Z\nDTSTART:20260303T080000Z\n"
                         "STATUS:CANCELLED"),
     "03-02 09:00-10:00, 03-03 09:00-09:00 cancelled, 03-04 09:00-10:00"},
    {"LaterChangeCounts",
     EVENT(SERIES) EVENT("RECURRENCE-ID:20260303T080000Z\nDTSTART:20260303T120000Z\nSEQUENCE:2")
         EVENT("RECURRENCE-ID:20260303T080000Z\nDTSTART:20260303T180000Z\nSEQUENCE:1"),
     "03-02 09:00-10:00, 03-03 13:00-13:00, 03-04 09:00-10:00"},
    {"InvitedToOneOnly", EVENT("RECURRENCE-ID:20260303T080000Z\nDTSTART:20260303T080000Z"),
     "03-03 09:00-09:00"},
    {"DayBecomesAnHour",
     EVENT(DAY "RRULE:FREQ=DAILY;COUNT=2")
         EVENT("RECURRENCE-ID;VALUE=DATE:20260303\nDTSTART:20260303T080000Z"),
     "03-02 00:00-03-03 00:00 free, 03-03 09:00-09:00"},
};
INSTANTIATE_TEST_SUITE_P(Exceptions, Expand, testing::ValuesIn(kExceptions),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST(ExpandFields, ArePeopleTitleAndWhetherItRepeats) {
  const Expansion found = ExpandEvents(
      Calendar(AT "RRULE:FREQ=WEEKLY;COUNT=1\nDESCRIPTION:a\\nb\nX-TOUCHBASE-KEY:1\n"
                  "ORGANIZER:mailto:BOSS@x.example\n"
                  "ATTENDEE;CN=\"Roth, Jana\";PARTSTAT=TENTATIVE:MAILTO:Jana@x.example\n"
                  "ATTENDEE;CUTYPE=ROOM:mailto:room@x.example"),
      Berlin(), Window("2026-03-01", "2026-04-01"), {});
  ASSERT_EQ(found.occurrences.size(), 1U);
  const Occurrence& one = found.occurrences.front();
  EXPECT_EQ(one.uid, "one");
  EXPECT_EQ(one.recurrence, "20260302T080000Z");
  EXPECT_EQ(one.title, "Standup");
  EXPECT_EQ(one.description, "a\nb");
  EXPECT_EQ(one.organizer, "boss@x.example");
  EXPECT_TRUE(one.recurring);
  EXPECT_TRUE(one.keyed);
  ASSERT_EQ(one.attendees.size(), 2U);
  EXPECT_EQ(one.attendees[0].email, "jana@x.example");
  EXPECT_EQ(one.attendees[0].name, "Roth, Jana");
  EXPECT_EQ(one.attendees[0].status, PartStat::kTentative);
  EXPECT_TRUE(one.attendees[0].is_person);
  EXPECT_FALSE(one.attendees[1].is_person);
}

TEST(ExpandFields, OfAHourThatHappensTwiceTheFirstIsMeant) {
  const Expansion found =
      ExpandEvents(Calendar("DTSTART;TZID=Europe/Berlin:20261025T023000\nDURATION:PT1H"),
                   LoadZone("UTC").operator*(), Window("2026-10-25", "2026-10-26"), {});
  EXPECT_EQ(Show(found.occurrences), "10-25 00:30-01:30");
}

// ---------------------------------------------------------------- what is not followed

class Refused : public testing::TestWithParam<const char*> {};

TEST_P(Refused, RuleLeavesTheFirstTimeAndAWarning) {
  const Expansion found = ExpandEvents(Calendar(AT "RRULE:" + std::string(GetParam())), Berlin(),
                                       Window("2026-03-01", "2026-04-01"), {});
  EXPECT_EQ(Show(found.occurrences), "03-02 09:00-10:00");
  ASSERT_EQ(found.warnings.size(), 1U);
  EXPECT_NE(found.warnings.front().find("\"Standup\": its repetition is not followed"),
            std::string::npos)
      << found.warnings.front();
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Refused,
    testing::Values(
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY", "FREQ=HOURLY;COUNT=9",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=2147483648", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55,57",
        "FREQ=DAILY;BYMONTH=13", "FREQ=MONTHLY;BYDAY=54MO", "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=MONTHLY;BYSETPOS=0", "FREQ=MONTHLY;BYSETPOS=400", "FREQ=WEEKLY;BYYEARDAY=7",
        "FREQ=DAILY;UNTIL=soon", "FREQ=YEARLY;RSCALE=CHINESE", "FREQ=DAILY;COLOUR=RED", "BYDAY=MO",
        "", "FREQ", ";;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;", "FREQ=FORTNIGHTLY"));

TEST(ExpandBounds, AThousandTimesOfOneEventAreEnough) {
  const Expansion found =
      ExpandEvents(Calendar(AT "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12"), Berlin(),
                   Window("2026-03-01", "2027-03-01"), {});
  EXPECT_EQ(found.occurrences.size(), kMostOccurrences);
  ASSERT_EQ(found.warnings.size(), 1U);
  EXPECT_NE(found.warnings.front().find("too often"), std::string::npos);
}

TEST(ExpandBounds, TextThatIsNoCalendarIsAWarning) {
  for (const std::string& text : {std::string(), std::string("hello"), std::string(2 << 20, 'x'),
                                  std::string("BEGIN:VCARD\nEND:VCARD\n")}) {
    const Expansion found = ExpandEvents(text, Berlin(), Window("2026-03-01", "2026-04-01"), {});
    EXPECT_TRUE(found.occurrences.empty());
    EXPECT_EQ(found.warnings.size(), 1U);
  }
}

#ifdef __SANITIZE_ADDRESS__
constexpr double kSlowdown = 10;
#else
constexpr double kSlowdown = 1;
#endif

// Of the processor: others may be at work beside it.
TEST(ExpandBounds, HostileObjectsTakeLessThanASecondEach) {
  std::string many_rules;
  for (int i = 0; i < 3000; ++i) {
    many_rules += "BEGIN:VEVENT\nUID:" + std::to_string(i) +
                  "\nDTSTART:19000101T080000Z\nRRULE:FREQ=DAILY;COUNT=100000\nEND:VEVENT\n";
  }
  std::string many_zones = "BEGIN:VEVENT\nUID:z\nDTSTART:20260302T080000Z\nRRULE:FREQ=DAILY\n";
  for (int i = 0; i < 15000; ++i) many_zones += "EXDATE;TZID=No:20260302T080000\n";
  std::string dates = "DTSTART:20260302T080000Z\nRDATE:20260302T080000Z";
  for (int i = 0; i < 14000; ++i) dates += ",20260302T080000Z";
  std::string list = "DTSTART:19000101T080000Z\nRRULE:FREQ=YEARLY;COUNT=100000;BYYEARDAY=1";
  for (int i = 2; i <= 366; ++i) list += "," + std::to_string(i);
  for (const std::string& lines :
       {many_rules, many_zones + "END:VEVENT", dates, list,
        std::string("DTSTART:19000229T080000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;"
                    "BYDAY=MO;BYWEEKNO=50;COUNT=3"),
        std::string("DTSTART:19000101T080000Z\nRRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366;COUNT=2"),
        std::string("DTSTART:19000101T080000Z\nDTEND:22000101T080000Z\nRRULE:FREQ=DAILY")}) {
    const std::clock_t begin = std::clock();
    const Expansion found =
        ExpandEvents(Calendar(lines), Berlin(), Window("2026-03-01", "2026-04-01"), {});
    const double cpu_s = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(cpu_s, kSlowdown * 1.0) << lines.substr(0, 100);
    EXPECT_LE(found.warnings.size(), 21U);
  }
}

}  // namespace
}  // namespace touchbase::ical
