// Promises that stand in the notes of a touch are planned for like rows of their own.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

PlanWorld Friend(const std::string& notes, Kind kind = Kind::kFollowUp) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  world.Log("jane", "2026-03-03 10:00", kind).notes = notes;
  return world;
}

TEST(PromiseLines, StandBesideTheTrackLikeRows) {
  struct Row {
    const char* notes;
    const char* items;
  };
  const Row rows[] = {
      {"promised: the report by 12 Mar", "promise 2026-03-12"},
      {"promised: the report", "promise 2026-03-04"},
      {"asked: to hear about the move by 12.3.2026", "asked 2026-03-12"},
      {"asked: to hear about the move", "asked 2026-03-04"},
      {"offered: an introduction to Bob", "offered 2026-03-10"},
      {"promised: a by 2026-03-05\npromised: b by 12 March\noffered: c",
       "promise 2026-03-05, offered 2026-03-10, promise-2 2026-03-12"},
      {"she promised a lot", ""},
      {"said: nothing much", ""},
  };
  for (const Row& row : rows) {
    PlanWorld world = Friend(row.notes);
    world.Run("2026-03-03 11:00");
    EXPECT_EQ(world.Items("jane"), row.items) << row.notes;
  }
}

TEST(PromiseLines, AreKeyedByTheTouchAndCloseLikeRows) {
  PlanWorld world = Friend("promised: the report by 5 Mar\npromised: the plan by 12 Mar");
  const std::string touch = world.touches[0].id;
  world.Run("2026-03-03 11:00");
  const FollowUp* second = world.Find("jane", "promise-2");
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->key.anchor, touch);
  EXPECT_TRUE(second->hard);
  EXPECT_EQ(second->kind, Kind::kPromise);
  EXPECT_EQ(second->title, "Jane Doe: what you promised");
  EXPECT_NE(second->reason.find("the plan"), std::string::npos);
  world.Tick("jane", "promise-2", "2026-03-03 16:00");
  world.Run("2026-03-03 16:15");
  EXPECT_EQ(world.Items("jane"), "promise 2026-03-05");
  world.Log("jane", "2026-03-03 17:00", Kind::kPromise, Outcome::kDone);  // by hand: the oldest
  world.Run("2026-03-03 17:15");
  EXPECT_EQ(world.Items("jane"), "");
}

TEST(PromiseLines, GoWithTheirTouch) {
  PlanWorld world = Friend("promised: the report by 12 Mar");
  world.Run("2026-03-03 11:00");
  world.Withdraw(world.touches[0], "2026-03-03 11:30");
  world.Run("2026-03-03 12:00");
  EXPECT_EQ(world.Find("jane", "promise"), nullptr);
}

TEST(PromiseLines, InARowThatIsAPromiseItselfAreNotASecondOne) {
  PlanWorld world = Friend("promised: the report by 12 Mar", Kind::kPromise);
  world.Run("2026-03-03 11:00");
  EXPECT_EQ(world.Items("jane"), "promise 2026-03-04");
}

TEST(PromiseLines, InANoteCountToo) {
  PlanWorld world = Friend("promised: the report by 12 Mar", Kind::kNote);
  world.Run("2026-03-03 11:00");
  EXPECT_NE(world.Find("jane", "promise"), nullptr);
}

TEST(PromiseLines, WhatTheyAskedForMakesTheRelationWarm) {
  PlanWorld world;
  world.Add("jane");
  world.Log("jane", "2026-03-02 10:00", Kind::kFirst);
  world.Log("jane", "2026-03-03 10:00", Kind::kFollowUp).notes = "asked: write in May by 12 May";
  world.settings.horizon_days = 100;
  world.Run("2026-03-03 11:00");
  EXPECT_EQ(world.Items("jane"), "asked 2026-05-12");
  EXPECT_EQ(Explain(world.contacts[0], world.Input(PlanWorld::At("2026-03-03 11:00"))).relation,
            "warm");
}

TEST(Promises, AReplyOnWriteAsAskedPlansTheAnswer) {
  for (const Outcome outcome : {Outcome::kDone, Outcome::kReplied}) {
    PlanWorld world;
    world.Add("jane");
    world.Log("jane", "2026-03-02 10:00", Kind::kPromise).direction = Direction::kIn;
    world.Run("2026-03-02 11:00");
    ASSERT_NE(world.Find("jane", "asked"), nullptr);
    world.Tick("jane", "asked", "2026-03-03 09:10", outcome).direction = Direction::kIn;
    world.Run("2026-03-03 09:15");
    EXPECT_EQ(world.Find("jane", "asked"), nullptr);
    EXPECT_EQ(world.Find("jane", "answer") != nullptr, outcome == Outcome::kReplied);
  }
}

TEST(Promises, DoingWhatTheyOfferedIsNoTouchOfTheirs) {
  PlanWorld world;
  world.Add("jane").track = "friend";
  world.Log("jane", "2026-03-02 10:00", Kind::kFollowUp).notes = "offered: a book";
  world.Run("2026-03-02 11:00");
  world.Tick("jane", "offered", "2026-03-09 09:10").direction = Direction::kIn;
  world.Run("2026-03-09 09:15");
  EXPECT_EQ(world.Items("jane"), "");
}

}  // namespace
}  // namespace touchbase
