// Meetings and events of the user's other calendars, through whole runs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;

class RunMeetings : public testing::Test {
 protected:
  RunMeetings() {
    bench.settings.watched_calendars = {"*"};
    bench.settings.busy_calendars = {"*"};
    bench.AddContact("jana", "Jana Roth");
    work = bench.server.AddCalendar("/ana/work/", "Work");
    bench.At("2026-03-03 08:00");
  }

  // On 3 March, in Berlin's hours.
  void Put(const std::string& uid, const std::string& title, const std::string& start,
           const std::string& end, const std::string& mail = "") {
    std::string lines = "SUMMARY:" + title + "\r\nDTSTART;TZID=Europe/Berlin:" + start +
                        "\r\nDTEND;TZID=Europe/Berlin:" + end + "\r\n";
    if (!mail.empty()) lines += "ATTENDEE;PARTSTAT=ACCEPTED:mailto:" + mail + "\r\n";
    bench.server.Put(work, "/ana/work/" + uid + ".ics",
                     "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:" + uid +
                         "\r\nDTSTAMP:20260301T080000Z\r\n" + lines +
                         "END:VEVENT\r\nEND:VCALENDAR\r\n");
  }

  RunReport RunTwice() {
    const RunReport report = bench.Run();
    // A row that was written makes the next run look once more; the one after it has nothing to do.
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0);
    EXPECT_TRUE(bench.Run().quiet) << FormatLocal(bench.now());
    EXPECT_EQ(bench.Doubles(), "");
    return report;
  }

  std::string ThankYou() {
    const auto block = bench.Block("Jana", "thank-you");
    return block ? FormatLocal(*block->item.start) : "none";
  }
  // Halves of thank-yous and check-ins.
  int Following() {
    const std::vector<Seen> items = bench.Items();
    return static_cast<int>(std::count_if(items.begin(), items.end(), [](const Seen& seen) {
      std::string title = seen.item.title;
      title[0] = static_cast<char>(title[0] | 0x20);
      return title.find("thank-you") != title.npos || title.find("check in") != title.npos;
    }));
  }
  int MetRows() {
    const auto& rows = bench.book.touches();
    return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                          [](const Touch& row) { return row.kind == Kind::kMet; }));
  }

  Bench bench;
  Href work;
};

TEST_F(RunMeetings, BothBlocksStandAsSoonAsTheEventStands) {
  Put("lunch", "Lunch", "20260303T120000", "20260303T133000", "jana@x.example");
  RunTwice();
  EXPECT_EQ(ThankYou(), "2026-03-03 16:00") << "the first preferred quarter after it";
  EXPECT_TRUE(bench.Block("Jana", "check in"));
  EXPECT_EQ(MetRows(), 0) << "a meeting ahead is no row";
}

// The book holds the user, too, as many do.
TEST_F(RunMeetings, TheUserUnderAnAddressThatTheServerKnowsIsNotMet) {
  bench.server.own_addresses = {"jana@x.example"};
  Put("lunch", "Lunch", "20260303T120000", "20260303T133000", "jana@x.example");
  RunTwice();
  EXPECT_EQ(ThankYou(), "none");
}

TEST_F(RunMeetings, TheyMoveWithTheEventUnderTheSameUid) {
  Put("lunch", "Lunch", "20260305T120000", "20260305T133000", "jana@x.example");
  RunTwice();
  const std::string uid = bench.Block("Jana", "thank-you")->item.uid;
  bench.At("2026-03-04 08:00");
  Put("lunch", "Lunch", "20260306T120000", "20260306T133000", "jana@x.example");
  const RunReport report = RunTwice();
  EXPECT_EQ(ThankYou().substr(0, 10), "2026-03-06");
  EXPECT_EQ(bench.Block("Jana", "thank-you")->item.uid, uid);
  EXPECT_EQ(report.created + report.deleted, 0);
}

TEST_F(RunMeetings, TheyVanishWhenItIsCancelled) {
  for (int i = 0; i < 12; ++i) {
    const std::string name = "p" + std::to_string(i);
    bench.AddContact(name, "Person " + name);
    Put("e" + name, "Lunch", "20260305T120000", "20260305T133000", name + "@x.example");
  }
  RunTwice();
  EXPECT_EQ(Following(), 3 + 12 + 24) << "shared blocks, tasks, check-ins";
  bench.At("2026-03-04 08:00");
  for (int i = 0; i < 12; ++i) {
    bench.server.Delete(work, "/ana/work/ep" + std::to_string(i) + ".ics");
  }
  const RunReport report = bench.Run();
  EXPECT_EQ(report.guard, "") << "the calendar explains it";
  EXPECT_EQ(Following(), 0) << bench.Calendar();
  EXPECT_TRUE(bench.book.touches().empty());
}

