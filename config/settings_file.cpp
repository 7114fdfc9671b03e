#include "config/settings_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "config/own_scripts.h"
#include "config/script_text.h"
#include "config/small_file.h"
#include "model/error.h"
#include "model/hash.h"

namespace touchbase {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = 1 << 20;

// A folder of the XDG base directories: the variable when it is an absolute path (others are to be
// ignored), else below the home.
std::string BaseFolder(const EnvLookup& env, const std::string& variable, const char* below_home) {
  if (const auto given = env(variable); given && given->front() == '/') return *given;
  if (const auto home = env("HOME")) return (fs::path(*home) / below_home).string();
  throw InputError("neither $" + variable + " nor $HOME is set; name the file with --config");
}

void ExpandHome(std::string& path, const EnvLookup& env) {
  if (path.rfind("~/", 0) != 0) return;
  const auto home = env("HOME");
  if (!home) throw InputError("cannot tell where " + path + " is: $HOME is not set");
  path = (fs::path(*home) / path.substr(2)).string();
}

void ExpandPaths(Settings& settings, const EnvLookup& env) {
  CalendarSettings& calendar = settings.calendar;
  std::vector<std::string*> paths = {&settings.book, &settings.state, &calendar.password_file,
                                     &calendar.ca_file};
  if (calendar.oauth) {
    paths.push_back(&calendar.oauth->client_secret_file);
    paths.push_back(&calendar.oauth->token_file);
  }
  for (auto* command : {&calendar.password_command, &calendar.notify_command}) {
    if (!command->empty()) paths.push_back(&command->front());
  }
  for (auto* list : {&settings.holiday_sources, &calendar.busy, &calendar.watch}) {
    for (std::string& entry : *list) paths.push_back(&entry);
  }
  for (std::string* path : paths) ExpandHome(*path, env);
}

std::vector<std::string> ScriptNamesOf(const CadenceSet& cadences) {
  std::vector<std::string> names = ScriptNames();
  for (const auto& [name, cadence] : cadences) {
    for (const Step& step : cadence.steps) names.push_back(step.script);
    if (cadence.tail) names.push_back(cadence.tail->script);
  }
  return names;
}

IncludeReader IncludesFromDisk(const EnvLookup& env) {
  return [env](const std::string& path) -> std::variant<std::string, IncludeFailure> {
    std::string expanded = path;
    ExpandHome(expanded, env);
    SmallFile file = ReadSmallFile(expanded, kLargestFile);
    if (!file.fault.empty()) return IncludeFailure{std::move(file.fault)};
    return std::move(file.text);
  };
}

}  // namespace

EnvLookup SystemEnv() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe)
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
  };
}

std::string FindSettingsPath(const std::optional<std::string>& flag, const EnvLookup& env) {
  if (flag) {
    if (flag->empty()) throw UsageError("--config needs the path of a settings file");
    return *flag;
  }
  if (const auto path = env("TOUCHBASE_CONFIG")) return *path;
  return BaseFolder(env, "XDG_CONFIG_HOME", ".config") + "/touchbase/touchbase.toml";
}

std::vector<std::string> ListSettingsFiles(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  fs::directory_iterator entries(path, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path& file = entries->path();
    std::error_code ignored;
    if (file.extension() == ".toml" && file.filename().string().front() != '.' &&
        !entries->is_directory(ignored)) {
      files.push_back(file.string());
    }
  }
  if (error) throw InputError("cannot read the folder " + path + ": " + error.message(), path);
  if (files.empty()) throw InputError("the folder " + path + " holds no *.toml file", path);
  std::sort(files.begin(), files.end());
  return files;
}

std::string DefaultStatePath(const std::string& settings_path, const EnvLookup& env) {
  std::error_code error;
  fs::path file = fs::canonical(settings_path, error);
  if (error) file = fs::absolute(settings_path, error).lexically_normal();
  const std::string hash = UuidHex({"settings", file.string()}).substr(0, 12);
  return BaseFolder(env, "XDG_STATE_HOME", ".local/state") + "/touchbase/" + file.stem().string() +
         '-' + hash + ".db";
}

Settings LoadSettings(const std::string& path, const EnvLookup& env) {
  SmallFile file = ReadSmallFile(path, kLargestFile);
  if (!file.fault.empty()) {
    const std::string advice =
        file.missing ? "; `touchbase init` makes one, --config names another" : "";
    throw InputError("cannot read the settings " + path + ": " + file.fault + advice, path);
  }
  SettingsResult result = ParseSettings(file.text, path, IncludesFromDisk(env));
  std::vector<Problem> problems;
  if (auto* found = std::get_if<std::vector<Problem>>(&result)) problems = std::move(*found);
  auto* parsed = std::get_if<Settings>(&result);
  ScriptSet scripts = BuiltInScripts();
  // Which names a step uses is known only of settings that are in order.
  if (parsed != nullptr) {
    const std::string folder = (fs::path(path).parent_path() / "scripts").string();
    problems = ReadOwnScripts(folder, parsed->language, ScriptNamesOf(parsed->cadences), &scripts);
  }
  if (!problems.empty()) {
    const Problem& first = problems.front();
    throw InputError(FormatProblems(problems), first.file + ':' + std::to_string(first.line) + ':' +
                                                   std::to_string(first.column));
  }
  Settings settings = std::move(*parsed);
  settings.scripts = std::move(scripts);
  ExpandPaths(settings, env);
  if (settings.state.empty()) settings.state = DefaultStatePath(path, env);
  return settings;
}

}  // namespace touchbase
