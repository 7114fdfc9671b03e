// Marks and words as they are typed, through whole runs.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

// Bo was written to on Monday; the follow-up stands on Tuesday 09:00, it is Tuesday 09:20.
class Marks : public testing::Test {
 protected:
  Marks() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 12:00");
    bench.Run();
    bench.At("2026-03-03 09:20");
  }

  void Title(const std::string& title) {
    bench.Edit(*bench.Block("Bo"), [&](PhoneItem& phone) { phone.Set("SUMMARY", title); });
  }
  std::string OurTitle() const { return bench.Block("Bo")->item.title; }
  Outcome Logged() const {
    const Touch& last = bench.book.touches().back();
    return bench.book.touches().size() == 1 ? Outcome::kNone : last.outcome;
  }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0);
    EXPECT_EQ(again.warnings.size(), 0U);
    EXPECT_EQ(bench.Doubles(), "");
  }

  Bench bench;
};

TEST_F(Marks, TheWordDoneAtEitherEndOfTheTitleIsATick) {
  const Bench start = bench;
  const std::string ours = OurTitle();
  for (const std::string& title : {"done " + ours, "Done: " + ours, "DONE - " + ours,
                                   ours + " done", ours + " - Done", "\u2611\uFE0F " + ours}) {
    bench = start;
    Title(title);
    EXPECT_EQ(bench.Run().touches_logged, 1) << title;
    EXPECT_EQ(Logged(), Outcome::kDone) << title;
    Quiet();
  }
}

TEST_F(Marks, DoneInATitleThatIsTheUsersOwnIsNone) {
  Title("Get the boat done");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  EXPECT_EQ(report.warnings.size(), 0U);
  const auto named = [&] { return *bench.Block("Get the boat done"); };
  bench.Edit(named(), [](PhoneItem& phone) { phone.Set("SUMMARY", "Done: get the boat done"); });
  EXPECT_EQ(Logged(), Outcome::kNone);
  bench.Edit(*bench.Block("get the boat"),
             [](PhoneItem& phone) { phone.Set("SUMMARY", "done Get the boat done"); });
  bench.Run();
  EXPECT_EQ(Logged(), Outcome::kDone);
  Quiet();
}

TEST_F(Marks, AMarkOnANewTitleIsReportedOnceAndTheWordCounts) {
  Title("\u2713 Boat trip");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  ASSERT_EQ(report.not_understood.size(), 1U);
  EXPECT_NE(report.not_understood[0].find("\u2713 Boat trip"), std::string::npos);
  Quiet();
  bench.Edit(*bench.Block("Boat trip"), [](PhoneItem& phone) { phone.Type("sunny"); });
  EXPECT_EQ(bench.Run().not_understood.size(), 0U) << "reported twice";
  EXPECT_EQ(Logged(), Outcome::kNone);
  bench.Edit(*bench.Block("Boat trip"), [](PhoneItem& phone) { phone.Type("#done"); });
  bench.Run();
  EXPECT_EQ(Logged(), Outcome::kDone);
  Quiet();
}

TEST_F(Marks, AMarkOnATitleThatWasTheirsBeforeCounts) {
  Title("Boat trip");
  bench.Run();
  bench.Edit(*bench.Block("Boat trip"),
             [](PhoneItem& phone) { phone.Set("SUMMARY", "\u2705 Boat trip"); });
  EXPECT_EQ(bench.Run().not_understood.size(), 0U);
  EXPECT_EQ(Logged(), Outcome::kDone);
  Quiet();
  for (const Seen& seen : bench.Items()) {
    if (seen.item.title.find("Boat trip") == std::string::npos) continue;
    bench.Edit(seen, [](PhoneItem& phone) { phone.Set("SUMMARY", "Boat trip"); });
  }
  bench.Run();
  EXPECT_EQ(Logged(), Outcome::kWithdrawn);
  Quiet();
}

TEST_F(Marks, WordsOfAPhonesKeyboardCountOnce) {
  for (const char* text :
       {"\uFF03replied", "\u201C#replied\u201D", "\u2022#replied", "*#Replied*"}) {
    Bench fresh(bench);
    fresh.Type("Bo", text);
    EXPECT_EQ(fresh.Run().touches_logged, 1) << text;
    EXPECT_EQ(fresh.book.touches().back().outcome, Outcome::kReplied) << text;
    EXPECT_EQ(fresh.book.touches().back().notes, "") << text;
    EXPECT_EQ(Writes(fresh.Run()), 0) << text;
  }
}

TEST_F(Marks, WideSignsInTheTitleConverge) {
  for (const char* sign : {"\uFF03replied ", "\u201C#replied\u201D "}) {
    Bench fresh(bench);
    const std::string ours = OurTitle();
    fresh.Edit(*fresh.Block("Bo"),
               [&](PhoneItem& phone) { phone.Set("SUMMARY", std::string(sign) + ours); });
    fresh.Run();
    EXPECT_EQ(fresh.book.touches().back().outcome, Outcome::kReplied) << sign;
    const RunReport again = fresh.Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0) << sign;
  }
}

}  // namespace
}  // namespace touchbase::test
