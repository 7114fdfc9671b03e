#include "config/document.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

namespace touchbase::config {
namespace {

using File = std::shared_ptr<const std::string>;

Place PlaceOf(const toml::source_region& region, const File& file) {
  return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

std::string TwoDigits(unsigned number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string DateText(const toml::date& date) {
  std::string year = std::to_string(date.year);
  year.insert(0, 4 - std::min<std::size_t>(4, year.size()), '0');
  return year + '-' + TwoDigits(date.month) + '-' + TwoDigits(date.day);
}

Value Convert(const toml::node& node, const File& file);

void ConvertTable(const toml::table& table, const File& file, Value& value) {
  value.kind = ValueKind::kTable;
  for (const auto& [key, child] : table) {
    value.entries.push_back(
        {std::string(key.str()), PlaceOf(key.source(), file), Convert(child, file)});
  }
}

Value Convert(const toml::node& node, const File& file) {
  Value value;
  value.place = PlaceOf(node.source(), file);
  if (const auto* table = node.as_table()) {
    ConvertTable(*table, file, value);
  } else if (const auto* array = node.as_array()) {
    value.kind = ValueKind::kArray;
    for (const toml::node& item : *array) value.items.push_back(Convert(item, file));
  } else if (const auto* text = node.as_string()) {
    value.kind = ValueKind::kText;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = ValueKind::kInteger;
    value.integer = integer->get();
    value.real = static_cast<double>(integer->get());
  } else if (const auto* real = node.as_floating_point()) {
    value.kind = ValueKind::kReal;
    value.real = real->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.kind = ValueKind::kFlag;
    value.flag = flag->get();
  } else if (const auto* date = node.as_date()) {
    value.kind = ValueKind::kDate;
    value.text = DateText(date->get());
  } else {
    value.kind = node.is_time() ? ValueKind::kTime : ValueKind::kDateTime;
  }
  return value;
}

// toml++ says what it expected and then quotes what it saw. Only the first half is safe to repeat,
// and of quotations only single signs such as '='.
std::string SafeDescription(std::string_view description) {
  description = description.substr(0, description.find(", saw"));
  description = description.substr(0, description.find("; saw"));
  std::size_t open = description.find('\'');
  while (open != std::string_view::npos) {
    const std::size_t close = description.find('\'', open + 2);
    if (close == std::string_view::npos || close - open > 3) break;
    open = description.find('\'', close + 1);
  }
  std::string text(description.substr(0, open));
  while (!text.empty() && (text.back() == ' ' || text.back() == ',')) text.pop_back();
  if (!text.empty() && text[0] == 'E') text[0] = 'e';
  return text;
}

}  // namespace

std::string_view KindName(ValueKind kind) {
  switch (kind) {
    case ValueKind::kText:
      return "a text";
    case ValueKind::kInteger:
      return "a whole number";
    case ValueKind::kReal:
      return "a number with a fraction";
    case ValueKind::kFlag:
      return "true or false";
    case ValueKind::kDate:
      return "a date";
    case ValueKind::kTime:
      return "a time";
    case ValueKind::kDateTime:
      return "a date with a time";
    case ValueKind::kArray:
      return "a list";
    case ValueKind::kTable:
      return "a table";
  }
  return "";
}

const Entry* FindEntry(const Value& table, std::string_view key) {
  for (const Entry& entry : table.entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

std::variant<Value, Problem> ParseDocument(std::string_view text, const std::string& file_name) {
  try {
    const toml::table table = toml::parse(text, std::string_view(file_name));
    return Convert(table, std::make_shared<const std::string>(file_name));
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    return Problem{file_name,
                   static_cast<int>(begin.line),
                   static_cast<int>(begin.column),
                   "",
                   "not valid TOML: " + SafeDescription(error.description()),
                   ""};
  }
}

void AddDefaults(Value& table, const Value& defaults) {
  for (const Entry& entry : defaults.entries) {
    const auto mine = std::find_if(table.entries.begin(), table.entries.end(),
                                   [&](const Entry& own) { return own.key == entry.key; });
    if (mine == table.entries.end()) {
      table.entries.push_back(entry);
    } else if (mine->value.kind == ValueKind::kTable && entry.value.kind == ValueKind::kTable) {
      AddDefaults(mine->value, entry.value);
    }
  }
}

}  // namespace touchbase::config
