#include "config/cadences.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace touchbase {
namespace {

std::vector<int> DaysAfterOpening(const Cadence& cadence) {
  std::vector<int> days;
  int sum = 0;
  for (const Step& step : cadence.steps) {
    if (step.name == "opening") continue;
    sum += step.after.count;
    days.push_back(sum);
  }
  return days;
}

using Tolerance = std::pair<int, int>;

std::vector<Tolerance> Tolerances(const Cadence& cadence) {
  std::vector<Tolerance> all;
  for (const Step& step : cadence.steps) {
    if (step.name == "opening") continue;
    all.emplace_back(step.tolerance_before_days, step.tolerance_after_days);
  }
  return all;
}

const Step& StepOf(const CadenceSet& set, const std::string& cadence, const std::string& name) {
  for (const Step& step : set.at(cadence).steps) {
    if (step.name == name) return step;
  }
  throw std::out_of_range(cadence + '/' + name);
}

TEST(BuiltInCadences, ColdAndWarmFollowUpOnDays1And3And7And14And28And58) {
  const CadenceSet set = BuiltInCadences();
  const std::vector<int> days = {1, 3, 7, 14, 28, 58};
  EXPECT_EQ(DaysAfterOpening(set.at("cold")), days);
  EXPECT_EQ(DaysAfterOpening(set.at("warm")), days);
}

TEST(BuiltInCadences, TolerancesWidenWithTheGaps) {
  const CadenceSet set = BuiltInCadences();
  const std::vector<Tolerance> expected = {{0, 1}, {0, 1}, {1, 1}, {1, 1}, {3, 3}, {3, 3}};
  EXPECT_EQ(Tolerances(set.at("cold")), expected);
  EXPECT_EQ(Tolerances(set.at("warm")), expected);
}

TEST(BuiltInCadences, ColdEndsAtSixAndWarmGoesOnMonthly) {
  const CadenceSet set = BuiltInCadences();
  const Cadence& cold = set.at("cold");
  EXPECT_EQ(cold.limit, 6);
  EXPECT_FALSE(cold.tail.has_value());
  EXPECT_EQ(cold.on_response, "talk");
  EXPECT_EQ(cold.on_end, "");
  const Cadence& warm = set.at("warm");
  EXPECT_EQ(warm.limit, 0);
  ASSERT_TRUE(warm.tail.has_value());
  EXPECT_EQ(warm.tail->name, "monthly");
  EXPECT_EQ(warm.tail->after, (Gap{30, false}));
  EXPECT_EQ(warm.tail->tolerance_before_days, 3);
  EXPECT_EQ(warm.on_response, "talk");
}

TEST(BuiltInCadences, AMeetingIsThankedForOnTheDayAndCheckedAMonthLater) {
  const CadenceSet set = BuiltInCadences();
  const Step& thanks = StepOf(set, "met", "thank-you");
  EXPECT_EQ(thanks.after, (Gap{0, false}));
  EXPECT_EQ(thanks.deadline, DeadlineKind::kHard);
  EXPECT_TRUE(thanks.from_anchor);
  const Step& check = StepOf(set, "met", "check-in");
  EXPECT_EQ(check.after, (Gap{1, true}));
  EXPECT_TRUE(check.from_anchor);
  EXPECT_EQ(check.tolerance_before_days, 4);
  EXPECT_EQ(check.tolerance_after_days, 4);
  EXPECT_EQ(set.at("met").on_response, "");
}

TEST(BuiltInCadences, VipIsFirstAfterFiveDaysThenWeekly) {
  const CadenceSet set = BuiltInCadences();
  const Step& first = StepOf(set, "vip", "vip-1");
  EXPECT_EQ(first.after, (Gap{5, false}));
  EXPECT_EQ(first.tolerance_before_days, 1);
  EXPECT_EQ(first.tolerance_after_days, 2);
  ASSERT_TRUE(set.at("vip").tail.has_value());
  EXPECT_EQ(set.at("vip").tail->name, "weekly");
  EXPECT_EQ(set.at("vip").tail->after, (Gap{7, false}));
  EXPECT_EQ(set.at("vip").tail->tolerance_after_days, 1);
}

TEST(BuiltInCadences, RecurringOnesComeEvery90DaysInAMonthWideWindow) {
  const CadenceSet set = BuiltInCadences();
  for (const char* name : {"keep", "customer", "friend"}) {
    ASSERT_TRUE(set.at(name).tail.has_value()) << name;
    EXPECT_EQ(set.at(name).tail->after, (Gap{90, false})) << name;
    EXPECT_EQ(set.at(name).tail->tolerance_before_days, 14) << name;
    EXPECT_EQ(set.at(name).tail->tolerance_after_days, 14) << name;
  }
  EXPECT_EQ(StepOf(set, "customer", "thanks").after, (Gap{1, false}));
}

TEST(BuiltInCadences, OffersWaitAWeekAndPromisesAreHard) {
  const CadenceSet set = BuiltInCadences();
  EXPECT_EQ(StepOf(set, "side", "offered").after, (Gap{7, false}));
  EXPECT_EQ(StepOf(set, "side", "offered").tolerance_after_days, 3);
  EXPECT_EQ(StepOf(set, "side", "promise").deadline, DeadlineKind::kHard);
  EXPECT_EQ(StepOf(set, "side", "asked").deadline, DeadlineKind::kHard);
  EXPECT_EQ(StepOf(set, "talk", "answer").deadline, DeadlineKind::kHard);
}

TEST(BuiltInCadences, StepNamesAreTheOnesInUids) {
  std::set<std::string> names;
  for (const auto& [name, cadence] : BuiltInCadences()) {
    EXPECT_EQ(name, cadence.name);
    for (const Step& step : cadence.steps) names.insert(step.name);
    if (cadence.tail) names.insert(cadence.tail->name);
  }
  const std::set<std::string> expected = {
      "opening",     "follow-up-1", "follow-up-2", "follow-up-3", "follow-up-4", "follow-up-5",
      "follow-up-6", "monthly",     "vip-1",       "weekly",      "thank-you",   "check-in",
      "answer",      "ask",         "thanks",      "keep",        "friend",      "reconnect",
      "promise",     "asked",       "offered",     "next",        "debrief",     "event-thanks"};
  EXPECT_EQ(names, expected);  // call is optional and not built in
}

TEST(BuiltInCadences, VipAndSideAreNoTracks) {
  const CadenceSet set = BuiltInCadences();
  EXPECT_TRUE(IsTrackName(set, "warm"));
  EXPECT_FALSE(IsTrackName(set, "vip"));
  EXPECT_FALSE(IsTrackName(set, "side"));
  EXPECT_FALSE(IsTrackName(set, "wram"));
}

}  // namespace
}  // namespace touchbase
