// Items of ours that this machine's state does not know: of a state that was lost, of another
// machine with a newer book, of somebody else's book with the same id.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

std::string AllWarnings(const RunReport& report) {
  std::string all;
  for (const std::string& warning : report.warnings) all += warning + "\n";
  return all;
}

// Twenty people with a first message, each with a block and a task.
class Unknown : public testing::Test {
 protected:
  Unknown() {
    bench.settings.plan.max_per_day = 100;
    for (int i = 10; i < 30; ++i) {
      const std::string id = "p" + std::to_string(i);
      bench.AddContact(id, "Person" + std::to_string(i));
      bench.Log(id, Kind::kFirst, "2026-03-02 08:00");
    }
    bench.At("2026-03-02 12:00");
    bench.Run();
  }
  void CutLog(std::size_t rows) {
    std::vector<Touch> touches = bench.book.touches();
    touches.resize(rows);
    bench.book.SetTouches(touches);
  }
  void ExpectStopped(const RunReport& report) {
    EXPECT_EQ(report.ExitCode(), 6);
    EXPECT_EQ(Writes(report), 0);
    EXPECT_FALSE(report.changed);
    EXPECT_EQ(bench.Items().size(), 40U);
  }

  Bench bench;
};

TEST_F(Unknown, LostStateAndAShortenedLogWriteNothing) {
  bench.machine.base.Lose();
  CutLog(2);
  for (const char* time : {"2026-03-02 12:00", "2026-03-02 13:00", "2026-03-04 13:00"}) {
    bench.At(time);
    const RunReport report = bench.Run();
    ExpectStopped(report);
    EXPECT_NE(report.guard.find("18 of 20"), std::string::npos) << report.guard;
    EXPECT_NE(report.guard.find("--allow-mass-change"), std::string::npos) << report.guard;
  }
}

TEST_F(Unknown, LostStateAndAnEmptyBookWriteNothing) {
  bench.machine.base.Lose();
  bench.book.SetContacts({});
  CutLog(0);
  ExpectStopped(bench.Run());
}

TEST_F(Unknown, LostStateAndAnEmptyLogOfFivePeopleWriteNothing) {
  std::vector<Contact> contacts = bench.book.contacts();
  contacts.resize(5);
  bench.book.SetContacts(contacts);
  bench.RunWith({.allow_mass_change = true});
  ASSERT_EQ(bench.Items().size(), 10U);
  bench.machine.base.Lose();
  CutLog(0);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_EQ(bench.Items().size(), 10U);
}

TEST_F(Unknown, AnotherMachineWithAnotherBookWritesNothing) {
  Machine other(bench.log);
  CutLog(2);
  ExpectStopped(bench.Run(&other));
}

TEST_F(Unknown, AnotherAddressOfTheServerWritesNothing) {
  bench.settings.account = "ana elsewhere";
  CutLog(2);
  ExpectStopped(bench.Run());
}

TEST_F(Unknown, TwoBooksOfOneIdDoNotRemoveEachOthersItems) {
  Machine other(bench.log);
  bench.book.SetContacts({});
  bench.book.SetTouches({});
  bench.AddContact("zoe", "Zoe Zimmer");
  bench.Log("zoe", Kind::kFirst, "2026-03-02 08:00");
  const RunReport report = bench.Run(&other);
  ExpectStopped(report);
  EXPECT_NE(report.guard.find("book_id"), std::string::npos) << report.guard;
}

TEST_F(Unknown, AllowedTheyGo) {
  bench.machine.base.Lose();
  CutLog(2);
  EXPECT_EQ(bench.RunWith({.allow_mass_change = true}).deleted, 36);
  EXPECT_EQ(Writes(bench.Run()), 0);
}

TEST_F(Unknown, WhatTheLogExplainsPassesWithoutAState) {
  bench.machine.base.Lose();
  bench.At("2026-03-02 14:00");
  for (int i = 10; i < 28; ++i) {
    bench.Log("p" + std::to_string(i), Kind::kReply, "2026-03-02 13:00");
  }
  const RunReport report = bench.Run();
  EXPECT_EQ(report.guard, "");
  EXPECT_EQ(report.deleted, 36) << "their follow-ups went, answers stand in their place";
  EXPECT_EQ(Writes(bench.Run()), 0);
}

TEST_F(Unknown, WhatAStatusExplainsPassesWithoutAState) {
  bench.machine.base.Lose();
  std::vector<Contact> contacts = bench.book.contacts();
  for (Contact& contact : contacts) contact.status = ContactStatus::kPaused;
  bench.book.SetContacts(contacts);
  EXPECT_EQ(bench.Run().deleted, 40);
}

TEST_F(Unknown, FinishedItemsDoNotHideThatAllGoes) {
  bench.At("2026-03-03 10:00");
  for (int i = 10; i < 24; ++i) bench.Tick("Person" + std::to_string(i));
  bench.Run();
  bench.machine.base.Lose();
  CutLog(0);
  bench.book.SetContacts({});
  EXPECT_EQ(bench.Run().ExitCode(), 6);
}

