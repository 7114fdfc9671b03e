#include "ical/outcome_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "ical/content_line.h"

namespace touchbase::ical {
namespace {

constexpr int kNotNowDays = 90;
constexpr std::size_t kMaxWordsInLine = 20;

struct Word {
  std::string_view name;
  Outcome outcome;
};

constexpr std::string_view kNext = "next";
constexpr std::string_view kNotNow = "notnow";
constexpr std::array<Word, 14> kWords = {{{"replied", Outcome::kReplied},
                                          {"no", Outcome::kDeclined},
                                          {"noanswer", Outcome::kNoAnswer},
                                          {"leftmessage", Outcome::kLeftMessage},
                                          {"meeting", Outcome::kMeeting},
                                          {"closed", Outcome::kClosed},
                                          {"paid", Outcome::kPaid},
                                          {"wait", Outcome::kWait},
                                          {kNotNow, Outcome::kWait},
                                          {"skip", Outcome::kSkipped},
                                          {"stop", Outcome::kStopped},
                                          {"bounced", Outcome::kBounced},
                                          {"done", Outcome::kDone},
                                          {kNext, Outcome::kNone}}};

bool IsAlnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The sign that `text` opens with, when it is none of ASCII: its code point and how many bytes.
struct WideSign {
  char32_t code = 0;
  std::size_t length = 1;
};
WideSign WideSignOf(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(0);
  if (first >= 0xF0) {
    return {static_cast<char32_t>((first & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U |
                                  (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU)),
            4};
  }
  if (first >= 0xE0) {
    return {
        static_cast<char32_t>((first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU)),
        3};
  }
  if (first >= 0xC0) return {static_cast<char32_t>((first & 0x1FU) << 6U | (byte(1) & 0x3FU)), 2};
  return {static_cast<char32_t>(first), 1};
}

// Letters beyond ASCII belong to words. Blanks, dashes, quotes, bullets, arrows, boxes, dingbats
// and emoji do not.
bool IsWideLetter(char32_t code) {
  if (code < 0xC0 || code == 0xD7 || code == 0xF7) return false;
  const bool sign = (code >= 0x2000 && code <= 0x2BFF) || (code >= 0x3000 && code <= 0x303F) ||
                    (code >= 0xFE00 && code <= 0xFE0F) || code >= 0x1F000;
  return !sign;
}

bool IsWide(char c) { return static_cast<unsigned char>(c) >= 0x80; }

bool ContinuesWord(std::string_view text) {
  if (text.empty()) return false;
  if (IsWide(text.front())) return IsWideLetter(WideSignOf(text).code);
  if (text.front() == '-' || text.front() == '_' || text.front() == '\'') {
    return text.size() > 1 && IsAlnum(text[1]);
  }
  return IsAlnum(text.front());
}

// How much of `text` spells `word` when blanks and hyphens count for nothing; 0 when it does not.
std::size_t Spells(std::string_view text, std::string_view word) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < word.size();) {
    if (at == text.size()) return 0;
    const char c = text[at];
    if (c == ' ' || c == '-' || c == '_') {
      ++at;
      continue;
    }
    const std::size_t step = c == '\xC3' && at + 1 < text.size() ? 2 : 1;
    const std::string folded = FoldWord(text.substr(at, step));
    if (word.substr(i, folded.size()) != folded) return 0;
    i += folded.size();
    at += step;
  }
  return at;
}

bool TakesDate(std::string_view name) { return name == "wait" || name == kNext || name == kNotNow; }

struct Match {
  std::string_view name;  // ours
  std::size_t length = 0;
};

// The longest word, ours or the user's own, that the text after # spells.
Match LongestWord(std::string_view text, const Translations& translations) {
  Match best;
  std::size_t most = 0;
  const auto consider = [&](std::string_view spelled, std::string_view name) {
    const std::size_t length = Spells(text, spelled);
    if (length == 0 || spelled.size() <= most) return;
    const std::string_view after = text.substr(length);
    const bool argument = TakesDate(name) && !after.empty() &&
                          (after.front() == '-' || (after.front() >= '0' && after.front() <= '9'));
    if (ContinuesWord(after) && !argument) return;
    best = {name, length};
    most = spelled.size();
  };
  for (const Word& word : kWords) consider(word.name, word.name);
  for (const auto& [theirs, ours] : translations) {
    for (const Word& word : kWords) {
      if (word.name == ours) consider(theirs, word.name);
    }
  }
  return best;
}

// Nothing but full stops, quotes, emoji and the like.
bool IsEnd(std::string_view text) {
  constexpr std::string_view kEnds = " .!,;)]}\"'*_-";
  while (!text.empty()) {
    const WideSign sign = IsWide(text.front()) ? WideSignOf(text) : WideSign{};
    const bool ends = sign.code != 0 ? !IsWideLetter(sign.code)
                                     : kEnds.find(text.front()) != std::string_view::npos;
    if (!ends) return false;
    text.remove_prefix(std::min(sign.length, text.size()));
  }
  return true;
}

// Whether a word may begin here: `before` is what stands since the last blank. Quotes, bullets and
// brackets may stand before it; letters, another # and what addresses are made of may not.
bool IsStart(std::string_view before) {
  constexpr std::string_view kStarts = "\"'*-_~>([{.,;:!|+";
  while (!before.empty()) {
    const WideSign sign = IsWide(before.front()) ? WideSignOf(before) : WideSign{};
    const bool starts = sign.code != 0 ? !IsWideLetter(sign.code)
                                       : kStarts.find(before.front()) != std::string_view::npos;
    if (!starts) return false;
    before.remove_prefix(std::min(sign.length, before.size()));
  }
  return true;
}

// The sign of U+FF01 to U+FF5E or the blank of U+3000 that an Asian keyboard puts for one of ASCII;
// \0 when it is none of letters, digits and blanks.
char PlainOf(char32_t code) {
  if (code == 0x3000) return ' ';
  if (code < 0xFF01 || code > 0xFF5E) return '\0';
  const char plain = static_cast<char>(code - 0xFEE0);
  return IsAlnum(plain) ? plain : '\0';
}

// The keyboards of phones have a wide # with wide letters, and make an emoji of #.
std::string WithPlainSigns(std::string_view line) {
  constexpr std::array<std::string_view, 3> kSigns = {"\uFF03", "\uFE5F", "#\uFE0F\u20E3"};
  std::string plain;
  bool after_sign = false;
  while (!line.empty()) {
    const auto* sign = std::find_if(kSigns.begin(), kSigns.end(),
                                    [&](std::string_view one) { return line.starts_with(one); });
    std::size_t length = 1;
    if (sign != kSigns.end()) {
      plain.push_back('#');
      length = sign->size();
    } else {
      const WideSign wide = IsWide(line.front()) ? WideSignOf(line) : WideSign{};
      length = std::min(wide.length, line.size());
      const char ascii = after_sign || wide.code == 0x3000 ? PlainOf(wide.code) : '\0';
      ascii != '\0' ? plain.push_back(ascii) : void(plain.append(line.substr(0, length)));
    }
    after_sign = after_sign || plain.back() == '#';
    line.remove_prefix(length);
  }
  return plain;
}

std::string_view SkipFillers(std::string_view text) {
  for (const std::string_view filler : {"until ", "till ", "for ", "in ", "to ", "on ", "about "}) {
    const std::string_view trimmed = Trim(text);
    if (UpperAscii(trimmed.substr(0, filler.size())) == UpperAscii(filler)) {
      text = trimmed.substr(filler.size());
    }
  }
  return text;
}

class LineReader {
 public:
  LineReader(std::string_view line, Date today, const Translations& translations)
      : line_(line), today_(today), translations_(translations) {}

