// A TOML document as a tree of our own, with the place of every key and value. Pure.
//
// The only door to toml++: the sections of the settings read this tree. Values of an included file
// carry that file's name, so that a problem points to where it was written.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/problem.h"

namespace touchbase::config {

struct Place {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;
};

enum class ValueKind : std::uint8_t {
  kText,
  kInteger,
  kReal,
  kFlag,
  kDate,
  kTime,
  kDateTime,
  kArray,
  kTable
};

struct Entry;

struct Value {
  ValueKind kind = ValueKind::kTable;
  Place place;
  std::string text;  // of a text, or a date as YYYY-MM-DD
  std::int64_t integer = 0;
  double real = 0;
  bool flag = false;
  std::vector<Value> items;    // of an array
  std::vector<Entry> entries;  // of a table, by key
};

struct Entry {
  std::string key;
  Place place;
  Value value;
};

// "a text", "a whole number", ...: for messages.
std::string_view KindName(ValueKind kind);

const Entry* FindEntry(const Value& table, std::string_view key);

// Reads `text` (UTF-8, any size the caller accepts). A syntax error is one Problem with its place;
// its message never quotes the text, which might be a password.
std::variant<Value, Problem> ParseDocument(std::string_view text, const std::string& file_name);

// Adds the entries of `defaults` that `table` does not have, table by table.
void AddDefaults(Value& table, const Value& defaults);

}  // namespace touchbase::config
