#include "tests/cli/world.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace touchbase::test {

namespace fs = std::filesystem;

World::World() {
  fs::create_directories(dir_ / "calendars");
  Contacts("id,name,email,track\nana,Ana Souza,ana@x.example,\nben,Ben Okri,ben@x.example,\n");
  Touches("contact,at,kind\nana,2026-03-01 15:00,met\nben,2026-02-27,first\n");
  Settings();
}

void World::Settings(const std::string& calendar, const std::string& top, const std::string& more) {
  const bool has_url = calendar.find("url =") != std::string::npos;
  dir_.Write("touchbase.toml",
             "book = \"book\"\nbook_id = \"5f3a9c01\"\nstate = \"state.db\"\n"
             "time_zone = \"Europe/Berlin\"\n" +
                 top + "\n[calendar]\n" +
                 (has_url ? "" : "url = \"file://" + (dir_ / "calendars").string() + "\"\n") +
                 calendar + "\n" + more + "\n");
}

void World::ManyContacts(int count) const {
  std::string contacts = "id,name,email\n";
  std::string touches = "contact,at,kind\n";
  for (int i = 0; i < count; ++i) {
    const std::string id = "c" + std::to_string(i);
    contacts += id + ",Person " + std::to_string(i) + "," + id + "@x.example\n";
    touches += id + ",2026-02-" + std::to_string(10 + i % 18) + ",first\n";
  }
  Contacts(contacts);
  Touches(touches);
}

std::vector<std::string> World::CommandLine(const std::vector<std::string>& args,
                                            const std::string& now) const {
  std::vector<std::string> line = {TOUCHBASE_BINARY, "--config", SettingsPath()};
  if (!now.empty()) line.insert(line.end(), {"--now", now});
  line.insert(line.end(), args.begin(), args.end());
  return line;
}

ChildOptions World::ChildSettings() const {
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe)
  ChildOptions options;
  options.inherit_env = false;
  options.env = {{"PATH", path != nullptr ? path : "/usr/bin:/bin"},
                 {"HOME", dir_.path().string()},
                 {"TZ", "UTC"},
                 {"LC_ALL", "C.UTF-8"}};
  options.working_dir = dir_.path();
  options.timeout = std::chrono::seconds(100);
  return options;
}

ChildResult World::Run(const std::vector<std::string>& args, const std::string& now) const {
  return RunChild(CommandLine(args, now), ChildSettings());
}

Json World::RunJson(const std::vector<std::string>& args, int* exit_code,
                    const std::string& now) const {
  std::vector<std::string> all = args;
  all.emplace_back("--json");
  const ChildResult result = Run(all, now);
  if (exit_code != nullptr) {
    *exit_code = result.exit_code;
  } else {
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  }
  Json json = Json::parse(result.out, nullptr, false);
  EXPECT_TRUE(json.is_object()) << "not one object: " << result.out << result.err;
  return json;
}

Files World::FilesBelow(const std::string& folder) const {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(dir_ / folder)) {
    if (!entry.is_regular_file()) continue;
    files[fs::relative(entry.path(), dir_.path()).string()] = ReadFile(entry.path());
  }
  return files;
}

int CountIcs(const Files& files) {
  int count = 0;
  for (const auto& [name, bytes] : files) count += name.ends_with(".ics") ? 1 : 0;
  return count;
}

}  // namespace touchbase::test
