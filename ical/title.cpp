#include "ical/title.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "ical/content_line.h"

namespace touchbase::ical {
namespace {

// U+FE0F after a tick asks for its coloured form; phones add it.
constexpr std::array<std::string_view, 8> kPlainMarks = {
    "\u2713\uFE0F", "\u2714\uFE0F", "\u2611\uFE0F", "\u2713", "\u2714", "\u2705", "\u2611", "[x]"};
// What may stand around marks, and quotes and brackets around marks and words.
constexpr std::array<std::string_view, 19> kFillers = {
    " ", ":", "-", ".",      ",",      "!",      "\u2013", "\u2014", "\uFE0F", "(",
    ")", "[", "]", "\u201C", "\u201D", "\u201E", "\"",     "'",      "*"};
// Marks that are letters: they count around a known title only.
struct LetterMark {
  std::string_view word;
  bool replied = false;
};
constexpr std::array<LetterMark, 3> kLetterMarks = {{{"done"}, {"x"}, {"r", true}}};

bool StartsWithAnyCase(std::string_view text, std::string_view start) {
  return UpperAscii(text.substr(0, start.size())) == UpperAscii(start);
}

bool EndsWithAnyCase(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         UpperAscii(text.substr(text.size() - end.size())) == UpperAscii(end);
}

// The plain mark at the start (or end) of `text`; 0 when there is none.
std::size_t PlainMarkLength(std::string_view text, bool at_end) {
  for (const std::string_view mark : kPlainMarks) {
    if (at_end ? EndsWithAnyCase(text, mark) : StartsWithAnyCase(text, mark)) return mark.size();
  }
  return 0;
}

bool IsWordByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

const LetterMark* LetterMarkOf(std::string_view text) {
  for (const LetterMark& mark : kLetterMarks) {
    if (StartsWithAnyCase(text, mark.word)) return &mark;
  }
  return nullptr;
}

}  // namespace

std::optional<Marks> OnlyMarks(std::string_view text) {
  Marks marks;
  while (!text.empty()) {
    std::size_t length = PlainMarkLength(text, false);
    if (length > 0) {
      marks.done = true;
    } else if (const LetterMark* mark = LetterMarkOf(text)) {
      (mark->replied ? marks.replied : marks.done) = true;
      length = mark->word.size();
    } else {
      for (const std::string_view filler : kFillers) {
        if (text.starts_with(filler)) length = filler.size();
      }
    }
    if (length == 0) return std::nullopt;
    text.remove_prefix(length);
  }
  return marks;
}

std::string WithoutPlainMarks(std::string_view title) {
  std::string_view rest = Trim(title);
  for (const bool at_end : {false, true}) {
    for (std::size_t length = PlainMarkLength(rest, at_end); length > 0;
         length = PlainMarkLength(rest, at_end)) {
      at_end ? rest.remove_suffix(length) : rest.remove_prefix(length);
      rest = Trim(rest);
    }
  }
  return std::string(rest);
}

bool HasPlainDoneMark(std::string_view title) {
  const std::string_view rest = Trim(title);
  return PlainMarkLength(rest, false) > 0 || PlainMarkLength(rest, true) > 0;
}

bool StartsWithDone(std::string_view title) {
  constexpr std::string_view kDone = "done";
  const std::string_view rest = Trim(title);
  return StartsWithAnyCase(rest, kDone) && rest.size() > kDone.size() &&
         !IsWordByte(rest[kDone.size()]);
}

bool HasOurDoneMark(std::string_view title) {
  return Trim(title).starts_with(kDoneMark.substr(0, kDoneMark.size() - 1));
}

std::string WithoutOurDoneMark(std::string_view title) {
  std::string_view rest = Trim(title);
  if (!HasOurDoneMark(rest)) return std::string(title);
  while (HasOurDoneMark(rest)) {
    rest.remove_prefix(kDoneMark.size() - 1);
    if (rest.starts_with("\uFE0F")) rest.remove_prefix(3);
    rest = Trim(rest);
  }
  return std::string(rest);
}

std::size_t FindTitle(std::string_view title, std::string_view known) {
  if (known.empty()) return std::string_view::npos;
  const std::size_t at = title.find(known);
  if (at == std::string_view::npos) return at;
  // "rJane" may be a mark typed without a blank, "Mary-Jane" is another name: what stands around is
  // judged by OnlyMarks; here only a longer word at the end is refused.
  const std::size_t end = at + known.size();
  const bool cut = end < title.size() && IsWordByte(known.back()) && IsWordByte(title[end]) &&
                   !OnlyMarks(title.substr(end));
  return cut ? std::string_view::npos : at;
}

}  // namespace touchbase::ical
