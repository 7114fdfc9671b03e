// What `clear` takes out, what it leaves, and what the runs after it do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

RunOptions ClearOptions(bool keep_done = false, bool dry_run = false) {
  RunOptions options;
  options.clear = true;
  options.keep_done = keep_done;
  options.dry_run = dry_run;
  return options;
}

RunOptions NewCalendar() {
  RunOptions options;
  options.new_calendar = true;
  return options;
}

// Bo and Cy were written to on Monday; it is Tuesday morning, before their slots.
class Clearing : public testing::Test {
 protected:
  Clearing() {
    bench.AddContact("bo", "Bo Lind");
    bench.AddContact("cy", "Cy Young");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.Log("cy", Kind::kFirst, "2026-03-02 08:10");
    bench.At("2026-03-02 12:00");
    bench.Run();
    bench.At("2026-03-03 08:00");
  }

  int Outcomes(Outcome outcome) const {
    int count = 0;
    for (const Touch& row : bench.book.touches()) count += row.outcome == outcome ? 1 : 0;
    return count;
  }
  bool Logged(const std::string& text) const {
    for (const Touch& row : bench.book.touches()) {
      if (row.notes.find(text) != std::string::npos) return true;
    }
    return false;
  }

  Bench bench;
};

TEST_F(Clearing, EverythingGoesAndNothingComesBackBySurprise) {
  const RunReport report = bench.RunWith(ClearOptions());
  EXPECT_EQ(report.deleted, 4);
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_THAT(bench.Items(), IsEmpty());
  EXPECT_EQ(Outcomes(Outcome::kSkipped), 0);
  for (const char* day : {"2026-03-03 08:15", "2026-03-05 09:00"}) {
    bench.At(day);
    bench.Log("bo", Kind::kReply, day);
    const RunReport next = bench.Run();
    EXPECT_EQ(next.cleared, "2026-03-03");
    EXPECT_EQ(next.ExitCode(), 0);
    EXPECT_EQ(Writes(next) + next.requests, 0);
    EXPECT_THAT(bench.Items(), IsEmpty());
  }
}

TEST_F(Clearing, NewCalendarBeginsAnew) {
  bench.RunWith(ClearOptions());
  const RunReport report = bench.RunWith(NewCalendar());
  EXPECT_EQ(report.created, 4);
  EXPECT_THAT(report.guard, IsEmpty());
  EXPECT_EQ(Writes(bench.Run()), 0);
  EXPECT_EQ(bench.Run().requests, 1);
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(Outcomes(Outcome::kSkipped), 0);
}

TEST_F(Clearing, WhatTheUserDidAndTypedIsInTheLogFirst) {
  bench.Type("Cy", "ask for the slides");
  bench.Tick("Bo");
  bench.RunWith(ClearOptions());
  EXPECT_THAT(bench.Items(), IsEmpty());
  EXPECT_EQ(Outcomes(Outcome::kDone), 1);
  EXPECT_TRUE(Logged("ask for the slides"));
}

TEST_F(Clearing, WhileTheLogTakesNoRowsItemsWithTextStay) {
  bench.Type("Cy", "ask for the slides");
  bench.book.RefuseAppends("the file is open elsewhere");
  const RunReport report = bench.RunWith(ClearOptions());
  EXPECT_EQ(report.ExitCode(), 5);
  EXPECT_FALSE(bench.Find("Cy").empty());
  EXPECT_EQ(bench.Run().ExitCode(), 6) << "it has not come to its end";
  bench.book.RefuseAppends("");
  EXPECT_EQ(bench.RunWith(ClearOptions()).ExitCode(), 0);
  EXPECT_THAT(bench.Items(), IsEmpty());
  EXPECT_TRUE(Logged("ask for the slides"));
}

TEST_F(Clearing, CopiesAndMovedOnesInOtherCalendarsGoToo) {
  const Href home = bench.server.AddCalendar("/ana/private/", "Private");
  const Href lists = bench.server.AddCalendar("/ana/lists/", "Lists", false, true);
  const Seen block = *bench.Block("Bo");
  const Seen task = *bench.Task("Bo");
  bench.server.Put(home, "3F2A.ics", block.text);  // moved by a phone, under a name of its own
  bench.Delete(block);
  bench.server.Put(home, "copy.ics", bench.Block("Cy")->text);  // beside the original
  bench.server.Put(lists, "x.ics", task.text);
  const std::string own =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:mine\r\n"
      "DTSTAMP:20260301T000000Z\r\nDTSTART:20260304T090000Z\r\nDTEND:20260304T100000Z\r\n"
      "SUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  bench.server.Put(home, "mine.ics", own);
  bench.server.Put(block.collection, "mine.ics", own);
  const RunReport report = bench.RunWith(ClearOptions());
  EXPECT_EQ(report.ExitCode(), 0) << (report.failed.empty() ? "" : report.failed[0].why);
  EXPECT_THAT(bench.Items(), IsEmpty());
  EXPECT_EQ(bench.server.Text(home, "mine.ics"), own);
  EXPECT_EQ(bench.server.Text(block.collection, "mine.ics"), own);
}

TEST_F(Clearing, WithoutStateEverythingIsFound) {
  bench.machine.base.Lose();
  const RunReport report = bench.RunWith(ClearOptions());
  EXPECT_EQ(report.deleted, 4);
  EXPECT_THAT(bench.Items(), IsEmpty());
  EXPECT_EQ(bench.Run().cleared, "2026-03-03");
}

