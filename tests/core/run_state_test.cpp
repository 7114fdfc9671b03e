// Lost state, two machines, restored backups, calendars that vanish.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class State : public testing::Test {
 protected:
  State() {
    bench.AddContact("bo", "Bo Lind");
    bench.AddContact("cy", "Cy Young");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.Log("cy", Kind::kFirst, "2026-03-02 08:10");
    bench.At("2026-03-02 12:00");
    bench.Run();
  }
  void Quiet(Machine* machine = nullptr) {
    const RunReport again = bench.Run(machine);
    EXPECT_EQ(Writes(again), 0);
    EXPECT_EQ(again.touches_logged, 0);
    EXPECT_EQ(again.requests, 1);
    EXPECT_EQ(bench.Doubles(), "");
  }
  std::size_t Rows() const { return bench.book.touches().size(); }

  Bench bench;
};

TEST_F(State, LostAtAnyTimeIsRebuiltWithoutAWrite) {
  bench.At("2026-03-03 09:30");
  bench.Tick("Bo");
  bench.Move("Cy", "2026-03-05 10:00");
  bench.Run();
  const std::string calendar = bench.Calendar();
  const std::size_t rows = Rows();
  bench.machine.base.Lose();
  const RunReport report = bench.Run();
  EXPECT_EQ(Writes(report), 0);
  EXPECT_EQ(Rows(), rows);
  EXPECT_EQ(bench.Calendar(), calendar);
  Quiet();
  bench.At("2026-03-04 09:30");
  bench.Run();
  EXPECT_EQ(bench.Block("Cy")->item.start, Local("2026-03-05 10:00")) << "still pinned";
}

TEST_F(State, LostItCostsOneListingOfEachCalendar) {
  bench.machine.base.Lose();
  bench.log->Clear();
  bench.Run();
  EXPECT_EQ(bench.log->Count("List "), 2) << "what tells that they are ours is the run's listing";
  Quiet();
}

TEST_F(State, LostBeforeATickWasReadItIsStillRead) {
  bench.At("2026-03-03 09:30");
  bench.Tick("Bo");
  bench.machine.base.Lose();
  EXPECT_EQ(bench.Run().touches_logged, 1);
  Quiet();
}

TEST_F(State, LostAfterATickItCanStillBeTakenBack) {
  bench.At("2026-03-03 09:30");
  bench.Tick("Bo");
  bench.Run();
  bench.machine.base.Lose();
  bench.Run();
  for (const Seen& seen : bench.Find("Bo", "", true)) {
    if (!seen.block()) bench.Edit(seen, [](PhoneItem& phone) { phone.Untick(); });
  }
  bench.Run();
  EXPECT_EQ(bench.book.touches().back().outcome, Outcome::kWithdrawn);
  EXPECT_TRUE(bench.Task("Bo")) << "open again";
  Quiet();
}

TEST_F(State, LostWhileAServerDropsOurPropertiesNothingIsDoubled) {
  for (const Seen& seen : bench.Items()) {
    bench.Edit(seen, [](PhoneItem& phone) {
      for (const char* name : {"X-TOUCHBASE-KEY", "X-TOUCHBASE-SLOT", "X-TOUCHBASE-TEXT"}) {
        phone.Remove(name);
      }
    });
  }
  bench.machine.base.Lose();
  bench.Run();
  EXPECT_EQ(bench.Items().size(), 4U);
  const RunReport again = bench.Run();
  EXPECT_EQ(Writes(again), 0);
  EXPECT_EQ(again.requests, 1);
}

TEST_F(State, LostWithAContactGoneItemsWithUserTextStay) {
  bench.Type("Bo", "ask about Oslo");
  bench.Run();
  bench.machine.base.Lose();
  bench.book.SetContacts({bench.book.contacts().back()});
  const std::size_t rows = Rows();
  bench.Run();
  // The other half, which carries nothing, goes when nothing has explained it for a day.
  for (const char* day : {"2026-03-03 11:00", "2026-03-03 13:00", "2026-03-05 13:00"}) {
    bench.At(day);
    bench.Run();
  }
  std::string kept;
  for (const Seen& seen : bench.Find("Bo")) kept += seen.item.user_text + ";";
  EXPECT_EQ(kept, "ask about Oslo;");
  EXPECT_EQ(Rows(), rows) << "whose row it would be is not known";
  Quiet();
}

