// Days away in a settings file: what is written is what the program then reads.
#include "config/away_edit.h"

#include <gtest/gtest.h>

#include "config/settings.h"
#include "model/error.h"

namespace touchbase {
namespace {

const DateSpan kSummer{MakeDate(2026, 7, 1), MakeDate(2026, 7, 14)};
const DateSpan kMay{MakeDate(2026, 5, 1), MakeDate(2026, 5, 1)};

std::vector<DateSpan> AwayOf(const std::string& text) {
  const SettingsResult result = ParseSettings(text, "t.toml");
  const auto* settings = std::get_if<Settings>(&result);
  return settings == nullptr ? std::vector<DateSpan>{{}} : settings->plan.away;
}

TEST(AwayEdit, TheSettingsSayWhatWasAddedAndAfterwardsWhatTheySaidBefore) {
  const std::vector<std::string> texts = {
      "",
      "book = \"x\"",
      "[plan]",
      "[ plan ] # mine\r\nmax_per_day = 3\r\n",
      "[plan]\naway = [\"2026-05-01\"]\n",
      "[plan]\naway = [\"2026-05-01\", ]\n",
      "[plan]\naway = ['2026-05-01']  # ] \"no\"\n",
      "[plan]\naway = [\n  # none\n  \"2026-05-01\" # ] \"May\"\n  ,\n]\n",
      "[plan]\naway = [\n  \"2026-05-01\"]\n",
      "[plan]\naway = [\n  \"2026-05-01\",\n]\n[me]\nname = \"\xC3\x84nne\"\n",
      "[me]\nname = \"\xC3\x84 [plan]\"\n[plan]\n\n[guard]\nmax_removals = 9\n",
  };
  for (const std::string& text : texts) {
    std::vector<DateSpan> before = AwayOf(text);
    const std::string with = WithAway(text, kSummer, before);
    std::vector<DateSpan> expected = before;
    expected.push_back(kSummer);
    EXPECT_EQ(AwayOf(with), expected) << text << "\n->\n" << with;
    const std::string without = WithoutAway(with, kSummer);
    EXPECT_EQ(AwayOf(without), before) << with << "\n->\n" << without;
  }
}

TEST(AwayEdit, WhatWasIncludedIsNotHidden) {
  const std::vector<DateSpan> included = {kMay};
  EXPECT_EQ(AwayOf(WithAway("[plan]\n", kSummer, included)),
            (std::vector<DateSpan>{kMay, kSummer}));
}

TEST(AwayEdit, WhatItCannotEditIsLeftToTheUser) {
  EXPECT_THROW((void)WithAway("plan = { max_per_day = 3 }\n", kSummer, {}), InputError);
  EXPECT_THROW((void)WithAway("plan = {\n", kSummer, {}), InputError);
  EXPECT_THROW((void)WithoutAway("[plan]\n", kSummer), InputError);
  EXPECT_THROW((void)WithoutAway("[plan]\naway = [\"2026-05-01\"]\n", kSummer), InputError);
}

}  // namespace
}  // namespace touchbase
