// Which calendars are ours, which the user moved things to, and what follows when one of them is
// gone, may only be read, or is made again.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class Calendars : public testing::Test {
 protected:
  Calendars() {
    bench.AddContact("bo", "Bo Lind");
    bench.AddContact("cy", "Cy Young");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.Log("cy", Kind::kFirst, "2026-03-02 08:10");
    bench.At("2026-03-02 12:00");
  }
  std::size_t Rows() const { return bench.book.touches().size(); }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again), 0);
    EXPECT_EQ(again.requests, 1);
    EXPECT_EQ(bench.Doubles(), "");
  }

  Bench bench;
};

TEST_F(Calendars, AReadOnlyOneOfOurNameIsNotTaken) {
  const Href theirs = bench.server.AddCalendar("/ana/shared-by-tom/", "Follow-ups");
  bench.server.Calendar(theirs).state.writable = false;
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(report.created, 4);
  EXPECT_EQ(bench.server.Size(theirs), 0);
  Quiet();
}

TEST_F(Calendars, AWritableOneOfOurNameIsTakenBeforeAReadOnlyOne) {
  const Href theirs = bench.server.AddCalendar("/ana/a-shared-by-tom/", "Follow-ups");
  bench.server.Calendar(theirs).state.writable = false;
  const Href ours = bench.server.AddCalendar("/ana/b-own/", "Follow-ups");
  bench.Run();
  EXPECT_EQ(bench.server.Size(ours), 2);
}

TEST_F(Calendars, AReadOnlyOneThatAnEarlierRunTookIsLeft) {
  const Href theirs = bench.server.AddCalendar("/ana/shared-by-tom/", "Follow-ups");
  bench.Run();
  bench.machine.base.Forget();
  for (const Seen& seen : bench.Items()) bench.Delete(seen);
  bench.server.Calendar(theirs).state.writable = false;
  EXPECT_EQ(bench.Run().ExitCode(), 0);
  EXPECT_EQ(bench.server.Size(theirs), 0);
  EXPECT_EQ(bench.Items().size(), 4U);
  Quiet();
}

TEST_F(Calendars, OursThatTakesNoWritesForAWhileStaysOurs) {
  bench.Run();
  const Href ours = bench.Block("Bo")->collection;
  bench.server.Calendar(ours).state.writable = false;
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(bench.Run().ExitCode(), 5);
  bench.machine.base.Lose();
  EXPECT_EQ(bench.Run().ExitCode(), 5);
  EXPECT_EQ(bench.Items().size(), 4U) << "not made again elsewhere";
  bench.server.Calendar(ours).state.writable = true;
  EXPECT_EQ(bench.Run().ExitCode(), 0);
  EXPECT_EQ(bench.Items().size(), 4U);
}

class Moved : public Calendars {
 protected:
  Moved() {
    bench.Run();
    personal = Href{bench.server.calendars().begin()->first};
    for (const auto& [url, calendar] : bench.server.calendars()) {
      if (calendar.state.display_name == "Personal") personal = Href{url};
    }
    const Seen block = *bench.Block("Bo");
    const std::string name = block.href.substr(block.href.rfind('/') + 1);
    bench.server.Put(personal, personal.value + name, block.text);
    bench.Delete(block);
    bench.At("2026-03-02 13:00");
    bench.Run();
    EXPECT_EQ(Rows(), 2U);
    EXPECT_EQ(bench.Block("Bo")->collection, personal);
    EXPECT_EQ(Writes(bench.Run()), 0);  // lists the calendar that it looks at from now on
    Quiet();
  }
  Href personal;
};

TEST_F(Moved, ItsCalendarGoneNothingIsBelievedAndTheRestGoesOn) {
  bench.server.RemoveCalendar(personal);
  for (const char* day : {"2026-03-04 08:00", "2026-03-05 08:00"}) {
    bench.At(day);
    const RunReport report = bench.Run();
    EXPECT_EQ(report.ExitCode(), 6) << day;
    EXPECT_NE(report.guard.find("--restore"), std::string::npos) << report.guard;
    EXPECT_TRUE(report.failed.empty()) << day;
    EXPECT_GE(report.updated, 2) << "Cy rolls";
    EXPECT_EQ(Writes(bench.Run()), 0);
  }
  EXPECT_EQ(Rows(), 2U);
  EXPECT_FALSE(bench.Block("Bo"));
}

TEST_F(Moved, ItsCalendarGoneItIsMadeAnewByRestore) {
  bench.server.RemoveCalendar(personal);
  bench.At("2026-03-02 14:00");
  bench.Run();
  const RunReport report = bench.RunWith({.restore = true});
  EXPECT_EQ(report.ExitCode(), 0) << report.guard;
  EXPECT_EQ(report.created, 1);
  EXPECT_EQ(Rows(), 2U);
  ASSERT_TRUE(bench.Block("Bo"));
  EXPECT_EQ(bench.Block("Bo")->collection, bench.Block("Cy")->collection);
  Quiet();
}

TEST_F(Moved, ItsCalendarGoneItIsBelievedWhenAllowed) {
  bench.Delete(*bench.Task("Bo"));
  bench.server.RemoveCalendar(personal);
  bench.At("2026-03-02 14:00");
  bench.Run();
  EXPECT_EQ(Rows(), 2U);
  EXPECT_EQ(bench.RunWith({.allow_mass_change = true}).skipped, 1);
  bench.Run();
  Quiet();
}