TEST_F(State, AnotherMachineWithTheSameBookWritesNothing) {
  Machine other(bench.log);
  const RunReport report = bench.Run(&other);
  EXPECT_EQ(Writes(report), 0);
  Quiet(&other);
}

TEST_F(State, RollsOfAnotherMachinePinNothing) {
  Machine other(bench.log);
  bench.Run(&other);
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(bench.Run().updated, 4);
  EXPECT_EQ(Writes(bench.Run(&other)), 0);
  bench.At("2026-03-05 08:00");
  EXPECT_EQ(bench.Run(&other).updated, 4) << "it rolls on: it was not pinned";
  for (const BaseFollowUp& known : other.base.FollowUps()) EXPECT_FALSE(known.pinned);
  EXPECT_EQ(Writes(bench.Run()), 0);
}

TEST_F(State, HalfARollOfAnotherMachinePinsNothing) {
  Machine other(bench.log);
  bench.Run(&other);
  bench.At("2026-03-04 08:00");
  // The other one is killed after its first write, whichever half that is.
  for (const char* half : {"block", "task"}) {
    Bench world(bench);
    Machine second(other);
    int writes = 0;
    const bool block_first = std::string(half) == "block";
    world.log->SetHook([&](int, const std::string& call, Moment moment) {
      if (!call.starts_with("Update ")) return;
      const auto block = world.Block("Bo");
      const bool is_block = block && call.find(block->href) != std::string::npos;
      if (moment == Moment::kAfter && is_block == block_first && ++writes == 1) throw Crash{};
    });
    EXPECT_THROW(world.Run(), Crash);
    world.log->SetHook(nullptr);
    world.Run(&second);
    for (const BaseFollowUp& known : second.base.FollowUps()) EXPECT_FALSE(known.pinned) << half;
  }
}

TEST_F(State, RemovalsOfAnotherMachineAreNotDeletionsByTheUser) {
  Machine other(bench.log);
  bench.Run(&other);
  // The first machine has a reply; the second still reads the book of before.
  const std::vector<Touch> lagging = bench.book.touches();
  bench.At("2026-03-02 13:00");
  bench.Log("bo", Kind::kReply, "2026-03-02 12:50");
  bench.Run();
  EXPECT_FALSE(bench.Block("Bo", "follow up"));
  const std::vector<Touch> ahead = bench.book.touches();
  bench.book.SetTouches(lagging);
  bench.At("2026-03-02 13:10");
  bench.Run(&other);
  EXPECT_EQ(bench.book.touches().size(), lagging.size()) << "logged what the user never did";
  bench.book.SetTouches(ahead);
  bench.At("2026-03-02 13:30");
  bench.Run(&other);
  EXPECT_EQ(bench.book.touches().size(), ahead.size());
  EXPECT_EQ(Writes(bench.Run()), 0);
}

TEST_F(State, DeletionBesideAnotherMachineIsLoggedWhenSeenTwice) {
  Machine other(bench.log);
  bench.Run(&other);
  bench.At("2026-03-04 08:00");
  bench.Run(&other);
  bench.Run();
  bench.DeleteBoth("Bo");
  bench.At("2026-03-04 09:00");
  EXPECT_EQ(bench.Run().skipped, 0);
  bench.At("2026-03-04 09:05");
  EXPECT_EQ(bench.Run().skipped, 0) << "ten minutes apart";
  bench.At("2026-03-04 09:15");
  EXPECT_EQ(bench.Run().skipped, 1);
  EXPECT_EQ(bench.Run(&other).touches_logged, 0);
  Quiet();
}

TEST_F(State, RestoredBackupOfTheBookDoublesNothing) {
  const std::vector<Touch> backup = bench.book.touches();
  bench.At("2026-03-03 09:30");
  bench.Tick("Bo");
  bench.Run();
  const std::size_t rows = Rows();
  bench.book.SetTouches(backup);
  bench.At("2026-03-03 10:00");
  const RunReport report = bench.Run();
  EXPECT_EQ(Rows(), rows) << "a stale save within 48 h: written once more";
  EXPECT_FALSE(report.warnings.empty());
  bench.Run();
  Quiet();
}

