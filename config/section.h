// One table of the settings, read key by key; what nobody asked for is an unknown key. Pure.
//
// Every reader leaves its target as it was when the key is absent or wrong, and notes the problem
// in the Findings that all sections share. Call Done() when all keys have been read.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/document.h"
#include "config/problem.h"

namespace touchbase::config {

// What reading found so far. Unknown keys wait until all known ones have been seen, because the
// right place of a key may be another section.
struct Findings {
  struct Key {
    std::string section;  // dotted, "" for the top
    std::string name;
  };
  struct Unknown {
    Key key;
    Place place;
  };
  std::vector<Problem> problems;
  std::vector<Key> known;
  std::vector<Unknown> unknown;

  void Add(const Place& place, std::string key, std::string message, std::string nearest = {});
  // All problems, unknown keys among them: those of `main_file` first, each file from top to
  // bottom.
  std::vector<Problem> Take(std::string_view main_file);
};

class Section {
 public:
  // `table` may be null: every key is then absent. `path` is dotted, "" for the top.
  Section(const Value* table, std::string path, Findings& findings);

  // The value of a key, whatever its type; null when absent. The key counts as known from here on.
  const Value* Find(std::string_view key);
  // The same, or null with a problem when it is of another kind.
  const Value* FindOf(std::string_view key, ValueKind kind);

  // Text without control characters, at most 2000 bytes.
  void Text(std::string_view key, std::string& out);
  void Flag(std::string_view key, bool& out);
  void Number(std::string_view key, int& out, int least, int most);
  void Real(std::string_view key, double& out, double least, double most);
  // At most 500 texts, each as Text() takes them, none empty.
  void Texts(std::string_view key, std::vector<std::string>& out);

  // A text that `parse` (std::string_view -> std::optional<T>) accepts; `expected` completes
  // "expected".
  template <typename T, typename Parse>
  void Parsed(std::string_view key, T& out, Parse parse, std::string_view expected) {
    const Value* value = FindText(key);
    if (value == nullptr) return;
    if (std::optional<T> parsed = parse(std::string_view(value->text))) {
      out = std::move(*parsed);
    } else {
      Complain(*value, key, Expected(expected));
    }
  }

  // One of a few words.
  template <typename T>
  void Choice(std::string_view key, T& out,
              std::initializer_list<std::pair<std::string_view, T>> words) {
    const Value* value = FindText(key);
    if (value == nullptr) return;
    std::vector<std::string> names;
    for (const auto& [name, meaning] : words) {
      if (value->text == name) {
        out = meaning;
        return;
      }
      names.emplace_back(name);
    }
    ComplainChoice(*value, key, names);
  }

  // A list whose texts (and dates, as YYYY-MM-DD) `parse` accepts. All bad ones are noted.
  template <typename T, typename Parse>
  void ParsedList(std::string_view key, std::vector<T>& out, Parse parse,
                  std::string_view expected) {
    const Value* list = FindList(key);
    if (list == nullptr) return;
    std::vector<T> parsed_items;
    bool good = true;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const Value& item = list->items[i];
      const std::string name = std::string(key) + '[' + std::to_string(i) + ']';
      std::optional<T> parsed;
      if (IsTextOrDate(item, name)) {
        parsed = parse(std::string_view(item.text));
        if (!parsed) Complain(item, name, Expected(expected));
      }
      good = good && parsed.has_value();
      if (parsed) parsed_items.push_back(std::move(*parsed));
    }
    if (good) out = std::move(parsed_items);
  }

  // The table of that name below this one; its keys are absent when it is.
  Section Table(std::string_view key);

  void Complain(const Value& value, std::string_view key, std::string message,
                std::string nearest = {});
  void ComplainChoice(const Value& value, std::string_view key,
                      const std::vector<std::string>& words);
  // Keys that nobody asked for become unknown ones.
  void Done();

  const Value* Source() const { return table_; }
  const std::string& Path() const { return path_; }
  Findings& Shared() { return *findings_; }
  // path.key, for messages.
  std::string PathOf(std::string_view key) const;

 private:
  const Value* FindText(std::string_view key);
  const Value* FindList(std::string_view key);
  bool IsTextOrDate(const Value& item, std::string_view name);
  bool IsPlainText(const Value& value, std::string_view key);
  static std::string Expected(std::string_view what);

  const Value* table_;
  std::string path_;
  Findings* findings_;
  std::vector<std::string> asked_;
};

}  // namespace touchbase::config