  LineWords Read() {
    std::size_t at = 0;
    std::size_t token = 0;  // begins after the last blank, or the last word that was taken
    while (at < line_.size()) {
      if (line_[at] == ' ') token = at + 1;
      const bool starts = line_[at] == '#' && IsStart(line_.substr(token, at - token));
      const std::size_t taken = starts && result_.words.size() < kMaxWordsInLine ? Take(at) : 0;
      if (taken == 0) {
        result_.rest.push_back(line_[at++]);
      } else {
        at += taken;
        token = at;
      }
    }
    result_.rest = OneLine(result_.rest);
    return std::move(result_);
  }

 private:
  // How much the word at `at` takes with its arguments; 0: it stays in the text.
  std::size_t Take(std::size_t at) {
    const std::string_view after_sign = line_.substr(at + 1);
    const Match match = LongestWord(after_sign, translations_);
    const std::string_view after = after_sign.substr(match.length);
    const bool spaced = !after_sign.empty() && after_sign.front() == ' ';
    // "#no worries" is not a no, "# Meeting notes" is a heading.
    const bool alone = match.name == "no" || (spaced && !TakesDate(match.name));
    if (match.length == 0 || (alone && !IsEnd(after))) return Report(after_sign);
    const std::size_t used = 1 + match.length;
    if (match.name == kNext) return TakeNext(after, used);
    OutcomeWord word;
    for (const Word& known : kWords) {
      if (known.name == match.name) word.outcome = known.outcome;
    }
    std::size_t argument = 0;
    if (TakesDate(match.name)) {
      const std::string_view text = SkipFillers(after);
      if (const auto date = ReadWordDate(text, today_, translations_)) {
        word.until = date->date;
        argument = after.size() - text.size() + date->length;
      } else if (match.name == kNotNow) {
        word.until = today_ + days{kNotNowDays};
      } else if (StartsWithDigit(text)) {
        // A date was meant and cannot be read: better asked than waited for the wrong day.
        return Report(after_sign);
      }
    }
    Keep(std::move(word));
    return used + argument;
  }

