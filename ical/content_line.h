// Content lines (RFC 5545 3.1, RFC 6350 3.3): the level below iCalendar and vCard objects, on which
// a foreign object is patched so that what we do not know survives. Pure.
//
// Reading is lax (LF alone, lines too long, bytes that are not UTF-8); nothing is dropped or
// repaired. The size of the whole text is the caller's to bound; the number of parameters is
// bounded here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchbase::ical {

struct ContentLine {
  std::string group;  // vCard: item1 of item1.EMAIL; empty in iCalendar
  std::string name;   // upper case
  // Names in upper case, values without quotes; several values of one parameter stay joined by
  // commas.
  std::vector<std::pair<std::string, std::string>> params;
  std::string value;  // as written, escapes and all
  std::string text;   // the physical lines as they came, CRLF between them, without the last one

  // The value of the first parameter of that name, empty when there is none.
  std::string_view Param(std::string_view param) const;
};

// Logical lines with their folds kept inside as CRLF + blank, without line ends; blank lines are
// left out.
std::vector<std::string> SplitLines(std::string_view text);

// No value when there is no name, no colon, or more than 64 parameters.
std::optional<ContentLine> ParseContentLine(std::string_view folded);

// Removes the folds that SplitLines keeps.
std::string Unfold(std::string_view folded);

// Folded at 75 octets, never inside a UTF-8 sequence, without a line end.
std::string Fold(std::string_view line);

// TEXT values (RFC 5545 3.3.11). Escaping drops C0 control characters other than line feed, which
// servers refuse, and turns tabs into blanks. Unescaping takes \n and \N and keeps unknown escapes.
std::string EscapeText(std::string_view text);
std::string UnescapeText(std::string_view value);

// Without C0 control characters; CR LF and CR become LF, a tab a blank.
std::string CleanText(std::string_view text);
// The same on one line, trimmed, runs of blanks (also no-break ones) made one.
std::string OneLine(std::string_view text);

std::string UpperAscii(std::string_view text);
std::string_view Trim(std::string_view text);

}  // namespace touchbase::ical
