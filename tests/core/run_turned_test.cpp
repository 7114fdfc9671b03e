// A block that an app turned into a task, or a task into a block: the user's from then on.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

// Bo was written to on Monday; the follow-up stands on Tuesday 09:00, it is Monday noon.
class Turned : public testing::Test {
 protected:
  Turned() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 12:00");
    bench.Run();
    const Seen block = *bench.Block("Bo");
    uid = block.item.uid;
    bench.Edit(block, [](PhoneItem& phone) { phone.TurnIntoTask(); });
  }

  Seen Converted() const {
    for (const Seen& seen : bench.Items()) {
      if (seen.item.uid == uid) return seen;
    }
    throw std::runtime_error("the converted item is gone");
  }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0);
    EXPECT_EQ(again.requests, 1);
    EXPECT_TRUE(again.warnings.empty()) << again.warnings.front();
  }

  Bench bench;
  std::string uid;
};

TEST_F(Turned, ABlockThatBecameATaskIsNeverWrittenOrDeletedAgain) {
  const RunReport report = bench.Run();
  EXPECT_EQ(report.deleted + report.created, 0);
  EXPECT_TRUE(report.warnings.empty());
  const std::string theirs = Converted().text;
  EXPECT_FALSE(bench.Block("Bo")) << "not that half again";
  Quiet();
  bench.At("2026-03-04 08:00");  // the task of the pair rolls
  EXPECT_EQ(Writes(bench.Run()), 1);
  EXPECT_EQ(Converted().text, theirs);
  EXPECT_EQ(bench.Items().size(), 2U);
  Quiet();
}

TEST_F(Turned, TicksAndNotesInItAreRead) {
  bench.Run();
  bench.At("2026-03-03 09:20");
  bench.Edit(Converted(), [&](PhoneItem& phone) {
    phone.Type("likes boats");
    phone.Tick(bench.Now());
  });
  const std::string theirs = Converted().text;
  bench.Run();
  EXPECT_EQ(bench.book.touches().back().outcome, Outcome::kDone);
  EXPECT_EQ(bench.book.touches().back().notes, "likes boats");
  EXPECT_EQ(Converted().text, theirs);
  EXPECT_FALSE(bench.Find("Bo", "", true).empty());
  Quiet();
}

TEST_F(Turned, LostStateDoublesAndRemovesNothing) {
  for (const bool read_before : {true, false}) {
    Bench fresh(bench);
    if (read_before) fresh.Run();
    const std::string before = fresh.Calendar();
    fresh.machine.base.Lose();
    const RunReport report = fresh.Run();
    EXPECT_EQ(Writes(report), 0) << read_before;
    EXPECT_TRUE(report.warnings.empty()) << report.warnings.front();
    EXPECT_EQ(fresh.Calendar(), before);
    const RunReport again = fresh.Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0);
    fresh.At("2026-03-04 08:00");
    EXPECT_EQ(Writes(fresh.Run()), 1);
  }
}

TEST_F(Turned, WhereThereAreBlocksOnlyTheTaskStandsForIt) {
  Bench fresh;
  fresh.settings.items = Items::kEvent;
  fresh.AddContact("bo", "Bo Lind");
  fresh.Log("bo", Kind::kFirst, "2026-03-02 08:00");
  fresh.At("2026-03-02 12:00");
  fresh.Run();
  fresh.Edit(*fresh.Block("Bo"), [](PhoneItem& phone) { phone.TurnIntoTask(); });
  EXPECT_EQ(Writes(fresh.Run()), 0);
  fresh.At("2026-03-04 09:00");
  EXPECT_EQ(Writes(fresh.Run()), 0);
  ASSERT_TRUE(fresh.Task("Bo"));
  fresh.Tick("Bo");
  EXPECT_EQ(fresh.Run().touches_logged, 1);
  EXPECT_EQ(fresh.book.touches().back().outcome, Outcome::kDone);
}

TEST_F(Turned, DeletedWithItsTaskItIsSkipped) {
  bench.Run();
  for (const Seen& seen : bench.Items()) bench.Delete(seen);
  EXPECT_EQ(bench.Run().skipped, 1);
  Quiet();
}

TEST_F(Turned, ATaskThatBecameAnEventIsTheUsersToo) {
  Bench fresh;
  fresh.AddContact("bo", "Bo Lind");
  fresh.Log("bo", Kind::kFirst, "2026-03-02 08:00");
  fresh.At("2026-03-02 12:00");
  fresh.Run();
  const Seen task = *fresh.Task("Bo");
  fresh.Edit(task, [](PhoneItem& phone) { phone.TurnIntoEvent(); });
  const std::string theirs = fresh.server.Text(task.collection, task.href);
  fresh.Run();
  fresh.At("2026-03-05 08:00");
  fresh.Run();
  EXPECT_EQ(fresh.server.Text(task.collection, task.href), theirs);
  EXPECT_EQ(fresh.Items().size(), 2U);
  EXPECT_EQ(fresh.book.touches().size(), 1U);
  fresh.machine.base.Lose();
  EXPECT_EQ(Writes(fresh.Run()), 0);
}

}  // namespace
}  // namespace touchbase::test
