// Servers that refuse, forget to tell, or end in the middle, through whole runs.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class Servers : public testing::Test {
 protected:
  Servers() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 12:00");
  }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again), 0);
    EXPECT_EQ(again.requests, 1);
    EXPECT_EQ(bench.Doubles(), "");
  }
  int Generation() const { return ParseUid(bench.Block("Bo")->item.uid)->generation; }

  Bench bench;
};

TEST_F(Servers, RefusedUidIsMadeUnderTheNextGeneration) {
  bench.server.on_write = [](const Write& write) -> std::optional<MemoryServer::Instead> {
    if (write.kind != WriteKind::kCreate || write.href.value.find("-0.ics") == std::string::npos) {
      return std::nullopt;
    }
    return MemoryServer::Instead{{WriteStatus::kUidTaken, write.href, {}, "409"}, false};
  };
  const RunReport report = bench.Run();
  EXPECT_EQ(report.failed.size(), 0U);
  ASSERT_TRUE(bench.Block("Bo"));
  ASSERT_TRUE(bench.Task("Bo"));
  EXPECT_EQ(Generation(), 1);
  Quiet();
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  bench.Run();
  EXPECT_EQ(bench.book.touches().back().outcome, Outcome::kDone);
}

TEST_F(Servers, ReadOnlyIsOneMessage) {
  bench.AddContact("cy", "Cy Young");
  bench.Log("cy", Kind::kFirst, "2026-03-02 08:10");
  bench.Run();
  for (auto& [url, calendar] : bench.server.calendars()) calendar.state.writable = false;
  bench.At("2026-03-04 08:00");
  const RunReport report = bench.Run();
  EXPECT_EQ(Writes(report), 0);
  EXPECT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.ExitCode(), 5);
  EXPECT_EQ(bench.log->Count("Update ") % 4, 0) << "a calendar known as read-only is not asked";
}

TEST_F(Servers, NoRoomStopsCreatingAndGoesOnWithTheRest) {
  bench.Run();
  for (int i = 0; i < 5; ++i) {
    const std::string id = "c" + std::to_string(i);
    bench.AddContact(id, "Person" + std::to_string(i));
    bench.Log(id, Kind::kFirst, "2026-03-03 07:00");
  }
  bench.server.room = 3;
  bench.At("2026-03-04 07:00");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.created, 3);
  EXPECT_EQ(report.updated, 2) << "Bo's roll needs no room";
  EXPECT_EQ(report.ExitCode(), 5);
  bench.server.room = -1;
  const RunReport next = bench.Run();
  EXPECT_EQ(next.created, 7);
  EXPECT_EQ(next.ExitCode(), 0);
  Quiet();
}

TEST_F(Servers, WithoutETagsOnWritesTheyAreFetched) {
  bench.server.tells_etag_on_write = false;
  EXPECT_EQ(bench.Run().ExitCode(), 0);
  Quiet();
  bench.At("2026-03-04 08:00");
  EXPECT_EQ(bench.Run().updated, 2);
  Quiet();
}

TEST_F(Servers, UnknownAnswersAreLeftAloneAndAskedAgain) {
  bench.Run();
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  bench.server.on_fetch = [](const Href&) { return true; };
  RunReport report = bench.Run();
  EXPECT_EQ(Writes(report), 0);
  EXPECT_EQ(report.touches_logged, 0);
  report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  bench.server.on_fetch = nullptr;
  EXPECT_EQ(bench.Run().touches_logged, 1) << "the change was forgotten";
  Quiet();
}

TEST_F(Servers, UnknownIsNeverDeleted) {
  bench.Run();
  bench.DeleteBoth("Bo");
  bench.server.on_fetch = [](const Href&) { return true; };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(bench.Run().skipped, 0);
  bench.server.on_fetch = nullptr;
  EXPECT_EQ(bench.Run().skipped, 1);
}

TEST_F(Servers, LostAnswersAreLookedAt) {
  for (const bool done : {true, false}) {
    Bench fresh(bench);
    int lost = 0;
    fresh.server.on_write = [&](const Write&) -> std::optional<MemoryServer::Instead> {
      if (lost++ % 2 != 0) return std::nullopt;
      return MemoryServer::Instead{{WriteStatus::kAmbiguous, {}, {}, "no answer"}, done};
    };
    const RunReport report = fresh.Run();
    EXPECT_EQ(report.failed.size(), 0U) << done << ": what was found done has not failed";
    EXPECT_TRUE(fresh.Block("Bo"));
    EXPECT_TRUE(fresh.Task("Bo"));
    EXPECT_EQ(fresh.Doubles(), "");
    fresh.server.on_write = nullptr;
    EXPECT_EQ(Writes(fresh.Run()), 0);
  }
}

