// What changes at once because the user changed settings or shared a calendar, through whole runs.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class RunSettingsChange : public testing::Test {
 protected:
  RunSettingsChange() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 07:30");
    bench.At("2026-03-02 08:00");
    bench.Run();
  }
  // The settings are read anew in each run.
  void Change() { bench.settings.fingerprint += "x"; }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again), 0) << (again.lines.empty() ? "" : again.lines.front());
  }

  Bench bench;
};

TEST_F(RunSettingsChange, GoingAwayTakesWhatWasWrittenThatMorningAtOnce) {
  ASSERT_TRUE(bench.Block("Bo"));
  ASSERT_EQ(DateOf(*bench.Block("Bo")->item.start), MakeDate(2026, 3, 3));
  bench.At("2026-03-02 08:15");
  bench.settings.plan.away = {{MakeDate(2026, 3, 3), MakeDate(2026, 3, 5)}};
  Change();
  bench.Run();
  ASSERT_TRUE(bench.Block("Bo"));
  EXPECT_GE(DateOf(*bench.Block("Bo")->item.start), MakeDate(2026, 3, 6));
  Quiet();
}

TEST_F(RunSettingsChange, GoingAwayCountsAlsoWithinTwoHoursOfTheSlot) {
  const LocalTime slot = *bench.Block("Bo")->item.start;
  bench.SetNow(slot - minutes{30});
  bench.settings.plan.away = {{MakeDate(2026, 3, 3), MakeDate(2026, 3, 3)}};
  Change();
  bench.Run();
  EXPECT_GE(DateOf(*bench.Block("Bo")->item.start), MakeDate(2026, 3, 4));
  Quiet();
}

TEST_F(RunSettingsChange, DetailsAreBriefWhereTheCalendarIsShared) {
  bench.settings.brief_where_shared = true;
  EXPECT_NE(bench.Block("Bo")->item.our_text.find("Draft"), std::string::npos);
  for (auto& [url, calendar] : bench.server.calendars()) calendar.state.shared = true;
  bench.At("2026-03-03 00:15");
  bench.Run();
  EXPECT_EQ(bench.Block("Bo")->item.our_text, "Bo Lind, email");
  Quiet();
  bench.settings.brief_where_shared = false;
  Change();
  bench.At("2026-03-04 00:15");
  bench.Run();
  EXPECT_NE(bench.Block("Bo")->item.our_text.find("Draft"), std::string::npos);
}

TEST_F(RunSettingsChange, SharingTheCalendarEndsAQuietTime) {
  bench.settings.brief_where_shared = true;
  Quiet();
  ASSERT_TRUE(bench.Run().quiet);
  for (auto& [url, calendar] : bench.server.calendars()) calendar.state.shared = true;
  EXPECT_FALSE(bench.Run().quiet);
}

TEST_F(RunSettingsChange, UnchangedCountsWhatIsThere) {
  RunOptions options;
  options.full = true;
  const RunReport report = bench.RunWith(options);
  EXPECT_EQ(report.unchanged + report.adopted, static_cast<int>(bench.Items().size()));
  options.dry_run = true;
  EXPECT_EQ(bench.RunWith(options).unchanged, static_cast<int>(bench.Items().size()));
}

}  // namespace
}  // namespace touchbase::test
