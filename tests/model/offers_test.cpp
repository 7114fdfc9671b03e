#include "model/offers.h"

#include <gtest/gtest.h>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

LocalTime At(const std::string& text) { return PlanWorld::At(text); }

class OfferTest : public ::testing::Test {
 protected:
  OfferTest() {
    world.settings.offering_scripts = {"can-we-talk"};
    Add("jane", "Jane Doe");
  }

  // The first follow-up is due on Tuesday, 2 March 2027.
  void Add(const std::string& id, const std::string& name) {
    world.Add(id, name).email = id + "@x.example";
    world.Log(id, "2027-03-01 10:00", Kind::kFirst);
  }

  // Plans with what was offered before, and keeps what is offered now.
  const Plan& Run(const std::string& now) {
    PlanInput input = world.Input(At(now));
    input.offers = offers;
    input.zone = &zone;
    input.zones = [this](const std::string& name) { return name == "far" ? &far : nullptr; };
    world.plan = MakePlan(input);
    world.placed = AsPlaced(world.plan);
    for (const FollowUp& follow_up : world.plan.follow_ups) {
      if (!follow_up.offer) continue;
      std::erase_if(offers, [&](const Offer& o) { return o.key == follow_up.offer->key; });
      offers.push_back(*follow_up.offer);
    }
    return world.plan;
  }

  std::string OfferOf(const std::string& contact) const {
    const FollowUp* follow_up = world.Find(contact, "follow-up-1");
    if (follow_up == nullptr || !follow_up->offer) return "none";
    return FormatLocal(follow_up->offer->first) + ", " + FormatLocal(follow_up->offer->second);
  }

  class FarZone : public UtcZone {  // nine hours ahead of the user
   public:
    LocalTime ToLocal(Instant instant) const override {
      return LocalTime{instant.time_since_epoch() + hours{9}};
    }
  };

  PlanWorld world;
  std::vector<Offer> offers;
  UtcZone zone;
  FarZone far;
};

TEST_F(OfferTest, IsFilledOnTheMorningOfTheFollowUpAndNotBefore) {
  Run("2027-03-01 11:00");
  EXPECT_EQ(OfferOf("jane"), "none");
  Run("2027-03-02 06:00");
  EXPECT_EQ(OfferOf("jane"), "2027-03-03 09:00, 2027-03-04 16:00");
}

TEST_F(OfferTest, StaysTheWholeDay) {
  Run("2027-03-02 06:00");
  const std::string before = OfferOf("jane");
  world.busy.push_back({At("2027-03-03 08:00"), At("2027-03-03 12:00")});
  Run("2027-03-02 08:00");
  EXPECT_EQ(OfferOf("jane"), before);
}

TEST_F(OfferTest, IsMadeForScriptsThatNameItOnly) {
  world.settings.offering_scripts = {"question"};
  Run("2027-03-02 06:00");
  EXPECT_EQ(OfferOf("jane"), "none");
}

TEST_F(OfferTest, NamesTimesThatNobodyElseIsOffered) {
  Add("kim", "Kim Poe");
  Run("2027-03-02 06:00");
  std::vector<LocalTime> times;
  for (const Offer& offer : offers) {
    times.push_back(offer.first);
    times.push_back(offer.second);
    EXPECT_NE(DateOf(offer.first), DateOf(offer.second));
    EXPECT_NE(TimeOfDay(offer.first) / hours{1}, TimeOfDay(offer.second) / hours{1});
  }
  ASSERT_EQ(times.size(), 4U);
  std::sort(times.begin(), times.end());
  EXPECT_EQ(std::adjacent_find(times.begin(), times.end()), times.end());
}

TEST_F(OfferTest, IsHeldForFiveWorkingDaysAgainstOthersAlsoWhenItIsDone) {
  const Offer held{"somebody", At("2027-03-05 09:00"), At("2027-03-08 09:00"),
                   PlanWorld::Day("2027-03-01")};
  offers.push_back(held);
  const auto busy = [&](const std::string& now) {
    PlanInput input = world.Input(At(now));
    input.offers = offers;
    return BusyWithOffers(input).size();
  };
  EXPECT_EQ(busy("2027-03-02 06:00"), 2U);
  EXPECT_EQ(busy("2027-03-05 09:15"), 1U);
  EXPECT_EQ(busy("2027-03-08 06:00"), 1U);
  EXPECT_EQ(busy("2027-03-09 06:00"), 0U);
  offers[0].second = At("2027-04-01 09:00");
  EXPECT_EQ(busy("2027-03-08 06:00"), 1U);
  EXPECT_EQ(busy("2027-03-09 06:00"), 0U);
}

TEST_F(OfferTest, HoldsItsTimesFreeOfFollowUps) {
  Run("2027-03-02 06:00");
  const LocalTime first = offers.at(0).first;
  for (int i = 0; i < 12; ++i) {
    const std::string id = "p" + std::to_string(i);
    world.Add(id, id).email = id + "@x.example";
    world.Log(id, "2027-03-02 06:30", Kind::kFirst);
  }
  for (const FollowUp& follow_up : Run("2027-03-02 07:00").follow_ups) {
    EXPECT_FALSE(follow_up.start < first + minutes{15} && first < follow_up.end())
        << follow_up.title;
  }
}

TEST_F(OfferTest, IsMadeAnewOnALaterMorningWhenItIsGoneOrTaken) {
  Run("2027-03-02 06:00");
  const std::string before = OfferOf("jane");
  // Not ticked: it rolls to Wednesday, on which one of the times lies.
  Run("2027-03-03 06:00");
  EXPECT_NE(OfferOf("jane"), before);
  EXPECT_EQ(OfferOf("jane").substr(0, 10), "2027-03-04");
}

TEST_F(OfferTest, KeepsToTheContactsHoursWhereTheZoneIsKnown) {
  world.contacts[0].time_zone = "far";
  Run("2027-03-02 06:00");
  EXPECT_EQ(OfferOf("jane"), "none");  // 9:00 of the user's is 18:00 of theirs
  world.settings.work_hours = {{minutes{420}, minutes{480}}, {minutes{540}, minutes{1050}}};
  world.settings.slot_minutes = 15;
  offers.clear();
  world.settings.work_hours.insert(world.settings.work_hours.begin(), {minutes{300}, minutes{360}});
  Run("2027-03-02 04:00");
  EXPECT_EQ(OfferOf("jane"), "2027-03-03 05:00, 2027-03-04 07:00");
}

TEST_F(OfferTest, NeedsTwoDaysWithAFreeQuarter) {
  world.busy.push_back({At("2027-03-04 00:00"), At("2027-04-30 00:00")});
  Run("2027-03-02 06:00");
  EXPECT_EQ(OfferOf("jane"), "none");
}

}  // namespace
}  // namespace touchbase
