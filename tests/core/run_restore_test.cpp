// What a guard holds of the user's acts, and the two ways on: --restore and --allow-mass-change.
#include <gtest/gtest.h>

#include <utility>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class Held : public testing::Test {
 protected:
  Held() {
    bench.settings.plan.max_per_day = 100;
    for (int i = 10; i < 40; ++i) {
      const std::string id = "p" + std::to_string(i);
      bench.AddContact(id, "Person" + std::to_string(i));
      bench.Log(id, Kind::kFirst, "2026-03-02 08:00");
    }
    bench.At("2026-03-02 12:00");
    bench.Run();
    rows = Rows();
    bench.At("2026-03-02 13:00");
  }
  static std::string Name(int i) { return "Person" + std::to_string(i); }
  void Decline(int from, int to) {
    for (int i = from; i < to; ++i) bench.Type(Name(i), "#no");
  }
  void Delete(int from, int to) {
    for (int i = from; i < to; ++i) bench.DeleteBoth(Name(i));
  }
  int Standing(int from, int to) {
    int count = 0;
    for (int i = from; i < to; ++i) count += static_cast<int>(bench.Find(Name(i)).size());
    return count;
  }
  std::size_t Rows() const { return bench.book.touches().size(); }
  int Declined() const {
    int count = 0;
    for (const Touch& row : bench.book.touches()) count += row.outcome == Outcome::kDeclined;
    return count;
  }
  int Skipped() const {
    int count = 0;
    for (const Touch& row : bench.book.touches()) count += row.outcome == Outcome::kSkipped;
    return count;
  }

  Bench bench;
  std::size_t rows = 0;
};

TEST_F(Held, DeclinesDoNotOfferToRestore) {
  Decline(10, 21);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_EQ(Rows(), rows);
  EXPECT_EQ(report.guard.find("--restore"), std::string::npos) << report.guard;
  EXPECT_NE(report.guard.find("11 people"), std::string::npos) << report.guard;
  EXPECT_NE(report.guard.find("--allow-mass-change"), std::string::npos) << report.guard;
}

TEST_F(Held, RestoreTouchesNoDecline) {
  Decline(10, 21);
  bench.Run();
  const std::string calendar = bench.Calendar();
  const RunReport report = bench.RunWith({.restore = true});
  EXPECT_EQ(report.created, 0);
  EXPECT_EQ(bench.Calendar(), calendar);
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(bench.RunWith({.allow_mass_change = true}).touches_logged, 11);
  EXPECT_EQ(Declined(), 11) << "no answer is lost";
}

TEST_F(Held, RestoreOfAMixBringsBackWhatIsGoneAndKeepsTheAnswers) {
  Decline(10, 21);
  Delete(21, 33);
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(Rows(), rows);
  const RunReport report = bench.RunWith({.restore = true});
  EXPECT_EQ(report.created, 24);
  EXPECT_EQ(report.ExitCode(), 6) << "the declines are held still";
  EXPECT_EQ(Standing(21, 33), 24);
  EXPECT_EQ(Rows(), rows);
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(Writes(bench.Run()), 0);
  bench.RunWith({.allow_mass_change = true});
  EXPECT_EQ(Declined(), 11);
  EXPECT_EQ(Skipped(), 0);
}

TEST_F(Held, AllowingAMixBelievesBoth) {
  Decline(10, 21);
  Delete(21, 33);
  bench.Run();
  const RunReport report = bench.RunWith({.allow_mass_change = true});
  EXPECT_EQ(report.guard, "");
  EXPECT_EQ(Declined(), 11);
  EXPECT_EQ(Skipped(), 12);
  EXPECT_EQ(bench.Run().ExitCode(), 0);
}

TEST_F(Held, BothAtOnceRestoreWhatIsGoneAndBelieveTheDeclines) {
  Decline(10, 21);
  Delete(21, 33);
  bench.Run();
  const RunReport report = bench.RunWith({.allow_mass_change = true, .restore = true});
  EXPECT_EQ(report.guard, "");
  EXPECT_EQ(Declined(), 11);
  EXPECT_EQ(Skipped(), 0);
  EXPECT_EQ(Standing(21, 33), 24);
}

TEST_F(Held, AGuardForDeletionsHoldsNoAnswer) {
  Decline(10, 13);
  Delete(21, 33);
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(Declined(), 3) << "words are still logged";
  EXPECT_EQ(Skipped(), 0);
}

