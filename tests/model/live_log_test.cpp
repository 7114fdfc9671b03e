#include "model/live_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "model/uid.h"

namespace touchbase {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Touch Row(const std::string& id, const std::string& at, Outcome outcome = Outcome::kNone,
          const std::string& contact = "ana") {
  Touch touch;
  touch.id = id;
  touch.contact = contact;
  touch.outcome = outcome;
  touch.kind = Kind::kFollowUp;
  if (const auto time = ParseLocal(at)) {
    touch.at = *time;
    touch.has_time = true;
  } else {
    touch.at = LocalTime{*ParseDate(at)};
  }
  return touch;
}

std::vector<std::string> IdsOf(const std::vector<Touch>& rows, const std::string& contact = "ana") {
  const LiveLog log(rows);
  std::vector<std::string> ids;
  for (const std::uint32_t i : log.Of(contact)) ids.push_back(rows[i].id);
  return ids;
}

TEST(LiveLog, GroupsByContactAndOrdersByTime) {
  const std::vector<Touch> rows = {Row("c", "2026-03-05"), Row("x", "2026-03-01", {}, "bob"),
                                   Row("a", "2026-03-02"), Row("b", "2026-03-03")};
  EXPECT_THAT(IdsOf(rows), ElementsAre("a", "b", "c"));
  EXPECT_THAT(IdsOf(rows, "bob"), ElementsAre("x"));
  EXPECT_THAT(IdsOf(rows, "eve"), IsEmpty());
  EXPECT_THAT(IdsOf({}), IsEmpty());
}

TEST(LiveLog, TheFirstOfEqualIdsCounts) {
  const std::vector<Touch> rows = {Row("a", "2026-03-05"), Row("a", "2026-03-02"),
                                   Row("b", "2026-03-06"), Row("a", "2026-03-07", {}, "bob")};
  EXPECT_THAT(IdsOf(rows), ElementsAre("a", "b"));
  EXPECT_THAT(IdsOf(rows, "bob"), IsEmpty());
  const LiveLog log(rows);
  EXPECT_TRUE(log.IsLive(0));
  EXPECT_FALSE(log.IsLive(1));
}

TEST(LiveLog, RowsWithOnlyADateStayInTheOrderOfTheFile) {
  const std::vector<Touch> rows = {Row("a", "2026-03-02"), Row("b", "2026-03-02 10:00"),
                                   Row("c", "2026-03-02"), Row("d", "2026-03-02 09:00"),
                                   Row("e", "2026-03-02"), Row("f", "2026-03-01 23:00")};
  EXPECT_THAT(IdsOf(rows), ElementsAre("f", "a", "d", "e", "b", "c"));
  const LiveLog log(rows);
  EXPECT_EQ(log.TimeOf(0), rows[0].at);
  EXPECT_EQ(log.TimeOf(2), rows[1].at);
  EXPECT_EQ(log.TimeOf(4), rows[3].at);
}

TEST(LiveLog, ADateBorrowsNoTimeFromAnotherContact) {
  const std::vector<Touch> rows = {Row("x", "2026-03-02 10:00", {}, "bob"), Row("a", "2026-03-02"),
                                   Row("b", "2026-03-02 09:00")};
  EXPECT_THAT(IdsOf(rows), ElementsAre("a", "b"));
}

TEST(LiveLog, AWithdrawalTakesItsRowBackWhereverItStands) {
  std::vector<Touch> rows = {Row("a", "2026-03-02"), Row("b", "2026-03-03")};
  rows.push_back(Withdrawal(rows[0], rows[0].at));
  EXPECT_THAT(IdsOf(rows), ElementsAre("b"));
  std::swap(rows[0], rows[2]);
  EXPECT_THAT(IdsOf(rows), ElementsAre("b"));
}

TEST(LiveLog, AWithdrawalOfAnUnknownRowDoesNothing) {
  const std::vector<Touch> rows = {Row("a", "2026-03-02", Outcome::kDeclined),
                                   Row("gone-w", "2026-03-03", Outcome::kWithdrawn)};
  EXPECT_THAT(IdsOf(rows), ElementsAre("a"));
  EXPECT_TRUE(LiveLog(rows).Contains("gone-w"));
  EXPECT_FALSE(LiveLog(rows).Contains("gone"));
}

TEST(LiveLog, AnIdThatEndsLikeAWithdrawalIsNoneWithoutTheOutcome) {
  const std::vector<Touch> rows = {Row("a", "2026-03-02"), Row("a-w", "2026-03-03")};
  EXPECT_THAT(IdsOf(rows), ElementsAre("a", "a-w"));
}

TEST(LiveLog, ReopenTakesBackEveryEarlierNoAndStopOfThatContact) {
  const std::vector<Touch> rows = {Row("a", "2026-03-02", Outcome::kDeclined),
                                   Row("b", "2026-03-03", Outcome::kStopped),
                                   Row("c", "2026-03-04", Outcome::kReplied),
                                   Row("r", "2026-03-05", Outcome::kWithdrawn),
                                   Row("d", "2026-03-06", Outcome::kDeclined),
                                   Row("x", "2026-03-02", Outcome::kDeclined, "bob")};
  EXPECT_THAT(IdsOf(rows), ElementsAre("c", "d"));
  EXPECT_THAT(IdsOf(rows, "bob"), ElementsAre("x"));
  EXPECT_FALSE(LiveLog(rows).IsLive(3)) << "the reopening itself is no touch";
}

TEST(LiveLog, AWithdrawnRowOfAFollowUpReopensNothing) {
  std::vector<Touch> rows = {Row("a", "2026-03-02", Outcome::kDeclined),
                             Row("other", "2026-03-05", Outcome::kWithdrawn)};
  rows[1].follow_up = MakeUid("00000000", std::string(32, 'a'), 0);
  EXPECT_THAT(IdsOf(rows), ElementsAre("a"));
}

TEST(LiveLog, WithdrawingAHandRowIsNoReopening) {
  std::vector<Touch> rows = {Row("a", "2026-03-02", Outcome::kDeclined),
                             Row("b", "2026-03-03", Outcome::kStopped)};
  rows.push_back(Withdrawal(rows[1], rows[1].at + hours{1}));
  EXPECT_THAT(IdsOf(rows), ElementsAre("a"));
}

TEST(FollowUpIndex, FindsLiveRowsOfAnyGenerationAndBook) {
  const std::string hex(32, 'a');
  std::vector<Touch> rows = {Row("a", "2026-03-02"), Row("b", "2026-03-03"), Row("c", "2026-03-04"),
                             Row("d", "2026-03-05"), Row("e", "2026-03-06")};
  rows[0].follow_up = MakeUid("00000000", hex, 0);
  rows[1].follow_up = MakeUid("00000000", hex, 2);
  rows[2].follow_up = MakeUid("00000000", std::string(32, 'b'), 0);
  rows[3].follow_up = MakeUid("00000000", hex, 0);
  rows[4].follow_up = "no UID of ours";
  rows.push_back(Withdrawal(rows[0], rows[0].at));
  const LiveLog log(rows);
  const FollowUpIndex index(log);
  EXPECT_THAT(index.FindLiveByFollowUp(hex), ElementsAre(1, 3));
  EXPECT_THAT(index.FindLiveByFollowUp(std::string(32, 'c')), IsEmpty());
}

// The rules once more, slowly and with other means.
std::vector<std::uint32_t> Slowly(const std::vector<Touch>& rows, const std::string& contact) {
  std::vector<std::pair<LocalTime, std::uint32_t>> mine;
  std::map<Date, LocalTime> last_of_day;
  const auto first_row = [&](std::string_view id) {
    return std::find_if(rows.begin(), rows.end(), [&](const Touch& t) { return t.id == id; });
  };
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const bool first = first_row(rows[i].id) == rows.begin() + i;
    const bool taken_back = std::any_of(rows.begin(), rows.end(), [&](const Touch& t) {
      return t.outcome == Outcome::kWithdrawn && t.id == rows[i].id + "-w";
    });
    if (!first || taken_back || rows[i].contact != contact) continue;
    LocalTime time = rows[i].at;
    const auto last = last_of_day.find(DateOf(time));
    if (!rows[i].has_time && last != last_of_day.end()) time = last->second;
    last_of_day[DateOf(time)] = time;
    mine.emplace_back(time, i);
  }
  std::sort(mine.begin(), mine.end());
  std::vector<std::uint32_t> live;
  for (const auto& [time, i] : mine) {
    const Touch& row = rows[i];
    if (row.outcome == Outcome::kWithdrawn) {
      if (!row.id.ends_with("-w") && row.follow_up.empty()) {
        std::erase_if(live, [&](std::uint32_t k) {
          return rows[k].outcome == Outcome::kDeclined || rows[k].outcome == Outcome::kStopped;
        });
      }
      continue;
    }
    live.push_back(i);
  }
  return live;
}

RC_GTEST_PROP(LiveLog, AgreesWithTheRulesAppliedSlowly, ()) {
  const auto few = [](std::vector<std::string> values) {
    return *rc::gen::elementOf(std::move(values));
  };
  std::vector<Touch> rows;
  const int count = *rc::gen::inRange(0, 14);
  for (int i = 0; i < count; ++i) {
    const auto outcome = *rc::gen::element(Outcome::kNone, Outcome::kDeclined, Outcome::kStopped,
                                           Outcome::kWithdrawn);
    rows.push_back(Row(few({"a", "b", "c", "d", "e", "a-w", "b-w", "c-w"}),
                       few({"2026-03-02", "2026-03-02 09:00", "2026-03-02 10:00", "2026-03-03"}),
                       outcome, few({"ana", "bob"})));
  }
  const LiveLog log(rows);
  for (const char* contact : {"ana", "bob"}) {
    const auto span = log.Of(contact);
    RC_ASSERT(std::vector<std::uint32_t>(span.begin(), span.end()) == Slowly(rows, contact));
  }
}

}  // namespace
}  // namespace touchbase