TEST_F(Moved, ItsCalendarGoneAfterItWasDoneIsNoMatter) {
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  bench.Run();
  bench.server.RemoveCalendar(personal);
  EXPECT_EQ(bench.Run().ExitCode(), 0);
  Quiet();
}

TEST_F(Moved, WhereItTakesNoWritesItIsLeft) {
  bench.server.Calendar(personal).state.writable = false;
  const std::string before = bench.Block("Bo")->text;
  for (const char* day : {"2026-03-04 08:00", "2026-03-05 08:00"}) {
    bench.At(day);
    const RunReport report = bench.Run();
    EXPECT_EQ(report.ExitCode(), 0) << day;
    EXPECT_EQ(bench.Block("Bo")->text, before);
  }
  EXPECT_EQ(Rows(), 2U);
  Quiet();
}

// Gone and made again by the user's hand, under another address.
TEST_F(Calendars, OursMadeAgainUnderAnotherAddressIsAskedForFirst) {
  bench.Run();
  bench.server.RemoveCalendar(bench.Block("Bo")->collection);
  const Href again = bench.server.AddCalendar("/ana/again/", "Follow-ups");
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(bench.server.Size(again), 0);
  EXPECT_EQ(bench.RunWith({.restore = true}).ExitCode(), 0);
  EXPECT_EQ(bench.server.Size(again), 2) << "the one that is there is used";
  EXPECT_EQ(Rows(), 2U);
  Quiet();
}

TEST_F(Calendars, OursMadeAgainWithItsItemsIsRecognised) {
  bench.Run();
  const Seen bo = *bench.Block("Bo");
  const Seen cy = *bench.Block("Cy");
  bench.server.RemoveCalendar(bo.collection);
  const Href again = bench.server.AddCalendar("/ana/again/", "Renamed");
  for (const Seen& seen : {bo, cy}) {
    const std::string name = seen.href.substr(seen.href.rfind('/') + 1);
    bench.server.Put(again, again.value + name, seen.text);
  }
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(bench.RunWith({.restore = true}).created, 0) << "all stand there";
  EXPECT_EQ(bench.server.Size(again), 2);
  EXPECT_EQ(Rows(), 2U);
  Quiet();
}

TEST_F(Calendars, TheTaskListGoneWhileTheCalendarStandsIsAskedForFirst) {
  bench.Run();
  bench.server.RemoveCalendar(bench.Task("Bo")->collection);
  bench.At("2026-03-02 13:00");
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(Rows(), 2U);
  EXPECT_EQ(bench.RunWith({.new_calendar = true}).created, 2);
  EXPECT_EQ(Rows(), 2U);
  EXPECT_TRUE(bench.Task("Bo"));
  EXPECT_TRUE(bench.Block("Bo"));
  Quiet();
}

class ServerClock : public Calendars {};

TEST_F(ServerClock, MoreThanFiveMinutesApartWritesNothingAndSaysSo) {
  for (const std::int64_t skew : {301, -301, 86400}) {
    bench.server.clock_skew_s = skew;
    try {
      bench.Run();
      ADD_FAILURE() << skew;
    } catch (const std::exception& error) {
      const std::string text = error.what();
      EXPECT_NE(text.find("clock"), std::string::npos) << text;
      EXPECT_NE(text.find("Nothing was written"), std::string::npos) << text;
    }
    EXPECT_TRUE(bench.Items().empty());
    EXPECT_EQ(bench.log->Count("MakeCalendar"), 0);
  }
}

TEST_F(ServerClock, FiveMinutesApartIsNoMatter) {
  bench.server.clock_skew_s = -300;
  EXPECT_EQ(bench.Run().created, 4);
}

TEST_F(ServerClock, NotToldIsNoMatter) { EXPECT_EQ(bench.Run().created, 4); }

TEST_F(ServerClock, IsNotComparedWhenAnotherTimeWasGiven) {
  bench.server.clock_skew_s = 86400;
  EXPECT_EQ(bench.RunWith({.acting_as_of = true}).created, 4);
}

class LateListings : public Calendars {
 protected:
  LateListings() {
    bench.server.rules.late_listings = true;
    bench.Run();
  }
};

TEST_F(LateListings, AnAbsenceCountsWhenItHoldsForTenMinutes) {
  bench.DeleteBoth("Bo");
  for (const char* time : {"2026-03-02 12:00", "2026-03-02 12:05", "2026-03-02 12:09"}) {
    bench.At(time);
    const RunReport report = bench.Run();
    EXPECT_EQ(report.skipped, 0) << time;
    EXPECT_EQ(Writes(report), 0) << "not made again: " << time;
  }
  bench.At("2026-03-02 12:10");
  EXPECT_EQ(bench.Run().skipped, 1);
}

TEST_F(LateListings, WhatComesBackInBetweenWasNeverGone) {
  const std::vector<Seen> items = bench.Find("Bo");
  bench.DeleteBoth("Bo");
  bench.At("2026-03-02 12:05");
  bench.Run();
  for (const Seen& seen : items) bench.server.Put(seen.collection, seen.href, seen.text);
  for (const char* time : {"2026-03-02 12:15", "2026-03-02 12:30"}) {
    bench.At(time);
    const RunReport report = bench.Run();
    EXPECT_EQ(report.touches_logged, 0) << time;
    EXPECT_EQ(Writes(report), 0) << time;
  }
  // A later absence begins anew.
  bench.DeleteBoth("Bo");
  bench.At("2026-03-02 12:31");
  EXPECT_EQ(bench.Run().skipped, 0);
}

}  // namespace
}  // namespace touchbase::test