class Lagging : public Unknown {
 protected:
  // The last two rows are not there yet.
  Lagging() {
    std::vector<Contact> contacts = bench.book.contacts();
    for (Contact& contact : contacts) contact.track = "cold";
    bench.settings.plan.start_per_week = 0;  // nobody starts anew while their rows are missing
    bench.book.SetContacts(contacts);
    bench.Run();
    ahead = bench.book.touches();
    behind = ahead;
    behind.resize(ahead.size() - 2);
  }
  std::vector<Touch> ahead, behind;
  Machine other{bench.log};
};

TEST_F(Lagging, AFreshMachineRemovesNothing) {
  bench.book.SetTouches(behind);
  const RunReport report = bench.Run(&other);
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(report.deleted, 0);
  EXPECT_EQ(bench.Items().size(), 40U);
  EXPECT_NE(AllWarnings(report).find("Person29"), std::string::npos) << AllWarnings(report);
  for (const char* time : {"2026-03-02 12:05", "2026-03-02 12:30", "2026-03-03 08:00"}) {
    bench.At(time);
    EXPECT_EQ(bench.Run(&other).deleted, 0) << time;
  }
}

TEST_F(Lagging, NobodyIsTakenAsSkipped) {
  bench.book.SetTouches(behind);
  bench.Run(&other);
  bench.book.SetTouches(ahead);
  for (const char* time : {"2026-03-02 12:15", "2026-03-02 12:30", "2026-03-02 13:00"}) {
    bench.At(time);
    const RunReport report = bench.Run();
    EXPECT_EQ(report.skipped, 0) << time;
    EXPECT_EQ(report.touches_logged, 0) << time;
  }
  EXPECT_EQ(Writes(bench.Run(&other)), 0);
  EXPECT_EQ(bench.Run(&other).requests, 1) << "the book came: nothing is unknown any more";
  EXPECT_EQ(bench.Run().requests, 1);
  EXPECT_EQ(bench.Items().size(), 40U);
  EXPECT_EQ(bench.Doubles(), "");
}

TEST_F(Lagging, AMachineThatKnowsTheOthersRemovesNothingEither) {
  bench.Run(&other);
  bench.AddContact("zoe", "Zoe Zimmer");
  const std::vector<Touch> before = bench.book.touches();
  bench.Log("zoe", Kind::kFirst, "2026-03-02 12:01");
  const std::vector<Touch> with_zoe = bench.book.touches();
  bench.At("2026-03-02 12:10");
  bench.Run();
  ASSERT_TRUE(bench.Block("Zoe"));
  bench.book.SetTouches(before);
  EXPECT_EQ(bench.Run(&other).deleted, 0);
  bench.book.SetTouches(with_zoe);
  for (const char* time : {"2026-03-02 12:25", "2026-03-02 12:40"}) {
    bench.At(time);
    EXPECT_EQ(bench.Run().skipped, 0);
  }
  EXPECT_TRUE(bench.Block("Zoe"));
}

TEST_F(Lagging, AStepThatTheLaggingLogHasNotGotToStays) {
  bench.At("2026-03-03 10:00");
  bench.Tick("Person10");
  bench.Run();
  ASSERT_TRUE(bench.Block("Person10"));
  // The user tidies the finished one away: only the log tells that it was done.
  for (const Seen& seen : bench.Find("Person10", "", true)) bench.Delete(seen);
  bench.Run();
  const std::vector<Touch> with_tick = bench.book.touches();
  std::vector<Touch> without = with_tick;
  without.pop_back();
  bench.book.SetTouches(without);
  const std::string next = bench.Block("Person10")->item.uid;
  EXPECT_EQ(bench.Run(&other).deleted, 0);
  bool stands = false;
  for (const Seen& seen : bench.Items()) stands = stands || seen.item.uid == next;
  EXPECT_TRUE(stands);
}

TEST_F(Lagging, WhatIsUnexplainedForADayGoes) {
  bench.machine.base.Lose();
  bench.book.SetTouches(behind);
  bench.Run();
  EXPECT_EQ(Writes(bench.Run()), 0) << "a second run writes nothing";
  bench.At("2026-03-03 11:45");
  EXPECT_EQ(bench.Run().deleted, 0);
  bench.At("2026-03-03 12:00");
  EXPECT_EQ(bench.Run().deleted, 4);
  EXPECT_EQ(Writes(bench.Run()), 0);
  EXPECT_EQ(bench.Run().requests, 1);
}

TEST_F(Lagging, ItIsSaidOnce) {
  bench.machine.base.Lose();
  bench.book.SetTouches(behind);
  EXPECT_NE(AllWarnings(bench.Run()).find("2026-03-03 12:00"), std::string::npos);
  bench.At("2026-03-02 12:15");
  EXPECT_EQ(AllWarnings(bench.Run()), "");
}

TEST_F(Lagging, TheUsersTextStaysWithTheItem) {
  bench.Type("Person29", "ask about Oslo");
  bench.machine.base.Lose();
  bench.book.SetTouches(behind);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  EXPECT_EQ(report.deleted, 0);
}

}  // namespace
}  // namespace touchbase::test
