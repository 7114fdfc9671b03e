// --json: every key of the contract is there, with its type, and nothing else is on standard
// output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::MatchesRegex;

constexpr const char* kTime =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})";

void ExpectKeys(const Json& object, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) EXPECT_TRUE(object.contains(key)) << key << " in " << object;
}

const std::vector<std::string> kItemKeys = {
    "uid",     "uids",  "contact", "contact_name", "track",     "step",
    "channel", "title", "due",     "earliest",     "latest",    "start",
    "end",     "hard",  "pinned",  "overdue_days", "postponed", "reason"};

void ExpectItem(const Json& item) {
  ExpectKeys(item, kItemKeys);
  EXPECT_THAT(item["start"].get<std::string>(), MatchesRegex(kTime));
  EXPECT_THAT(item["end"].get<std::string>(), MatchesRegex(kTime));
  EXPECT_TRUE(item["hard"].is_boolean() && item["pinned"].is_boolean());
  EXPECT_TRUE(item["overdue_days"].is_number_integer() && item["postponed"].is_number_integer());
  ASSERT_TRUE(item["uids"].is_array() && !item["uids"].empty());
  EXPECT_EQ(item["uids"][0], item["uid"]);
}

TEST(JsonContract, Plan) {
  const World world;
  const Json plan = world.RunJson({"plan"});
  ExpectKeys(plan, {"now", "follow_ups", "unplaced", "waiting", "warnings"});
  EXPECT_EQ(plan["now"], "2026-03-02T08:00:00+01:00");
  ASSERT_FALSE(plan["follow_ups"].empty());
  for (const Json& item : plan["follow_ups"]) ExpectItem(item);
}

TEST(JsonContract, WaitingOnesHaveTheSameKeysAndSayWhy) {
  const World world;
  std::string contacts = "id,name,track\n";
  for (int i = 0; i < 80; ++i) {
    contacts += "n" + std::to_string(i) + ",New " + std::to_string(i) + ",cold\n";
  }
  world.Contacts(contacts);
  world.Touches("contact,at,kind\n");
  const Json plan = world.RunJson({"plan"});
  ASSERT_FALSE(plan["waiting"].empty());
  ExpectKeys(plan["waiting"][0], kItemKeys);
  EXPECT_FALSE(plan["waiting"][0]["why"].get<std::string>().empty());
  EXPECT_TRUE(plan["waiting"][0]["start"].is_null());
}

TEST(JsonContract, SyncAndTheUidsOfPlan) {
  World world;
  world.Settings("items = \"both\"");
  const Json planned = world.RunJson({"plan"});
  const Json sync = world.RunJson({"sync"});
  ExpectKeys(sync,
             {"run", "changed", "requests", "created", "updated", "deleted", "adopted", "unchanged",
              "touches_logged", "moved", "skipped", "failed", "guard", "dry_run"});
  EXPECT_EQ(sync["run"], 1);
  EXPECT_EQ(sync["changed"], true);
  EXPECT_EQ(sync["dry_run"], false);
  EXPECT_TRUE(sync["failed"].is_array() && sync["guard"].is_null());
  EXPECT_EQ(sync["created"].get<int>(), CountIcs(world.Calendars()));
  const Json after = world.RunJson({"plan"});
  for (const Json& item : planned["follow_ups"]) {
    ASSERT_EQ(item["uids"].size(), 2U);
    int found = 0;
    for (const auto& [name, bytes] : world.Calendars()) {
      for (const Json& uid : item["uids"]) {
        found += bytes.find("UID:" + uid.get<std::string>()) != std::string::npos ? 1 : 0;
      }
    }
    EXPECT_EQ(found, 2) << item;
  }
  ASSERT_EQ(after["follow_ups"].size(), planned["follow_ups"].size());
  for (std::size_t i = 0; i < planned["follow_ups"].size(); ++i) {
    EXPECT_EQ(after["follow_ups"][i]["uids"], planned["follow_ups"][i]["uids"]);
  }
  const Json again = world.RunJson({"sync"});
  EXPECT_EQ(again["changed"], false);
  EXPECT_EQ(again["created"], 0);
}

TEST(JsonContract, TheUidOfALineIsItsBlocks) {
  World world;
  world.Settings("items = \"both\"");
  world.Touches("contact,at,kind\nana,2026-03-01 15:00,met\nben,2026-03-01 15:00,met\n");
  const Json plan = world.RunJson({"plan"});
  ASSERT_EQ(plan["blocks"].size(), 1U) << plan;
  const Json& block = plan["blocks"][0];
  ExpectKeys(block, {"uid", "uids", "sort", "title", "due", "start", "end", "hard", "lines"});
  EXPECT_EQ(block["lines"].size(), 2U);
  int lines = 0;
  for (const Json& item : plan["follow_ups"]) {
    if (item["step"] != "thank-you") continue;
    ++lines;
    EXPECT_EQ(item["uid"], block["uid"]);
    ASSERT_EQ(item["uids"].size(), 2U) << "the block and the person's own task";
    EXPECT_NE(item["uids"][1], block["uid"]);
  }
  EXPECT_EQ(lines, 2);
  EXPECT_THAT(world.Run({"agenda"}).out, ::testing::HasSubstr(block["title"].get<std::string>()));
}

TEST(JsonContract, ADryRunCountsAndWritesNothing) {
  const World world;
  const Json sync = world.RunJson({"sync", "--dry-run"});
  EXPECT_EQ(sync["dry_run"], true);
  EXPECT_GT(sync["created"].get<int>(), 0);
  EXPECT_EQ(sync["changed"], false);
  EXPECT_EQ(CountIcs(world.Calendars()), 0);
}

TEST(JsonContract, Today) {
  const World world;
  const Json today = world.RunJson({"today"});
  ASSERT_TRUE(today["items"].is_array());
  ASSERT_FALSE(today["items"].empty());
  for (const Json& item : today["items"]) {
    ExpectItem(item);
    EXPECT_EQ(item["start"].get<std::string>().substr(0, 10), "2026-03-02");
  }
}

TEST(JsonContract, Doctor) {
  const World world;
  const Json doctor = world.RunJson({"doctor"});
  ASSERT_FALSE(doctor["checks"].empty());
  for (const Json& check : doctor["checks"]) {
    ExpectKeys(check, {"name", "ok", "detail", "mend"});
    EXPECT_EQ(check["ok"], true) << check;
  }
}

TEST(JsonContract, StatusWhyAndLog) {
  const World world;
  EXPECT_EQ(world.RunJson({"status"})["last_run"], "");
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const Json status = world.RunJson({"status"});
  EXPECT_THAT(status["last_run"].get<std::string>(), MatchesRegex(kTime));
  EXPECT_EQ(status["last_success"], status["last_run"]);
  EXPECT_TRUE(status["waiting"].is_number_integer());
  const Json why = world.RunJson({"why", "ben@x.example"});
  EXPECT_EQ(why["contact"], "ben");
  EXPECT_EQ(why["relation"], "cold");
  ASSERT_FALSE(why["next"].empty());
  const Json log = world.RunJson({"log", "ben", "reply", "--note", "yes, please"});
  EXPECT_EQ(log["written"], true);
  EXPECT_EQ(log["touches"][0]["direction"], "in");
}

}  // namespace
}  // namespace touchbase::test
