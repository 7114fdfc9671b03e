// What the user's other calendars and feeds do to the plan, through whole runs.
#include "sync/core/other_calendars.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "sync/core/read_book.h"
#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::string Event(const std::string& uid, const std::string& lines) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:" + uid +
         "\r\nDTSTAMP:20260301T080000Z\r\nSUMMARY:" + uid + "\r\n" + lines +
         "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

// The working hours of that many days from 2 March on.
std::string AllDayLong(int count) {
  return "DTSTART;TZID=Europe/Berlin:20260302T080000\r\nDTEND;TZID=Europe/Berlin:20260302T210000"
         "\r\nRRULE:FREQ=DAILY;COUNT=" +
         std::to_string(count);
}

class MemoryFeeds : public Feeds {
 public:
  FeedAnswer Read(const std::string& source, const std::string& tag) override {
    ++asked;
    if (broken) return {FeedAnswer::End::kFailed, {}, {}, "the calendar x: 500"};
    if (tag == tags[source]) return {FeedAnswer::End::kUnchanged, {}, {}, {}};
    return {FeedAnswer::End::kRead, texts[source], tags[source], {}};
  }
  std::map<std::string, std::string> texts, tags;
  bool broken = false;
  int asked = 0;
};

class Others : public testing::Test {
 protected:
  Others() {
    bench.settings.busy_calendars = {"*"};
    bench.settings.away_words = {"vacation", "out of office"};
    bench.settings.own_addresses = {"ana@x.example"};
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 08:15");
    work = bench.server.AddCalendar("/ana/work/", "Work");
  }
  void Put(const std::string& uid, const std::string& lines) {
    bench.server.Put(work, "/ana/work/" + uid + ".ics", Event(uid, lines));
  }
  std::string BlockAt() {
    const auto block = bench.Block("Bo");
    return block && block->item.start ? FormatLocal(*block->item.start) : "none";
  }
  // The state after a run, and that the run after it asks for the survey alone.
  RunReport RunTwice() {
    const RunReport report = bench.Run();
    const RunReport again = bench.Run();
    EXPECT_TRUE(again.quiet);
    EXPECT_EQ(again.requests, 1);
    return report;
  }
  OtherTimes Times() { return OtherTimesOf(bench.machine.base); }

  Bench bench;
  Href work;
};

TEST_F(Others, WithoutEventsTheBlockIsWhereItIsPreferred) {
  RunTwice();
  EXPECT_TRUE(Times().busy.empty());
  EXPECT_NE(BlockAt(), "none");
}

struct Row {
  const char* claim;
  const char* lines;
  bool blocks;
};
class OthersTable : public Others, public testing::WithParamInterface<Row> {};

TEST_P(OthersTable, BlocksTheTimeOrNot) {
  Put("e", GetParam().lines);
  RunTwice();
  EXPECT_EQ(!Times().busy.empty(), GetParam().blocks);
}

