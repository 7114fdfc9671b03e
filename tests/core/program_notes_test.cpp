// Items without people: the weekly one, "Back?", the first day's, a debrief; through whole runs.
#include <gtest/gtest.h>

#include <algorithm>

#include "sync/core/weekly.h"
#include "sync/core/welcome.h"
#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class Notes : public testing::Test {
 protected:
  Notes() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-05 08:00");
    bench.At("2026-03-05 12:00");  // a Thursday
  }

  std::vector<Seen> Weekly(bool finished = false) const {
    return bench.Find("touchbase: the week", "", finished);
  }
  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again), 0) << (again.lines.empty() ? "" : again.lines.front());
    EXPECT_EQ(again.touches_logged, 0);
  }
  RunReport Welcome() {
    FixedClock clock(bench.Now());
    MemoryAccount account(&bench.server);
    RunPorts ports{account, bench.book, bench.machine.base, clock, *bench.zone};
    return WriteWelcome(ports, bench.settings);
  }

  Bench bench;
};

TEST_F(Notes, WeeklyItemIsMadeOnItsMorningButNotInTheFirstWeek) {
  bench.Run();
  EXPECT_TRUE(Weekly().empty());
  bench.At("2026-03-09 00:15");
  bench.Run();
  ASSERT_EQ(Weekly().size(), 1U);
  EXPECT_EQ(Weekly()[0].item.start, Local("2026-03-09 09:00"));
  EXPECT_EQ(Weekly()[0].item.length_minutes, 15);
  EXPECT_NE(Weekly()[0].item.our_text.find("Bo Lind"), std::string::npos);
  EXPECT_EQ(Weekly()[0].item.our_text.find('#'), std::string::npos);
  Quiet();
}

TEST_F(Notes, FirstDayOnAMondayHasNone) {
  bench.At("2026-03-09 08:00");
  bench.Run();
  EXPECT_TRUE(Weekly().empty());
}

TEST_F(Notes, WeeklyItemIsNotMadeTwiceAndTheNextTakesItsPlace) {
  bench.Run();
  for (int day = 9; day <= 15; ++day) {
    bench.SetNow(LocalTime{MakeDate(2026, 3, static_cast<unsigned>(day))} + minutes{15});
    bench.Run();
    ASSERT_EQ(Weekly().size(), 1U) << day;
    EXPECT_EQ(Weekly()[0].item.start, Local("2026-03-09 09:00"));
    Quiet();
  }
  bench.At("2026-03-16 00:15");
  bench.Run();
  ASSERT_EQ(Weekly().size(), 1U);
  EXPECT_EQ(Weekly()[0].item.start, Local("2026-03-16 09:00"));
}

TEST_F(Notes, WeeklyItemTickedOrDeletedLogsNothingAndIsRespected) {
  bench.Run();
  for (const bool deleted : {true, false}) {
    Bench fresh(bench);
    fresh.At("2026-03-09 00:15");
    fresh.Run();
    const std::size_t rows = fresh.book.touches().size();
    const Seen item = fresh.Find("touchbase: the week").at(0);
    if (deleted) {
      fresh.Delete(item);
    } else {
      fresh.Edit(item, [](PhoneItem& phone) { phone.MarkTitle("x"); });
    }
    fresh.At("2026-03-09 10:00");
    EXPECT_EQ(fresh.Run().guard, "");
    EXPECT_EQ(fresh.book.touches().size(), rows);
    EXPECT_EQ(fresh.Find("touchbase: the week", "", !deleted).size(), deleted ? 0U : 1U);
    EXPECT_EQ(Writes(fresh.Run()), 0);
  }
}

TEST_F(Notes, WeeklyItemTickedIsMarkedLikeEveryDoneBlock) {
  bench.Run();
  bench.At("2026-03-09 00:15");
  bench.Run();
  ASSERT_EQ(Weekly().size(), 1U);
  EXPECT_TRUE(Weekly()[0].item.has_our_alarm);
  bench.At("2026-03-09 09:10");
  bench.Edit(Weekly()[0], [](PhoneItem& phone) { phone.MarkTitle("x "); });
  bench.Run();
  ASSERT_EQ(Weekly(true).size(), 1U);
  const Seen done = Weekly(true)[0];
  EXPECT_FALSE(done.item.has_our_alarm);
  EXPECT_TRUE(done.item.transparent);
  Quiet();
  bench.At("2026-03-16 00:15");
  bench.Run();
  EXPECT_EQ(Weekly().size(), 1U) << "the next one";
  Quiet();
}

TEST_F(Notes, WeeklyItemNamesALateHardOneOnceInPlainWords) {
  bench.Log("bo", Kind::kMet, "2026-03-05 10:00");
  bench.Run();
  for (const char* day : {"2026-03-06 00:15", "2026-03-07 00:15", "2026-03-09 00:15"}) {
    bench.At(day);
    bench.Run();
  }
  ASSERT_EQ(Weekly().size(), 1U);
  const std::string text = Weekly()[0].item.our_text;
  EXPECT_NE(text.find("- Bo Lind: thank-you, due by 6 March"), std::string::npos) << text;
  EXPECT_EQ(text.find("was due by"), std::string::npos) << text;
  EXPECT_EQ(text.find("2026-"), std::string::npos) << text;
}

