#include "config/section.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "model/nearest.h"

namespace touchbase::config {
namespace {

constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kLongestList = 500;
constexpr std::string_view kPasswordAdvice =
    "secrets are not kept in this file; use password_command, password_file, password_env or "
    "credential under [calendar] instead";

bool LooksLikeSecret(std::string_view key) {
  constexpr std::array<std::string_view, 11> kNames = {
      "password", "passwd", "passphrase", "pass",          "pwd",        "pw",
      "secret",   "token",  "api_key",    "client_secret", "oauth_token"};
  return std::find(kNames.begin(), kNames.end(), key) != kNames.end();
}

std::string Join(const std::string& section, std::string_view name) {
  return section.empty() ? std::string(name) : section + '.' + std::string(name);
}

// The right key for an unknown one: near in its own section, else the same or one edit off
// elsewhere.
std::string NearestKey(const Findings::Key& unknown, const std::vector<Findings::Key>& known) {
  std::vector<std::string> here;
  for (const auto& key : known) {
    if (key.section == unknown.section) here.push_back(key.name);
  }
  if (std::string near = Nearest(unknown.name, here); !near.empty()) return near;
  for (int edits = 0; edits <= 1; ++edits) {
    for (const auto& key : known) {
      const bool listed = key.section.find('[') != std::string::npos;
      if (!listed && EditDistance(key.name, unknown.name) == edits) {
        return Join(key.section, key.name);
      }
    }
  }
  return {};
}

// Long or unprintable text is left out of the message.
std::string Quoted(std::string_view text) {
  if (text.size() > 40) return "this";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return "this";
  }
  return '"' + std::string(text) + '"';
}

}  // namespace

void Findings::Add(const Place& place, std::string key, std::string message, std::string nearest) {
  // Keys are the user's own text: one problem stays one line of a bounded length.
  if (key.size() > 200) key.resize(200);
  for (char& c : key) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  problems.push_back({place.file ? *place.file : std::string(), place.line, place.column,
                      std::move(key), std::move(message), std::move(nearest)});
}

std::vector<Problem> Findings::Take(std::string_view main_file) {
  for (const Unknown& one : unknown) {
    if (LooksLikeSecret(one.key.name)) {
      Add(one.place, Join(one.key.section, one.key.name), std::string(kPasswordAdvice));
    } else {
      Add(one.place, Join(one.key.section, one.key.name), "unknown key",
          NearestKey(one.key, known));
    }
  }
  unknown.clear();
  const auto order = [&](const Problem& problem) {
    return std::tuple(problem.file != main_file, std::string_view(problem.file), problem.line,
                      problem.column);
  };
  std::stable_sort(problems.begin(), problems.end(),
                   [&](const Problem& a, const Problem& b) { return order(a) < order(b); });
  return std::move(problems);
}

Section::Section(const Value* table, std::string path, Findings& findings)
    : table_(table), path_(std::move(path)), findings_(&findings) {}

std::string Section::PathOf(std::string_view key) const { return Join(path_, key); }

const Value* Section::Find(std::string_view key) {
  asked_.emplace_back(key);
  findings_->known.push_back({path_, std::string(key)});
  if (table_ == nullptr) return nullptr;
  const Entry* entry = FindEntry(*table_, key);
  return entry == nullptr ? nullptr : &entry->value;
}

const Value* Section::FindOf(std::string_view key, ValueKind kind) {
  const Value* value = Find(key);
  if (value == nullptr || value->kind == kind) return value;
  Complain(
      *value, key,
      "expected " + std::string(KindName(kind)) + ", found " + std::string(KindName(value->kind)));
  return nullptr;
}

bool Section::IsPlainText(const Value& value, std::string_view key) {
  if (value.text.size() > kLongestText) {
    Complain(value, key, "longer than " + std::to_string(kLongestText) + " bytes");
    return false;
  }
  for (const char c : value.text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      Complain(value, key, "holds a control character or a line break");
      return false;
    }
  }
  return true;
}

const Value* Section::FindText(std::string_view key) {
  const Value* value = FindOf(key, ValueKind::kText);
  return value != nullptr && IsPlainText(*value, key) ? value : nullptr;
}

const Value* Section::FindList(std::string_view key) {
  const Value* list = FindOf(key, ValueKind::kArray);
  if (list != nullptr && list->items.size() > kLongestList) {
    Complain(*list, key, "more than " + std::to_string(kLongestList) + " entries");
    return nullptr;
  }
  return list;
}

bool Section::IsTextOrDate(const Value& item, std::string_view name) {
  if (item.kind == ValueKind::kDate) return true;
  if (item.kind == ValueKind::kText) return IsPlainText(item, name);
  Complain(item, name, "expected a text, found " + std::string(KindName(item.kind)));
  return false;
}

std::string Section::Expected(std::string_view what) { return "expected " + std::string(what); }

void Section::Text(std::string_view key, std::string& out) {
  if (const Value* value = FindText(key)) out = value->text;
}

void Section::Flag(std::string_view key, bool& out) {
  if (const Value* value = FindOf(key, ValueKind::kFlag)) out = value->flag;
}

void Section::Number(std::string_view key, int& out, int least, int most) {
  const Value* value = FindOf(key, ValueKind::kInteger);
  if (value == nullptr) return;
  if (value->integer < least || value->integer > most) {
    Complain(*value, key,
             "expected " + std::to_string(least) + " to " + std::to_string(most) + ", found " +
                 std::to_string(value->integer));
    return;
  }
  out = static_cast<int>(value->integer);
}

void Section::Real(std::string_view key, double& out, double least, double most) {
  const Value* value = Find(key);
  if (value == nullptr) return;
  if (value->kind != ValueKind::kReal && value->kind != ValueKind::kInteger) {
    Complain(*value, key, "expected a number, found " + std::string(KindName(value->kind)));
  } else if (!(value->real >= least && value->real <= most)) {  // also refuses nan
    const auto bound = [](double number) { return std::to_string(std::lround(number)); };
    Complain(*value, key, "expected " + bound(least) + " to " + bound(most));
  } else {
    out = value->real;
  }
}

void Section::Texts(std::string_view key, std::vector<std::string>& out) {
  ParsedList(
      key, out,
      [](std::string_view text) {
        return text.empty() ? std::nullopt : std::optional(std::string(text));
      },
      "a text that is not empty");
}

Section Section::Table(std::string_view key) {
  return {FindOf(key, ValueKind::kTable), PathOf(key), *findings_};
}

void Section::Complain(const Value& value, std::string_view key, std::string message,
                       std::string nearest) {
  findings_->Add(value.place, PathOf(key), std::move(message), std::move(nearest));
}

void Section::ComplainChoice(const Value& value, std::string_view key,
                             const std::vector<std::string>& words) {
  std::string message = Quoted(value.text) + " is not one of";
  for (std::size_t i = 0; i < words.size(); ++i) {
    message += (i == 0 ? " " : ", ") + Quoted(words[i]);
  }
  Complain(value, key, std::move(message), Nearest(value.text, words));
}

void Section::Done() {
  if (table_ == nullptr) return;
  for (const Entry& entry : table_->entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) == asked_.end()) {
      findings_->unknown.push_back({{path_, entry.key}, entry.place});
    }
  }
}

}  // namespace touchbase::config