#define AT "DTSTART;TZID=Europe/Berlin:20260303T090000\r\nDURATION:PT8H\r\n"
#define DAY "DTSTART;VALUE=DATE:20260303\r\n"
const Row kRows[] = {
    {"Plain", AT, true},
    {"Transparent", AT "TRANSP:TRANSPARENT", false},
    {"Cancelled", AT "STATUS:CANCELLED", false},
    {"DeclinedByMe", AT "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@x.example", false},
    {"DeclinedByBob", AT "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@x.example", true},
    {"AllDay", DAY, false},
    {"AllDayOpaque", DAY "TRANSP:OPAQUE", true},
    {"CopyOfOurs", AT "X-TOUCHBASE-KEY:0123", false},
    {"LongAgo", "DTSTART:20200303T090000Z\r\nDURATION:PT8H", false},
    {"WeeklySinceLongAgo", "DTSTART:20200303T090000Z\r\nDURATION:PT8H\r\nRRULE:FREQ=WEEKLY", true},
    {"Hostile", AT "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", true},
};
INSTANTIATE_TEST_SUITE_P(Events, OthersTable, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST_F(Others, DeclinedUnderAnAddressThatTheServerKnowsIsDeclined) {
  bench.server.own_addresses = {"ana.berg@work.example"};
  Put("e", AT "ATTENDEE;PARTSTAT=DECLINED:mailto:Ana.Berg@work.example");
  RunTwice();
  EXPECT_TRUE(Times().busy.empty());
}

// In the calendar that the follow-ups are in.
class OwnEvents : public Others {
 protected:
  OwnEvents() {
    bench.Run();
    ours = bench.Block("Bo")->collection;
    before = BlockAt();
  }
  void PutThere(const std::string& lines, const std::string& uid = "own") {
    bench.server.Put(ours, ours.value + uid + ".ics", Event(uid, lines));
    bench.At("2026-03-02 20:00");
    bench.Run();
    bench.At("2026-03-03 06:00");  // an item that was written today stays where it is
    RunTwice();
  }
  std::string PlannedAt() {
    ReadBook read;
    const Plan plan = PlanFromBase(bench.book, bench.machine.base, bench.settings, bench.now(),
                                   *bench.zone, {}, &read);
    return plan.follow_ups.empty() ? "none" : FormatLocal(plan.follow_ups[0].start);
  }
  Href ours;
  std::string before;
};

TEST_F(OwnEvents, BlockTheirTimesBeyondTheFirst) {
  PutThere("DTSTART;TZID=Europe/Berlin:20260101T" + before.substr(11, 2) +
           "0000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY");
  EXPECT_NE(BlockAt(), before);
  EXPECT_NE(BlockAt().substr(11, 2), before.substr(11, 2));
  EXPECT_EQ(PlannedAt(), BlockAt());
}

TEST_F(OwnEvents, DeclinedUnderAnAddressThatTheServerKnowsBlockNothing) {
  bench.server.own_addresses = {"ana.berg@work.example"};
  PutThere("DTSTART;TZID=Europe/Berlin:20260101T" + before.substr(11, 2) +
           "0000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n"
           "ATTENDEE;PARTSTAT=DECLINED:mailto:ana.berg@work.example");
  EXPECT_EQ(BlockAt(), before);
  EXPECT_EQ(PlannedAt(), before) << "without the network, too";
}

TEST_F(OwnEvents, SayThatTheUserIsAway) {
  PutThere("DTSTART;VALUE=DATE:20260303\r\nDTEND;VALUE=DATE:20260307", "vacation");
  EXPECT_GE(BlockAt(), "2026-03-07 00:00");
  EXPECT_EQ(PlannedAt(), BlockAt());
}

TEST_F(OwnEvents, CopiesOfOursBlockNothing) {
  const std::string hour = before.substr(11, 2) + before.substr(14, 2) + "00";
  const std::string day = before.substr(0, 4) + before.substr(5, 2) + before.substr(8, 2);
  PutThere("DTSTART;TZID=Europe/Berlin:" + day + "T" + hour +
           "\r\nDURATION:PT15M\r\nX-TOUCHBASE-KEY:0123");
  EXPECT_EQ(BlockAt(), before);
}

TEST_F(Others, FollowUpsAreNotOverBusyTimes) {
  Put("e", AllDayLong(2));
  RunTwice();
  EXPECT_GE(BlockAt(), "2026-03-04 00:00");
}

TEST_F(Others, NewBusyTimeMovesTheBlockOnceAndWithinItsTolerance) {
  RunTwice();
  const std::string before = BlockAt();
  const std::string day = before.substr(0, 4) + before.substr(5, 2) + before.substr(8, 2);
  const std::string hour = before.substr(11, 2) + before.substr(14, 2) + "00";
  Put("e", "DTSTART;TZID=Europe/Berlin:" + day + "T" + hour + "\r\nDURATION:PT15M");
  bench.Run();
  EXPECT_EQ(BlockAt(), before) << "written today already";
  bench.At("2026-03-03 06:00");
  RunTwice();
  const std::string after = BlockAt();
  EXPECT_NE(after, before);
  EXPECT_EQ(after.substr(0, 10), before.substr(0, 10));
  bench.server.Delete(work, "/ana/work/e.ics");
  RunTwice();
  EXPECT_EQ(BlockAt(), after) << "a time that became free moves nothing";
}

TEST_F(Others, EventThatMovedFreesItsTime) {
  Put("e", "DTSTART:20260310T090000Z\r\nDURATION:PT1H");
  RunTwice();
  Put("e", "DTSTART:20260311T090000Z\r\nDURATION:PT1H");
  RunTwice();
  ASSERT_EQ(Times().busy.size(), 1U);
  EXPECT_EQ(FormatLocal(Times().busy[0].start), "2026-03-11 10:00");
}

TEST_F(Others, AreReadWithTextOnceAndByETagAfterwards) {
  Put("a", "DTSTART:20260310T090000Z\r\nDURATION:PT1H");
  Put("b", "DTSTART:20260311T090000Z\r\nDURATION:PT1H");
  RunTwice();
  CallLog& log = bench.server.log();
  EXPECT_EQ(log.Count("Window memory://server/ana/work/ with text"), 1);
  Put("b", "DTSTART:20260312T090000Z\r\nDURATION:PT1H");
  bench.server.Delete(work, "/ana/work/a.ics");
  RunTwice();
  EXPECT_EQ(log.Count("Window memory://server/ana/work/ with text"), 1);
  EXPECT_EQ(log.Count("Fetch /ana/work/b.ics"), 1);
  EXPECT_EQ(log.Count("Fetch /ana/work/a.ics"), 0);
  EXPECT_EQ(Times().busy.size(), 1U);
  bench.At("2026-03-05 07:00");
  const int asked = log.Count("Window");
  bench.Run();
  EXPECT_EQ(log.Count("Window"), asked) << "the window is wider than the horizon";
  bench.At("2026-04-20 07:00");
  bench.Run();
  EXPECT_EQ(log.Count("Window"), asked + 2) << "the days have moved on";
}

TEST_F(Others, CalendarThatFailsIsNamedAndItsCopiesCount) {
  Put("e", "DTSTART:20260310T090000Z\r\nDURATION:PT1H");
  RunTwice();
  Put("f", "DTSTART:20260311T090000Z\r\nDURATION:PT1H");
  bench.server.unreadable = work;
  const RunReport report = bench.Run();
  EXPECT_THAT(report.warnings, Contains(HasSubstr("\"Work\" could not be read")));
  EXPECT_TRUE(report.failed.empty());
  EXPECT_EQ(Times().busy.size(), 1U);
  EXPECT_FALSE(bench.Run().quiet);
  bench.server.unreadable = Href{};
  RunTwice();
  EXPECT_EQ(Times().busy.size(), 2U);
}

TEST_F(Others, CalendarsNotNamedAreNotRead) {
  bench.settings.busy_calendars = {"Home", "Work"};
  Put("e", AT);
  bench.server.AddCalendar("/ana/club/", "Club");
  const RunReport report = RunTwice();
  EXPECT_THAT(report.warnings, Contains(HasSubstr("the calendar \"Home\"")));
  EXPECT_EQ(bench.server.log().Count("Window memory://server/ana/club/"), 0);
  EXPECT_EQ(NamesOfOthers(bench.machine.base), std::vector<std::string>{"Work"});
  bench.settings.busy_calendars = {};
  bench.settings.fingerprint += "x";
  RunTwice();
  EXPECT_TRUE(Times().busy.empty());
  EXPECT_TRUE(bench.machine.base.ForeignCopies(work).empty());
}

TEST_F(Others, DaysAwayAndTheirWordsAreWholePhrases) {
  Put("trip", DAY "DTEND;VALUE=DATE:20260306\r\nSUMMARY:x");
  bench.server.Put(work, "/ana/work/v.ics",
                   "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:v\r\nDTSTART;VALUE=DATE:20260303\r\n"
                   "DTEND;VALUE=DATE:20260306\r\nSUMMARY:Ana: VACATION!\r\nEND:VEVENT\r\n"
                   "END:VCALENDAR\r\n");
  RunTwice();
  ASSERT_EQ(Times().away.size(), 1U);
  EXPECT_EQ(FormatDate(Times().away[0].first), "2026-03-03");
  EXPECT_EQ(FormatDate(Times().away[0].last), "2026-03-05");
  EXPECT_GE(BlockAt(), "2026-03-06 00:00");
}

TEST(OtherTimes, AwayIsAWholePhraseOrItsTag) {
  const std::vector<std::string> words = {"vacation", "out of office"};
  const std::map<std::string, bool> titles = {
      {"Vacation", true},       {"my  VACATION 2026", true},
      {"Out of Office", true},  {"out of the office", false},
      {"vacations", false},     {"Trip #away", true},
      {"Trip #awayday", false}, {"", false},
      {"prevacation", false}};
  for (const auto& [title, away] : titles) {
    ical::Occurrence event;
    event.title = title;
    event.all_day = true;
    EXPECT_EQ(SaysAway(event, words), away) << title;
    event.all_day = false;
    EXPECT_FALSE(SaysAway(event, words)) << title;
  }
}

TEST(OtherTimes, AreReadAsTheyWereWritten) {
  OtherTimes times;
  const LocalTime nine = *ParseLocal("2026-03-02 09:00");
  times.busy = {{nine + hours{1}, nine + hours{2}}, {nine, nine + hours{1}}, {nine, nine}};
  times.away = {{DateOf(nine), DateOf(nine) + days{3}}};
  times.holidays = {DateOf(nine), DateOf(nine)};
  Tidy(&times);
  const OtherTimes read = OtherTimesFrom(ToText(times));
  ASSERT_EQ(read.busy.size(), 1U) << "times that touch are one";
  EXPECT_EQ(read.busy[0].end, nine + hours{2});
  EXPECT_EQ(read.away, times.away);
  EXPECT_EQ(read.holidays, std::vector<Date>{DateOf(nine)});
  EXPECT_TRUE(OtherTimesFrom("b 5 3\nx\n\nb\nq 1 2\n").busy.empty());
}

TEST_F(Others, PlanWithoutTheNetworkSeesTheSameTimes) {
  Put("e", AllDayLong(3));
  RunTwice();
  ReadBook read;
  const Plan plan = PlanFromBase(bench.book, bench.machine.base, bench.settings, bench.now(),
                                 *bench.zone, {}, &read);
  ASSERT_FALSE(plan.follow_ups.empty());
  EXPECT_EQ(FormatLocal(plan.follow_ups[0].start), BlockAt());
}

class FeedDays : public Others {
 protected:
  FeedDays() {
    bench.feeds = &feeds;
    feeds.texts[kUrl] = Event("carnival", DAY);
    feeds.tags[kUrl] = "1";
    bench.settings.holiday_sources = {kUrl};
  }
  static constexpr const char* kUrl = "https://holidays.example/secret/x.ics";
  MemoryFeeds feeds;
};

TEST_F(FeedDays, HolidaysComeFromAFeedAskedOnceADay) {
  RunTwice();
  EXPECT_EQ(Times().holidays, std::vector<Date>{*ParseDate("2026-03-03")});
  EXPECT_NE(BlockAt().substr(0, 10), "2026-03-03");
  EXPECT_EQ(feeds.asked, 1);
  bench.Log("bo", Kind::kFollowUp, "2026-03-02 06:30");
  bench.Run();
  EXPECT_EQ(feeds.asked, 1);
  bench.At("2026-03-03 07:00");
  bench.Run();
  EXPECT_EQ(feeds.asked, 2);
  EXPECT_EQ(Times().holidays.size(), 1U) << "unchanged (304): the copy counts";
  bench.At("2026-03-04 07:00");
  feeds.broken = true;
  const RunReport report = bench.Run();
  EXPECT_THAT(report.warnings, Contains(HasSubstr("500; what was known of it counts")));
  EXPECT_EQ(Times().holidays.size(), 1U);
  EXPECT_TRUE(bench.Run().quiet) << "a feed that fails keeps nothing busy";
}

TEST_F(FeedDays, AFeedThatFailsIsAskedAgainAnHourLater) {
  feeds.broken = true;
  const auto loud = [&] {  // a run that is not quiet
    RunOptions options;
    options.full = true;
    return bench.RunWith(options);
  };
  const auto warned = [](const RunReport& report) {
    return std::count_if(report.warnings.begin(), report.warnings.end(), [](const auto& text) {
      return text.find("the calendar x: 500") != std::string::npos;
    });
  };
  EXPECT_EQ(warned(loud()), 1);
  const int asked = feeds.asked;
  bench.At("2026-03-02 09:00");
  EXPECT_EQ(warned(loud()), 1) << "still true, and still said";
  EXPECT_EQ(feeds.asked, asked);
  bench.At("2026-03-02 09:20");
  feeds.broken = false;
  EXPECT_EQ(warned(loud()), 0);
  EXPECT_EQ(feeds.asked, asked + 1);
  EXPECT_EQ(Times().holidays.size(), 1U);
}

TEST_F(FeedDays, FeedInBusyBlocksTimeAndSaysNothingOfAway) {
  bench.settings.holiday_sources = {};
  bench.settings.busy_calendars = {kUrl};
  feeds.texts[kUrl] = Event("vacation", DAY) + "";
  RunTwice();
  EXPECT_TRUE(Times().away.empty());
  EXPECT_TRUE(Times().busy.empty());
  feeds.texts[kUrl] = Event("class", AT);
  feeds.tags[kUrl] = "2";
  bench.At("2026-03-03 07:00");
  RunTwice();
  EXPECT_EQ(Times().busy.size(), 1U);
}

}  // namespace
}  // namespace touchbase::test
