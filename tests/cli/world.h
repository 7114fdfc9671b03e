// One person's world for tests of the program itself: settings, a book, calendars as a folder of
// .ics files, all in a directory of their own; runs the real binary there. Does file I/O, starts
// processes.
//
// The time is given by --now unless a test says otherwise, the home is the directory, and nothing
// of the caller's environment is used but PATH.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {

using Json = nlohmann::json;
using Files = std::map<std::string, std::string>;  // path below the directory -> bytes

inline constexpr const char* kMonday = "2026-03-02T08:00:00+01:00";

class World {
 public:
  World();

  // The settings file: `top` before the tables, `calendar` in [calendar], `more` after it. Without
  // a url in `calendar` it is the folder of .ics files.
  void Settings(const std::string& calendar = "", const std::string& top = "",
                const std::string& more = "");
  void Contacts(const std::string& csv) const { dir_.Write("book/contacts.csv", csv); }
  void Touches(const std::string& csv) const { dir_.Write("book/touches.csv", csv); }
  // `count` contacts on keep with a touch each, due one after the other.
  void ManyContacts(int count) const;

  ChildResult Run(const std::vector<std::string>& args, const std::string& now = kMonday) const;
  // The same with --json: the output must be one object and nothing else.
  Json RunJson(const std::vector<std::string>& args, int* exit_code = nullptr,
               const std::string& now = kMonday) const;
  std::vector<std::string> CommandLine(const std::vector<std::string>& args,
                                       const std::string& now = kMonday) const;
  ChildOptions ChildSettings() const;

  Files Calendars() const { return FilesBelow("calendars"); }
  Files Book() const { return FilesBelow("book"); }
  Files FilesBelow(const std::string& folder) const;
  std::string SettingsPath() const { return (dir_ / "touchbase.toml").string(); }
  std::string StatePath() const { return (dir_ / "state.db").string(); }
  const TempDir& dir() const { return dir_; }

 private:
  TempDir dir_;
};

// How many of the files are calendar objects.
int CountIcs(const Files& files);

}  // namespace touchbase::test
