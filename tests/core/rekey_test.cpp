// An edited anchor keeps its item (docs/decisions/0020-rekey.md).
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class EditedAnchor : public testing::Test {
 protected:
  EditedAnchor() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 12:00");
    bench.Run();
  }
  // The user corrects the time of the first row.
  void EditTo(std::string_view at) {
    std::vector<Touch> touches = bench.book.touches();
    touches.front() = bench.Row("bo", Kind::kFirst, at);
    bench.book.SetTouches(touches);
  }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again), 0);
    EXPECT_EQ(again.touches_logged, 0);
    EXPECT_EQ(bench.Doubles(), "");
  }

  Bench bench;
};

TEST_F(EditedAnchor, KeepsTheItemAndTheUsersText) {
  bench.Type("Bo", "ask about Oslo");
  bench.Run();
  const std::string uid = bench.Block("Bo")->item.uid;
  const std::string key = bench.Block("Bo")->item.key;
  EditTo("2026-03-02 09:30");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.created + report.deleted, 0);
  EXPECT_EQ(bench.Block("Bo")->item.uid, uid);
  EXPECT_EQ(bench.Items().size(), 2U);
  bench.At("2026-03-03 06:30");  // one write a day: the key is patched now
  bench.Run();
  EXPECT_NE(bench.Block("Bo")->item.key, key);
  EXPECT_EQ(bench.Task("Bo")->item.key, bench.Block("Bo")->item.key);
  EXPECT_EQ(bench.Block("Bo")->item.user_text + bench.Task("Bo")->item.user_text, "ask about Oslo");
  Quiet();
}

TEST_F(EditedAnchor, TickAfterwardsSatisfiesTheNewStep) {
  EditTo("2026-03-02 09:30");
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  bench.Run();
  EXPECT_EQ(bench.book.touches().size(), 2U);
  const auto next = bench.Block("Bo");
  ASSERT_TRUE(next);
  EXPECT_EQ(next->item.start, Local("2026-03-05 09:00")) << "the second of six";
  Quiet();
}

TEST_F(EditedAnchor, StepsDoneBeforeStayDone) {
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  bench.Run();
  const auto second = bench.Block("Bo");
  EditTo("2026-03-02 09:30");
  bench.At("2026-03-03 10:00");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.created + report.deleted, 0);
  EXPECT_EQ(bench.Block("Bo")->item.uid, second->item.uid);
  EXPECT_EQ(bench.Find("Bo").size(), 2U) << "the first step did not come back";
  Quiet();
}

TEST_F(EditedAnchor, EditedTwiceAndThenLostStateIsStillOneItem) {
  EditTo("2026-03-02 09:30");
  bench.Run();
  EditTo("2026-03-02 10:15");
  bench.Run();
  bench.At("2026-03-03 06:00");
  bench.Run();
  bench.machine.base.Lose();
  const RunReport report = bench.Run();
  EXPECT_EQ(Writes(report), 0);
  EXPECT_EQ(bench.Items().size(), 2U);
  Quiet();
}

TEST_F(EditedAnchor, AMachineThatLagsLeavesTheNewKey) {
  Machine other(bench.log);
  bench.Run(&other);
  const std::vector<Touch> lagging = bench.book.touches();
  EditTo("2026-03-02 09:30");
  bench.Run();
  bench.At("2026-03-03 06:00");
  bench.Run();
  const std::string key = bench.Block("Bo")->item.key;
  const std::vector<Touch> ahead = bench.book.touches();
  bench.book.SetTouches(lagging);
  EXPECT_EQ(Writes(bench.Run(&other)), 0);
  EXPECT_EQ(bench.Block("Bo")->item.key, key);
  bench.book.SetTouches(ahead);
  EXPECT_EQ(Writes(bench.Run(&other)), 0);
  EXPECT_EQ(Writes(bench.Run()), 0);
  EXPECT_EQ(bench.Items().size(), 2U);
}

TEST_F(EditedAnchor, MovesToTheNewDate) {
  EditTo("2026-02-26 09:30");
  bench.At("2026-03-03 06:00");
  bench.Run();
  EXPECT_EQ(bench.Items().size(), 2U);
  EXPECT_EQ(bench.Doubles(), "");
}

TEST_F(EditedAnchor, RemovedRowIsNoEdit) {
  bench.AddContact("cy", "Cy Young");  // a log with no row at all would be guarded
  bench.book.SetTouches({bench.Row("cy", Kind::kFirst, "2026-03-02 08:10")});
  bench.Run();
  EXPECT_TRUE(bench.Find("Bo", "follow up").empty());
}

TEST_F(EditedAnchor, RowWithAnIdOfItsOwnIsNeverRekeyed) {
  Bench own;
  own.AddContact("bo", "Bo Lind");
  own.Log("bo", Kind::kFirst, "2026-03-02 08:00", "my-1");
  own.At("2026-03-02 12:00");
  own.Run();
  const std::string key = own.Block("Bo")->item.key;
  own.book.SetTouches({own.Row("bo", Kind::kFirst, "2026-03-02 09:00", "my-1")});
  own.At("2026-03-03 06:00");
  own.Run();
  EXPECT_EQ(own.Block("Bo")->item.key, key);
}

}  // namespace
}  // namespace touchbase::test
