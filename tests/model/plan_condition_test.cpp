// `if` of a step: whom it is for, and what becomes of a track when the answer changes.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

Step& Named(PlanWorld& world, const std::string& cadence, const std::string& name) {
  std::vector<Step>& steps = world.cadences[cadence].steps;
  return *std::find_if(steps.begin(), steps.end(),
                       [&name](const Step& step) { return step.name == name; });
}

// Cold, and its second follow-up only for whoever has an address.
PlanWorld ColdWorld(bool has_address) {
  PlanWorld world;
  Named(world, "cold", "follow-up-2").condition = "postal_address";
  Contact& jane = world.Add("jane");
  jane.track = "cold";
  if (has_address) jane.postal_address = "Rua A 1";
  world.Log("jane", "2026-03-02 09:00", Kind::kFirst);
  world.Run("2026-03-03 08:00");
  world.Tick("jane", "follow-up-1", "2026-03-03 09:00");
  return world;
}

TEST(Condition, AStepIsPassedOverForWhoeverDoesNotMeetIt) {
  for (const bool has_address : {false, true}) {
    PlanWorld world = ColdWorld(has_address);
    world.Run("2026-03-03 12:00");
    EXPECT_EQ(world.Find("jane", "follow-up-2") != nullptr, has_address);
    EXPECT_EQ(world.Find("jane", "follow-up-3") != nullptr, !has_address);
  }
}

TEST(Condition, ReasonsCountOnlyTheStepsThatThereWillBe) {
  PlanWorld world = ColdWorld(false);
  world.Run("2026-03-03 12:00");
  const FollowUp* third = world.Find("jane", "follow-up-3");
  ASSERT_NE(third, nullptr);
  EXPECT_NE(third->reason.find("the third of five"), std::string::npos) << third->reason;
  PlanWorld other = ColdWorld(true);
  other.Run("2026-03-03 12:00");
  EXPECT_NE(other.Find("jane", "follow-up-2")->reason.find("the third of six"), std::string::npos);
}

TEST(Condition, AnAddressFoundLaterRepeatsNothing) {
  PlanWorld world = ColdWorld(false);
  world.Run("2026-03-03 12:00");
  world.Tick("jane", "follow-up-3", "2026-03-09 09:00");
  world.contacts.back().postal_address = "Rua A 1";
  EXPECT_EQ(world.TickAll("jane", "2026-03-10"), "03-16 03-30 04-29");
  for (const Touch& touch : world.touches) EXPECT_NE(touch.outcome, Outcome::kSkipped);
  world.Run("2026-06-30 08:00");
  EXPECT_EQ(world.Items("jane"), "");
}

TEST(Condition, WhatWasTickedStaysDoneWithoutTheAddress) {
  PlanWorld world = ColdWorld(true);
  world.Run("2026-03-03 12:00");
  world.Tick("jane", "follow-up-2", "2026-03-05 09:00");
  world.contacts.back().postal_address.clear();
  world.Run("2026-03-05 12:00");
  ASSERT_NE(world.Find("jane", "follow-up-3"), nullptr);
  EXPECT_EQ(world.Find("jane", "follow-up-3")->due, PlanWorld::Day("2026-03-09"));
}

TEST(Condition, AMeetingHasOnlyTheStepsThatAreForTheContact) {
  for (const bool has_address : {false, true}) {
    PlanWorld world;
    Named(world, "met", "thank-you").condition = "postal_address";
    Step call = Named(world, "met", "check-in");
    call.name = "call";
    call.after = Gap{7, false};
    call.condition = "postal_address";
    world.cadences["met"].steps.push_back(call);
    Contact& jane = world.Add("jane");
    if (has_address) jane.postal_address = "Rua A 1";
    world.Log("jane", "2026-03-02 09:00", Kind::kMet);
    world.Run("2026-03-02 12:00");
    EXPECT_EQ(world.Find("jane", "thank-you") != nullptr, has_address);
    EXPECT_NE(world.Find("jane", "check-in"), nullptr);
    world.Run("2026-04-02 08:00");
    world.Tick("jane", "check-in", "2026-04-02 09:00");
    world.Run("2026-04-02 12:00");
    EXPECT_EQ(world.Find("jane", "call") != nullptr, has_address);
  }
}

TEST(Condition, WithoutACheckInForThemAMeetingLeadsToKeep) {
  PlanWorld world;
  Named(world, "met", "check-in").condition = "postal_address";
  world.Add("jane");
  world.Log("jane", "2026-03-02 09:00", Kind::kMet);
  world.Run("2026-03-02 12:00");
  EXPECT_NE(world.Find("jane", "thank-you"), nullptr);
  EXPECT_EQ(world.Find("jane", "check-in"), nullptr);
  world.Run("2026-05-20 08:00");
  EXPECT_NE(world.Find("jane", "keep"), nullptr);
}

TEST(Condition, ACustomerWhomTheThanksAreNotForGoesOnWithLaps) {
  PlanWorld world;
  Named(world, "customer", "thanks").condition = "postal_address";
  world.Add("jane");
  world.Log("jane", "2026-03-02 09:00", Kind::kReply, Outcome::kClosed);
  world.Run("2026-03-03 08:00");
  EXPECT_EQ(world.Find("jane", "thanks"), nullptr);
  world.Run("2026-05-20 08:00");
  ASSERT_NE(world.Find("jane", "keep"), nullptr);
  world.Log("jane", "2026-05-21 09:00", Kind::kFollowUp);
  world.Run("2026-05-21 12:00");
  EXPECT_EQ(world.Find("jane", "keep"), nullptr) << "any touch of mine is the lap";
}

}  // namespace
}  // namespace touchbase
