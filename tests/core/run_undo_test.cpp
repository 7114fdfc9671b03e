// What `undo` takes back of a run, and that it stays so, through whole runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"
#include "tests/support/bench.h"
#include "tests/support/dinner_plan.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Bo was written to on Monday; the follow-up stands on Tuesday 09:00, it is Monday noon.
class Undoing : public testing::Test {
 protected:
  Undoing() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 12:00");
    made_ = bench.Run().run;
  }

  // Nothing is written, logged or forgotten, on this day and with a full listing.
  void StaysSo() {
    const std::string calendar = bench.Calendar();
    const std::string log = bench.LogText();
    for (const bool full : {false, true, false}) {
      RunOptions options;
      options.full = full;
      const RunReport report = bench.RunWith(options);
      EXPECT_EQ(Writes(report), 0) << (report.lines.empty() ? "" : report.lines[0]);
      EXPECT_EQ(report.touches_logged, 0);
      EXPECT_THAT(report.failed, IsEmpty());
      EXPECT_THAT(report.guard, IsEmpty());
    }
    EXPECT_EQ(bench.Run().requests, 1) << "quiet";
    EXPECT_EQ(bench.Calendar(), calendar);
    EXPECT_EQ(bench.LogText(), log);
    EXPECT_EQ(bench.Doubles(), "");
  }
  void Change(const std::function<void(Contact&)>& change) {
    std::vector<Contact> contacts = bench.book.contacts();
    change(contacts[0]);
    bench.book.SetContacts(contacts);
  }
  const Touch& LastRow() const { return bench.book.touches().back(); }

  Bench bench;
  int made_ = 0;
};

TEST_F(Undoing, WhatARunMadeIsTakenOutAndStaysOut) {
  const RunReport report = bench.Undo(made_);
  EXPECT_EQ(report.deleted, 2);
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_THAT(bench.Items(), IsEmpty());
  StaysSo();
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(Writes(bench.Run()), 0) << "also on other days";
  EXPECT_THAT(bench.Items(), IsEmpty());
}

TEST_F(Undoing, ANewTouchEndsIt) {
  bench.Undo(made_);
  bench.Run();
  bench.Log("bo", Kind::kFollowUp, "2026-03-02 13:00");
  bench.At("2026-03-02 14:00");
  bench.Run();
  EXPECT_TRUE(bench.Block("Bo")) << "the next step";
  StaysSo();
}

TEST_F(Undoing, ACellOfTheContactEndsIt) {
  bench.Undo(made_);
  bench.Run();
  Change([](Contact& bo) { bo.goal = "a visit"; });
  bench.Run();
  EXPECT_TRUE(bench.Block("Bo"));
  StaysSo();
}

TEST_F(Undoing, ChangedSettingsEndIt) {
  bench.Undo(made_);
  bench.Run();
  bench.settings.fingerprint = "a new version of the program";
  bench.Run();
  EXPECT_FALSE(bench.Block("Bo")) << "nobody wished for that";
  bench.settings.wishes = bench.settings.fingerprint = "other settings";
  bench.Run();
  EXPECT_TRUE(bench.Block("Bo"));
}

TEST_F(Undoing, AMovedOnItemIsPutBackWhereItWasForThatDay) {
  bench.At("2026-03-04 08:00");
  const RunReport rolled = bench.Run();
  ASSERT_EQ(bench.Block("Bo")->item.start, Local("2026-03-04 09:00"));
  const RunReport report = bench.Undo(rolled.run);
  EXPECT_EQ(report.updated, 2);
  EXPECT_EQ(bench.Block("Bo")->item.start, Local("2026-03-03 09:00"));
  StaysSo();
  bench.At("2026-03-05 08:00");
  bench.Run();
  EXPECT_EQ(bench.Block("Bo")->item.start, Local("2026-03-05 09:00")) << "it rolls again";
  StaysSo();
}

TEST_F(Undoing, ATickIsTakenOutOfTheLogAndTheItemIsAsTheUserLeftIt) {
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  const RunReport run = bench.Run();
  ASSERT_EQ(LastRow().outcome, Outcome::kDone);
  const RunReport report = bench.Undo(run.run);
  EXPECT_EQ(report.touches_logged, 1);
  EXPECT_EQ(LastRow().outcome, Outcome::kWithdrawn);
  EXPECT_TRUE(bench.Block("Bo")) << "the block is open again";
  StaysSo();
}

