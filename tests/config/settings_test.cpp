#include "config/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace touchbase {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Settings Good(std::string_view text) {
  SettingsResult result = ParseSettings(text, "conf/ana.toml");
  if (const auto* problems = std::get_if<std::vector<Problem>>(&result)) {
    ADD_FAILURE() << FormatProblems(*problems);
    return {};
  }
  return std::get<Settings>(std::move(result));
}

// Every key that the documentation names, each with another value than its default.
constexpr std::string_view kEveryKey = R"toml(
book = "people"
book_id = "5f3a9c01"
state = "state.db"
time_zone = "Europe/Berlin"
language = "pt-BR"
[me]
name = "Ana Souza"
sign_off = "Ana"
news = "We moved."
news_link = "https://souza.example/news"
domains = ["souza.example"]
[calendar]
url = "https://cloud.example.org/dav"
user = "ana"
password_command = ["pass", "show", "caldav"]
name = "Calls"
task_list = "Tasks"
items = "both"
class = "none"
details = "brief"
show_as = "auto"
busy = ["Work", "https://x.example/b.ics", "busy.ics"]
watch = []
alarm_minutes = [10, 0]
keep_done = "30d"
on_delete = "replan"
weekly = "off"
zone_style = "utc"
ca_file = "ca.pem"
pin_sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
allow_plain_http = true
trust_hosts = ["p01.example.org"]
max_connections = 2
notify_command = ["notify-send", "touchbase"]
[plan]
work_days = ["sat", "sun"]
work_hours = ["10:00-11:00"]
prefer = []
evening_until = "21:30"
weekend_thanks = false
slot_minutes = 30
max_per_day = 6
start_per_week = 2
horizon_days = 60
holidays = ["2026-12-25", 2026-12-26, "feiertage.ics", "https://h.example/h.ics"]
away = ["2026-07-01..2026-07-14"]
away_words = ["Urlaub"]
anchor = "plan"
keep_cap = 20
tiers = { top = "2w" }
[guard]
max_removals = 3
max_share = 0.5
[cadence.warm]
steps = [
  { name = "follow-up-1", after = "2w", channel = "phone", script = "hello", deadline = "floating", tolerance = ["0d", "1d"], from = "anchor", if = "postal_address" },
]
then  = { name = "monthly", every = "1mo", channel = "email", script = "touch-base", tolerance = ["-3d", "3d"] }
limit = 9
on_response = "mine"
on_end = ""
[cadence.mine]
steps = [{ name = "call", after = "3d", channel = "phone" }]
[book_columns]
email = "E-Mail privat"
[book_sql]
contacts = """
select *
from people"""
touches = "select * from log"
insert_touch = "insert into log values (?)"
write = "insert"
[words]
replied = ["#antwort"]
)toml";

TEST(Settings, AnEmptyFileGivesTheDocumentedDefaults) {
  const Settings settings = Good("");
  EXPECT_EQ(settings.book, "conf/book");
  EXPECT_EQ(settings.book_id, "00000000");
  EXPECT_EQ(settings.state, "");
  EXPECT_EQ(settings.language, "en");
  const CalendarSettings& calendar = settings.calendar;
  EXPECT_EQ(calendar.name, "Follow-ups");
  EXPECT_EQ(calendar.task_list, "Follow-up tasks");
  EXPECT_EQ(calendar.items, Items::kAuto);
  EXPECT_EQ(calendar.item_class, ItemClass::kPrivate);
  EXPECT_EQ(calendar.on_delete, OnDelete::kSkip);
  EXPECT_THAT(calendar.busy, ElementsAre("*"));
  EXPECT_THAT(calendar.watch, ElementsAre("*"));
  EXPECT_THAT(calendar.alarm_minutes, ElementsAre(0));
  EXPECT_EQ(calendar.keep_done_days, 90);
  EXPECT_EQ(calendar.weekly, (WeeklyTime{1, minutes{540}}));
  EXPECT_EQ(calendar.max_connections, 8);
  EXPECT_EQ(settings.guard.max_removals, 25);
  EXPECT_DOUBLE_EQ(settings.guard.max_share, 0.30);
  EXPECT_EQ(settings.plan.max_per_day, 4);
  EXPECT_EQ(settings.plan.tiers.at("monthly"), 30);
  EXPECT_THAT(settings.away_words, ElementsAre("vacation", "holiday", "out of office"));
  EXPECT_EQ(settings.cadences.at("cold").limit, 6);
}

