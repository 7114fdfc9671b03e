// init: settings that work at once, and nothing of the user's overwritten.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;

namespace fs = std::filesystem;

class Init : public ::testing::Test {
 protected:
  Init() {
    fs::remove_all(world_.dir() / "book");
    fs::remove(world_.SettingsPath());
  }
  ChildResult Run(std::vector<std::string> args) const {
    args.insert(args.begin(), {"init", "--zone", "Europe/Berlin"});
    return world_.Run(args);
  }
  World world_;
};

TEST_F(Init, MakesAllThatTheFirstRunNeeds) {
  const ChildResult result = Run({"--name", "Ana Souza"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("touchbase sync"));
  struct stat status {};
  ASSERT_EQ(::stat(world_.SettingsPath().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_TRUE(fs::exists(world_.dir() / "book/contacts.csv"));
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 0);
  EXPECT_EQ(world_.Run({"doctor"}).exit_code, 0);
}

TEST_F(Init, SettingsThatAreThereStay) {
  ASSERT_EQ(Run({}).exit_code, 0);
  const std::string before = ReadFile(world_.SettingsPath());
  const ChildResult again = Run({});
  EXPECT_EQ(again.exit_code, 3);
  EXPECT_THAT(again.err, HasSubstr("--force"));
  EXPECT_EQ(ReadFile(world_.SettingsPath()), before);
  EXPECT_EQ(Run({"--force"}).exit_code, 0);
}

TEST_F(Init, ForceKeepsTheIdThatTheCalendarKnows) {
  ASSERT_EQ(Run({}).exit_code, 0);
  const auto id_of = [](const std::string& text) {
    const auto at = text.find("\nbook_id");
    return text.substr(at, text.find('\n', at + 1) - at);
  };
  const std::string before = id_of(ReadFile(world_.SettingsPath()));
  ASSERT_EQ(Run({"--force", "--name", "Ana"}).exit_code, 0);
  EXPECT_EQ(id_of(ReadFile(world_.SettingsPath())), before);
}

TEST_F(Init, TheSampleIsOfThisWeek) {
  const ChildResult result = Run({"--sample"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  const Json plan = world_.RunJson({"plan"});
  EXPECT_FALSE(plan["follow_ups"].empty());
  EXPECT_TRUE(plan["warnings"].empty()) << plan["warnings"];
  const Files book = world_.Book();
  EXPECT_EQ(Run({"--sample", "--force"}).exit_code, 3);
  EXPECT_EQ(world_.Book(), book);
}

TEST_F(Init, WrongAnswersWriteNothing) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--zone", "Europe/Berln"}, "Europe/Berlin"},
      {{"--items", "evnt"}, "--items"},
      {{"--provider", "fastmial"}, "did you mean fastmail?"},
      {{"--provider", "nextcloud"}, "--url"},
      {{"--book", "gone.csv"}, "gone.csv"},
      {{"--password-env", "PW", "--password-file", "pw"}, "two sources of the password"},
      {{"--url", "ftp://x.example"}, "url"},
  };
  for (const auto& [args, words] : cases) {
    std::vector<std::string> all = {"init"};
    all.insert(all.end(), args.begin(), args.end());
    const ChildResult result = world_.Run(all);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_THAT(result.err, HasSubstr(words));
    EXPECT_FALSE(fs::exists(world_.SettingsPath()));
  }
}

TEST_F(Init, AServerThatIsNotThereIsSaidAndTheSettingsStay) {
  int code = 0;
  const Json json = world_.RunJson({"init", "--zone", "Europe/Berlin", "--url",
                                    "http://127.0.0.1:9", "--user", "ana", "--password-env", "PW"},
                                   &code);
  EXPECT_NE(code, 0);
  EXPECT_EQ(json["settings"], world_.SettingsPath());
  EXPECT_EQ(json["checks"].back()["ok"], false);
  EXPECT_TRUE(fs::exists(world_.SettingsPath()));
}

TEST_F(Init, SaysWhatThePeopleComeToAndThatNobodyIsThereYet) {
  const ChildResult empty = Run({});
  EXPECT_THAT(empty.out, HasSubstr("nobody is in the book yet"));
  EXPECT_THAT(empty.out, ::testing::Not(HasSubstr("nobody is forgotten")));
  world_.ManyContacts(40);
  EXPECT_THAT(world_.Run({"doctor"}).out, HasSubstr(" a day"));
}

TEST_F(Init, TheFirstRunSaysTheArithmeticAndThatTheCalendarWasMade) {
  ASSERT_EQ(Run({}).exit_code, 0);
  const ChildResult first = world_.Run({"sync"});
  EXPECT_THAT(first.out, HasSubstr("the calendar was made"));
  EXPECT_THAT(first.out, ::testing::Not(HasSubstr("nothing was written")));
  EXPECT_THAT(world_.Run({"sync"}).out, ::testing::Not(HasSubstr("the calendar was made")));
}

TEST_F(Init, PeopleWhoDoNotKnowTheUserAreWrittenToFirst) {
  EXPECT_EQ(Run({"--known", "perhaps"}).exit_code, 2);
  for (const bool known : {true, false}) {
    ASSERT_EQ(Run({"--force", "--known", known ? "yes" : "no"}).exit_code, 0);
    world_.Contacts("id,name\nana,Ana Souza\n");
    const Json list = world_.RunJson({"list"});
    EXPECT_EQ(list["items"][0]["step"], known ? "keep" : "opening") << list;
  }
}

TEST_F(Init, TheTimerIsInstalledWhenAskedFor) {
  world_.dir().Write("bin/systemctl", "#!/bin/sh\necho \"$@\" >> \"$HOME/asked\"\n");
  fs::permissions(world_.dir() / "bin/systemctl", fs::perms::owner_all);
  ChildOptions options = world_.ChildSettings();
  options.env[0].second.insert(0, (world_.dir() / "bin").string() + ":");
  const ChildResult result =
      RunChild(world_.CommandLine({"init", "--zone", "Europe/Berlin", "--timer"}), options);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(ReadFile((world_.dir() / "asked").string()),
              HasSubstr("--user --quiet enable --now touchbase.timer"));
  const std::string service =
      ReadFile((world_.dir() / ".config/systemd/user/touchbase.service").string());
  EXPECT_THAT(service, HasSubstr("--config \"" + world_.SettingsPath() + "\" --quiet sync"));
  EXPECT_TRUE(fs::exists(world_.dir() / ".config/systemd/user/touchbase.timer"));
}

TEST_F(Init, WithoutSystemdTheCronLineIsSaid) {
  ASSERT_EQ(Run({}).exit_code, 0);
  EXPECT_FALSE(fs::exists(world_.dir() / ".config/systemd/user/touchbase.timer"));
  const std::string cron = world_.RunJson({"schedule"})["cron"];
  EXPECT_TRUE(cron.starts_with("*/15 * * * * /")) << cron;
  EXPECT_THAT(cron, HasSubstr("--quiet sync"));
  ChildOptions options = world_.ChildSettings();
  options.env[0].second = (world_.dir() / "nowhere").string();
  const ChildResult result = RunChild(world_.CommandLine({"schedule", "--install"}), options);
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, HasSubstr(cron));
}

TEST_F(Init, ABookInSqlite) {
  world_.dir().Write("people.db", "");
  const ChildResult result = Run({"--book", "people.db"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 0);
}

}  // namespace
}  // namespace touchbase::test
