#include "config/away_edit.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "config/commented_settings.h"
#include "config/document.h"
#include "config/notation.h"
#include "model/error.h"
#include "model/letters.h"

namespace touchbase {
namespace {

using config::Entry;
using config::FindEntry;
using config::Place;
using config::Value;
using config::ValueKind;

[[noreturn]] void ByHand() {
  throw InputError(
      "the way [plan] away is written cannot be changed by the program; change it by hand");
}

// Lines count from 1, columns from 1 in characters.
std::size_t OffsetOf(std::string_view text, const Place& place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line; ++line) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) ByHand();
    ++at;
  }
  for (int column = 1; column < place.column && at < text.size(); ++column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

std::size_t LineEnd(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

std::size_t LineStart(std::string_view text, std::size_t at) {
  const auto before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::string_view NewLine(std::string_view text) {
  const auto end = text.find('\n');
  return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

// The end of the text that begins at `at`: entries of away hold no escapes.
std::size_t TextEnd(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) ByHand();
  const auto end = text.find(text[at], at + 1);
  if (end == std::string_view::npos) ByHand();
  return end + 1;
}

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
  return at;
}

const Value* AwayOf(const Value& document) {
  const Entry* plan = FindEntry(document, "plan");
  if (plan == nullptr || plan->value.kind != ValueKind::kTable) return nullptr;
  const Entry* away = FindEntry(plan->value, "away");
  return away == nullptr ? nullptr : &away->value;
}

std::string InArray(std::string_view text, const Value& array, const std::string& entry) {
  const std::size_t open = OffsetOf(text, array.place);
  if (open >= text.size() || text[open] != '[') ByHand();
  std::string out(text);
  if (array.items.empty()) return out.insert(open + 1, entry);
  const std::size_t begin = OffsetOf(text, array.items.back().place);
  const std::size_t end = TextEnd(text, begin);
  const std::size_t line = LineStart(text, begin);
  const std::string_view indent = text.substr(line, begin - line);
  const bool own_line = indent.find_first_not_of(" \t") == std::string_view::npos;
  if (!own_line) return out.insert(end, ", " + entry);
  // A line of its own like the last one, behind whatever is said about that one.
  const std::size_t rest = SkipBlanks(text, end);
  const bool comma = rest < text.size() && text[rest] == ',';
  std::size_t stop = LineEnd(text, end);
  if (stop > 0 && text[stop - 1] == '\r') --stop;
  const std::string_view tail = Trimmed(text.substr(end, stop - end));
  if (tail.starts_with(']') || tail.starts_with(",]")) return out.insert(end, ", " + entry);
  std::string added(NewLine(text));
  added.append(indent).append(entry).append(comma ? "," : "");
  out.insert(stop, added);
  return comma ? out : out.insert(end, ",");
}

// After the commented example when there is one, else right below the header.
std::optional<std::size_t> PlaceBelowHeader(std::string_view text) {
  std::optional<std::size_t> place;
  for (std::size_t at = 0; at < text.size(); at = LineEnd(text, at) + 1) {
    const std::size_t end = std::min(LineEnd(text, at) + 1, text.size());
    const std::string_view line = Trimmed(text.substr(at, end - at));
    if (!place && line.starts_with('[')) {
      std::string head(line.substr(0, line.find('#')));
      std::erase_if(head, [](char c) { return c == ' ' || c == '\t'; });
      if (head == "[plan]") place = end;
    } else if (place && line.starts_with('[')) {
      break;
    } else if (place && line.starts_with("# away =")) {
      return end;
    }
  }
  return place;
}

}  // namespace

std::string FormatDateSpan(const DateSpan& span) {
  return span.first == span.last ? FormatDate(span.first)
                                 : FormatDate(span.first) + ".." + FormatDate(span.last);
}

std::string WithAway(std::string_view text, const DateSpan& span, std::span<const DateSpan> all) {
  const auto document = config::ParseDocument(text, "");
  if (!std::holds_alternative<Value>(document)) ByHand();
  const std::string entry = QuoteToml(FormatDateSpan(span));
  if (const Value* away = AwayOf(std::get<Value>(document))) {
    if (away->kind != ValueKind::kArray) ByHand();
    return InArray(text, *away, entry);
  }
  std::string line = "away = [";
  for (const DateSpan& known : all) line += QuoteToml(FormatDateSpan(known)) + ", ";
  line.append(entry).append("]").append(NewLine(text));
  std::string out(text);
  if (!out.empty() && out.back() != '\n') out.append(NewLine(text));
  if (const auto place = PlaceBelowHeader(out)) return out.insert(*place, line);
  if (FindEntry(std::get<Value>(document), "plan") != nullptr) ByHand();
  return out.append(NewLine(text)).append("[plan]").append(NewLine(text)).append(line);
}

std::string WithoutAway(std::string_view text, const DateSpan& span) {
  const auto document = config::ParseDocument(text, "");
  if (!std::holds_alternative<Value>(document)) ByHand();
  const Value* away = AwayOf(std::get<Value>(document));
  const std::string wanted = FormatDateSpan(span);
  if (away == nullptr || away->kind != ValueKind::kArray) {
    throw InputError(wanted + " does not stand in this file");
  }
  const auto item = std::find_if(away->items.begin(), away->items.end(), [&](const Value& value) {
    const auto known = ParseDateSpan(value.text);
    return known && *known == span;
  });
  if (item == away->items.end()) throw InputError(wanted + " does not stand in this file");
  std::size_t begin = OffsetOf(text, item->place);
  std::size_t end = TextEnd(text, begin);
  const std::size_t after = SkipBlanks(text, end);
  if (after < text.size() && text[after] == ',') {
    end = SkipBlanks(text, after + 1);
    // Alone on its line: the line goes, with what is said about it.
    const std::size_t line = LineStart(text, begin);
    const bool alone = Trimmed(text.substr(line, begin - line)).empty() &&
                       (end >= text.size() || text[end] == '\n' || text[end] == '#');
    if (alone) {
      begin = line;
      end = std::min(LineEnd(text, end) + 1, text.size());
    }
  } else if (item != away->items.begin()) {
    begin = TextEnd(text, OffsetOf(text, std::prev(item)->place));  // with the comma before it
  }
  std::string out(text);
  return out.erase(begin, end - begin);
}

}  // namespace touchbase
