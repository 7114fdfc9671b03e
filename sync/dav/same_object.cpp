#include "sync/dav/same_object.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace touchbase::dav {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

// RFC 5545 3.1: a line that begins with a blank goes on with the one before.
std::string Unfolded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') continue;
    const bool folds =
        text[i] == '\n' && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\t');
    if (folds) {
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The colon that ends name and parameters: none inside quotes.
std::size_t ValueColon(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ':' && !quoted) return i;
  }
  return std::string_view::npos;
}

bool IsWanted(std::string_view name) {
  constexpr std::array<std::string_view, 11> kIgnored = {
      "UID",         "DTSTAMP", "DTSTART",   "DTEND",           "DUE", "DURATION", "SUMMARY",
      "DESCRIPTION", "STATUS",  "COMPLETED", "PERCENT-COMPLETE"};
  return std::find(kIgnored.begin(), kIgnored.end(), name) != kIgnored.end();
}

// Properties of the VEVENT or VTODO itself, not of its alarms.
Values ValuesOf(std::string_view text) {
  Values values;
  const std::string whole = Unfolded(text);
  std::string_view rest = whole;
  int depth = 0;  // inside the event or task: 1; in an alarm: 2
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool item = line == "BEGIN:VEVENT" || line == "BEGIN:VTODO";
    if (item || (depth > 0 && line.substr(0, 6) == "BEGIN:")) {
      ++depth;
    } else if (depth > 0 && line.substr(0, 4) == "END:") {
      --depth;
    }
    const std::size_t colon = depth == 1 ? ValueColon(line) : std::string_view::npos;
    if (colon == std::string_view::npos) continue;
    std::string name(line.substr(0, line.find_first_of(";:")));
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (IsWanted(name)) values.emplace(std::move(name), line.substr(colon + 1));
  }
  return values;
}

std::string_view Value(const Values& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

bool IsOurWrite(std::string_view written, std::string_view read) {
  const Values ours = ValuesOf(written);
  const Values theirs = ValuesOf(read);
  const auto same = [&](std::string_view name) {
    return !Value(ours, name).empty() && Value(ours, name) == Value(theirs, name);
  };
  return same("UID") && same("DTSTAMP");
}

bool SameContent(std::string_view written, std::string_view read) {
  Values ours = ValuesOf(written);
  Values theirs = ValuesOf(read);
  ours.erase("DTSTAMP");
  theirs.erase("DTSTAMP");
  // Google and Yahoo give every event the status it has anyway.
  if (Value(ours, "STATUS").empty() && Value(theirs, "STATUS") == "CONFIRMED")
    theirs.erase("STATUS");
  return !Value(ours, "UID").empty() && ours == theirs;
}

}  // namespace touchbase::dav
