// What the user does to a block of several people, through whole runs, in each way items are kept.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/bench.h"
#include "tests/support/dinner_plan.h"

namespace touchbase::test {
namespace {

// Ana, Bo and Cy were met at one dinner on Monday 18:00; the thank-you stands at 18:15.
class Dinner : public testing::TestWithParam<Items> {
 protected:
  Dinner() {
    bench.settings.items = GetParam();
    bench.planner = DinnerPlan;
    bench.AddContact("ana", "Ana Souza");
    bench.AddContact("bo", "Bo Lind");
    bench.AddContact("cy", "Cy Young");
    for (const char* who : {"ana", "bo", "cy"}) bench.Log(who, Kind::kMet, "2026-03-02 18:00");
    bench.At("2026-03-02 18:05");
    bench.Run();
    rows_seen_ = bench.book.touches().size();
  }

  bool pair() const { return GetParam() == Items::kBoth; }

  std::optional<Seen> Block(bool finished = false) const {
    for (Seen& seen : bench.Find("Dinner", "", finished)) return std::move(seen);
    return std::nullopt;
  }

  void Edit(const std::function<void(PhoneItem&)>& edit) { bench.Edit(*Block(), edit); }

  static void Replace(PhoneItem* phone, const std::string& from, const std::string& to) {
    std::string text = phone->Get("DESCRIPTION");
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from << " is not in " << text;
    phone->Set("DESCRIPTION", text.replace(at, from.size(), to));
  }

  void TickLine(const std::string& name) {
    Edit([&](PhoneItem& phone) { Replace(&phone, "[ ] " + name, "[x] " + name); });
  }

  // "ana done, bo replied": the rows since the last call, by name.
  std::string Rows() {
    std::vector<std::string> rows;
    const auto& touches = bench.book.touches();
    for (; rows_seen_ < touches.size(); ++rows_seen_) {
      const Touch& row = touches[rows_seen_];
      rows.push_back(row.contact + " " +
                     std::string(row.kind == Kind::kNote ? "note" : ToWord(row.outcome)));
      if (!row.notes.empty()) rows.back() += " (" + row.notes + ")";
    }
    std::sort(rows.begin(), rows.end());
    std::string text;
    for (const std::string& row : rows) text += (text.empty() ? "" : ", ") + row;
    return text;
  }

  RunReport RunQuietly() {
    const RunReport report = bench.Run();
    EXPECT_EQ(report.guard, "");
    EXPECT_TRUE(report.failed.empty());
    EXPECT_EQ(bench.Doubles(), "");
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again), 0) << (again.lines.empty() ? "" : again.lines.front());
    EXPECT_EQ(again.touches_logged, 0);
    return report;
  }

  Bench bench;
  std::size_t rows_seen_ = 0;
};

TEST_P(Dinner, IsOneItemWithALineForEach) {
  ASSERT_TRUE(Block());
  for (const char* line : {"[ ] Ana Souza\n", "[ ] Bo Lind\n", "[ ] Cy Young\n"}) {
    EXPECT_NE(Block()->item.our_text.find(line), std::string::npos) << Block()->item.our_text;
  }
  EXPECT_EQ(bench.Find("Ana Souza", "thank").size(), pair() ? 1U : 0U);
  RunQuietly();
}

TEST_P(Dinner, TickBeforeALineIsThatPerson) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  RunQuietly();
  EXPECT_EQ(Rows(), "bo done");
  ASSERT_TRUE(Block()) << "two are open still";
  EXPECT_NE(Block()->item.description.find("[x] Bo Lind"), std::string::npos);
  EXPECT_TRUE(Block()->item.our_text_intact);
  EXPECT_EQ(bench.Find("Bo Lind", "thank", true).size(), pair() ? 1U : 0U);
}

// The block was written today already; it answers the tick all the same.
TEST_P(Dinner, TickIsAnsweredByTheNextRunWhenTheServerRefusedTheFirst) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  bench.server.on_write = [](const Write&) {
    return MemoryServer::Instead{{WriteStatus::kRefused, {}, {}, "503"}, false};
  };
  EXPECT_FALSE(bench.Run().failed.empty());
  EXPECT_EQ(Rows(), "bo done");
  bench.server.on_write = nullptr;
  bench.At("2026-03-02 18:25");
  RunQuietly();
  EXPECT_EQ(Rows(), "");
  EXPECT_EQ(Block()->item.our_text.find("Who: Bo Lind"), std::string::npos)
      << "the text of who is done goes";
}