TEST_F(RunMeetings, WhatIsOverIsLoggedOnce) {
  Put("lunch", "Lunch", "20260303T100000", "20260303T110000", "jana@x.example");
  RunTwice();
  const std::string uid = bench.Block("Jana", "thank-you")->item.uid;
  bench.At("2026-03-03 11:00");
  EXPECT_FALSE(bench.Run().quiet) << "the end of a meeting wakes the program";
  EXPECT_EQ(MetRows(), 1);
  RunTwice();
  EXPECT_EQ(MetRows(), 1);
  EXPECT_EQ(bench.Block("Jana", "thank-you")->item.uid, uid);
  bench.machine.base.Forget();
  RunTwice();
  EXPECT_EQ(MetRows(), 1);
  EXPECT_EQ(bench.Block("Jana", "thank-you")->item.uid, uid);
}

TEST_F(RunMeetings, ARowThatTheUserTookOutStaysOut) {
  bench.Log("jana", Kind::kNote, "2026-03-01 08:00");
  Put("lunch", "Lunch", "20260303T100000", "20260303T110000", "jana@x.example");
  bench.At("2026-03-03 11:15");
  RunTwice();
  bench.At("2026-03-06 08:00");
  RunTwice();
  bench.book.RemoveTouch(bench.book.touches().back().id);
  RunTwice();
  EXPECT_EQ(MetRows(), 0);
}

TEST_F(RunMeetings, MetWithSomebodyNewMakesAContactAndBothBlocks) {
  Put("coffee", "Coffee #met Jo Lane jo@new.example", "20260303T100000", "20260303T110000");
  const RunReport report = RunTwice();
  EXPECT_THAT(report.lines, testing::Contains("Jo Lane: a new contact"));
  ASSERT_EQ(bench.book.contacts().size(), 2U);
  EXPECT_TRUE(bench.Block("Jo", "thank-you"));
}

TEST_F(RunMeetings, ADryRunAddsNobody) {
  Put("coffee", "#met Jo Lane jo@new.example", "20260303T100000", "20260303T110000");
  RunOptions options;
  options.dry_run = true;
  bench.RunWith(options);
  EXPECT_EQ(bench.book.contacts().size(), 1U);
}

TEST_F(RunMeetings, TwoMatchesAreAskedAndNothingIsPlanned) {
  bench.AddContact("jana2", "Jana Roe");
  Put("coffee", "#met Jana", "20260303T100000", "20260303T110000");
  const RunReport report = RunTwice();
  EXPECT_THAT(report.warnings,
              testing::Contains(HasSubstr("Jana Roth (jana@x.example) or Jana Roe")));
  EXPECT_FALSE(bench.Block("Jana", "thank-you"));
}

TEST_F(RunMeetings, AnEventEndsWithADebriefWhoseLinesBecomePeople) {
  Put("fair", "Spring Fair #event", "20260303T090000", "20260303T150000");
  RunTwice();
  const auto debrief = bench.Block("Spring Fair");
  ASSERT_TRUE(debrief);
  EXPECT_GE(*debrief->item.start, Local("2026-03-03 15:00"));
  bench.At("2026-03-03 16:00");
  bench.Edit(*debrief, [](PhoneItem& item) {
    item.Type("[x] Jana Roth\nMax New, max@new.example, said: likes boats");
    item.MarkTitle("x ");
  });
  RunTwice();
  ASSERT_EQ(bench.book.contacts().size(), 2U);
  EXPECT_EQ(bench.book.contacts().back().email, "max@new.example");
  EXPECT_EQ(MetRows(), 1);
  EXPECT_NE(ThankYou(), "none");
  EXPECT_THAT(bench.LogText(), HasSubstr("likes boats"));
}

