#include "ical/outcome_words.h"

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

// Letters beyond ASCII belong to words; dashes, quotes, dots (U+2000 to U+206F) and the no-break
// space do not.
bool ContinuesWord(std::string_view text) {
  if (text.empty()) return false;
  if (text.starts_with("\xE2\x80") || text.starts_with("\xC2\xA0")) return false;
  if (text.front() == '-' || text.front() == '_' || text.front() == '\'') {
    return text.size() > 1 && IsAlnum(text[1]);
  }
  return IsAlnum(text.front()) || static_cast<unsigned char>(text.front()) >= 0x80;
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

// Nothing but full stops and the like.
bool IsEnd(std::string_view text) {
  return text.find_first_not_of(" .!,;)") == std::string_view::npos;
}

std::string_view SkipFillers(std::string_view text) {
  for (const std::string_view filler : {"until ", "till ", "for ", "to ", "on ", "about "}) {
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
    while (at < line_.size()) {
      const bool starts = at == 0 || line_[at - 1] == ' ' || line_[at - 1] == '(';
      const std::size_t taken =
          line_[at] == '#' && starts && result_.words.size() < kMaxWordsInLine ? Take(at) : 0;
      if (taken == 0) {
        result_.rest.push_back(line_[at++]);
      } else {
        at += taken;
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
      ++length;
    }
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
  const std::string one = OneLine(line);
  return LineReader(one, today, translations).Read();
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
