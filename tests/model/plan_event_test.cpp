// Events: the debrief, the optional thank-you, and nothing more.

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

PlanWorld Fair() {
  PlanWorld world;
  world.events = {{"fair-1", "Book Fair #event", PlanWorld::At("2026-03-03 09:00"),
                   PlanWorld::At("2026-03-03 15:00")}};
  return world;
}

const Block* Debrief(const PlanWorld& world) { return world.FindBlock(BlockSort::kDebrief); }

Touch& Met(PlanWorld& world, const std::string& id, bool marked) {
  world.Add(id, id);
  return world.Log(id, "2026-03-03 15:00", marked ? Kind::kMet : Kind::kDebrief);
}

TEST(Event, ADebriefStandsAtItsEnd) {
  struct Row {
    const char* end;
    const char* now;
    const char* start;
  };
  const Row rows[] = {
      {"2026-03-03 15:00", "2026-03-02 08:00", "2026-03-03 16:00"},
      {"2026-03-03 18:00", "2026-03-02 08:00", "2026-03-03 18:00"},  // into the evening
      {"2026-03-03 22:00", "2026-03-02 08:00", "2026-03-04 09:00"},
      {"2026-03-07 16:00", "2026-03-02 08:00", "2026-03-07 16:00"},  // a Saturday
      {"2026-03-03 15:00", "2026-03-03 16:05", "2026-03-03 16:15"},
  };
  for (const Row& row : rows) {
    PlanWorld world = Fair();
    world.events[0].end = PlanWorld::At(row.end);
    world.Run(row.now);
    ASSERT_NE(Debrief(world), nullptr) << row.end;
    EXPECT_EQ(FormatLocal(Debrief(world)->start), row.start);
    EXPECT_TRUE(Debrief(world)->hard);
    EXPECT_EQ(Debrief(world)->key.anchor, "fair-1");
    EXPECT_EQ(Debrief(world)->key.step, "debrief");
    EXPECT_EQ(Debrief(world)->title, "Book Fair: whom did you meet?");
  }
}

TEST(Event, MovesWithItsEventAndVanishesWithIt) {
  PlanWorld world = Fair();
  world.Run("2026-03-02 08:00");
  world.events[0].end = PlanWorld::At("2026-03-05 15:00");
  world.Run("2026-03-02 08:15");
  EXPECT_EQ(FormatLocal(Debrief(world)->start), "2026-03-05 16:00");
  world.events[0].end = PlanWorld::At("2026-03-02 15:00");
  world.Run("2026-03-02 08:30");
  EXPECT_EQ(FormatLocal(Debrief(world)->start), "2026-03-02 16:00");
  world.events.clear();
  world.Run("2026-03-02 08:45");
  EXPECT_EQ(Debrief(world), nullptr);
}

TEST(Event, OfTheLogIsARowWithoutAContactAndClosedByOneThatNamesIt) {
  PlanWorld world;
  Touch& row = world.Log("", "2026-03-03 15:00", Kind::kDebrief);
  row.notes = "Book Fair\nsecond line";
  world.Run("2026-03-03 15:05");
  ASSERT_NE(Debrief(world), nullptr);
  EXPECT_EQ(Debrief(world)->title, "Book Fair: whom did you meet?");
  EXPECT_EQ(Debrief(world)->key.anchor, world.touches[0].id);
  const FollowUpKey key = Debrief(world)->key;
  Touch& done = world.Log("", "2026-03-03 16:10", Kind::kDebrief, Outcome::kDone);
  done.follow_up = MakeUid("00000000", HalfHex(key, Component::kEvent), 0);
  world.Run("2026-03-03 16:15");
  EXPECT_EQ(Debrief(world), nullptr);
}

TEST(Event, TheDebriefListsWhomTheLogSaysWasMetThere) {
  PlanWorld world = Fair();
  world.Add("jane", "Jane Doe");
  world.Log("jane", "2026-03-03 11:00", Kind::kMet);
  world.Add("bob", "Bob Ray").event = "book  fair";
  world.contacts.back().met_on = PlanWorld::Day("2026-03-03");
  world.events[0].title = "Book Fair";
  world.Add("cleo", "Cleo Moss");
  world.Log("cleo", "2026-03-03 16:00", Kind::kMet);  // after it
  Met(world, "Dan Fox", false);
  world.Run("2026-03-03 15:05");
  EXPECT_EQ(PlanWorld::Text(Debrief(world)), "2026-03-03 16:30 Jane Doe [x], Bob Ray [x], Dan Fox");
}

