// Two machines with one book, where writes fail, end unknown or are refused.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class TwoMachines : public testing::Test {
 protected:
  TwoMachines() {
    bench.AddContact("bo", "Bo Lind");
    bench.AddContact("cy", "Cy Young");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.Log("cy", Kind::kFirst, "2026-03-02 08:10");
    bench.At("2026-03-02 12:00");
    bench.Run();
    bench.Run(&other);
  }
  // Whatever is written into the items of that person.
  void Answer(const std::string& name, WriteStatus status, bool done) {
    bench.server.on_write = [=, this](const Write& write) {
      std::optional<MemoryServer::Instead> instead;
      for (const Seen& seen : bench.Find(name)) {
        if (seen.href != write.href.value) continue;
        instead = MemoryServer::Instead{{status, write.href, {}, "answered so"}, done};
      }
      return instead;
    };
  }
  std::string OthersWrote() { return bench.machine.base.Get("others wrote"); }

  Bench bench;
  Machine other{bench.log};
};

TEST_F(TwoMachines, AnItemThatFailsForEverDoesNotHideTheOtherMachine) {
  Answer("Cy", WriteStatus::kRefused, false);
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(bench.Run().ExitCode(), 5);
  EXPECT_EQ(OthersWrote(), "");
  bench.server.on_write = nullptr;
  bench.At("2026-03-05 08:00");
  EXPECT_GT(bench.Run(&other).updated, 0);
  Answer("Cy", WriteStatus::kRefused, false);
  bench.At("2026-03-05 08:10");
  bench.Run();
  EXPECT_NE(OthersWrote(), "");
  // The other one reads a newer log and removes what it closes.
  const std::vector<Touch> behind = bench.book.touches();
  bench.Log("bo", Kind::kReply, "2026-03-05 08:30");
  const std::vector<Touch> ahead = bench.book.touches();
  bench.At("2026-03-05 08:40");
  bench.Run(&other);
  ASSERT_FALSE(bench.Block("Bo", "follow up"));
  bench.book.SetTouches(behind);
  bench.At("2026-03-05 08:45");
  EXPECT_EQ(bench.Run().skipped, 0) << "nobody deleted it";
  bench.book.SetTouches(ahead);
  bench.At("2026-03-05 09:00");
  EXPECT_EQ(bench.Run().touches_logged, 0);
}

TEST_F(TwoMachines, AHeldGuardDoesNotHideTheOtherMachine) {
  bench.settings.plan.max_per_day = 100;
  for (int i = 10; i < 30; ++i) {
    const std::string id = "p" + std::to_string(i);
    bench.AddContact(id, "Person" + std::to_string(i));
    bench.Log(id, Kind::kFirst, "2026-03-02 08:00");
  }
  bench.Run();
  bench.Run(&other);
  for (int i = 10; i < 22; ++i) bench.DeleteBoth("Person" + std::to_string(i));
  bench.At("2026-03-02 13:00");
  ASSERT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(bench.machine.base.Get("writing"), "") << "it was not killed";
}

TEST_F(TwoMachines, AnAnswerThatGotLostIsNotAnotherMachine) {
  Answer("Cy", WriteStatus::kAmbiguous, true);
  bench.server.on_fetch = [this](const Href& href) {
    for (const Seen& seen : bench.Find("Cy")) {
      if (seen.href == href.value) return true;
    }
    return false;
  };
  bench.At("2026-03-04 08:00");
  bench.Run();
  bench.server.on_write = nullptr;
  bench.server.on_fetch = nullptr;
  bench.At("2026-03-04 08:15");
  EXPECT_EQ(bench.Run().ExitCode(), 0);
  EXPECT_EQ(OthersWrote(), "") << "we wrote it ourselves";
  for (const BaseFollowUp& known : bench.machine.base.FollowUps()) EXPECT_FALSE(known.pinned);
  bench.DeleteBoth("Bo");
  bench.At("2026-03-04 08:30");
  EXPECT_EQ(bench.Run().skipped, 1) << "believed at once";
}

TEST_F(TwoMachines, AHalfThatWasRefusedIsWrittenByTheNextRun) {
  int refused = 0;
  bench.server.on_write = [&](const Write& write) {
    std::optional<MemoryServer::Instead> instead;
    const auto task = bench.Task("Cy");
    if (task && task->href == write.href.value) {
      instead = MemoryServer::Instead{{WriteStatus::kRefused, write.href, {}, "not now"}, false};
      ++refused;
    }
    return instead;
  };
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(bench.Run().ExitCode(), 5);
  EXPECT_EQ(refused, 1);
  bench.server.on_write = nullptr;
  bench.At("2026-03-04 08:15");
  EXPECT_EQ(bench.Run().updated, 1);
  EXPECT_EQ(DateOf(*bench.Task("Cy")->item.start), DateOf(*bench.Block("Cy")->item.start));
  EXPECT_EQ(Writes(bench.Run()), 0);
}