TEST_F(Servers, AlwaysLostAnswersFailButDoubleNothing) {
  bench.server.on_write = [](const Write&) {
    return MemoryServer::Instead{{WriteStatus::kAmbiguous, {}, {}, "500"}, false};
  };
  EXPECT_EQ(bench.Run().ExitCode(), 5);
  bench.server.on_write = nullptr;
  EXPECT_EQ(bench.Run().created, 2);
  Quiet();
}

TEST_F(Servers, UserEditBetweenListingAndWriteSurvives) {
  bench.Run();
  bench.At("2026-03-04 08:00");  // the roll will be written
  bool edited = false;
  bench.server.on_write = [&](const Write& write) -> std::optional<MemoryServer::Instead> {
    if (write.kind != WriteKind::kUpdate || edited) return std::nullopt;
    edited = true;
    for (const Seen& seen : bench.Find("Bo")) {
      bench.Edit(seen, [](PhoneItem& phone) { phone.Type("typed meanwhile"); });
    }
    return std::nullopt;
  };
  const RunReport report = bench.Run();
  ASSERT_TRUE(edited);
  EXPECT_EQ(report.failed.size(), 0U);
  for (const Seen& seen : bench.Find("Bo")) {
    EXPECT_EQ(seen.item.user_text, "typed meanwhile");
    EXPECT_EQ(DateOf(*seen.item.start), DateOf(Local("2026-03-04 00:00")));
  }
  bench.server.on_write = nullptr;
  Quiet();
}

TEST_F(Servers, WhoNeverStopsEditingIsReportedNotOverwritten) {
  bench.Run();
  bench.At("2026-03-04 08:00");
  int edits = 0;
  bench.server.on_write = [&](const Write& write) -> std::optional<MemoryServer::Instead> {
    if (write.kind == WriteKind::kCreate) return std::nullopt;
    const std::string note = "edit " + std::to_string(++edits);
    for (const Seen& seen : bench.Find("Bo")) {
      if (seen.href == write.href.value) {
        bench.Edit(seen, [&](PhoneItem& phone) { phone.Type(note); });
      }
    }
    return std::nullopt;
  };
  const RunReport report = bench.Run();
  EXPECT_EQ(edits, 6) << "three rounds for each half";
  EXPECT_EQ(report.failed.size(), 2U);
  bench.server.on_write = nullptr;
  EXPECT_EQ(bench.Run().updated, 2);
  std::string text;
  for (const Seen& seen : bench.Find("Bo")) text += seen.item.user_text + "\n";
  for (int i = 1; i <= edits; ++i) {
    EXPECT_NE(text.find("edit " + std::to_string(i)), std::string::npos) << text;
  }
}

TEST_F(Servers, WhatCameAndWentIsForgotten) {
  bench.Run();
  const Href calendar = bench.Block("Bo")->collection;
  bench.server.Put(calendar, "/x.ics", "BEGIN:VCALENDAR\nnot closed");
  bench.Run();
  Quiet();
  bench.server.Delete(calendar, "/x.ics");
  bench.Run();
  Quiet();
  bench.server.Put(calendar, "/y.ics", "BEGIN:VCALENDAR\nnot closed");
  bench.server.on_fetch = [](const Href&) { return true; };
  bench.Run();
  bench.server.on_fetch = nullptr;
  bench.server.Delete(calendar, "/y.ics");
  bench.Run();
  Quiet();
}

TEST_F(Servers, ExpiredTokensAreOneListing) {
  bench.Run();
  bench.server.ExpireTokens();
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  EXPECT_EQ(bench.Run().touches_logged, 1);
  Quiet();
}

TEST_F(Servers, WithoutTokensAndCtagsItStillConverges) {
  bench.server.offers_tokens = false;
  bench.server.offers_ctag = false;
  bench.Run();
  RunReport again = bench.Run();
  EXPECT_EQ(Writes(again), 0);
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  EXPECT_EQ(bench.Run().touches_logged, 1);
  again = bench.Run();
  EXPECT_EQ(Writes(again) + again.touches_logged, 0);
}

TEST_F(Servers, SettingsThatLeaveTheTasksRemoveThem) {
  bench.Run();
  bench.settings.items = Items::kEvent;
  bench.settings.fingerprint = "blocks only";
  bench.At("2026-03-02 15:00");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.deleted, 1);
  EXPECT_FALSE(bench.Task("Bo"));
  EXPECT_TRUE(bench.Block("Bo"));
  bench.Run();
  Quiet();
}

}  // namespace
}  // namespace touchbase::test