TEST_F(Clearing, KeepDoneLeavesWhatIsDone) {
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  bench.Run();
  ASSERT_THAT(bench.Find("Bo", "", true), SizeIs(2));
  Bench all(bench);
  all.RunWith(ClearOptions());
  EXPECT_THAT(all.Items(), IsEmpty());
  bench.RunWith(ClearOptions(true));
  EXPECT_THAT(bench.Find("Bo", "", true), SizeIs(2));
  EXPECT_THAT(bench.Items(), SizeIs(2));
  bench.RunWith(NewCalendar());
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(Outcomes(Outcome::kDone), 1) << "the tick is not logged again";
  EXPECT_EQ(Writes(bench.Run()), 0);
}

TEST_F(Clearing, WhatHasBecomeTheUsersOwnStaysAndIsNamed) {
  bench.Edit(*bench.Block("Bo"),
             [](PhoneItem& phone) { phone.Set("ATTENDEE;CN=Dee", "mailto:dee@x.example"); });
  const RunReport report = bench.RunWith(ClearOptions());
  EXPECT_THAT(report.warnings, Contains(HasSubstr("Bo Lind")));
  EXPECT_THAT(bench.Items(), SizeIs(1));
  EXPECT_EQ(bench.Run().cleared, "2026-03-03");
}

TEST_F(Clearing, WhatManyDeletionsAskIsAskedFirst) {
  for (int i = 10; i < 24; ++i) {
    const std::string id = "p" + std::to_string(i);
    bench.AddContact(id, "Person" + std::to_string(i));
    bench.Log(id, Kind::kFirst, "2026-03-02 08:30");
  }
  bench.settings.plan.max_per_day = 100;
  bench.Run();
  for (int i = 10; i < 22; ++i) bench.DeleteBoth("Person" + std::to_string(i));
  const std::size_t items = bench.Items().size();
  const RunReport report = bench.RunWith(ClearOptions());
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_THAT(bench.Items(), SizeIs(items));
  EXPECT_THAT(bench.Run().cleared, IsEmpty());
}

TEST_F(Clearing, ACalendarThatIsGoneIsNoReasonToAsk) {
  const Href calendar = bench.Block("Bo")->collection;
  bench.server.RemoveCalendar(calendar);
  const RunReport report = bench.RunWith(ClearOptions());
  EXPECT_EQ(report.ExitCode(), 0) << report.guard;
  EXPECT_THAT(bench.Items(), IsEmpty());
  EXPECT_EQ(Outcomes(Outcome::kSkipped), 0);
}

TEST_F(Clearing, ARefusedRemovalIsSaidAndDoneByTheNext) {
  const std::string refused = bench.Block("Bo")->href;
  bench.server.on_write = [&](const Write& write) -> std::optional<MemoryServer::Instead> {
    if (write.href.value != refused) return std::nullopt;
    return MemoryServer::Instead{{WriteStatus::kRefused, {}, {}, "500"}};
  };
  EXPECT_EQ(bench.RunWith(ClearOptions()).ExitCode(), 5);
  EXPECT_THAT(bench.Items(), SizeIs(1));
  bench.server.on_write = nullptr;
  const RunReport sync = bench.Run();
  EXPECT_EQ(sync.ExitCode(), 6);
  EXPECT_THAT(sync.guard, HasSubstr("touchbase clear"));
  EXPECT_EQ(bench.RunWith(ClearOptions()).ExitCode(), 0);
  EXPECT_THAT(bench.Items(), IsEmpty());
}

TEST_F(Clearing, DryRunSaysWhatWouldGoAndLeavesIt) {
  const std::string calendar = bench.Calendar();
  const RunReport report = bench.RunWith(ClearOptions(false, true));
  EXPECT_EQ(report.deleted, 4);
  EXPECT_EQ(bench.Calendar(), calendar);
  EXPECT_THAT(bench.Run().cleared, IsEmpty());
}

TEST_F(Clearing, UndoPutsTheVeryItemsBack) {
  const std::string calendar = bench.Calendar();
  const RunReport report = bench.RunWith(ClearOptions());
  const RunReport back = bench.Undo(report.run);
  EXPECT_EQ(back.created, 4);
  EXPECT_EQ(bench.Calendar(), calendar);
  const RunReport next = bench.Run();
  EXPECT_THAT(next.cleared, IsEmpty());
  EXPECT_EQ(Writes(next), 0);
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(bench.Run().requests, 1);
}

// Stopped before or after any call of a port: no sync takes it for the user's hand, another clear
// ends it, and the log has what it would have had.
TEST_F(Clearing, StoppedAnywhereItIsGoneOnWith) {
  bench.Type("Cy", "ask for the slides");
  bench.Tick("Bo");
  const Bench ready(bench);
  Bench clean(ready);
  clean.RunWith(ClearOptions());
  int call = 0;
  for (bool there = true; there; ++call) {
    for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
      Bench stopped(ready);
      stopped.log->Clear();
      stopped.log->CrashAt(call, moment);
      there = false;
      try {
        stopped.RunWith(ClearOptions());
      } catch (const Crash&) {
        there = true;
      }
      stopped.log->SetHook({});
      const bool begun = !stopped.machine.base.Get("clearing").empty();
      Bench again(stopped);
      if (begun) {
        EXPECT_EQ(Writes(again.Run()), 0) << call;
      }
      EXPECT_EQ(again.RunWith(ClearOptions()).ExitCode(), 0) << call;
      EXPECT_THAT(again.Items(), IsEmpty()) << call;
      EXPECT_EQ(again.LogText(), clean.LogText()) << call << " " << static_cast<int>(moment);
      Bench anew(stopped);
      anew.RunWith(NewCalendar());
      EXPECT_EQ(Writes(anew.Run()), 0) << call;
      EXPECT_EQ(anew.LogText().find("skipped"), std::string::npos) << call;
      EXPECT_EQ(anew.Doubles(), "") << call;
    }
  }
  EXPECT_GT(call, 30);
}

}  // namespace
}  // namespace touchbase::test