// Two people, each with a book of their own, write into one calendar.
class TwoPeople : public TwoMachines {
 protected:
  TwoPeople() : theirs(bench) {
    theirs.settings.book_id = "0badcafe";
    theirs.settings.account = "tom memory";
    theirs.book.SetContacts({});
    theirs.book.SetTouches({});
    theirs.AddContact("zoe", "Zoe Zimmer");
    theirs.Log("zoe", Kind::kFirst, "2026-03-02 09:00");
    theirs.server = MemoryServer(theirs.log);
  }
  // Tom's turn, on the server that both use.
  RunReport RunTheirs() {
    std::swap(theirs.server, bench.server);
    theirs.SetNow(bench.now());
    const RunReport report = theirs.Run(&tom);
    std::swap(theirs.server, bench.server);
    return report;
  }
  std::vector<Seen> Theirs() {
    std::swap(theirs.server, bench.server);
    std::vector<Seen> items = theirs.Items();
    std::swap(theirs.server, bench.server);
    return items;
  }

  Bench theirs;
  Machine tom{theirs.log};
};

TEST_F(TwoPeople, NeitherTouchesTheOthersItems) {
  const std::string ours = bench.Calendar();
  const RunReport first = RunTheirs();
  EXPECT_EQ(first.guard, "");
  EXPECT_EQ(first.created, 2);
  EXPECT_EQ(first.deleted + first.updated, 0);
  EXPECT_EQ(bench.Calendar(), ours);
  ASSERT_EQ(Theirs().size(), 2U);
  EXPECT_EQ(Theirs().front().collection, bench.Items().front().collection) << "the same calendar";
  for (const Seen& seen : Theirs()) {
    if (!seen.block()) continue;
    EXPECT_NE(seen.item.start, bench.Block("Bo")->item.start) << "the time is taken";
    EXPECT_NE(seen.item.start, bench.Block("Cy")->item.start);
  }
  EXPECT_EQ(Writes(bench.Run()), 0);
  EXPECT_EQ(Writes(RunTheirs()), 0);
}

TEST_F(TwoPeople, EachRollsTheirOwnAndLosesAStateWithoutHarm) {
  RunTheirs();
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(bench.Run().updated, 4);
  EXPECT_EQ(RunTheirs().updated, 2);
  bench.machine.base.Lose();
  tom.base.Lose();
  EXPECT_EQ(Writes(bench.Run()), 0);
  EXPECT_EQ(Writes(RunTheirs()), 0);
  EXPECT_EQ(Theirs().size(), 2U);
  EXPECT_EQ(bench.Items().size(), 4U);
}

// As an import makes it.
class Twice : public TwoMachines {
 protected:
  Twice() {
    bench.server.unique_uids = false;
    const Seen block = *bench.Block("Bo");
    ours = block.href;
    lower = ours.substr(0, ours.rfind('/') + 1) + "0-copy.ics";
    bench.server.Put(block.collection, lower, block.text);
    bench.At("2026-03-02 13:00");
  }
  std::string Text(const std::string& href) {
    return bench.server.Text(bench.Block("Cy")->collection, href);
  }
  std::string ours, lower;
};

TEST_F(Twice, TheOneThatTheBaseKnowsIsOursAndTheOtherIsNamed) {
  const std::string copy = Text(lower);
  const RunReport report = bench.Run();
  std::string warnings;
  for (const std::string& warning : report.warnings) warnings += warning;
  EXPECT_NE(warnings.find("twice"), std::string::npos) << warnings;
  EXPECT_NE(warnings.find(lower), std::string::npos) << warnings;
  const std::string before = Text(ours);
  bench.At("2026-03-04 08:00");
  bench.Run();
  EXPECT_NE(Text(ours), before) << "it rolls";
  EXPECT_EQ(Text(lower), copy);
  EXPECT_EQ(Writes(bench.Run()), 0);
}

TEST_F(Twice, WithoutABaseTheLowerPlaceIsOurs) {
  const std::string left = Text(ours);
  bench.machine.base.Lose();
  EXPECT_EQ(Writes(bench.Run()), 0);
  const std::string before = Text(lower);
  bench.At("2026-03-04 08:00");
  bench.Run();
  EXPECT_NE(Text(lower), before) << "it rolls";
  EXPECT_EQ(Text(ours), left);
  EXPECT_EQ(Writes(bench.Run()), 0);
}

}  // namespace
}  // namespace touchbase::test