  std::size_t TakeNext(std::string_view after, std::size_t used) {
    const std::string_view text = SkipFillers(after);
    const auto date = ReadWordDate(text, today_, translations_);
    if (!date) return Report("next");
    OutcomeWord word;
    word.next = true;
    word.until = date->date;
    std::string_view rest = text.substr(date->length);
    while (!rest.empty() && (rest.front() == ':' || rest.front() == ',' || rest.front() == ' ')) {
      rest.remove_prefix(1);
    }
    word.text = OneLine(rest);
    Keep(std::move(word));
    return used + after.size();
  }

  static bool StartsWithDigit(std::string_view text) {
    const std::string_view trimmed = Trim(text);
    return !trimmed.empty() && trimmed.front() >= '0' && trimmed.front() <= '9';
  }

  void Keep(OutcomeWord word) {
    for (const OutcomeWord& known : result_.words) {
      if (known == word) return;
    }
    result_.words.push_back(std::move(word));
  }

  // #1 is a number, "# Heading" a heading; the rest was meant for us.
  std::size_t Report(std::string_view after_sign) {
    std::size_t length = 0;
    while (length < after_sign.size() && length < 40 &&
           (ContinuesWord(after_sign.substr(length)) || after_sign[length] == '-')) {
      length += WideSignOf(after_sign.substr(length)).length;
    }
    length = std::min(length, after_sign.size());
    const bool letter = length > 0 && !(after_sign.front() >= '0' && after_sign.front() <= '9');
    if (letter) result_.unknown.push_back("#" + std::string(after_sign.substr(0, length)));
    return 0;
  }

  std::string_view line_;
  Date today_;
  const Translations& translations_;
  LineWords result_;
};

}  // namespace

LineWords ReadLineWords(std::string_view line, Date today, const Translations& translations) {
  const std::string one = OneLine(WithPlainSigns(line));
  return LineReader(one, today, translations).Read();
}

bool SaysNothing(std::string_view text) {
  while (!text.empty()) {
    const WideSign sign = IsWide(text.front()) ? WideSignOf(text) : WideSign{};
    const bool wide = sign.code <= 0xBF || (sign.code >= 0x2000 && sign.code <= 0x206F) ||
                      (sign.code >= 0x25A0 && sign.code <= 0x25FF) ||
                      (sign.code >= 0x3000 && sign.code <= 0x303F) || sign.code == 0xFE0F;
    const bool ascii = sign.code == 0 && IsAlnum(text.front());
    if (ascii || !wide) return false;
    text.remove_prefix(std::min(sign.length, text.size()));
  }
  return true;
}

Translations FoldTranslations(const Translations& translations) {
  Translations folded;
  for (const auto& [theirs, ours] : translations) {
    std::string key = FoldWord(theirs);
    if (!key.empty() && key.front() == '#') key.erase(0, 1);
    if (!key.empty()) folded[key] = FoldWord(ours);
  }
  return folded;
}

}  // namespace touchbase::ical