TEST(Settings, EveryDocumentedKeyIsAccepted) {
  const Settings settings = Good(kEveryKey);
  EXPECT_EQ(settings.book, "conf/people");
  EXPECT_EQ(settings.state, "conf/state.db");
  EXPECT_EQ(settings.language, "pt-BR");
  EXPECT_THAT(settings.me.domains, ElementsAre("souza.example"));
  EXPECT_EQ(settings.guard.max_removals, 3);
  EXPECT_EQ(settings.book_columns.at("email"), "E-Mail privat");
  EXPECT_EQ(settings.book_sql.contacts, "select *\nfrom people");
  EXPECT_EQ(settings.book_sql.write, TouchWrite::kInsert);
  EXPECT_THAT(settings.words.at("replied"), ElementsAre("antwort"));
}

TEST(Settings, EveryCalendarKeyArrives) {
  const CalendarSettings calendar = Good(kEveryKey).calendar;
  EXPECT_EQ(calendar.url, "https://cloud.example.org/dav");
  EXPECT_THAT(calendar.password_command, ElementsAre("pass", "show", "caldav"));
  EXPECT_EQ(calendar.items, Items::kBoth);
  EXPECT_EQ(calendar.item_class, ItemClass::kNone);
  EXPECT_EQ(calendar.details, Details::kBrief);
  EXPECT_EQ(calendar.show_as, ShowAs::kAuto);
  EXPECT_THAT(calendar.busy, ElementsAre("Work", "https://x.example/b.ics", "conf/busy.ics"));
  EXPECT_THAT(calendar.watch, IsEmpty());
  EXPECT_THAT(calendar.alarm_minutes, ElementsAre(10, 0));
  EXPECT_EQ(calendar.keep_done_days, 30);
  EXPECT_EQ(calendar.on_delete, OnDelete::kReplan);
  EXPECT_FALSE(calendar.weekly.has_value());
  EXPECT_EQ(calendar.zone_style, ZoneStyle::kUtc);
  EXPECT_EQ(calendar.ca_file, "conf/ca.pem");
  EXPECT_TRUE(calendar.allow_plain_http);
  EXPECT_EQ(calendar.max_connections, 2);
}

TEST(Settings, APinIsTheSameInHexAndInBase64) {
  const std::string base64 = "ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8=";
  EXPECT_EQ(Good(kEveryKey).calendar.pin_sha256, base64);
  EXPECT_EQ(Good("[calendar]\npin_sha256 = \"sha256//" + base64 + "\"").calendar.pin_sha256,
            base64);
}

TEST(Settings, EveryPlanKeyArrives) {
  const Settings settings = Good(kEveryKey);
  const PlanSettings& plan = settings.plan;
  EXPECT_THAT(plan.work_days, ElementsAre(true, false, false, false, false, false, true));
  EXPECT_THAT(plan.work_hours, ElementsAre(TimeSpan{minutes{600}, minutes{660}}));
  EXPECT_THAT(plan.prefer, IsEmpty());
  EXPECT_EQ(plan.evening_until, minutes{1290});
  EXPECT_FALSE(plan.weekend_thanks);
  EXPECT_EQ(plan.slot_minutes, 30);
  EXPECT_EQ(plan.start_per_week, 2);
  EXPECT_EQ(plan.horizon_days, 60);
  EXPECT_THAT(plan.holidays, ElementsAre(MakeDate(2026, 12, 25), MakeDate(2026, 12, 26)));
  EXPECT_THAT(settings.holiday_sources,
              ElementsAre("conf/feiertage.ics", "https://h.example/h.ics"));
  EXPECT_THAT(plan.away, ElementsAre(DateSpan{MakeDate(2026, 7, 1), MakeDate(2026, 7, 14)}));
  EXPECT_TRUE(plan.anchor_plan);
  EXPECT_EQ(plan.tiers.size(), 1U);
  EXPECT_EQ(plan.tiers.at("top"), 14);
}

TEST(Settings, GivenCadenceKeysReplaceAndOthersStay) {
  const Settings settings = Good("[cadence.cold]\nlimit = 3\n");
  EXPECT_EQ(settings.cadences.at("cold").limit, 3);
  EXPECT_EQ(settings.cadences.at("cold").steps.size(), 7U);
  EXPECT_EQ(settings.cadences.at("cold").on_response, "talk");
}

TEST(Settings, GivenStepsReplaceAllButTheOpening) {
  const Cadence warm = Good(kEveryKey).cadences.at("warm");
  ASSERT_EQ(warm.steps.size(), 2U);
  EXPECT_EQ(warm.steps[0].name, "opening");
  EXPECT_EQ(warm.steps[1].after, (Gap{14, false}));
  EXPECT_EQ(warm.steps[1].channel, Channel::kPhone);
  EXPECT_EQ(warm.steps[1].condition, "postal_address");
  EXPECT_TRUE(warm.steps[1].from_anchor);
  ASSERT_TRUE(warm.tail.has_value());
  EXPECT_EQ(warm.tail->after, (Gap{1, true}));
  EXPECT_EQ(warm.limit, 9);
  EXPECT_EQ(warm.on_response, "mine");
}