TEST_F(Undoing, ASkippedOneIsBackUnderTheNextGeneration) {
  const std::string uid = bench.Block("Bo")->item.uid;
  const auto start = bench.Block("Bo")->item.start;
  bench.DeleteBoth("Bo");
  bench.At("2026-03-02 13:00");
  const RunReport run = bench.Run();
  ASSERT_EQ(LastRow().outcome, Outcome::kSkipped);
  const RunReport report = bench.Undo(run.run);
  EXPECT_EQ(LastRow().outcome, Outcome::kWithdrawn);
  ASSERT_TRUE(bench.Block("Bo"));
  ASSERT_TRUE(bench.Task("Bo"));
  EXPECT_NE(bench.Block("Bo")->item.uid, uid);
  EXPECT_EQ(bench.Block("Bo")->item.start, start);
  EXPECT_EQ(report.failed.size(), 0U);
  StaysSo();
  bench.DeleteBoth("Bo");
  bench.At("2026-03-02 15:00");
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kSkipped) << "deleted anew";
}

TEST_F(Undoing, WhatSettingsTookOutIsBackAndStays) {
  Change([](Contact& bo) { bo.status = ContactStatus::kPaused; });
  bench.At("2026-03-02 13:00");
  const RunReport run = bench.Run();
  ASSERT_THAT(bench.Find("Bo"), IsEmpty());
  bench.Undo(run.run);
  EXPECT_EQ(bench.Block("Bo")->item.start, Local("2026-03-03 09:00"));
  EXPECT_TRUE(bench.Task("Bo"));
  StaysSo();
  bench.At("2026-03-06 08:00");
  bench.Run();
  EXPECT_TRUE(bench.Block("Bo")) << "no plan rolls it, and it stays";
  Change([](Contact& bo) { bo.status = ContactStatus::kActive; });
  bench.Run();
  EXPECT_TRUE(bench.Block("Bo"));
  StaysSo();
}

TEST_F(Undoing, AServerThatWillNotHaveTheUidGetsTheNextGeneration) {
  Change([](Contact& bo) { bo.status = ContactStatus::kPaused; });
  const std::string uid = bench.Block("Bo")->item.uid;
  const RunReport run = bench.Run();
  bench.server.on_write = [&](const Write& write) -> std::optional<MemoryServer::Instead> {
    if (write.kind != WriteKind::kCreate || write.href.value.find("-0.ics") == std::string::npos) {
      return std::nullopt;
    }
    return MemoryServer::Instead{{WriteStatus::kUidTaken, {}, {}, "in the trash"}};
  };
  const RunReport report = bench.Undo(run.run);
  EXPECT_THAT(report.failed, IsEmpty());
  EXPECT_EQ(report.created, 2);
  ASSERT_TRUE(bench.Block("Bo"));
  EXPECT_NE(bench.Block("Bo")->item.uid, uid);
  StaysSo();
}

TEST_F(Undoing, ALaterChangeOfTheUserWinsAndIsNamed) {
  bench.At("2026-03-04 08:00");
  const RunReport rolled = bench.Run();
  bench.Type("Bo", "bring the book");
  const std::string before = bench.Calendar();
  const RunReport report = bench.Undo(rolled.run);
  EXPECT_EQ(Writes(report), 0);
  ASSERT_THAT(report.warnings, SizeIs(1));
  EXPECT_THAT(report.warnings[0], HasSubstr("Bo Lind"));
  EXPECT_THAT(report.warnings[0], HasSubstr("changed since"));
  EXPECT_EQ(bench.Calendar(), before) << "both halves";
}

TEST_F(Undoing, TheRowOfAnItemThatIsLeftStays) {
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  const RunReport run = bench.Run();
  for (const Seen& seen : bench.Find("Bo", "", true)) {
    bench.Edit(seen, [](PhoneItem& phone) { phone.Type("went well"); });
  }
  const RunReport report = bench.Undo(run.run);
  EXPECT_EQ(report.touches_logged, 0);
  EXPECT_EQ(LastRow().outcome, Outcome::kDone);
}

TEST_F(Undoing, ADeletionOfTheUsersSinceWins) {
  bench.At("2026-03-04 08:00");
  const RunReport rolled = bench.Run();
  bench.DeleteBoth("Bo");
  const RunReport report = bench.Undo(rolled.run);
  EXPECT_EQ(Writes(report), 0);
  EXPECT_THAT(report.warnings, SizeIs(1));
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kSkipped);
}

TEST_F(Undoing, AChangeDuringTheUndoWins) {
  bench.At("2026-03-04 08:00");
  const RunReport rolled = bench.Run();
  bench.server.on_write = [&](const Write& write) -> std::optional<MemoryServer::Instead> {
    if (write.kind != WriteKind::kUpdate) return std::nullopt;
    return MemoryServer::Instead{{WriteStatus::kConflict, write.href, {}, "412"}};
  };
  const RunReport report = bench.Undo(rolled.run);
  EXPECT_EQ(report.updated, 0);
  EXPECT_THAT(report.failed, IsEmpty());
  EXPECT_THAT(report.warnings, SizeIs(2));
  EXPECT_EQ(bench.Block("Bo")->item.start, Local("2026-03-04 09:00"));
}

