// [me], [guard], [book_columns], [book_sql] and [words].
#include <array>
#include <string>
#include <utility>

#include "config/sections.h"

namespace touchbase::config {
namespace {

constexpr std::size_t kLongestStatement = 20000;

// The columns of contacts, then those of touches that contacts lack.
constexpr std::array<std::string_view, 38> kColumns = {
    "id",        "name",         "first_name",    "last_name",    "email",
    "phone",     "company",      "title",         "linkedin_url", "postal_address",
    "kind",      "track",        "vip",           "status",       "tags",
    "time_zone", "language",     "channel",       "optimise",     "goal",
    "event",     "met_on",       "introduced_by", "they_said",    "interesting",
    "promised",  "they_offered", "advice_given",  "article",      "wait_until",
    "owner",     "notes",        "contact",       "at",           "direction",
    "outcome",   "follow_up",    "until"};

// SQL may go over several lines.
void ReadStatement(Section& section, std::string_view key, std::string& out) {
  const Value* value = section.FindOf(key, ValueKind::kText);
  if (value == nullptr) return;
  if (value->text.size() > kLongestStatement || value->text.find('\0') != std::string::npos) {
    section.Complain(*value, key, "too long, or it holds a zero byte");
  } else {
    out = value->text;
  }
}

std::optional<std::string> ParseDomain(std::string_view text) {
  const bool good =
      !text.empty() && text.size() <= 253 && text.find_first_of(" @/:") == std::string_view::npos;
  return good ? std::optional(std::string(text)) : std::nullopt;
}

// "antwort" or "#antwort": one word that can stand in a title.
std::optional<std::string> ParseOutcomeWord(std::string_view text) {
  if (!text.empty() && text.front() == '#') text.remove_prefix(1);
  const bool good =
      !text.empty() && text.size() <= 60 && text.find_first_of("# \t") == std::string_view::npos;
  return good ? std::optional(std::string(text)) : std::nullopt;
}

}  // namespace

void ReadMe(Section section, Me& me) {
  section.Text("name", me.name);
  section.Text("sign_off", me.sign_off);
  section.Text("news", me.news);
  section.Text("news_link", me.news_link);
  section.ParsedList("domains", me.domains, ParseDomain, "a domain such as \"souza.example\"");
  section.Done();
}

void ReadGuard(Section section, GuardSettings& guard) {
  section.Number("max_removals", guard.max_removals, 0, 100000);
  section.Real("max_share", guard.max_share, 0, 1);
  section.Done();
}

void ReadBookColumns(Section section, std::map<std::string, std::string>& columns) {
  for (const std::string_view column : kColumns) {
    std::string header;
    section.Text(column, header);
    if (!header.empty()) columns[std::string(column)] = std::move(header);
  }
  section.Done();
}

void ReadBookSql(Section section, BookSql& sql) {
  ReadStatement(section, "contacts", sql.contacts);
  ReadStatement(section, "touches", sql.touches);
  ReadStatement(section, "insert_touch", sql.insert_touch);
  section.Choice<TouchWrite>("write", sql.write,
                             {{"side", TouchWrite::kSide}, {"insert", TouchWrite::kInsert}});
  if (sql.write == TouchWrite::kInsert && sql.insert_touch.empty()) {
    section.Complain(*section.Find("write"), "write", "\"insert\" needs insert_touch");
  }
  section.Done();
}

void ReadWords(Section section, std::map<std::string, std::vector<std::string>>& words) {
  constexpr std::array<std::string_view, 13> kOutcomes = {
      "done", "replied", "no",     "noanswer", "leftmessage", "meeting", "closed",
      "paid", "wait",    "notnow", "skip",     "bounced",     "next"};
  for (const std::string_view outcome : kOutcomes) {
    std::vector<std::string> own;
    section.ParsedList(outcome, own, ParseOutcomeWord, "one word such as \"antwort\"");
    if (!own.empty()) words[std::string(outcome)] = std::move(own);
  }
  section.Done();
}

}  // namespace touchbase::config