TEST_F(Held, AGuardForDeclinesHoldsNoDeletion) {
  Decline(10, 21);
  Delete(21, 23);
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(Declined(), 0);
  EXPECT_EQ(Skipped(), 2) << "two are believed";
}

TEST_F(Held, WhatCameBackByItselfIsNotMadeAgain) {
  std::vector<Seen> first = bench.Find(Name(10));
  Delete(10, 22);
  bench.Run();
  for (const Seen& seen : first) bench.server.Put(seen.collection, seen.href, seen.text);
  const RunReport report = bench.RunWith({.restore = true});
  EXPECT_EQ(report.created, 22);
  EXPECT_EQ(bench.Find(Name(10)).size(), 2U);
  EXPECT_EQ(bench.Doubles(), "");
}

TEST_F(Held, RestoreLeavesAHalfThatWasDeletedBefore) {
  bench.Delete(*bench.Task(Name(10)));
  bench.Run();
  Delete(10, 22);
  bench.Run();
  EXPECT_EQ(bench.RunWith({.restore = true}).created, 23);
  EXPECT_FALSE(bench.Task(Name(10)));
}

TEST_F(Held, RestoreKeepsWhatTheUserTyped) {
  bench.Type(Name(10), "ask about Oslo");
  bench.Run();
  Delete(10, 22);
  bench.Run();
  bench.RunWith({.restore = true});
  std::string notes;
  for (const Touch& row : bench.book.touches()) notes += row.notes;
  EXPECT_EQ(notes, "ask about Oslo");
  EXPECT_EQ(Skipped(), 0);
}

TEST_F(Held, AKilledRestoreIsNoDeletion) {
  Delete(10, 22);
  bench.Run();
  int points = 0;
  for (int at = 0; at < 400; at += 23) {
    for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
      Bench world(bench);
      world.log = std::make_shared<CallLog>(*bench.log);
      Machine machine(bench.machine);
      bench.log->Clear();
      bench.log->CrashAt(at, moment);
      bool killed = false;
      try {
        world.RunWith({.restore = true}, &machine);
      } catch (const Crash&) {
        killed = true;
      }
      bench.log->SetHook(nullptr);
      if (!killed) continue;
      ++points;
      world.Run(&machine);
      world.RunWith({.restore = true}, &machine);
      world.Run(&machine);
      int skipped = 0;
      for (const Touch& row : world.book.touches()) skipped += row.outcome == Outcome::kSkipped;
      EXPECT_EQ(skipped, 0) << at;
      EXPECT_EQ(world.Items().size(), 60U) << at;
      EXPECT_EQ(world.Doubles(), "") << at;
    }
  }
  EXPECT_GT(points, 10);
}

TEST_F(Held, NewCalendarWhileOursStandsSaysSo) {
  const RunReport report = bench.RunWith({.new_calendar = true});
  EXPECT_EQ(Writes(report), 0);
  ASSERT_EQ(report.warnings.size(), 1U);
  EXPECT_NE(report.warnings.front().find("--restore"), std::string::npos);
}

// A thank-you block for three people, and their check-ins.
TEST(HeldBlocks, ADeletedBlockOfSeveralIsRestoredForAllInIt) {
  Bench bench;
  bench.settings.items = Items::kEvent;
  for (const char* id : {"ana", "bo", "cy", "di", "eve", "flo"}) {
    bench.AddContact(id, id);
    const bool first = std::string_view(id) < "d";
    bench.Log(id, Kind::kMet, first ? "2026-03-02 12:00" : "2026-03-02 18:00");
  }
  bench.At("2026-03-02 18:05");
  bench.Run();
  const std::size_t items = bench.Items().size();
  const std::size_t rows = bench.book.touches().size();
  for (const Seen& seen : bench.Items()) {
    if (!seen.item.lines.empty()) bench.Delete(seen);
  }
  ASSERT_EQ(bench.Items().size(), items - 2);
  bench.At("2026-03-02 18:10");
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  const RunReport report = bench.RunWith({.restore = true});
  EXPECT_EQ(report.ExitCode(), 0) << report.guard;
  EXPECT_EQ(report.created, 2);
  EXPECT_EQ(bench.Items().size(), items);
  EXPECT_EQ(bench.book.touches().size(), rows);
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(Writes(bench.Run()), 0);
}

}  // namespace
}  // namespace touchbase::test
