#include "ical/content_line.h"

#include <cstddef>

namespace touchbase::ical {
namespace {

constexpr std::size_t kMaxParams = 64;
constexpr std::size_t kLineOctets = 75;

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

bool IsNameChar(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Where the parameter that starts at `from` ends: at the next ; or : outside quotes.
std::size_t ParamEnd(std::string_view line, std::size_t from) {
  bool quoted = false;
  for (std::size_t i = from; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (!quoted && (line[i] == ';' || line[i] == ':')) return i;
  }
  // An odd quote hides the colon. Apps write such names into CN and TZID, so the quotes are then
  // taken as ordinary characters.
  return line.find_first_of(";:", from);
}

std::string WithoutQuotes(std::string_view value) {
  std::string plain;
  for (const char c : value) {
    if (c != '"') plain.push_back(c);
  }
  return plain;
}

// Not inside a UTF-8 sequence, and not beside a blank: some servers trim lines before they unfold
// them.
std::size_t FoldAt(std::string_view line, std::size_t room) {
  constexpr std::size_t kTries = 12;
  for (std::size_t cut = room; cut > room - kTries; --cut) {
    if (!IsContinuation(line[cut]) && !IsBlank(line[cut]) && !IsBlank(line[cut - 1])) return cut;
  }
  std::size_t cut = room;
  while (cut > room - 4 && IsContinuation(line[cut])) --cut;
  return IsContinuation(line[cut]) ? room : cut;  // not UTF-8: any place is as good
}

void SetName(std::string_view name, ContentLine* line) {
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos) {
    line->group = name.substr(0, dot);
    name.remove_prefix(dot + 1);
  }
  line->name = UpperAscii(name);
}

}  // namespace

std::string_view ContentLine::Param(std::string_view param) const {
  for (const auto& [key, content] : params) {
    if (key == param) return content;
  }
  return {};
}

std::vector<std::string> SplitLines(std::string_view text) {
  std::vector<std::string> lines;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    if (IsBlank(line.front()) && !lines.empty()) {
      lines.back().append("\r\n").append(line);
    } else {
      lines.emplace_back(line);
    }
  }
  return lines;
}

std::string Unfold(std::string_view folded) {
  std::string line;
  line.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (folded[i] == '\r' && i + 2 < folded.size() && folded[i + 1] == '\n' &&
        IsBlank(folded[i + 2])) {
      i += 2;
      continue;
    }
    line.push_back(folded[i]);
  }
  return line;
}

std::optional<ContentLine> ParseContentLine(std::string_view folded) {
  ContentLine parsed;
  parsed.text = folded;
  const std::string unfolded = Unfold(folded);
  const std::string_view line = unfolded;
  std::size_t at = 0;
  while (at < line.size() && (IsNameChar(line[at]) || line[at] == '.')) ++at;
  if (at == 0 || at == line.size()) return std::nullopt;
  SetName(line.substr(0, at), &parsed);
  if (parsed.name.empty()) return std::nullopt;
  while (at < line.size() && line[at] == ';') {
    const std::size_t end = ParamEnd(line, at + 1);
    if (end == std::string_view::npos || parsed.params.size() == kMaxParams) return std::nullopt;
    const std::string_view param = line.substr(at + 1, end - at - 1);
    const std::size_t equals = param.find('=');
    // vCard 2.1 writes bare types (TEL;HOME:...).
    if (equals == std::string_view::npos) {
      parsed.params.emplace_back(UpperAscii(param), "");
    } else {
      parsed.params.emplace_back(UpperAscii(param.substr(0, equals)),
                                 WithoutQuotes(param.substr(equals + 1)));
    }
    at = end;
  }
  if (at >= line.size() || line[at] != ':') return std::nullopt;
  parsed.value = line.substr(at + 1);
  return parsed;
}

std::string Fold(std::string_view line) {
  std::string folded;
  std::size_t room = kLineOctets;
  while (line.size() > room) {
    const std::size_t cut = FoldAt(line, room);
    folded.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLineOctets - 1;
  }
  return folded.append(line);
}

std::string EscapeText(std::string_view text) {
  std::string value;
  for (const char c : CleanText(text)) {
    if (c == '\n') {
      value += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') value.push_back('\\');
    value.push_back(c);
  }
  return value;
}

std::string UnescapeText(std::string_view value) {
  std::string text;
  text.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      text.push_back(value[i]);
      continue;
    }
    const char next = value[++i];
    if (next == 'n' || next == 'N') {
      text.push_back('\n');
    } else {
      if (next != '\\' && next != ';' && next != ',' && next != ':' && next != '"') {
        text.push_back('\\');
      }
      text.push_back(next);
    }
  }
  return text;
}

std::string CleanText(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') clean.push_back('\n');
    } else if (c == '\t') {
      clean.push_back(' ');
    } else if (c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F')) {
      clean.push_back(c);
    }
  }
  return clean;
}

std::string OneLine(std::string_view text) {
  std::string line;
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool no_break = c == 0xC2 && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (c <= 0x20 || c == 0x7F || no_break) {
      gap = gap || c == ' ' || c == '\t' || c == '\n' || c == '\r' || no_break;
      if (no_break) ++i;
      continue;
    }
    if (gap && !line.empty()) line.push_back(' ');
    gap = false;
    line.push_back(text[i]);
  }
  return line;
}

std::string UpperAscii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace touchbase::ical
