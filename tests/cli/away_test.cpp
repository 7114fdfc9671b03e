// away: days on which nothing is planned, kept in the settings file as the user laid it out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;

class Away : public ::testing::Test {
 protected:
  std::string File() const { return ReadFile(world_.SettingsPath()); }
  void Plan(const std::string& plan) { world_.Settings("", "", plan); }
  // What the settings say after `args`, from [plan] on; else the error.
  std::string After(const std::string& plan, const std::vector<std::string>& args) {
    Plan(plan);
    const std::string before = File();
    const ChildResult result = world_.Run(args);
    if (result.exit_code != 0) {
      EXPECT_EQ(File(), before);
      return result.err;
    }
    const std::string after = File();
    const auto at = before.find(plan);
    EXPECT_EQ(after.substr(0, at), before.substr(0, at));
    std::string rest = after.substr(at);
    if (!rest.empty() && rest.back() == '\n') rest.pop_back();
    return rest;
  }

  World world_;
};

struct Edit {
  std::string before, after;
};

TEST_F(Away, IsWrittenWhereTheUserWouldHaveWrittenIt) {
  const std::vector<Edit> edits = {
      {"[plan]\nmax_per_day = 3 # few",
       "[plan]\naway = [\"2026-07-01..2026-07-14\"]\nmax_per_day = 3 # few"},
      {"[plan]\n# max_per_day = 4\n# away = []  # such as\n[guard]",
       "[plan]\n# max_per_day = 4\n# away = []  # such as\naway = "
       "[\"2026-07-01..2026-07-14\"]\n[guard]"},
      {"[plan]\naway = []  # none", "[plan]\naway = [\"2026-07-01..2026-07-14\"]  # none"},
      {"[plan]\naway = ['2026-05-01', ] # x",
       "[plan]\naway = ['2026-05-01', \"2026-07-01..2026-07-14\", ] # x"},
      {"[plan]\naway = [\n  \"2026-05-01\", # May ] day\n  \"2026-06-01..2026-06-03\"  # "
       "\"trip\"\n]",
       "[plan]\naway = [\n  \"2026-05-01\", # May ] day\n  \"2026-06-01..2026-06-03\",  # "
       "\"trip\"\n"
       "  \"2026-07-01..2026-07-14\"\n]"},
      {"[plan]\naway = [\n\t\"2026-05-01\",\n]",
       "[plan]\naway = [\n\t\"2026-05-01\",\n\t\"2026-07-01..2026-07-14\",\n]"},
  };
  for (const Edit& edit : edits) {
    EXPECT_EQ(After(edit.before, {"away", "2026-07-01", "2026-07-14"}), edit.after);
    const Json list = world_.RunJson({"away"});
    EXPECT_EQ(list["away"].back()["from"], "2026-07-01");
    EXPECT_EQ(list["away"].back()["to"], "2026-07-14");
  }
}

TEST_F(Away, IsTakenBackWithoutATrace) {
  const std::vector<std::string> plans = {
      "[plan]\naway = [\"2026-05-01\"] # x",
      "[plan]\naway = [\n  \"2026-05-01\", # May ] day\n  \"2026-06-01..2026-06-03\",\n]",
      "[plan]\naway = [\"2026-05-01\", \"2026-06-01\"]",
  };
  for (const std::string& plan : plans) {
    Plan(plan);
    const std::string before = File();
    ASSERT_EQ(world_.Run({"away", "2026-07-01", "2026-07-14"}).exit_code, 0);
    ASSERT_EQ(world_.Run({"away", "2026-07-01", "2026-07-14", "--remove"}).exit_code, 0);
    EXPECT_EQ(File(), before);
  }
  EXPECT_EQ(
      After("[plan]\naway = [\"2026-05-01\", \"2026-06-01\"]", {"away", "2026-05-01", "--remove"}),
      "[plan]\naway = [\"2026-06-01\"]");
}

TEST_F(Away, HoldsInThePlan) {
  Plan("");
  ASSERT_EQ(world_.Run({"away", "2026-03-02", "2026-03-15"}).exit_code, 0);
  const Json plan = world_.RunJson({"plan"});
  for (const Json& item : plan["follow_ups"]) {
    EXPECT_GE(item["start"].get<std::string>(), "2026-03-16") << item;
  }
  EXPECT_THAT(world_.Run({"away"}).out, HasSubstr("Mon 2 Mar 2026 to Sun 15 Mar 2026"));
  EXPECT_THAT(world_.Run({"away", "2026-03-02", "2026-03-15"}).err, HasSubstr("already"));
}

TEST_F(Away, DatesThatCannotBeMeantAreRefused) {
  Plan("");
  const std::string before = File();
  for (const auto& [args, says] : std::vector<std::pair<std::vector<std::string>, const char*>>{
           {{"away", "1.7.2026", "2026-07-14"}, "no date"},
           {{"away", "2026-07-14", "2026-07-01"}, "before the first"},
           {{"away", "2026-01-01", "2026-01-05"}, "past"},
           {{"away", "2026-07-01", "2036-07-01"}, "two years"},
           {{"away", "--remove"}, "needs the days"}}) {
    const ChildResult result = world_.Run(args);
    EXPECT_EQ(result.exit_code, 2) << args[1];
    EXPECT_THAT(result.err, HasSubstr(says));
  }
  EXPECT_EQ(world_.Run({"away", "2026-07-01", "--remove"}).exit_code, 3);
  EXPECT_EQ(File(), before);
}

TEST_F(Away, TheFileKeepsItsModeAndALinkStaysOne) {
  Plan("");
  const auto real = world_.dir().Write("real.toml", File());
  std::filesystem::remove(world_.SettingsPath());
  std::filesystem::create_symlink(real, world_.SettingsPath());
  ::chmod(real.c_str(), 0600);
  ASSERT_EQ(world_.Run({"away", "2026-07-01"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(world_.SettingsPath()));
  EXPECT_THAT(ReadFile(real), HasSubstr("2026-07-01"));
  struct stat status {};
  ::stat(real.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(Away, AnInlineTableIsLeftToTheUser) {
  const std::string settings = "plan = { max_per_day = 3 }\n" + File();
  world_.dir().Write("touchbase.toml", settings);
  const ChildResult result = world_.Run({"away", "2026-07-01"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("by hand"));
  EXPECT_EQ(File(), settings);
}

}  // namespace
}  // namespace touchbase::test