TEST(Settings, AlternativesOfTalkAreReplacedByName) {
  const Cadence talk =
      Good("[cadence.talk]\nsteps = [{ name = \"ask\", after = \"2d\" }]\n").cadences.at("talk");
  ASSERT_EQ(talk.steps.size(), 2U);
  EXPECT_EQ(talk.steps[0].name, "answer");
  EXPECT_EQ(talk.steps[1].after, (Gap{2, false}));
}

TEST(Settings, ThenFalseTakesTheTailAway) {
  EXPECT_FALSE(Good("[cadence.warm]\nthen = false\n").cadences.at("warm").tail.has_value());
}

TEST(Settings, NewCadencesMayBeAdded) {
  const Settings settings = Good(kEveryKey);
  EXPECT_EQ(settings.cadences.at("mine").name, "mine");
  EXPECT_EQ(settings.cadences.at("mine").steps.at(0).script, "call");
}

TEST(Settings, AbsoluteAndHomePathsStayAsTheyAre) {
  EXPECT_EQ(Good("book = \"/srv/book\"").book, "/srv/book");
  EXPECT_EQ(Good("book = \"~/book\"").book, "~/book");
  EXPECT_EQ(Good("book = \"../book.csv\"").book, "book.csv");
}

IncludeReader From(std::map<std::string, std::string> files) {
  return [files = std::move(files)](
             const std::string& path) -> std::variant<std::string, IncludeFailure> {
    const auto found = files.find(path);
    if (found == files.end()) return IncludeFailure{"no such file"};
    return found->second;
  };
}

TEST(SettingsInclude, GivesDefaultsThatOwnKeysOverrule) {
  const auto result = ParseSettings(
      "include = \"../team/team.toml\"\n[plan]\nmax_per_day = 2\n", "conf/ana.toml",
      From({{"team/team.toml",
             "book = \"shared\"\n[plan]\nmax_per_day = 9\nkeep_cap = 7\n[calendar]\nurl = "
             "\"https://t.example\"\n"}}));
  ASSERT_TRUE(std::holds_alternative<Settings>(result));
  const auto& settings = std::get<Settings>(result);
  EXPECT_EQ(settings.plan.max_per_day, 2);
  EXPECT_EQ(settings.plan.keep_cap, 7);
  EXPECT_EQ(settings.calendar.url, "https://t.example");
  EXPECT_EQ(settings.book, "team/shared") << "relative to the file it was written in";
}

TEST(SettingsInclude, AnOwnPasswordSourceReplacesTheIncludedOne) {
  const auto result =
      ParseSettings("include = \"t.toml\"\n[calendar]\npassword_file = \"pw\"\n", "a.toml",
                    From({{"t.toml", "[calendar]\npassword_command = [\"pass\"]\n"}}));
  ASSERT_TRUE(std::holds_alternative<Settings>(result));
  EXPECT_THAT(std::get<Settings>(result).calendar.password_command, IsEmpty());
  EXPECT_EQ(std::get<Settings>(result).calendar.password_file, "pw");
}

std::vector<Problem> Bad(const SettingsResult& result) {
  const auto* problems = std::get_if<std::vector<Problem>>(&result);
  return problems == nullptr ? std::vector<Problem>() : *problems;
}

TEST(SettingsInclude, ProblemsPointIntoTheIncludedFile) {
  const auto problems = Bad(ParseSettings("include = \"t.toml\"\nbok = 1\n", "a.toml",
                                          From({{"t.toml", "\n[plan]\nkeep_cap = -1\n"}})));
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(FormatProblem(problems[0]), HasSubstr("a.toml:2:1: bok: unknown key (did you mean"));
  EXPECT_THAT(FormatProblem(problems[1]), HasSubstr("t.toml:3:12: plan.keep_cap: expected 0 to"));
}

TEST(SettingsInclude, AMissingFileAndACircleAreProblems) {
  auto problems = Bad(ParseSettings("include = \"t.toml\"\n", "a.toml", From({})));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(FormatProblem(problems[0]),
            "a.toml:1:11: include: cannot read the included file: no such file");
  problems = Bad(ParseSettings("include = \"a.toml\"\n", "a.toml",
                               From({{"a.toml", "include = \"a.toml\"\n"}})));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0].message, HasSubstr("four deep"));
}

}  // namespace
}  // namespace touchbase
