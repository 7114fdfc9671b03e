// Logs that office programs and people spoil between two runs: times mangled, ids dropped, files
// emptied or exchanged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sync/core/read_book.h"
#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;

class LogTrouble : public testing::Test {
 protected:
  LogTrouble() {
    bench.AddContact("bo", "Bo Lind");
    bench.AddContact("cy", "Cy Young");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00", "row-bo");
    bench.Log("cy", Kind::kFirst, "2026-03-02 08:10", "row-cy");
    bench.At("2026-03-02 12:00");
    bench.Run();
  }
  void TickBo() {
    bench.At("2026-03-03 10:00");
    bench.Tick("Bo");
    ASSERT_EQ(bench.Run().touches_logged, 1);
  }
  std::size_t Rows() const { return bench.book.touches().size(); }

  Bench bench;
};

TEST_F(LogTrouble, UnreadableRowIsNoDeletion) {
  const std::string calendar = bench.Calendar();
  bench.book.Mangle("row-bo", "touches.csv:2");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 5);
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_THAT(report.failed[0].why, HasSubstr("touches.csv:2"));
  EXPECT_THAT(report.failed[0].what, HasSubstr("bo"));
  EXPECT_EQ(bench.Calendar(), calendar);
  EXPECT_EQ(bench.Run().ExitCode(), 5) << "said until it is mended";
  bench.book.Mend();
  const RunReport mended = bench.Run();
  EXPECT_EQ(mended.ExitCode(), 0);
  EXPECT_EQ(Writes(mended), 0);
}

TEST_F(LogTrouble, UnreadableRowHoldsItsPersonOnly) {
  bench.book.Mangle("row-bo", "touches.csv:2");
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  bench.Tick("Cy");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 5);
  EXPECT_EQ(report.touches_logged, 1) << "Cy's";
  EXPECT_EQ(bench.book.touches().back().contact, "cy");
  bench.book.Mend();
  EXPECT_EQ(bench.Run().touches_logged, 1) << "Bo's tick was not lost";
}

TEST_F(LogTrouble, UnreadableRowMakesNothingNew) {
  bench.Log("bo", Kind::kReply, "2026-03-02 13:00", "reply-bo");
  bench.book.Mangle("row-bo", "touches.csv:2");
  bench.At("2026-03-02 14:00");
  const std::string calendar = bench.Calendar();
  const RunReport report = bench.Run();
  EXPECT_EQ(Writes(report), 0);
  EXPECT_EQ(bench.Calendar(), calendar);
}

TEST_F(LogTrouble, UnreadableRowWithTheBaseLostStillRemovesNothing) {
  const std::string calendar = bench.Calendar();
  bench.machine.base.Lose();
  bench.book.Mangle("row-bo", "touches.csv:2");
  EXPECT_EQ(bench.Run().ExitCode(), 5);
  EXPECT_EQ(bench.Calendar(), calendar);
}

TEST_F(LogTrouble, UnreadableRowOfOursIsNotWrittenTwice) {
  TickBo();
  const std::size_t rows = Rows();
  bench.book.Mangle(bench.book.touches().back().id, "touches.csv:4");
  const std::string calendar = bench.Calendar();
  EXPECT_EQ(bench.Run().touches_logged, 0);
  EXPECT_EQ(Rows(), rows - 1);
  EXPECT_EQ(bench.Calendar(), calendar);
}

TEST_F(LogTrouble, EmptiedLogWritesNothing) {
  const std::vector<Touch> touches = bench.book.touches();
  const std::string calendar = bench.Calendar();
  bench.book.SetTouches({});
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_THAT(report.guard, HasSubstr("2 rows"));
  EXPECT_FALSE(report.changed);
  EXPECT_EQ(bench.Calendar(), calendar);
  EXPECT_EQ(bench.Run().ExitCode(), 6) << "and goes on saying so";
  bench.book.SetTouches(touches);
  EXPECT_EQ(bench.Run().ExitCode(), 0);
  bench.book.SetTouches({});
  EXPECT_EQ(bench.RunWith({.allow_mass_change = true}).ExitCode(), 0);
  EXPECT_EQ(bench.Run().ExitCode(), 0);
}