TEST_F(Notes, WeeklyItemMayBeMoved) {
  bench.Run();
  bench.At("2026-03-09 00:15");
  bench.Run();
  bench.Edit(Weekly()[0], [](PhoneItem& phone) { phone.MoveTo(Local("2026-03-10 16:00"), 30); });
  bench.At("2026-03-09 08:00");
  EXPECT_EQ(bench.Run().moved, 1);
  bench.At("2026-03-10 00:15");
  bench.Run();
  ASSERT_EQ(Weekly().size(), 1U);
  EXPECT_EQ(Weekly()[0].item.start, Local("2026-03-10 16:00"));
  Quiet();
}

TEST_F(Notes, WeeklyItemIsKnownAgainWhenTheStateIsLost) {
  bench.Run();
  bench.At("2026-03-09 00:15");
  bench.Run();
  bench.machine.base.Lose();
  bench.At("2026-03-09 08:00");
  bench.Run();
  EXPECT_EQ(Weekly().size(), 1U);
  Quiet();
}

TEST_F(Notes, WeeklyItemIsOffWhenSetSo) {
  bench.settings.weekly = std::nullopt;
  bench.Run();
  bench.At("2026-03-09 00:15");
  bench.Run();
  EXPECT_TRUE(Weekly().empty());
}

TEST_F(Notes, NothingIsPlacedAtTheTimeOfTheWeeklyItem) {
  bench.AddContact("ana", "Ana Souza");
  bench.Log("ana", Kind::kFirst, "2026-03-06 08:00");  // first follow-up: Monday 9 March
  bench.At("2026-03-06 12:00");
  bench.Run();
  ASSERT_TRUE(bench.Block("Ana"));
  EXPECT_EQ(bench.Block("Ana")->item.start, Local("2026-03-09 09:15"));
}

TEST_F(Notes, WhatWasNotUnderstoodIsToldOnMonday) {
  bench.Run();
  bench.Type("Bo", "#nothankyou");
  bench.At("2026-03-05 13:00");
  bench.Run();
  bench.At("2026-03-09 00:15");
  bench.Run();
  const std::string text = Weekly().at(0).item.our_text;
  EXPECT_NE(text.find("Not understood"), std::string::npos) << text;
  EXPECT_NE(text.find("nothankyou"), std::string::npos) << text;
}

TEST_F(Notes, FirstDaysItemIsAnsweredOnceAndNeverMadeAgain) {
  EXPECT_EQ(Welcome().created, 1);
  EXPECT_EQ(Welcome().created, 0);
  bench.At("2026-03-05 12:05");
  bench.Run();
  Quiet();
  ASSERT_EQ(bench.Find("touchbase works").size(), 1U);
  bench.Edit(bench.Find("touchbase works")[0], [](PhoneItem& phone) { phone.MarkTitle("x"); });
  bench.At("2026-03-05 12:10");
  EXPECT_EQ(bench.Run().touches_logged, 0);
  const auto done = bench.Find("touchbase works", "", true);
  ASSERT_EQ(done.size(), 1U);
  EXPECT_NE(done[0].item.our_text.find("Noted: "), std::string::npos);
  Quiet();
  bench.Delete(done[0]);
  bench.At("2026-03-05 12:20");
  bench.Run();
  EXPECT_TRUE(bench.Find("touchbase works", "", true).empty());
  EXPECT_EQ(Welcome().created, 0);
  Quiet();
}

// The real plan with one block more; what `quiet` does to placing is the planner's.
struct WithBlock {
  Block block;
  bool quiet = false;
  bool until_back = false;
  Plan operator()(const PlanInput& input) const {
    Plan plan = MakePlan(input);
    const bool back = until_back && input.back_on.has_value();
    plan.quiet = quiet && !back;
    if (!back) plan.blocks.push_back(block);
    return plan;
  }
};

WithBlock Asking() {
  WithBlock asking;
  asking.block.key = {"", "2026-03-05", "back"};
  asking.block.sort = BlockSort::kBack;
  asking.block.title = "Back? 5 wait. Tick to go on.";
  asking.block.start = Local("2026-03-05 16:00");
  asking.quiet = asking.until_back = true;
  return asking;
}