TEST_P(Dinner, WordAfterTheNameIsThatPerson) {
  bench.At("2026-03-02 18:20");
  Edit([&](PhoneItem& phone) {
    Replace(&phone, "[ ] Bo Lind", "[ ] Bo Lind #replied");
    phone.Type("all were tired");
  });
  RunQuietly();
  EXPECT_EQ(Rows(), "bo replied (all were tired)");
  EXPECT_NE(Block()->item.description.find("Bo Lind #replied"), std::string::npos)
      << "what the user wrote stays";
  EXPECT_NE(Block()->item.description.find("[x] Bo Lind"), std::string::npos);
  // The word is taken away again.
  Edit([&](PhoneItem& phone) { phone.Erase(" #replied"); });
  RunQuietly();
  EXPECT_EQ(Rows(), "bo withdrawn");
  EXPECT_NE(Block()->item.description.find("[ ] Bo Lind"), std::string::npos);
}

TEST_P(Dinner, MarkingTheBlockCountsForAllWhoAreOpen) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  RunQuietly();
  Rows();
  bench.At("2026-03-02 18:30");
  Edit([&](PhoneItem& phone) { phone.MarkTitle("x"); });
  RunQuietly();
  EXPECT_EQ(Rows(), "ana done, cy done");
  ASSERT_TRUE(Block(true));
  const Seen block = *Block(true);
  EXPECT_EQ(block.text.find("BEGIN:VALARM"), std::string::npos);
  for (const char* line : {"[x] Ana Souza", "[x] Bo Lind", "[x] Cy Young"}) {
    EXPECT_NE(block.item.description.find(line), std::string::npos) << line;
  }
}

TEST_P(Dinner, WordForTheBlockCountsForAllWhoAreOpen) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  bench.Run();
  Rows();
  Edit([&](PhoneItem& phone) { phone.Type("#noanswer"); });
  RunQuietly();
  EXPECT_EQ(Rows(), "ana no-answer, cy no-answer");
}

TEST_P(Dinner, TakingTheMarkFromALineWithdraws) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  bench.Run();
  Rows();
  bench.At("2026-03-02 18:22");
  Edit([&](PhoneItem& phone) { Replace(&phone, "[x] Bo Lind", "[ ] Bo Lind"); });
  RunQuietly();
  EXPECT_EQ(Rows(), "bo withdrawn");
  ASSERT_TRUE(Block());
  EXPECT_EQ(bench.Find("Bo Lind", "thank", false).size(), pair() ? 1U : 0U);
}

TEST_P(Dinner, TakingTheMarkFromTheBlockWithdrawsAll) {
  bench.At("2026-03-02 18:20");
  Edit([&](PhoneItem& phone) { phone.MarkTitle("x"); });
  RunQuietly();
  EXPECT_EQ(Rows(), "ana done, bo done, cy done");
  bench.At("2026-03-02 18:22");
  bench.Edit(*Block(true), [&](PhoneItem& phone) {
    phone.Set("SUMMARY", "Dinner: thank-you");
    if (GetParam() == Items::kTask) phone.Untick();
  });
  RunQuietly();
  EXPECT_EQ(Rows(), "ana withdrawn, bo withdrawn, cy withdrawn");
  ASSERT_TRUE(Block());
  EXPECT_EQ(Block()->item.description.find("[x] "), std::string::npos) << Block()->item.description;
}

TEST_P(Dinner, MovedBlockStaysWhereItWasPut) {
  bench.At("2026-03-02 18:10");
  Edit([&](PhoneItem& phone) {
    if (GetParam() == Items::kTask) {
      phone.Set("DUE", "20260303T150000");
    } else {
      phone.MoveTo(Local("2026-03-03 15:00"), 30);
    }
  });
  EXPECT_EQ(RunQuietly().moved, 1);
  EXPECT_EQ(Rows(), "");
  EXPECT_EQ(Block()->item.start, Local("2026-03-03 15:00"));
  for (const BaseFollowUp& known : bench.machine.base.FollowUps()) {
    if (known.step != "thank-you") continue;
    EXPECT_TRUE(known.pinned) << known.contact;
    EXPECT_EQ(LocalTime{seconds{known.start}}, Local("2026-03-03 15:00"));
  }
  if (pair()) {
    EXPECT_EQ(DateOf(*bench.Task("Bo Lind", "thank")->item.start), MakeDate(2026, 3, 3));
  }
}

TEST_P(Dinner, DeletedBlockIsHalfOfEachPairOrSkipsAllWhoAreOpen) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  bench.Run();
  Rows();
  const Seen gone = *Block();
  bench.Delete(gone);
  RunQuietly();
  EXPECT_EQ(Rows(), pair() ? "" : "ana skipped, cy skipped");
  EXPECT_FALSE(Block()) << "not made again";
  if (pair()) {
    bench.Tick("Ana Souza", "thank");
    RunQuietly();
    EXPECT_EQ(Rows(), "ana done");
    return;
  }
  bench.server.Put(gone.collection, gone.href, gone.text);
  RunQuietly();
  EXPECT_EQ(Rows(), "ana withdrawn, cy withdrawn") << "it is back from the trash";
  EXPECT_TRUE(Block());
}