TEST_F(RunMeetings, TheLinesOfADebriefCountWhenItsQuarterIsOver) {
  Put("fair", "Spring Fair #event", "20260303T090000", "20260303T120000");
  RunTwice();
  const auto debrief = bench.Block("Spring Fair");
  ASSERT_TRUE(debrief);
  bench.Edit(*debrief, [](PhoneItem& item) { item.Type("Jana Roth"); });
  bench.At("2026-03-03 11:30");
  RunTwice();
  EXPECT_EQ(bench.book.touches().size(), 0U);
  bench.SetNow(*debrief->item.start + minutes{15});
  RunTwice();
  EXPECT_EQ(bench.book.touches().size(), 1U) << "there, and not marked";
  EXPECT_EQ(MetRows(), 0);
  bench.Edit(*bench.Block("Spring Fair"), [](PhoneItem& item) { item.Type("[x] Jana Roth"); });
  RunTwice();
  EXPECT_EQ(MetRows(), 1) << "marked later";
  EXPECT_EQ(bench.book.touches().size(), 2U);
}

TEST_F(RunMeetings, ADebriefWithLinesIsDoneWithItsDay) {
  Put("fair", "Spring Fair #event", "20260303T090000", "20260303T150000");
  RunTwice();
  const auto debrief = bench.Block("Spring Fair");
  ASSERT_TRUE(debrief);
  EXPECT_THAT(debrief->item.our_text, HasSubstr("Type below the last line whom you met."));
  EXPECT_THAT(debrief->item.our_text, testing::Not(HasSubstr("of whoever is done")));
  bench.At("2026-03-03 17:00");
  bench.Edit(*debrief, [](PhoneItem& item) { item.Type("Jana Roth\nMax New, max@new.example"); });
  RunTwice();
  EXPECT_EQ(bench.LogText().find("debrief\tdone"), std::string::npos);
  EXPECT_EQ(bench.Block("Spring Fair")->item.start, debrief->item.start);
  bench.At("2026-03-04 08:00");
  RunTwice();
  const auto after = bench.Find("Spring Fair", "", true);
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].item.start, debrief->item.start) << "it does not roll";
  EXPECT_TRUE(after[0].item.title.starts_with("\u2713")) << after[0].item.title;
  const auto closes = [](const Touch& row) {
    return row.kind == Kind::kDebrief && row.outcome == Outcome::kDone && row.contact.empty();
  };
  const std::vector<Touch> rows = bench.book.touches();
  EXPECT_EQ(std::count_if(rows.begin(), rows.end(), closes), 1);
  bench.machine.base.Forget();
  bench.At("2026-03-05 08:00");
  RunTwice();
  EXPECT_EQ(bench.book.touches().size(), rows.size());
}

TEST_F(RunMeetings, ADebriefWithoutLinesOrWithAQuestionRolls) {
  bench.AddContact("jana2", "Jana Roth");
  Put("fair", "Spring Fair #event", "20260303T090000", "20260303T150000");
  Put("show", "Boat Show #event", "20260303T090000", "20260303T160000");
  RunTwice();
  bench.At("2026-03-03 17:00");
  bench.Edit(*bench.Block("Boat Show"), [](PhoneItem& item) { item.Type("Jana Roth"); });
  RunTwice();
  bench.At("2026-03-04 08:00");
  RunTwice();
  for (const char* title : {"Spring Fair", "Boat Show"}) {
    const auto block = bench.Block(title);
    ASSERT_TRUE(block) << title;
    EXPECT_GE(*block->item.start, Local("2026-03-04 08:00")) << title;
  }
}

TEST_F(RunMeetings, WhatIsWrittenDownByHandIsNotLoggedAgain) {
  Put("lunch", "Lunch", "20260303T100000", "20260303T110000", "jana@x.example");
  bench.Log("jana", Kind::kMet, "2026-03-03 10:05");
  bench.At("2026-03-03 11:15");
  RunTwice();
  EXPECT_EQ(MetRows(), 1);
}

TEST_F(RunMeetings, AnyAddressOfSomebodyFindsThem) {
  std::vector<Contact> contacts = bench.book.contacts();
  contacts[0].email = "jana@x.example; j.roth@y.example";
  bench.book.SetContacts(contacts);
  Put("lunch", "Lunch", "20260303T100000", "20260303T110000", "j.roth@y.example");
  RunTwice();
  EXPECT_TRUE(bench.Block("Jana", "thank-you"));
}

}  // namespace
}  // namespace touchbase::test
