#include "config/settings_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "model/error.h"

namespace touchbase {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

EnvLookup Env(std::map<std::string, std::string> values) {
  return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  };
}

class SettingsFile : public testing::Test {
 protected:
  SettingsFile() {
    std::string pattern = (fs::temp_directory_path() / "settings-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~SettingsFile() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) const {
    const std::string path = folder_ + '/' + name;
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  static std::string ErrorOf(const std::string& path) {
    try {
      LoadSettings(path, Env({{"HOME", "/home/ana"}}));
    } catch (const InputError& error) {
      return error.what();
    }
    return "none";
  }

  std::string folder_;
};

TEST_F(SettingsFile, IsFoundByFlagThenVariableThenXdgThenHome) {
  const auto env =
      Env({{"TOUCHBASE_CONFIG", "/v.toml"}, {"XDG_CONFIG_HOME", "/x"}, {"HOME", "/h"}});
  EXPECT_EQ(FindSettingsPath("f.toml", env), "f.toml");
  EXPECT_EQ(FindSettingsPath(std::nullopt, env), "/v.toml");
  EXPECT_EQ(FindSettingsPath(std::nullopt, Env({{"XDG_CONFIG_HOME", "/x"}, {"HOME", "/h"}})),
            "/x/touchbase/touchbase.toml");
  EXPECT_EQ(FindSettingsPath(std::nullopt, Env({{"XDG_CONFIG_HOME", "rel"}, {"HOME", "/h"}})),
            "/h/.config/touchbase/touchbase.toml");
  EXPECT_THROW(FindSettingsPath(std::nullopt, Env({})), InputError);
  EXPECT_THROW(FindSettingsPath("", env), UsageError);
}

TEST_F(SettingsFile, FillsInStateAndHomePaths) {
  const std::string path =
      Write("ana.toml", "book = \"~/people\"\n[calendar]\nca_file = \"ca.pem\"\n");
  const Settings settings =
      LoadSettings(path, Env({{"HOME", "/home/ana"}, {"XDG_STATE_HOME", "/state"}}));
  EXPECT_EQ(settings.book, "/home/ana/people");
  EXPECT_EQ(settings.calendar.ca_file, folder_ + "/ca.pem");
  EXPECT_THAT(settings.state, StartsWith("/state/touchbase/ana-"));
  EXPECT_THAT(settings.state, EndsWith(".db"));
}

TEST_F(SettingsFile, TheStatePathDependsOnTheFileNotOnHowItIsNamed) {
  const auto env = Env({{"HOME", "/home/ana"}});
  const std::string path = Write("a/ana.toml", "");
  const std::string other = Write("b/ana.toml", "");
  EXPECT_EQ(DefaultStatePath(path, env), DefaultStatePath(folder_ + "/b/../a/./ana.toml", env));
  EXPECT_NE(DefaultStatePath(path, env), DefaultStatePath(other, env));
  EXPECT_THAT(DefaultStatePath(path, env), StartsWith("/home/ana/.local/state/touchbase/ana-"));
}

TEST_F(SettingsFile, AGivenStateStays) {
  const std::string path = Write("ana.toml", "state = \"s.db\"\n");
  EXPECT_EQ(LoadSettings(path, Env({})).state, folder_ + "/s.db");
}

TEST_F(SettingsFile, AllProblemsComeInOneMessage) {
  const std::string path = Write("ana.toml", "bok = 1\n[plan]\nkeep_cap = -1\n");
  EXPECT_EQ(ErrorOf(path), path + ":1:1: bok: unknown key (did you mean \"book\"?)\n" + path +
                               ":3:12: plan.keep_cap: expected 0 to 100000, found -1");
}

TEST_F(SettingsFile, WhatCannotBeReadSaysWhy) {
  EXPECT_THAT(ErrorOf(folder_ + "/none.toml"), HasSubstr("`touchbase init` makes one"));
  EXPECT_THAT(ErrorOf(folder_), HasSubstr("it is a folder"));
  EXPECT_THAT(ErrorOf(Write("big.toml", std::string((1U << 20) + 1, '#'))),
              HasSubstr("larger than 1024 KiB"));
  EXPECT_THAT(ErrorOf(Write("latin.toml", "user = \"\xe9\"\n")), HasSubstr("utf-8"));
  const std::string pipe = folder_ + "/pipe.toml";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(ErrorOf(pipe), HasSubstr("not a regular file"));
}

TEST_F(SettingsFile, IncludesAreReadFromTheirOwnFolder) {
  Write("team/team.toml", "[calendar]\nca_file = \"ca.pem\"\nname = \"Team\"\n");
  const std::string path = Write("ana.toml", "include = \"team/team.toml\"\n");
  const Settings settings = LoadSettings(path, Env({{"HOME", "/h"}}));
  EXPECT_EQ(settings.calendar.ca_file, folder_ + "/team/ca.pem");
  EXPECT_EQ(settings.calendar.name, "Team");
  EXPECT_THAT(ErrorOf(Write("bob.toml", "include = \"nobody.toml\"\n")),
              HasSubstr("bob.toml:1:11: include: cannot read the included file"));
}

TEST_F(SettingsFile, AFolderGivesItsTomlFilesByName) {
  EXPECT_THROW(ListSettingsFiles(folder_), InputError);
  const std::string bob = Write("bob.toml", "");
  const std::string ana = Write("ana.toml", "");
  Write(".hidden.toml", "");
  Write("notes.txt", "");
  fs::create_directory(folder_ + "/sub.toml");
  EXPECT_THAT(ListSettingsFiles(folder_), ElementsAre(ana, bob));
  EXPECT_THAT(ListSettingsFiles(ana), ElementsAre(ana));
}

}  // namespace
}  // namespace touchbase
