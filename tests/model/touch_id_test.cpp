#include "model/touch_id.h"

#include <gtest/gtest.h>

#include <set>

#include "model/uid.h"

namespace touchbase {
namespace {

TEST(TouchIds, KeepTheIdCell) {
  TouchIds ids;
  EXPECT_EQ(ids.Next({.id = "mine", .contact = "ana", .at = "2026-03-02", .kind = "met"}), "mine");
}

TEST(TouchIds, DependOnEveryPartAndOnHowManyEqualRowsCameBefore) {
  const RawTouchKey row{.id = "", .contact = "ana", .at = "2026-03-02", .kind = "met"};
  const auto make_all = [&] {
    TouchIds ids;
    std::vector<std::string> made;
    made.push_back(ids.Next(row));
    made.push_back(ids.Next(row));
    RawTouchKey other = row;
    other.contact = "bob";
    made.push_back(ids.Next(other));
    other = row;
    other.at = "2026-03-02 09:00";
    made.push_back(ids.Next(other));
    other = row;
    other.direction = Direction::kIn;
    made.push_back(ids.Next(other));
    other = row;
    other.kind = "call";
    made.push_back(ids.Next(other));
    made.push_back(ids.Next(row));
    return made;
  };
  const auto made = make_all();
  EXPECT_EQ(std::set<std::string>(made.begin(), made.end()).size(), 7u);
  EXPECT_EQ(make_all(), made);
}

TEST(TouchIds, AnotherRowBetweenEqualOnesChangesNothing) {
  const RawTouchKey row{.id = "", .contact = "ana", .at = "2026-03-02", .kind = "met"};
  TouchIds plain;
  TouchIds mixed;
  plain.Next(row);
  mixed.Next(row);
  mixed.Next({.id = "", .contact = "bob", .at = "2026-03-02", .kind = "met"});
  EXPECT_EQ(plain.Next(row), mixed.Next(row));
}

TEST(TouchIds, NeverChangeBetweenVersions) {
  TouchIds ids;
  EXPECT_EQ(ids.Next({.id = "", .contact = "ana", .at = "2026-03-02", .kind = "met"}),
            "125d50f2fadc5797ba8e9e2b9fdaee5b");
}

CalendarTouch Tick() {
  return {.key = FollowUpKey{"ana", "start", "keep"}.Hash(), .contact = "ana", .text = ""};
}

TEST(CalendarTouchId, NeverChangesBetweenVersions) {
  EXPECT_EQ(CalendarTouchId(Tick(), 0), "64c7aa114d7a5c82a90c0661d8e2f547");
}

TEST(CalendarTouchId, DependsOnEveryPart) {
  std::set<std::string> ids = {CalendarTouchId(Tick(), 0), CalendarTouchId(Tick(), 1)};
  CalendarTouch touch = Tick();
  touch.key = FollowUpKey{"ana", "start", "friend"}.Hash();
  ids.insert(CalendarTouchId(touch, 0));
  touch = Tick();
  touch.generation = 1;
  ids.insert(CalendarTouchId(touch, 0));
  touch = Tick();
  touch.contact = "bob";
  ids.insert(CalendarTouchId(touch, 0));
  touch = Tick();
  touch.sort = TouchSort::kAnswer;
  ids.insert(CalendarTouchId(touch, 0));
  touch.sort = TouchSort::kNote;
  ids.insert(CalendarTouchId(touch, 0));
  touch.text = "said: hello";
  ids.insert(CalendarTouchId(touch, 0));
  EXPECT_EQ(ids.size(), 8u);
}

TEST(CalendarTouchId, OnlyANotesTextMatters) {
  CalendarTouch touch = Tick();
  touch.text = "the outcome is told once, whatever was typed beside it";
  EXPECT_EQ(CalendarTouchId(touch, 0), CalendarTouchId(Tick(), 0));
}

Touch RowOf(const std::string& id) {
  Touch touch;
  touch.id = id;
  touch.contact = "ana";
  return touch;
}

TEST(CalendarTouchId, TickedUntickedTickedMakesANewRowOnEveryMachine) {
  std::vector<Touch> rows;
  const auto next = [&] { return CalendarTouchId(LiveLog(rows), Tick()); };
  const std::string first = next();
  rows.push_back(RowOf(first));
  EXPECT_EQ(next(), first) << "while it is live, the same tick is the same row";
  rows.push_back(Withdrawal(rows.front(), {}));
  const std::string second = next();
  EXPECT_NE(second, first);
  EXPECT_EQ(CountWithdrawals(LiveLog(rows), Tick()), 1);
  rows.push_back(RowOf(second));
  rows.push_back(Withdrawal(rows.back(), {}));
  EXPECT_EQ(CountWithdrawals(LiveLog(rows), Tick()), 2);
}

TEST(CalendarTouchId, WithdrawalsOfOtherSortsDoNotCount) {
  CalendarTouch answer = Tick();
  answer.sort = TouchSort::kAnswer;
  std::vector<Touch> rows = {RowOf(CalendarTouchId(answer, 0))};
  rows.push_back(Withdrawal(rows.front(), {}));
  EXPECT_EQ(CountWithdrawals(LiveLog(rows), Tick()), 0);
}

TEST(WithdrawalId, ReadsBack) {
  EXPECT_EQ(WithdrawalId("abc"), "abc-w");
  EXPECT_EQ(WithdrawnId("abc-w"), "abc");
  EXPECT_EQ(WithdrawnId("abc"), "");
  EXPECT_EQ(WithdrawnId("-w"), "");
}

}  // namespace
}  // namespace touchbase
