// Items that a phone carries to another calendar of the account, under a name of its own.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

// Bo and Cy were written to on Monday; the follow-ups stand on Tuesday, it is Monday noon. With the
// parameter the other calendars are read for busy times.
class Carried : public testing::TestWithParam<bool> {
 protected:
  Carried() {
    personal = Href{"memory://server/ana/personal/"};
    lists = bench.server.AddCalendar("/ana/lists/", "Lists", false, true);
    if (GetParam()) bench.settings.busy_calendars = {"*"};
    for (const char* id : {"bo", "cy"}) {
      bench.AddContact(id, id == std::string("bo") ? "Bo Lind" : "Cy Young");
      bench.Log(id, Kind::kFirst, "2026-03-02 08:00");
    }
    bench.At("2026-03-02 12:00");
    bench.Run();
    bench.Run();
    bench.At("2026-03-02 13:00");
  }

  void Carry(const Seen& seen, const Href& to, const std::string& name) {
    bench.server.Put(to, to.value.substr(std::string("memory://server").size()) + name, seen.text);
    bench.Delete(seen);
  }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0);
    EXPECT_EQ(again.requests, 1);
    EXPECT_EQ(bench.Doubles(), "");
  }
  int Asked(const Href& url) const {
    return bench.log->Count("List " + url.value) + bench.log->Count("Window " + url.value);
  }

  Bench bench;
  Href personal, lists;
};

INSTANTIATE_TEST_SUITE_P(OthersRead, Carried, testing::Bool());

TEST_P(Carried, ABlockUnderARandomNameIsFollowedAndNotSkipped) {
  Carry(*bench.Block("Bo"), personal, "7F3A-22.ics");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.skipped + Writes(report), 0);
  Quiet();
  bench.At("2026-03-04 08:00");
  bench.Run();
  ASSERT_TRUE(bench.Block("Bo"));
  EXPECT_EQ(bench.Block("Bo")->collection, personal);
  EXPECT_EQ(DateOf(*bench.Block("Bo")->item.start), MakeDate(2026, 3, 4)) << "it rolls there";
  bench.Run();  // our own write there was read as one of the calendar's
  Quiet();
}

TEST_P(Carried, ASecondOneIntoACalendarThatIsFollowedAlreadyIsFound) {
  Carry(*bench.Block("Bo"), personal, "7F3A-22.ics");
  bench.Run();
  Carry(*bench.Block("Cy"), personal, "9C11-04.ics");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.skipped + Writes(report), 0);
  bench.DeleteBoth("Cy");
  EXPECT_EQ(bench.Run().skipped, 1) << "deleted there is deleted";
  Quiet();
}

TEST_P(Carried, ATaskIntoAnotherListIsFollowed) {
  Carry(*bench.Task("Bo"), lists, "A0B1.ics");
  const RunReport report = bench.Run();
  EXPECT_EQ(Writes(report), 0);
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  EXPECT_EQ(bench.Run().touches_logged, 1);
  Quiet();
}

TEST_P(Carried, BothHalvesAreFound) {
  Carry(*bench.Task("Bo"), lists, "A0B1.ics");
  Carry(*bench.Block("Bo"), personal, "A0B2.ics");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.skipped + Writes(report), 0);
  EXPECT_EQ(bench.Items().size(), 4U);
  Quiet();
}

TEST_P(Carried, CalendarsThatDidNotChangeAreNotAsked) {
  bench.At("2026-03-03 07:00");
  bench.Run();
  bench.At("2026-03-04 08:00");
  bench.Run();
  const int before = Asked(personal) + Asked(lists);
  bench.DeleteBoth("Bo");
  bench.At("2026-03-04 08:30");
  EXPECT_EQ(bench.Run().skipped, 1);
  EXPECT_EQ(Asked(personal) + Asked(lists), before);
}

TEST_P(Carried, WhatIsHeldIsAskedForOnce) {
  for (int i = 0; i < 12; ++i) {
    const std::string id = "p" + std::to_string(i);
    bench.AddContact(id, "Person N" + std::to_string(i));
    bench.Log(id, Kind::kFirst, "2026-03-02 08:00");
  }
  bench.Run();
  bench.server.Put(personal, "/ana/personal/x.ics",
                   "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nDTSTAMP:20260302T080000Z\n"
                   "DTSTART:20260302T080000Z\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n");
  for (const Seen& seen : bench.Items()) bench.Delete(seen);
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  const int once = Asked(personal);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(Asked(personal), once);
}

TEST_P(Carried, AKillBeforeItIsFollowedLosesNothing) {
  Carry(*bench.Block("Bo"), personal, "7F3A-22.ics");
  const Bench start = bench;
  int calls = 0;
  for (int at = 0;; ++at) {
    Bench world(start);
    bool killed = false;
    world.log->SetHook([&](int, const std::string&, Moment moment) {
      if (moment == Moment::kAfter && calls++ == at) {
        killed = true;
        throw Crash{};
      }
    });
    calls = 0;
    try {
      world.Run();
    } catch (const Crash&) {
    }
    world.log->SetHook(nullptr);
    if (!killed) break;
    EXPECT_EQ(world.Run().skipped, 0) << "killed after call " << at;
    EXPECT_EQ(world.book.touches().size(), 2U);
    EXPECT_EQ(world.Doubles(), "");
  }
  EXPECT_GT(calls, 10);
}

TEST_P(Carried, AfterLostStateItIsNotMadeASecondTime) {
  Carry(*bench.Block("Bo"), personal, "7F3A-22.ics");
  Bench unread(bench);  // also when the state is lost before it was followed
  bench.Run();
  for (Bench* one : {&bench, &unread}) {
    one->machine.base.Lose();
    const std::string before = one->Calendar();
    const RunReport report = one->Run();
    EXPECT_EQ(Writes(report), 0);
    EXPECT_EQ(one->Calendar(), before);
    EXPECT_EQ(one->Doubles(), "");
    const RunReport again = one->Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0);
    EXPECT_EQ(again.requests, 1);
    one->At("2026-03-04 08:00");
    one->Run();
    EXPECT_EQ(one->Block("Bo")->collection, personal);
    EXPECT_EQ(one->Doubles(), "");
  }
}

TEST_P(Carried, AfterLostStateWhatCannotBeReadThereIsNotMade) {
  Carry(*bench.Block("Bo"), personal, "7F3A-22.ics");
  bench.machine.base.Lose();
  bench.server.on_fetch = [](const Href& href) {
    return href.value.find("7F3A") != std::string::npos;
  };
  EXPECT_EQ(bench.Run().created, 0);
  EXPECT_EQ(bench.Run().created, 0);
  bench.server.on_fetch = nullptr;
  EXPECT_EQ(Writes(bench.Run()), 0);
  EXPECT_EQ(bench.Doubles(), "");
}

TEST_P(Carried, AFirstRunAsksNoCalendarForWhatItHasNeverMade) {
  Bench fresh;
  if (GetParam()) fresh.settings.busy_calendars = {"*"};
  fresh.AddContact("bo", "Bo Lind");
  fresh.Log("bo", Kind::kFirst, "2026-03-02 08:00");
  fresh.At("2026-03-02 12:00");
  fresh.Run();
  EXPECT_EQ(fresh.log->Count("Window " + personal.value), GetParam() ? 1 : 0);
}

}  // namespace
}  // namespace touchbase::test