TEST_F(Notes, BackIsAnsweredByATickAndMeanwhileNothingRings) {
  bench.Run();
  EXPECT_NE(bench.Block("Bo")->text.find("BEGIN:VALARM"), std::string::npos);
  bench.planner = Asking();
  bench.At("2026-03-06 00:15");
  bench.Run();
  ASSERT_EQ(bench.Find("Back?").size(), 1U);
  EXPECT_EQ(bench.Block("Bo")->text.find("BEGIN:VALARM"), std::string::npos);
  Quiet();
  bench.Edit(bench.Find("Back?")[0], [](PhoneItem& phone) { phone.MarkTitle("x"); });
  bench.At("2026-03-07 08:00");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  EXPECT_EQ(bench.Find("Back?", "", true).size(), 1U);
  EXPECT_NE(bench.Block("Bo")->text.find("BEGIN:VALARM"), std::string::npos);
  Quiet();
  bench.machine.base.Lose();
  bench.Run();
  EXPECT_EQ(bench.Find("Back?", "", true).size(), 1U) << "known by the ticked item";
  EXPECT_TRUE(bench.Find("Back?").empty());
  Quiet();
}

TEST_F(Notes, BackRemovedIsAnAnswerToo) {
  bench.planner = Asking();
  bench.Run();
  bench.Delete(bench.Find("Back?").at(0));
  bench.At("2026-03-06 06:30");
  bench.Run();
  EXPECT_TRUE(bench.Find("Back?").empty());
  EXPECT_NE(bench.Block("Bo")->text.find("BEGIN:VALARM"), std::string::npos);
  Quiet();
}

TEST_F(Notes, DebriefTickedIsARowOfNobody) {
  WithBlock fair;
  fair.block.key = {"", "fair", "debrief"};
  fair.block.sort = BlockSort::kDebrief;
  fair.block.title = "Fair: whom did you meet?";
  fair.block.start = Local("2026-03-05 17:00");
  bench.planner = fair;
  bench.Run();
  ASSERT_EQ(bench.Find("Fair").size(), 1U);
  bench.planner = MakePlan;
  bench.At("2026-03-05 17:20");
  bench.Edit(bench.Find("Fair")[0], [](PhoneItem& phone) {
    phone.MarkTitle("x");
    phone.Type("Jana Roth, jana@x.example");
  });
  EXPECT_EQ(bench.Run().touches_logged, 1);
  const Touch& row = bench.book.touches().back();
  EXPECT_EQ(row.contact, "");
  EXPECT_EQ(row.kind, Kind::kDebrief);
  EXPECT_EQ(row.outcome, Outcome::kDone);
  EXPECT_EQ(row.notes, "Jana Roth, jana@x.example");
  EXPECT_EQ(bench.Find("Fair", "", true).size(), 1U);
  Quiet();
}

// ---------------------------------------------------------------- the text

TEST(WeeklyText, TellsWhatThereIsShortly) {
  Plan plan;
  for (int i = 0; i < 20; ++i) {
    FollowUp follow_up;
    follow_up.title = "Person " + std::to_string(i) + ": check in";
    follow_up.contact_name = "Person " + std::to_string(i);
    follow_up.start = Local("2026-03-09 10:00") + minutes{15 * i};
    follow_up.overdue_days = i == 3 ? 2 : 0;
    follow_up.latest = MakeDate(2026, 3, 7);
    plan.follow_ups.push_back(follow_up);
  }
  plan.waiting.push_back({plan.follow_ups[1], "five starts a week"});
  plan.unplaced.push_back({plan.follow_ups[2], "No free quarter of an hour until 2026-04-13."});
  WeeklyFacts facts;
  facts.day = MakeDate(2026, 3, 9);
  facts.now = Local("2026-03-09 00:15");
  facts.not_understood = {"Bo Lind: \"#foo\" is not understood"};
  facts.last_success = Local("2026-03-05 00:15");
  Touch sent;
  sent.contact = "bo";
  sent.kind = Kind::kFollowUp;
  sent.at = Local("2026-02-10 09:00");
  const std::vector<Touch> touches = {sent};
  facts.touches = touches;
  EXPECT_EQ(WeeklyText(plan, facts), R"(Before today the last run that ended well was on 5 March.

This week
- Mon 10:00 Person 0: check in
- Mon 10:15 Person 1: check in
- Mon 10:30 Person 2: check in
- Mon 10:45 Person 3: check in
- Mon 11:00 Person 4: check in
- Mon 11:15 Person 5: check in
- Mon 11:30 Person 6: check in
- Mon 11:45 Person 7: check in
- Mon 12:00 Person 8: check in
- Mon 12:15 Person 9: check in
- Mon 12:30 Person 10: check in
- Mon 12:45 Person 11: check in
and 8 more

Overdue
- Person 3: check in, due by 7 March

Waiting in line
- Person 1

Without a place, or in conflict
- Person 2: check in: No free quarter of an hour until 2026-04-13.

Not understood
- Bo Lind: "foo" is not understood
)");
  facts.day = MakeDate(2026, 3, 2);
  EXPECT_NE(WeeklyText(Plan{}, facts).find("Last month: 1 touch to 1 person, 0 answered."),
            std::string::npos);
}

}  // namespace
}  // namespace touchbase::test
