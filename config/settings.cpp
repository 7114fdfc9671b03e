#include "config/settings.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "config/cadence_section.h"
#include "config/cadences.h"
#include "config/sections.h"

namespace touchbase {
namespace config {
namespace {

constexpr int kDeepestInclude = 4;

bool IsHex8(std::string_view text) {
  return text.size() == 8 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::optional<std::string> ParseBookId(std::string_view text) {
  std::string id(text);
  for (char& c : id) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  }
  return IsHex8(id) ? std::optional(id) : std::nullopt;
}

// Whether the zone exists is a question for the tz database, which is not here.
std::optional<std::string> ParseZoneName(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("/_+-").find(c) != std::string_view::npos;
  };
  const bool good = !text.empty() && text.size() <= 64 && text.front() != '/' &&
                    std::all_of(text.begin(), text.end(), allowed);
  return good ? std::optional(std::string(text)) : std::nullopt;
}

// Two or three small letters, then perhaps a region: "en", "pt-BR" (the shape of RFC 5646).
std::optional<std::string> ParseLanguage(std::string_view text) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  const std::string_view primary = text.substr(0, text.find_first_of("-_"));
  const bool good = (primary.size() == 2 || primary.size() == 3) && text.size() <= 35 &&
                    std::all_of(primary.begin(), primary.end(), small) &&
                    std::all_of(text.begin(), text.end(), part);
  return good ? std::optional(std::string(text)) : std::nullopt;
}

// A password source in the user's own file stands for all of the included ones.
void DropOverruledPasswords(const Value& own, Value& defaults) {
  const Entry* mine = FindEntry(own, "calendar");
  const auto theirs = std::find_if(defaults.entries.begin(), defaults.entries.end(),
                                   [](const Entry& entry) { return entry.key == "calendar"; });
  if (mine == nullptr || theirs == defaults.entries.end()) return;
  const auto& sources = PasswordSources();
  const bool given = std::any_of(sources.begin(), sources.end(), [&](const std::string& key) {
    return FindEntry(mine->value, key) != nullptr;
  });
  if (!given) return;
  std::erase_if(theirs->value.entries, [&](const Entry& entry) {
    return std::find(sources.begin(), sources.end(), entry.key) != sources.end();
  });
}

// Reads what `top` includes and adds it as defaults.
void AddIncluded(Value& top, const IncludeReader& reader, int depth, Findings& findings) {
  const Entry* entry = FindEntry(top, "include");
  // Any other kind is a problem that the top section reports.
  if (entry == nullptr || entry->value.kind != ValueKind::kText) return;
  const Value written = entry->value;
  const auto complain = [&](std::string why) {
    findings.Add(written.place, "include", std::move(why));
  };
  if (written.text.empty() || written.text.find('\0') != std::string::npos) {
    return complain("expected the path of a settings file");
  }
  if (!reader) return complain("cannot be used here");
  if (depth == 0) return complain("files include each other more than four deep");
  const std::string path = ResolvePath(written, written.text);
  auto read = reader(path);
  if (const auto* failure = std::get_if<IncludeFailure>(&read)) {
    return complain("cannot read the included file: " + failure->why);
  }
  auto parsed = ParseDocument(std::get<std::string>(read), path);
  if (auto* problem = std::get_if<Problem>(&parsed)) {
    findings.problems.push_back(std::move(*problem));
    return;
  }
  Value defaults = std::get<Value>(std::move(parsed));
  AddIncluded(defaults, reader, depth - 1, findings);
  DropOverruledPasswords(top, defaults);
  AddDefaults(top, defaults);
}

void ReadTop(Section& top, Settings& settings) {
  top.FindOf("include", ValueKind::kText);
  ReadPath(top, "book", settings.book);
  if (settings.book.empty()) {
    top.Complain(*top.Find("book"), "book", "expected the path of a folder or file");
  } else if (top.Find("book") == nullptr) {
    const auto folder = std::filesystem::path(settings.file).parent_path();
    settings.book = (folder / settings.book).string();
  }
  top.Parsed("book_id", settings.book_id, ParseBookId, "8 hexadecimal digits, as init makes them");
  ReadPath(top, "state", settings.state);
  top.Parsed("time_zone", settings.time_zone, ParseZoneName, "a zone such as \"Europe/Berlin\"");
  top.Parsed("language", settings.language, ParseLanguage,
             "a language such as \"en\" or \"pt-BR\"");
}

}  // namespace
}  // namespace config

SettingsResult ParseSettings(std::string_view text, const std::string& file_name,
                             const IncludeReader& include) {
  auto parsed = config::ParseDocument(text, file_name);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::vector{std::move(*problem)};
  auto& document = std::get<config::Value>(parsed);
  config::Findings findings;
  config::AddIncluded(document, include, config::kDeepestInclude, findings);

  Settings settings;
  settings.file = file_name;
  settings.cadences = BuiltInCadences();
  config::Section top(&document, "", findings);
  config::ReadTop(top, settings);
  config::ReadMe(top.Table("me"), settings.me);
  config::ReadCalendar(top.Table("calendar"), settings.calendar);
  config::ReadPlan(top.Table("plan"), settings);
  config::ReadGuard(top.Table("guard"), settings.guard);
  config::ReadCadences(top.Table("cadence"), settings.cadences);
  config::ReadBookColumns(top.Table("book_columns"), settings.book_columns);
  config::ReadBookSql(top.Table("book_sql"), settings.book_sql);
  config::ReadWords(top.Table("words"), settings.words);
  top.Done();
  std::vector<Problem> problems = findings.Take(file_name);
  if (!problems.empty()) return problems;
  return settings;
}

}  // namespace touchbase
