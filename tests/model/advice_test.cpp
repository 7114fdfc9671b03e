// Whom to let go when there are more people than keep_cap.

#include "model/advice.h"

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

// People kept in touch with, each last heard of on the day given, each written to once since.
PlanWorld Kept(const std::vector<std::string>& heard) {
  PlanWorld world;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    const std::string id = "p" + std::to_string(i);
    world.Add(id, "Person " + std::to_string(i));
    world.Log(id, heard[i] + " 09:00", Kind::kReply);
    world.Log(id, "2026-02-10 09:00", Kind::kAnswer);
  }
  return world;
}

std::string Names(const PlanWorld& world, std::size_t most = 5) {
  std::string text;
  for (const LetGo& one : WhomToLetGo(world.Input(PlanWorld::At("2026-03-02 08:00")), most)) {
    text += (text.empty() ? "" : " ") + one.contact;
  }
  return text;
}

TEST(LetGo, NobodyBelowTheCap) {
  PlanWorld world = Kept({"2025-03-01", "2025-06-01"});
  world.settings.keep_cap = 2;
  EXPECT_EQ(Names(world), "");
}

TEST(LetGo, TheLongestSilentFirstAndNoMoreThanAreAboveTheCap) {
  PlanWorld world = Kept({"2025-03-01", "2025-01-01", "2025-06-01", "2025-02-01"});
  world.settings.keep_cap = 2;
  EXPECT_EQ(Names(world), "p1 p3");
  EXPECT_EQ(Names(world, 1), "p1");
  const auto advice = WhomToLetGo(world.Input(PlanWorld::At("2026-03-02 08:00")));
  EXPECT_EQ(advice[0].reason, "No answer since 1 January 2025; you wrote once.");
  EXPECT_EQ(advice[0].silent_days, 425);
}

TEST(LetGo, NeverSomebodyWhoIsOwedSomethingOrDear) {
  PlanWorld world = Kept({"2025-01-01", "2025-01-02", "2025-01-03", "2025-01-04", "2025-06-01"});
  world.settings.keep_cap = 0;
  world.Log("p0", "2026-02-11 09:00", Kind::kPromise).until = PlanWorld::Day("2026-05-01");
  world.Log("p1", "2026-02-11 09:00", Kind::kOffer);
  world.contacts[2].vip = true;
  world.contacts[3].tags = {"top"};
  EXPECT_EQ(Names(world), "p4");
}

TEST(LetGo, WhomTheUserKeepsByHisWordComesLast) {
  PlanWorld world = Kept({"2025-01-01", "2025-06-01"});
  world.contacts[0].track = "friend";
  world.settings.keep_cap = 0;
  EXPECT_EQ(Names(world), "p1 p0");
}

TEST(LetGo, WhoWasNeverWrittenToIsNotSilent) {
  PlanWorld world = Kept({"2025-06-01"});
  world.Add("new");
  world.settings.keep_cap = 0;
  EXPECT_EQ(Names(world), "p0");
}

}  // namespace
}  // namespace touchbase