TEST_F(State, RestoredBackupOfTheStateDoublesNothing) {
  const MemoryBaseStore backup = bench.machine.base;
  bench.At("2026-03-03 09:30");
  bench.Tick("Bo");
  bench.Run();
  bench.At("2026-03-04 08:00");
  bench.Run();
  const std::size_t rows = Rows();
  const std::string calendar = bench.Calendar();
  bench.machine.base = backup;
  EXPECT_EQ(Writes(bench.Run()), 0);
  EXPECT_EQ(Rows(), rows);
  EXPECT_EQ(bench.Calendar(), calendar);
  Quiet();
}

TEST_F(State, RestoredBackupOfTheServerDoublesNothing) {
  const auto backup = bench.server.calendars();
  bench.At("2026-03-03 09:30");
  bench.Tick("Bo");
  bench.Run();
  const std::size_t rows = Rows();
  for (const auto& [url, calendar] : backup) {
    for (const Seen& seen : bench.Items()) {
      if (seen.collection.value == url) bench.Delete(seen);
    }
    for (const auto& [href, item] : calendar.items) {
      bench.server.Put(calendar.state.url, href, item.text);
    }
  }
  bench.At("2026-03-03 10:00");
  bench.RunWith({.full = true});
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_LE(Rows(), rows + 1) << "at most the tick is taken back, as the calendar says";
  Quiet();
}

TEST_F(State, RenamedCalendarIsFoundByItsUrl) {
  for (auto& [url, calendar] : bench.server.calendars()) calendar.state.display_name += " (old)";
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(bench.Run().updated, 4);
  bench.machine.base.Lose();
  EXPECT_EQ(Writes(bench.Run()), 0) << "without state by our UIDs in it";
  Quiet();
}

class Vanished : public State {
 protected:
  Vanished() {
    calendar = bench.Block("Bo")->collection;
    bench.server.RemoveCalendar(calendar);
    bench.At("2026-03-02 13:00");
  }
  Href calendar;
};

TEST_F(Vanished, NothingIsBelievedOrMade) {
  const std::size_t rows = Rows();
  for (int i = 0; i < 2; ++i) {
    const RunReport report = bench.Run();
    EXPECT_EQ(report.ExitCode(), 6);
    EXPECT_NE(report.guard.find("--restore"), std::string::npos);
    EXPECT_EQ(Writes(report), 0);
  }
  EXPECT_EQ(Rows(), rows);
}

TEST_F(Vanished, RestoreMakesAllAnewAndLogsNothing) {
  bench.Run();
  const std::size_t rows = Rows();
  const RunReport report = bench.RunWith({.restore = true});
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(report.created, 2);
  EXPECT_EQ(Rows(), rows);
  EXPECT_EQ(ParseUid(bench.Block("Bo")->item.uid)->generation, 1);
  Quiet();
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  EXPECT_EQ(bench.Run().touches_logged, 1);
}

TEST_F(Vanished, NewCalendarLogsNothing) {
  const std::size_t rows = Rows();
  const RunReport report = bench.RunWith({.new_calendar = true});
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(Rows(), rows);
  Quiet();
}

TEST_F(Vanished, AllowMassChangeBelievesIt) {
  for (const Seen& seen : bench.Items()) bench.Delete(seen);  // the tasks stand elsewhere
  const std::size_t rows = Rows();
  const RunReport report = bench.RunWith({.allow_mass_change = true});
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(report.skipped, 2);
  EXPECT_EQ(Rows(), rows + 2);
  EXPECT_EQ(bench.book.touches().back().outcome, Outcome::kSkipped);
  bench.Run();
  Quiet();
}

// The same server under another name: all is recognised, and what the base held is forgotten.
TEST_F(State, AnotherAccountHasNoBase) {
  bench.Move("Bo", "2026-03-05 10:00");
  bench.DeleteBoth("Cy");
  bench.settings.account = "ana elsewhere";
  bench.settings.fingerprint = "elsewhere";
  const RunReport report = bench.Run();
  EXPECT_EQ(report.skipped, 0) << "without a base nothing is believed deleted";
  EXPECT_EQ(report.created, 2) << "Cy is wanted";
  EXPECT_EQ(bench.Block("Bo")->item.start, Local("2026-03-05 10:00"));
  EXPECT_EQ(ParseUid(bench.Block("Cy")->item.uid)->generation, 0) << "no generation rises";
  Quiet();
}

}  // namespace
}  // namespace touchbase::test
