// UIDs that the server will not have because they live already: looked for, not doubled.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

// Bo was written to on Monday; blocks only. The state was lost, and the block lies where no listing
// of our calendar and no copy shows it: the server refuses its UID.
class RefusedUid : public testing::Test {
 protected:
  RefusedUid() {
    bench.settings.items = Items::kEvent;
    for (const char* id : {"bo", "cy"}) {
      bench.AddContact(id, id == std::string("bo") ? "Bo Lind" : "Cy Young");
      bench.Log(id, Kind::kFirst, "2026-03-02 08:00");
    }
    bench.At("2026-03-02 12:00");
    bench.Run();
    block = bench.Block("Bo").value();
  }

  // What a server says that looks in all its calendars.
  void RefuseBo(const std::string& holder, WriteStatus status = WriteStatus::kUidTaken) {
    bench.server.on_write = [this, holder,
                             status](const Write& write) -> std::optional<MemoryServer::Instead> {
      const bool same = write.text.find("UID:" + block.item.uid) != std::string::npos;
      if (write.kind != WriteKind::kCreate || !same) return std::nullopt;
      ++refused;
      return MemoryServer::Instead{{status, {}, {}, "403 no-uid-conflict", Href{holder}}, false};
    };
  }
  void ForgetBo() {
    for (const BaseFollowUp& known : bench.machine.base.FollowUps()) {
      if (known.title.find("Bo") != std::string::npos) bench.machine.base.DropFollowUp(known.key);
    }
    bench.machine.base.DropResource(block.item.uid);
  }
  void ExpectOne() {
    EXPECT_EQ(bench.Find("Bo").size(), 1U);
    EXPECT_EQ(bench.Doubles(), "");
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again) + again.touches_logged, 0);
    EXPECT_EQ(again.failed.size(), 0U);
  }

  Bench bench;
  Seen block;
  int refused = 0;
  const Href personal{"memory://server/ana/personal/"};
};

TEST_F(RefusedUid, InAnotherCalendarThatTheServerNamesItIsFollowed) {
  bench.Delete(block);
  bench.server.Put(personal, "/ana/personal/A1.ics", block.text);
  ForgetBo();
  RefuseBo("/ana/personal/A1.ics");
  const RunReport report = bench.Run();
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(Writes(report), 0);
  EXPECT_EQ(report.failed.size(), 0U);
  ExpectOne();
  bench.At("2026-03-04 08:00");
  bench.Run();
  EXPECT_EQ(bench.Block("Bo")->collection, personal);
}

TEST_F(RefusedUid, InAnotherCalendarThatNobodyNamesItIsFollowed) {
  for (const WriteStatus status : {WriteStatus::kUidTaken, WriteStatus::kConflict}) {
    const Bench start = bench;
    bench.Delete(block);
    bench.server.Put(personal, "/ana/personal/A1.ics", block.text);
    ForgetBo();
    RefuseBo("", status);
    EXPECT_EQ(Writes(bench.Run()), 0);
    ExpectOne();
    bench = start;
  }
}

TEST_F(RefusedUid, UnderAnotherNameInOurCalendarItIsAdopted) {
  const Href ours = block.collection;
  bench.Delete(block);
  ForgetBo();
  bench.Run();  // made again
  const Seen made = bench.Block("Bo").value();
  bench.Delete(made);
  ForgetBo();
  // It comes by an import between our listing and our write.
  bool imported = false;
  bench.server.on_write = [&](const Write& write) -> std::optional<MemoryServer::Instead> {
    if (write.kind == WriteKind::kCreate && !imported) {
      imported = true;
      bench.server.Put(ours, "/ana/made-1/import-1.ics", made.text);
    }
    return std::nullopt;
  };
  EXPECT_EQ(Writes(bench.Run()), 0);
  ASSERT_TRUE(imported);
  EXPECT_EQ(bench.Block("Bo")->href, "/ana/made-1/import-1.ics");
  ExpectOne();
}

TEST_F(RefusedUid, NowhereItIsTheNextGeneration) {
  bench.Delete(block);
  ForgetBo();
  RefuseBo("");
  EXPECT_EQ(bench.Run().created, 1);
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(ParseUid(bench.Block("Bo")->item.uid)->generation, 1);
  ExpectOne();
}

TEST_F(RefusedUid, AHolderThatCannotBeReadYetIsNotDoubled) {
  bench.Delete(block);
  bench.server.Put(personal, "/ana/personal/A1.ics", block.text);
  ForgetBo();
  RefuseBo("/ana/personal/A1.ics");
  bench.server.on_fetch = [](const Href& href) { return href.value == "/ana/personal/A1.ics"; };
  for (int i = 0; i < 2; ++i) EXPECT_EQ(bench.Run().created, 0);
  bench.server.on_fetch = nullptr;
  bench.Run();
  ExpectOne();
}

TEST_F(RefusedUid, WhereListingsLagItIsLookedForAgainBeforeANewOneIsMade) {
  bench.server.rules.late_listings = true;
  bench.Delete(block);
  ForgetBo();
  RefuseBo("");
  RunReport report = bench.Run();
  EXPECT_EQ(report.created, 0);
  EXPECT_EQ(report.ExitCode(), 5);
  bench.At("2026-03-02 12:05");
  EXPECT_EQ(bench.Run().created, 0);
  bench.At("2026-03-02 12:12");
  Bench other(bench);  // it shows up, or it does not
  EXPECT_EQ(bench.Run().created, 1);
  ExpectOne();
  other.server.Put(block.collection, block.href, block.text);
  EXPECT_EQ(other.Run().created, 0);
  EXPECT_EQ(other.Doubles(), "");
}

}  // namespace
}  // namespace touchbase::test