TEST(Event, UndoneIsRolledAndGivenUpAWeekPastItsLimit) {
  PlanWorld world = Fair();
  world.Run("2026-03-03 16:00");
  world.Run("2026-03-04 08:00");
  EXPECT_EQ(FormatLocal(Debrief(world)->start), "2026-03-04 09:00");
  world.Run("2026-03-11 08:00");
  EXPECT_NE(Debrief(world), nullptr);
  world.Run("2026-03-12 08:00");
  EXPECT_EQ(Debrief(world), nullptr);
}

TEST(Event, TheUnmarkedShareOneOptionalBlockWithinFiveDaysThenNothing) {
  PlanWorld world = Fair();
  for (const char* id : {"a", "b", "c"}) Met(world, id, false);
  Met(world, "d", true);
  world.Run("2026-03-03 15:30");
  const Block* block = world.FindBlock(BlockSort::kEventThanks);
  ASSERT_NE(block, nullptr);
  EXPECT_EQ(block->title, "a, b, c: thank-you");
  EXPECT_EQ(block->lines.size(), 3u);
  EXPECT_LE(DateOf(block->start), PlanWorld::Day("2026-03-08"));
  EXPECT_FALSE(block->hard);
  EXPECT_EQ(world.Items("a").substr(0, 12), "event-thanks");
  EXPECT_EQ(world.Items("d").substr(0, 9), "thank-you");
  EXPECT_NE(world.Find("d", "check-in"), nullptr);
  world.Tick("a", "event-thanks", "2026-03-04 09:05");
  EXPECT_EQ(world.touches.back().kind, Kind::kThankYou);
  world.Run("2026-03-04 09:10");
  EXPECT_EQ(world.Items("a"), "");
  EXPECT_NE(world.Items("b"), "");
  world.settings.horizon_days = 200;
  world.Run("2026-03-09 08:00");
  for (const char* id : {"a", "b", "c"}) EXPECT_EQ(world.Items(id), "") << id;
  EXPECT_EQ(world.Why("b", "2026-03-09 09:00"),
            "You were at the same event; nothing more is planned.");
}

TEST(Event, ItsOptionalBlockNeverComesAfterItsDays) {
  PlanWorld world;
  for (const char* id : {"a", "b"}) Met(world, id, false);
  world.busy = {{PlanWorld::At("2026-03-03 00:00"), PlanWorld::At("2026-03-10 00:00")}};
  world.Run("2026-03-03 15:30");
  EXPECT_TRUE(world.plan.blocks.empty());
  EXPECT_EQ(world.plan.unplaced.size(), 2u);
}

TEST(Event, AStandingOrKnownContactGoesOnAsBefore) {
  PlanWorld world;
  Met(world, "a", false);
  world.contacts[0].track = "friend";
  Met(world, "b", false);
  world.touches.insert(world.touches.begin(), world.touches.back());
  world.touches.front().id = "old";
  world.touches.front().kind = Kind::kReply;
  world.touches.front().direction = Direction::kIn;
  world.touches.front().at = PlanWorld::At("2026-02-02 10:00");
  world.settings.horizon_days = 200;
  world.Run("2026-03-03 15:30");
  EXPECT_NE(world.Find("a", "friend"), nullptr);
  EXPECT_NE(world.Find("a", "event-thanks"), nullptr);
  EXPECT_NE(world.Find("b", "answer"), nullptr);
}

TEST(Event, AMeetingThereReplacesTheOptionalThankYou) {
  for (const bool met_first : {true, false}) {
    PlanWorld world;
    world.Add("a");
    world.Log("a", "2026-03-03 11:00", met_first ? Kind::kMet : Kind::kDebrief);
    world.Log("a", "2026-03-03 15:00", met_first ? Kind::kDebrief : Kind::kMet);
    world.Run("2026-03-03 15:30");
    EXPECT_EQ(world.Find("a", "event-thanks"), nullptr);
    EXPECT_NE(world.Find("a", "check-in"), nullptr);
  }
}

TEST(Event, AMetOnCellOfTheDayIsNoMeetingBesideTheRow) {
  PlanWorld world;
  Met(world, "a", false);
  world.contacts[0].met_on = PlanWorld::Day("2026-03-03");
  world.Run("2026-03-03 15:30");
  EXPECT_EQ(world.Items("a").substr(0, 12), "event-thanks");
}

TEST(Event, WritingToSomebodyOfItByHandStartsColdOnce) {
  PlanWorld world;
  Met(world, "a", false);
  world.Log("a", "2026-03-04 10:00", Kind::kFirst);
  world.Run("2026-03-04 10:15");
  EXPECT_NE(world.Find("a", "follow-up-1"), nullptr);
}

}  // namespace
}  // namespace touchbase