TEST_F(Undoing, TwiceIsRefusedWithTheWayBack) {
  const RunReport undo = bench.Undo(made_);
  try {
    bench.Undo(made_);
    FAIL() << "undone twice";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("undone already, by run " + std::to_string(undo.run)));
  }
  EXPECT_THROW(bench.Undo(99), UsageError);
  EXPECT_THROW(bench.Undo(0), UsageError);
}

TEST_F(Undoing, AnUndoIsUndone) {
  const std::string calendar = bench.Calendar();
  const RunReport undo = bench.Undo(made_);
  const RunReport back = bench.Undo(undo.run);
  EXPECT_EQ(back.created, 2);
  EXPECT_EQ(bench.Calendar(), calendar);
  StaysSo();
  EXPECT_THAT(bench.machine.base.Holds(), IsEmpty());
  bench.Undo(made_);
  EXPECT_THAT(bench.Items(), IsEmpty()) << "and once more";
}

TEST_F(Undoing, AnUndoneTickCountsAgain) {
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  const RunReport run = bench.Run();
  const std::string calendar = bench.Calendar();
  const RunReport undo = bench.Undo(run.run);
  bench.Undo(undo.run);
  EXPECT_EQ(LastRow().outcome, Outcome::kDone);
  EXPECT_EQ(bench.Calendar(), calendar);
  StaysSo();
}

TEST_F(Undoing, DryRunSaysTheSameAndWritesNothing) {
  const std::string calendar = bench.Calendar();
  const std::string log = bench.LogText();
  const RunReport dry = bench.Undo(made_, true);
  EXPECT_EQ(bench.Calendar(), calendar);
  EXPECT_EQ(bench.LogText(), log);
  EXPECT_THAT(bench.machine.base.Holds(), IsEmpty());
  const RunReport done = bench.Undo(made_);
  EXPECT_EQ(std::tie(dry.run, dry.created, dry.updated, dry.deleted, dry.touches_logged),
            std::tie(done.run, done.created, done.updated, done.deleted, done.touches_logged));
}

TEST_F(Undoing, ARefusedWriteIsDoneByTheNextUndo) {
  int writes = 0;
  bench.server.on_write = [&](const Write&) -> std::optional<MemoryServer::Instead> {
    if (++writes > 1) return std::nullopt;
    return MemoryServer::Instead{{WriteStatus::kRefused, {}, {}, "507"}};
  };
  const RunReport first = bench.Undo(made_);
  EXPECT_EQ(first.ExitCode(), 5);
  EXPECT_THAT(bench.Items(), SizeIs(1));
  bench.Run();
  const RunReport second = bench.Undo(made_);
  EXPECT_EQ(second.ExitCode(), 0);
  EXPECT_THAT(bench.Items(), IsEmpty());
  StaysSo();
}

// True when there was such a call.
bool StopsAt(Bench* bench, int run, int call, Moment moment) {
  bench->log->Clear();
  bench->log->CrashAt(call, moment);
  bool stopped = false;
  try {
    bench->Undo(run);
  } catch (const Crash&) {
    stopped = true;
  }
  bench->log->SetHook({});
  return stopped;
}

int UndoAgain(Bench* bench, int run) {
  try {
    return bench->Undo(run).ExitCode();
  } catch (const UsageError&) {  // it had come to its end
    return 0;
  }
}

// Stopped before or after any call of a port: another undo and a run end as if nothing had been.
TEST_F(Undoing, StoppedAnywhereItIsGoneOnWith) {
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  bench.AddContact("cy", "Cy Young");
  bench.Log("cy", Kind::kFirst, "2026-03-02 09:00");
  const RunReport run = bench.Run();
  const Bench ready(bench);
  Bench clean(ready);
  clean.Undo(run.run);
  clean.Run();
  int call = 0;
  for (bool stopped_there = true; stopped_there; ++call) {
    for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
      Bench stopped(ready);
      stopped_there = StopsAt(&stopped, run.run, call, moment);
      for (const bool sync_between : {true, false}) {
        Bench next(stopped);
        if (sync_between) next.Run();
        EXPECT_EQ(UndoAgain(&next, run.run), 0);
        next.Run();
        EXPECT_EQ(next.Calendar(), clean.Calendar()) << call << " " << static_cast<int>(moment);
        EXPECT_EQ(next.Doubles(), "") << call;
        EXPECT_EQ(Writes(next.Run()), 0) << call;
      }
    }
  }
  EXPECT_GT(call, 20);
}

}  // namespace
}  // namespace touchbase::test