TEST_P(Dinner, CancelledIsSkippedForAll) {
  Edit([&](PhoneItem& phone) { phone.Set("STATUS", "CANCELLED"); });
  RunQuietly();
  EXPECT_EQ(Rows(), "ana skipped, bo skipped, cy skipped");
}

TEST_P(Dinner, StateLostInBetweenChangesNothing) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  bench.Run();
  Rows();
  const std::string before = bench.Calendar();
  bench.machine.base.Lose();
  bench.Run();
  EXPECT_EQ(bench.Calendar(), before);
  EXPECT_EQ(Rows(), "");
  RunQuietly();
  TickLine("Cy Young");
  RunQuietly();
  EXPECT_EQ(Rows(), "cy done");
}

TEST_P(Dinner, UntickedAfterTheStateWasLostIsHeard) {
  bench.At("2026-03-02 18:20");
  Edit([&](PhoneItem& phone) { phone.MarkTitle("x"); });
  bench.Run();
  Rows();
  bench.machine.base.Lose();
  RunQuietly();
  EXPECT_EQ(Rows(), "");
  bench.Edit(*Block(true),
             [&](PhoneItem& phone) { Replace(&phone, "[x] Bo Lind", "[ ] Bo Lind"); });
  RunQuietly();
  EXPECT_EQ(Rows(), "bo withdrawn");
}

TEST_P(Dinner, SecondPersonTurnsTheSingleItemIntoABlock) {
  Bench two;
  two.settings.items = GetParam();
  two.planner = DinnerPlan;
  two.AddContact("ana", "Ana Souza");
  two.AddContact("bo", "Bo Lind");
  two.Log("ana", Kind::kMet, "2026-03-02 18:00");
  two.At("2026-03-02 18:05");
  two.Run();
  const auto single =
      GetParam() == Items::kTask ? two.Task("Ana", "thank") : two.Block("Ana", "thank");
  ASSERT_TRUE(single);
  two.Edit(*single, [](PhoneItem& phone) { phone.Type("bring the book"); });
  two.At("2026-03-02 18:07");
  two.Log("bo", Kind::kMet, "2026-03-02 18:00");
  const RunReport report = two.Run();
  EXPECT_EQ(report.guard, "");
  ASSERT_FALSE(two.Find("Dinner").empty());
  EXPECT_EQ(two.Find("Ana", "thank").size(), pair() ? 1U : 0U);
  EXPECT_NE(two.LogText().find("bring the book"), std::string::npos) << two.LogText();
  EXPECT_EQ(two.LogText().find("skipped"), std::string::npos);
  EXPECT_EQ(Writes(two.Run()), 0);
  // A third one joins at once, although the block was written today and is near.
  two.At("2026-03-02 18:09");
  two.AddContact("cy", "Cy Young");
  two.Log("cy", Kind::kMet, "2026-03-02 18:00");
  two.Run();
  EXPECT_NE(two.Find("Dinner").front().item.our_text.find("[ ] Cy Young"), std::string::npos);
  EXPECT_EQ(Writes(two.Run()), 0);
}

TEST_P(Dinner, TakenOverIsReadAndNeverWritten) {
  Edit([&](PhoneItem& phone) { phone.Set("ATTENDEE", "mailto:x@x.example"); });
  RunQuietly();
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  const std::string before = Block()->text;
  RunQuietly();
  EXPECT_EQ(Rows(), "bo done");
  EXPECT_EQ(Block()->text, before);
}

TEST_P(Dinner, RowsNameThePersonsOwnFollowUp) {
  bench.At("2026-03-02 18:20");
  TickLine("Bo Lind");
  bench.Run();
  const Touch& row = bench.book.touches().back();
  const FollowUpKey key{"bo", bench.book.touches().at(1).id, "thank-you"};
  EXPECT_EQ(ParseUid(row.follow_up)->hex,
            HalfHex(key, GetParam() == Items::kTask ? Component::kTodo : Component::kEvent));
}

TEST_P(Dinner, OnlyAPairHasATaskForEachWhoseTickMarksTheLine) {
  ASSERT_EQ(bench.Task("Cy Young", "thank").has_value(), pair());
  if (!pair()) return;
  bench.At("2026-03-02 18:20");
  bench.Tick("Cy Young", "thank");
  RunQuietly();
  EXPECT_EQ(Rows(), "cy done");
  EXPECT_NE(Block()->item.our_text.find("[x] Cy Young"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Kept, Dinner, testing::Values(Items::kBoth, Items::kEvent, Items::kTask),
                         [](const auto& test) {
                           return test.param == Items::kBoth    ? "Both"
                                  : test.param == Items::kEvent ? "Events"
                                                                : "Tasks";
                         });

}  // namespace
}  // namespace touchbase::test
