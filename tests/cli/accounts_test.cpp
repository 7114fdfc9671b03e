// Several settings files at once, and several runs at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <memory>

#include "sync/store/run_lock.h"
#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

// A folder of settings: a.toml and c.toml of `world`, and a broken b.toml between them.
std::string Accounts(const World& world) {
  const std::string text = ReadFile(world.SettingsPath());
  for (const char* name : {"a", "c"}) {
    std::string own = text;
    for (const char* path : {"\"book\"", "\"state.db\""}) {
      own.replace(own.find(path) + 1, 0, "../");
    }
    own.replace(own.find("state.db"), 0, name);
    world.dir().Write("accounts/" + std::string(name) + ".toml", own);
  }
  world.dir().Write("accounts/b.toml", "bok = \"book\"\n");
  world.dir().Write("accounts/.hidden.toml", "nonsense");
  return (world.dir() / "accounts").string();
}

ChildResult RunAccounts(const World& world, const std::vector<std::string>& args) {
  std::vector<std::string> line = {TOUCHBASE_BINARY, "--config", Accounts(world), "--now", kMonday};
  line.insert(line.end(), args.begin(), args.end());
  return RunChild(line, world.ChildSettings());
}

TEST(Accounts, OneThatFailsNeverStopsTheOthers) {
  const World world;
  const ChildResult result = RunAccounts(world, {"sync", "--json"});
  EXPECT_EQ(result.exit_code, 3);
  const Json json = Json::parse(result.out, nullptr, false);
  ASSERT_TRUE(json.is_object()) << result.out;
  ASSERT_EQ(json["accounts"].size(), 3U);
  EXPECT_THAT(json["accounts"][0]["settings"].get<std::string>(), HasSubstr("a.toml"));
  EXPECT_EQ(json["accounts"][0]["exit_code"], 0);
  EXPECT_GT(json["accounts"][0]["created"].get<int>(), 0);
  EXPECT_EQ(json["accounts"][1]["error"]["code"], "input");
  EXPECT_EQ(json["accounts"][1]["exit_code"], 3);
  EXPECT_EQ(json["accounts"][2]["exit_code"], 0);
  EXPECT_THAT(result.err, HasSubstr("b.toml:1:1"));
}

TEST(Accounts, AnEmptyFolderIsAnError) {
  const World world;
  fs::create_directories(world.dir() / "none");
  std::vector<std::string> line = {TOUCHBASE_BINARY, "--config", (world.dir() / "none").string(),
                                   "sync", "--json"};
  const ChildResult result = RunChild(line, world.ChildSettings());
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_TRUE(Json::parse(result.out)["error"].is_object());
}

std::int64_t Now() { return static_cast<std::int64_t>(std::time(nullptr)); }

TEST(Lock, AnotherRunIsSaidAndLeftAlone) {
  const World world;
  store::LockHolder holder;
  const auto lock = store::RunLock::TryTake(world.StatePath(), Now(), &holder);
  ASSERT_TRUE(lock);
  const ChildResult loud = world.Run({"sync"});
  EXPECT_EQ(loud.exit_code, 7);
  EXPECT_THAT(loud.err, HasSubstr("another run is at work (process "));
  const ChildResult quiet = world.Run({"sync", "--quiet"});
  EXPECT_EQ(quiet.exit_code, 7);
  EXPECT_THAT(quiet.out + quiet.err, IsEmpty());
  int code = 0;
  EXPECT_EQ(world.RunJson({"sync"}, &code)["error"]["code"], "locked");
  EXPECT_EQ(code, 7);
  EXPECT_EQ(world.Run({"plan"}).exit_code, 0);  // looking needs no lock
  EXPECT_EQ(CountIcs(world.Calendars()), 0);
}

TEST(Lock, ARunOfMoreThanAnHourIsSaidAlsoToTheQuiet) {
  const World world;
  store::LockHolder holder;
  const auto lock = store::RunLock::TryTake(world.StatePath(), Now() - 3700, &holder);
  ASSERT_TRUE(lock);
  const ChildResult quiet = world.Run({"sync", "--quiet"});
  EXPECT_EQ(quiet.exit_code, 7);
  EXPECT_THAT(quiet.err, HasSubstr("61 minutes"));
}

TEST(Lock, RunsAtTheSameTimeDoubleNothing) {
  const World world;
  world.ManyContacts(40);
  std::vector<std::unique_ptr<ChildProcess>> runs;
  for (int i = 0; i < 4; ++i) {
    runs.push_back(
        std::make_unique<ChildProcess>(world.CommandLine({"sync"}), world.ChildSettings()));
  }
  int done = 0;
  for (const auto& run : runs) {
    const ChildResult result = run->Wait(std::chrono::seconds(100));
    EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 7) << result.err;
    done += result.exit_code == 0 ? 1 : 0;
  }
  EXPECT_GE(done, 1);
  const int written = CountIcs(world.Calendars());
  const Json again = world.RunJson({"sync"});
  EXPECT_EQ(again["created"].get<int>() + again["deleted"].get<int>(), 0);
  EXPECT_EQ(CountIcs(world.Calendars()), written);
  EXPECT_EQ(world.RunJson({"plan"})["follow_ups"].size(), static_cast<std::size_t>(written));
}

TEST(Quiet, ASuccessfulRunSaysNothing) {
  const World world;
  const ChildResult result = world.Run({"sync", "--quiet"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out + result.err, IsEmpty());
}

TEST(Quiet, TheSameNoteIsSaidOnce) {
  const World world;
  world.Touches("contact,at,kind\nnobody,2026-02-27,first\n");
  EXPECT_THAT(world.Run({"sync", "--quiet"}).err, HasSubstr("nobody"));
  EXPECT_THAT(world.Run({"sync", "--quiet", "--full"}).err, IsEmpty());
  EXPECT_THAT(world.Run({"sync", "--full"}).err, HasSubstr("nobody"));
}

}  // namespace
}  // namespace touchbase::test