TEST_F(LogTrouble, RowsOfTheBookBeforeStayThere) {
  TickBo();
  bench.book.SetPath("another book");
  bench.book.SetTouches({bench.Row("cy", Kind::kFirst, "2026-03-02 08:10", "row-cy")});
  const RunReport report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  EXPECT_EQ(Rows(), 1U);
}

TEST_F(LogTrouble, RowsThatWaitGoToTheBookThatIsNamedNow) {
  bench.At("2026-03-03 10:00");
  bench.Tick("Bo");
  bench.book.RefuseAppends("open in LibreOffice");
  ASSERT_TRUE(bench.Run().log_waits);
  bench.book.SetPath("another book");
  bench.book.RefuseAppends("");
  EXPECT_EQ(bench.Run().touches_logged, 1);
}

TEST_F(LogTrouble, SaveWithoutTheIdsWritesNoRowTwice) {
  TickBo();
  std::vector<Touch> touches = bench.book.touches();
  touches.back().id = std::string(32, 'a');
  bench.book.SetTouches(touches);
  EXPECT_EQ(bench.Run().touches_logged, 0);
  EXPECT_EQ(Rows(), touches.size());
}

TEST_F(LogTrouble, SecondStaleSaveIsSaid) {
  TickBo();
  const std::string id = bench.book.touches().back().id;
  bench.book.RemoveTouch(id);
  EXPECT_EQ(bench.Run().touches_logged, 1);
  bench.book.RemoveTouch(id);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  EXPECT_THAT(report.warnings, testing::Contains(HasSubstr("gone from the file again")));
}

TEST_F(LogTrouble, BookEmptiedBetweenTwoRoundsIsGuarded) {
  bool edited = false;
  bench.server.on_write = [&](const Write&) -> std::optional<MemoryServer::Instead> {
    if (edited) return std::nullopt;
    edited = true;
    bench.book.SetContacts({});
    return MemoryServer::Instead{{WriteStatus::kConflict, {}, {}, "412"}, false};
  };
  bench.At("2026-03-04 08:00");
  const RunReport report = bench.Run();
  ASSERT_TRUE(edited);
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_EQ(report.deleted, 0);
  EXPECT_THAT(report.guard, HasSubstr("Nothing more was written"));
  EXPECT_EQ(bench.Items().size(), 4U);
}

TEST_F(LogTrouble, PlanAloneGoesRoundTheUsersOwnEvents) {
  const auto plan = [&](const LocalTime& now) {
    ReadBook read;
    return PlanFromBase(bench.book, bench.machine.base, bench.settings, now, *bench.zone, {},
                        &read);
  };
  bench.AddContact("di", "Di Marsh");
  bench.Log("di", Kind::kFirst, "2026-03-02 11:00");
  const auto slot = [&] {
    for (const FollowUp& follow_up : plan(bench.now()).follow_ups) {
      if (follow_up.key.contact == "di") return follow_up.start;
    }
    return LocalTime{};
  };
  const LocalTime before = slot();
  std::string start = FormatLocal(before).substr(0, 16);
  std::erase_if(start, [](char c) { return c == '-' || c == ':'; });
  start[8] = 'T';
  BaseResource own;
  own.uid = "foreign:dentist";
  own.text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x\r\nBEGIN:VEVENT\r\nUID:d\r\n"
      "DTSTAMP:20260301T080000Z\r\nDTSTART:" +
      start +
      "00\r\nDURATION:PT1H\r\n"
      "SUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  bench.machine.base.PutResource(own);
  EXPECT_GE(slot(), before + hours{1});
}

}  // namespace
}  // namespace touchbase::test
