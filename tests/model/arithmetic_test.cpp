// The arithmetic of the first day, and the projection of the next weeks.

#include "model/arithmetic.h"

#include <gtest/gtest.h>

#include "model/projection.h"
#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

PlanWorld Book(int kept, int cold) {
  PlanWorld world;
  for (int i = 0; i < kept; ++i) world.Add("k" + std::to_string(i));
  for (int i = 0; i < cold; ++i) world.Add("c" + std::to_string(i)).track = "cold";
  return world;
}

std::string Sentences(const PlanWorld& world) {
  const LocalTime now = PlanWorld::At("2026-03-02 08:00");
  std::string text;
  for (const std::string& line :
       WorkloadSentences(ReckonWorkload(world.Input(now)), world.settings)) {
    text += (text.empty() ? "" : " ") + line;
  }
  return text;
}

TEST(Arithmetic, SaysWhatABookComesTo) {
  PlanWorld world = Book(150, 600);
  world.settings.max_per_day = 10;
  EXPECT_EQ(Sentences(world),
            "150 people quarterly: 2.4 blocks a day; the last of 600 starts in 120 weeks. "
            "5 starts a week come to 7 blocks a day while nobody answers.");
  EXPECT_EQ(Sentences(Book(150, 0)), "150 people quarterly: 2.4 blocks a day.");
  EXPECT_EQ(Sentences(Book(0, 2)).substr(0, 34), "The last of 2 starts in 1 week. 2 ");
  EXPECT_EQ(Sentences(Book(0, 0)), "");
}

TEST(Arithmetic, NamesWhatDoesNotFit) {
  const std::string text = Sentences(Book(170, 20));
  EXPECT_NE(text.find("20 people more wait for a place: keep_cap = 150."), std::string::npos);
  EXPECT_NE(text.find("more than max_per_day = 4"), std::string::npos);
  PlanWorld world = Book(0, 3);
  world.settings.start_per_week = 0;
  EXPECT_EQ(Sentences(world),
            "3 people wait for a first message, and start_per_week = 0 lets nobody start.");
}

TEST(Arithmetic, CountsTiersAndLeavesOutWhomNothingIsPlannedFor) {
  PlanWorld world = Book(10, 0);
  for (int i = 0; i < 8; ++i) world.contacts[static_cast<std::size_t>(i)].tags = {"monthly"};
  world.contacts[9].status = ContactStatus::kArchived;
  world.Log("k8", "2026-02-02 09:00", Kind::kReply, Outcome::kDeclined);
  EXPECT_EQ(Sentences(world), "8 people monthly: 0.4 blocks a day.");
}

TEST(Projection, DoesEverythingOnItsSlotInSilence) {
  PlanWorld world = Book(0, 1);
  const Projection projection = Project(world.Input(PlanWorld::At("2026-03-02 08:00")));
  std::string text;
  for (const Projection::Done& done : projection.done) {
    text +=
        (text.empty() ? "" : ", ") + FormatDate(done.day).substr(5) + " " + done.follow_up.key.step;
  }
  EXPECT_EQ(text,
            "03-02 opening, 03-03 follow-up-1, 03-05 follow-up-2, 03-09 follow-up-3, "
            "03-16 follow-up-4, 03-30 follow-up-5, 04-29 follow-up-6");
  ASSERT_EQ(projection.weeks.size(), 12u);
  EXPECT_EQ(projection.weeks[0], (Projection::Week{PlanWorld::Day("2026-03-02"), 3, 1}));
  EXPECT_EQ(projection.weeks[3].blocks, 0);
}

TEST(Projection, StartsWithWhatStandsAndKeepsTheCap) {
  PlanWorld world = Book(150, 40);
  world.Run("2026-03-02 08:00");
  const Projection projection = Project(world.Input(PlanWorld::At("2026-03-04 08:00")), 28);
  EXPECT_EQ(projection.weeks.size(), 5u);  // from a Wednesday
  for (const Projection::Week& week : projection.weeks) {
    EXPECT_LE(week.fullest, world.settings.max_per_day);
  }
  EXPECT_GT(projection.weeks[2].blocks, 10);
}

TEST(Projection, ABlockOfSeveralIsOneBlock) {
  PlanWorld world = Book(4, 0);
  for (int i = 0; i < 4; ++i) world.Log("k" + std::to_string(i), "2026-03-02 07:00", Kind::kMet);
  const Projection projection = Project(world.Input(PlanWorld::At("2026-03-02 08:00")), 7);
  EXPECT_EQ(projection.done.size(), 4u);
  ASSERT_EQ(projection.weeks.size(), 1u);
  EXPECT_EQ(projection.weeks[0].blocks, 1);
}

}  // namespace
}  // namespace touchbase
