// One bad line each: the place, the key, and what is suggested instead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/nearest.h"

namespace touchbase {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<Problem> ProblemsOf(std::string_view text) {
  SettingsResult result = ParseSettings(text, "a.toml");
  const auto* problems = std::get_if<std::vector<Problem>>(&result);
  return problems == nullptr ? std::vector<Problem>() : *problems;
}

struct BadLine {
  std::string text;
  int line;
  int column;
  std::string key;
  std::string message;  // a part of it
  std::string nearest;
};

class OneBadLine : public testing::TestWithParam<BadLine> {};

TEST_P(OneBadLine, IsNamedWithItsPlaceAndTheRightKey) {
  const BadLine& bad = GetParam();
  const std::vector<Problem> problems = ProblemsOf(bad.text);
  ASSERT_EQ(problems.size(), 1U) << FormatProblems(problems) << "\n" << bad.text;
  EXPECT_EQ(problems[0].file, "a.toml");
  EXPECT_EQ(problems[0].line, bad.line) << bad.text;
  EXPECT_EQ(problems[0].column, bad.column) << bad.text;
  EXPECT_EQ(problems[0].key, bad.key);
  EXPECT_THAT(problems[0].message, HasSubstr(bad.message));
  EXPECT_EQ(problems[0].nearest, bad.nearest);
}

const BadLine kUnknownKeys[] = {
    {"langauge = \"en\"", 1, 1, "langauge", "unknown key", "language"},
    {"[calender]\nurl = \"\"", 1, 2, "calender", "unknown key", "calendar"},
    {"[plan]\nwork-days = []", 2, 1, "plan.work-days", "unknown key", "work_days"},
    {"[plan]\n\n  maxperday = 1", 3, 3, "plan.maxperday", "unknown key", "max_per_day"},
    {"max_per_day = 4", 1, 1, "max_per_day", "unknown key", "plan.max_per_day"},
    {"[plan]\ncolour = 4", 2, 1, "plan.colour", "unknown key", ""},
    {"[calendar]\nusr = \"\"", 2, 1, "calendar.usr", "unknown key", "user"},
    {"calendar.itmes = \"auto\"", 1, 10, "calendar.itmes", "unknown key", "items"},
    {"[book_columns]\ne_mail = \"x\"", 2, 1, "book_columns.e_mail", "unknown key", "email"},
    {"[guard]\nmax_removal = 1", 2, 1, "guard.max_removal", "unknown key", "max_removals"},
    {"[cadence.cold]\nlimits = 1", 2, 1, "cadence.cold.limits", "unknown key", "limit"},
    {"[cadence.cold]\nthen = { name = \"x\", every = \"1d\", chanel = \"email\" }", 2, 36,
     "cadence.cold.then.chanel", "unknown key", "channel"},
};
INSTANTIATE_TEST_SUITE_P(UnknownKeys, OneBadLine, testing::ValuesIn(kUnknownKeys));

const BadLine kWrongTypes[] = {
    {"book = 3", 1, 8, "book", "expected a text, found a whole number", ""},
    {"plan = 3", 1, 8, "plan", "expected a table, found a whole number", ""},
    {"[plan]\nmax_per_day = \"4\"", 2, 15, "plan.max_per_day", "expected a whole number", ""},
    {"[plan]\nmax_per_day = 4.5", 2, 15, "plan.max_per_day", "found a number with a fraction", ""},
    {"[plan]\nweekend_thanks = 1", 2, 18, "plan.weekend_thanks", "expected true or false", ""},
    {"[plan]\nwork_days = \"mon\"", 2, 13, "plan.work_days", "expected a list, found a text", ""},
    {"[plan]\nwork_days = [1]", 2, 14, "plan.work_days[0]", "expected a text", ""},
    {"[calendar]\npassword_command = \"pass show\"", 2, 20, "calendar.password_command",
     "expected a list such as", ""},
    {"[guard]\nmax_share = \"a\"", 2, 13, "guard.max_share", "expected a number", ""},
    {"[cadence]\ncold = 1", 2, 8, "cadence.cold", "expected a table", ""},
    {"include = 1", 1, 11, "include", "expected a text", ""},
};
INSTANTIATE_TEST_SUITE_P(WrongTypes, OneBadLine, testing::ValuesIn(kWrongTypes));

const BadLine kImpossibleInPlan[] = {
    {"[plan]\nmax_per_day = -1", 2, 15, "plan.max_per_day", "expected 1 to 100, found -1", ""},
    {"[plan]\nhorizon_days = 99999999999", 2, 16, "plan.horizon_days", "expected 1 to 400", ""},
    {"[plan]\nwork_days = [\"mon\", \"tues\"]", 2, 21, "plan.work_days[1]", "expected a weekday",
     ""},
    {"[plan]\nwork_days = []", 2, 13, "plan.work_days", "without a working day", ""},
    {"[plan]\nwork_hours = [\"12:00-09:00\"]", 2, 15, "plan.work_hours[0]", "end after the start",
     ""},
    {"[plan]\nwork_hours = [\"09:00-12:00\", \"11:00-13:00\"]", 2, 30, "plan.work_hours[1]",
     "begins before the hours in front of it end", ""},
    {"[plan]\nwork_hours = [\"14:00-15:00\", \"09:00-10:00\"]", 2, 30, "plan.work_hours[1]",
     "begins before", ""},
    {"[plan]\nwork_hours = [\"9-12\"]", 2, 15, "plan.work_hours[0]", "such as \"09:00-12:30\"", ""},
    {"[plan]\naway = [\"2026-07-14..2026-07-01\"]", 2, 9, "plan.away[0]", "not before the first",
     ""},
    {"[plan]\naway = [\"2026-02-30\"]", 2, 9, "plan.away[0]", "expected dates", ""},
    {"[plan]\nholidays = [\"christmas\"]", 2, 13, "plan.holidays[0]", "expected a date", ""},
    {"[plan]\nevening_until = \"25:00\"", 2, 17, "plan.evening_until", "expected a time", ""},
    {"[plan]\nanchor = \"dome\"", 2, 10, "plan.anchor", "is not one of \"done\", \"plan\"", "done"},
    {"[plan]\ntiers = { a = \"0d\" }", 2, 15, "plan.tiers.a", "at least one", ""},
};
INSTANTIATE_TEST_SUITE_P(ImpossibleInPlan, OneBadLine, testing::ValuesIn(kImpossibleInPlan));

const BadLine kImpossibleElsewhere[] = {
    {"book = \"\"", 1, 8, "book", "expected the path", ""},
    {"book_id = \"xyz\"", 1, 11, "book_id", "8 hexadecimal digits", ""},
    {"book_id = \"5f3a9c0g\"", 1, 11, "book_id", "8 hexadecimal digits", ""},
    {"language = \"English\"", 1, 12, "language", "such as \"en\"", ""},
    {"time_zone = \"Berlin, Germany\"", 1, 13, "time_zone", "such as \"Europe/Berlin\"", ""},
    {"[calendar]\nurl = \"ftp://x\"", 2, 7, "calendar.url", "begins with https://", ""},
    {"[calendar]\nurl = \"cloud.example.org\"", 2, 7, "calendar.url", "begins with https://", ""},
    {"[calendar]\nurl = \"file://x/y\"", 2, 7, "calendar.url", "file:///path", ""},
    {"[calendar]\nurl = \"https:///dav\"", 2, 7, "calendar.url", "names no server", ""},
    {"[calendar]\nitems = \"tasks\"", 2, 9, "calendar.items",
     "\"tasks\" is not one of \"auto\", \"event\", \"task\", \"both\"", "task"},
    {"[calendar]\nweekly = \"monday 9\"", 2, 10, "calendar.weekly", "or \"off\"", ""},
    {"[calendar]\nkeep_done = \"3 months\"", 2, 13, "calendar.keep_done", "such as \"90d\"", ""},
    {"[calendar]\nalarm_minutes = [-5]", 2, 18, "calendar.alarm_minutes", "0 to 40320", ""},
    {"[calendar]\npin_sha256 = \"abc\"", 2, 14, "calendar.pin_sha256", "64 hexadecimal", ""},
    {"[calendar]\nname = \"\"", 2, 8, "calendar.name", "cannot be empty", ""},
    {"[calendar]\nname = \"a\\nb\"", 2, 8, "calendar.name", "control character", ""},
    {"[guard]\nmax_share = 1.5", 2, 13, "guard.max_share", "expected 0 to 1", ""},
    {"[guard]\nmax_share = nan", 2, 13, "guard.max_share", "expected 0 to 1", ""},
    {"[book_sql]\nwrite = \"insert\"", 2, 9, "book_sql.write", "needs insert_touch", ""},
    {"[me]\ndomains = [\"ana@x.example\"]", 2, 12, "me.domains[0]", "expected a domain", ""},
};
INSTANTIATE_TEST_SUITE_P(ImpossibleElsewhere, OneBadLine, testing::ValuesIn(kImpossibleElsewhere));

const BadLine kCadences[] = {
    {"[cadence.warm]\non_response = \"tlak\"", 2, 15, "cadence.warm.on_response", "no cadence",
     "talk"},
    {"[cadence.warm]\non_end = \"side\"", 2, 10, "cadence.warm.on_end", "no cadence", ""},
    {"[cadence.wram]\nlimit = 1", 1, 10, "cadence.wram", "needs steps or then", "warm"},
    {"[cadence.x]\nthen = { name = \"a\", every = \"9d\", if = \"postal_address\" }", 2, 41,
     "cadence.x.then.if", "for everybody", ""},
    {"[cadence.side]\nsteps = [{ name = \"next\", after = \"1d\", if = \"postal_address\" }]", 2,
     46, "cadence.side.steps[0].if", "for everybody", ""},
    {"[cadence.x]\nsteps = [{ after = \"1d\" }]", 2, 10, "cadence.x.steps[0]",
     "\"name\" is missing", ""},
    {"[cadence.x]\nsteps = [{ name = \"a\" }]", 2, 10, "cadence.x.steps[0]", "\"after\" is missing",
     ""},
    {"[cadence.x]\nsteps = [{ name = \"a\", after = \"1 day\" }]", 2, 32,
     "cadence.x.steps[0].after", "such as \"10d\"", ""},
    {"[cadence.x]\nsteps = [{ name = \"a\", after = \"1d\", channel = \"mail\" }]", 2, 48,
     "cadence.x.steps[0].channel", "is not one of", "email"},
    {"[cadence.x]\nsteps = [{ name = \"a\", after = \"1d\", tolerance = [\"3d\", \"-3d\"] }]", 2,
     50, "cadence.x.steps[0].tolerance", "zero or less, then zero or more", ""},
    {"[cadence.x]\nsteps = [{ name = \"a\", after = \"1d\", tolerance = [\"3d\"] }]", 2, 50,
     "cadence.x.steps[0].tolerance", "expected two entries", ""},
    {"[cadence.x]\nsteps = [{ name = \"a\", after = \"1d\" },\n{ name = \"a\", after = \"1d\" }]",
     3, 1, "cadence.x.steps[1]", "given twice", ""},
    {"[cadence.x]\nthen = { name = \"a\", every = \"0d\" }", 2, 8, "cadence.x.then",
     "at least a day", ""},
};
INSTANTIATE_TEST_SUITE_P(Cadences, OneBadLine, testing::ValuesIn(kCadences));

TEST(Problems, AreAllListedAtOnceFromTopToBottom) {
  const auto problems = ProblemsOf(
      "bok = 1\n[calendar]\nitems = \"x\"\nmax_conections = 3\n[plan]\nkeep_cap = -1\n"
      "slot_minutes = 1\n");
  ASSERT_EQ(problems.size(), 5U) << FormatProblems(problems);
  for (std::size_t i = 1; i < problems.size(); ++i) {
    EXPECT_LT(problems[i - 1].line, problems[i].line);
  }
  EXPECT_THAT(FormatProblems(problems),
              HasSubstr("a.toml:4:1: calendar.max_conections: unknown key (did you mean "
                        "\"max_connections\"?)\n"));
}

TEST(Problems, ASyntaxErrorHasItsPlace) {
  const auto problems = ProblemsOf("book = \"a\"\nlanguage = \n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 2);
  EXPECT_GT(problems[0].column, 1);
  EXPECT_THAT(problems[0].message, HasSubstr("not valid TOML"));
}

TEST(Problems, ASyntaxErrorSaysWhatWasExpected) {
  EXPECT_EQ(FormatProblems(ProblemsOf("a b = 1")),
            "a.toml:1:3: not valid TOML: error while parsing key-value pair: expected '='");
  EXPECT_EQ(FormatProblems(ProblemsOf("[plan\nx = 1")),
            "a.toml:1:6: not valid TOML: error while parsing table header: expected ']'");
}

TEST(Problems, AKeyGivenTwiceAndBrokenUtf8ArePlaced) {
  auto problems = ProblemsOf("book = \"a\"\nbook = \"b\"\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 2);
  problems = ProblemsOf("book = \"a\"\nuser = \"\xff\"\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 2);
}

TEST(Problems, APlainPasswordIsRefusedWithAdviceAndNeverShown) {
  for (const std::string key : {"password", "passwd", "secret", "token", "pass"}) {
    const auto problems = ProblemsOf("[calendar]\n" + key + " = \"hunter2\"\n");
    ASSERT_EQ(problems.size(), 1U) << key;
    EXPECT_THAT(problems[0].message, HasSubstr("password_command"));
    EXPECT_THAT(FormatProblem(problems[0]), Not(HasSubstr("hunter2")));
  }
}

TEST(Problems, NeverShowWhatMightBeASecret) {
  for (const std::string text :
       {"[calendar]\nurl = \"https://ana:hunter2@x.example\"", "[calendar]\npassword = hunter2",
        "[calendar]\npassword_env = \"hunter2!\"", "[calendar]\npassword_command = \"hunter2\"",
        "[calendar]\npasword = \"hunter2", "[calendar]\npassword = 'hunter2' hunter2",
        "[calendar]\npassword_file = [\"hunter2\"]", "[calendar]\nurl = \"hunter2\"",
        "password hunter2", "[calendar]\npassword = \"a\\hunter2\"",
        "[calendar]\nbusy = [\"https://a:hunter2@x.example/a.ics\"]",
        "[plan]\nholidays = [\"https://a:hunter2@x.example/a.ics\"]",
        "[calendar]\npassword = 1hunter2"}) {
    const auto problems = ProblemsOf(text);
    ASSERT_FALSE(problems.empty()) << text;
    EXPECT_THAT(FormatProblems(problems), Not(HasSubstr("hunter2"))) << text;
  }
}

TEST(Problems, MoreThanOnePasswordSourceIsNamedAtTheLaterOne) {
  const auto problems =
      ProblemsOf("[calendar]\npassword_file = \"x\"\npassword_command = [\"p\"]\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 3);
  EXPECT_THAT(problems[0].message, HasSubstr("already comes from password_file"));
  EXPECT_TRUE(ProblemsOf("[calendar]\npassword_file = \"x\"\nkeyring = false\n").empty());
}

TEST(Problems, AKeyWithALineBreakStaysOnOneLine) {
  const auto problems = ProblemsOf("\"a\\nb\" = 1\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(FormatProblem(problems[0]), Not(HasSubstr("\n")));
}

TEST(Problems, NoTextMakesTheParserFail) {
  // Bytes of TOML in any order: whatever comes out, it comes out as settings or as problems.
  std::mt19937 random(20261121);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  const std::vector<std::string> pieces = {
      "[",       "]",        "=",    "\"",     "'",   "\n",         "plan",       "calendar",
      "{",       "}",        ",",    ".",      "1",   "-",          "steps",      "url",
      "cadence", "[[",       "]]",   "#",      "\\",  "work_hours", "2026-07-01", "true",
      "\xff",    "\xc3\xa9", "book", "\"\"\"", " = ", "then"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
    EXPECT_NO_THROW(ParseSettings(text, "a.toml")) << text;
  }
}

TEST(Nearest, SwapsCountOnceAndFarWordsAreNotSuggested) {
  EXPECT_EQ(EditDistance("wram", "warm"), 1);
  EXPECT_EQ(EditDistance("work-days", "Work_Days"), 0);
  EXPECT_EQ(EditDistance("", "abc"), 3);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
  EXPECT_EQ(Nearest("xy", {"ab"}), "");
  EXPECT_EQ(Nearest("usr", {"url", "user"}), "user");
}

}  // namespace
}  // namespace touchbase
