#include "model/word_date.h"

#include <algorithm>
#include <array>

namespace touchbase {
namespace {

using std::chrono::year_month_day;

constexpr int kFarthestDays = 3660;
constexpr std::array<std::string_view, 12> kMonthWords = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdayWords = {
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

constexpr std::array<std::string_view, 12> kNumbers = {"one",  "two", "three",  "four",
                                                       "five", "six", "seven",  "eight",
                                                       "nine", "ten", "eleven", "twelve"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// Reads forward over the text; every Take gives nothing and moves nothing when it does not fit.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  std::size_t at() const { return at_; }
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  void SkipBlanks() {
    while (Peek() == ' ') ++at_;
  }
  bool Take(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }
  std::optional<int> TakeNumber(std::size_t max_digits) {
    std::size_t end = at_;
    int number = 0;
    while (end < text_.size() && IsDigit(text_[end]) && end - at_ < max_digits) {
      number = number * 10 + (text_[end++] - '0');
    }
    if (end == at_ || (end < text_.size() && IsDigit(text_[end]))) return std::nullopt;
    at_ = end;
    return number;
  }
  std::string TakeWord() {
    const std::size_t begin = at_;
    while (!AtEnd() && IsLetter(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }
  // A date ends at a blank, a sign or the end, not inside a word.
  bool AtWordEnd() const { return AtEnd() || !(IsLetter(text_[at_]) || IsDigit(text_[at_])); }
  void Back(std::size_t at) { at_ = at; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::string Translated(const std::string& word, const Translations& translations) {
  const std::string folded = FoldWord(word);
  const auto found = translations.find(folded);
  return found == translations.end() ? folded : FoldWord(found->second);
}

// The place of a word, or of at least three letters of it, in `names`; -1 when it is none.
template <std::size_t kCount>
int IndexOf(const std::string& word, const std::array<std::string_view, kCount>& names) {
  if (word.size() < 3) return -1;
  for (std::size_t i = 0; i < kCount; ++i) {
    const bool sept = names[i] == "september" && word == "sept";
    if (word == names[i] || word == names[i].substr(0, 3) || sept) return static_cast<int>(i);
  }
  return -1;
}

std::optional<Date> Exact(int year, int month, int day) {
  if (year < 1900 || year > 2200) return std::nullopt;
  const year_month_day ymd{std::chrono::year{year},
                           std::chrono::month(static_cast<unsigned>(month)),
                           std::chrono::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return std::nullopt;
  return Date{ymd};
}

// Without a year: today or the next such day.
std::optional<Date> Complete(std::optional<int> year, int month, int day, Date today) {
  const int this_year = static_cast<int>(year_month_day{today}.year());
  if (year) return Exact(*year < 100 ? 2000 + *year : *year, month, day);
  const std::optional<Date> here = Exact(this_year, month, day);
  return here && *here >= today ? here : Exact(this_year + 1, month, day);
}

// A year after a date: four digits, or two where `short_form` allows; nothing else is touched.
std::optional<int> TakeYear(Cursor* cursor, bool short_form) {
  const std::size_t begin = cursor->at();
  cursor->SkipBlanks();
  const std::size_t digits = cursor->at();
  const std::optional<int> year = cursor->TakeNumber(4);
  const std::size_t length = cursor->at() - digits;
  const bool fits = year && cursor->AtWordEnd() &&
                    (length == 4 || (length == 2 && short_form && digits == begin));
  if (fits) return year;
  cursor->Back(begin);
  return std::nullopt;
}

std::optional<Date> Distance(int count, const std::string& unit, Date today) {
  if (unit == "d" || unit == "day" || unit == "days") return today + days{count};
  if (unit == "w" || unit == "week" || unit == "weeks") return today + days{7 * count};
  if (count > 120) return std::nullopt;
  if (unit == "mo" || unit == "month" || unit == "months") return AddMonths(today, count);
  if (unit == "y" || unit == "year" || unit == "years") return AddMonths(today, 12 * count);
  return std::nullopt;
}

// 2026-03-12
std::optional<Date> TakeIso(Cursor* cursor) {
  const std::optional<int> year = cursor->TakeNumber(4);
  if (!year || *year < 1000 || !cursor->Take('-')) return std::nullopt;
  const std::optional<int> month = cursor->TakeNumber(2);
  if (!month || !cursor->Take('-')) return std::nullopt;
  const std::optional<int> day = cursor->TakeNumber(2);
  if (!day || !cursor->AtWordEnd()) return std::nullopt;
  return Exact(*year, *month, *day);
}

// 12.3.  12.3.26  12.3.2026  13/4  4/13/2026
std::optional<Date> TakeNumeric(Cursor* cursor, Date today) {
  const std::optional<int> first = cursor->TakeNumber(2);
  const char sign = cursor->Peek();
  if (!first || (sign != '.' && sign != '/') || !cursor->Take(sign)) return std::nullopt;
  cursor->SkipBlanks();
  const std::optional<int> second = cursor->TakeNumber(2);
  if (!second) return std::nullopt;
  std::optional<int> year;
  if (cursor->Take(sign)) year = TakeYear(cursor, true);
  if (!cursor->AtWordEnd()) return std::nullopt;
  if (sign == '.') return Complete(year, *second, *first, today);
  // 3/4 is April in one country and March in another.
  if ((*first > 12) == (*second > 12)) return std::nullopt;
  return *first > 12 ? Complete(year, *second, *first, today)
                     : Complete(year, *first, *second, today);
}

// 10d  2 weeks  12 Mar  12th of March 2026  12. March
std::optional<Date> TakeNumberAndWord(Cursor* cursor, Date today,
                                      const Translations& translations) {
  const std::optional<int> number = cursor->TakeNumber(4);
  if (!number) return std::nullopt;
  (void)cursor->Take('.');
  (void)cursor->Take('-');
  cursor->SkipBlanks();
  std::string word = Translated(cursor->TakeWord(), translations);
  if (word == "st" || word == "nd" || word == "rd" || word == "th") {
    cursor->SkipBlanks();
    word = Translated(cursor->TakeWord(), translations);
  }
  if (word == "of") {
    cursor->SkipBlanks();
    word = Translated(cursor->TakeWord(), translations);
  }
  if (!cursor->AtWordEnd()) return std::nullopt;
  if (const std::optional<Date> distance = Distance(*number, word, today)) return distance;
  const int month = IndexOf(word, kMonthWords);
  if (month < 0 || *number > 31) return std::nullopt;
  if (cursor->Take('.') && cursor->Peek() == '\0') return Complete({}, month + 1, *number, today);
  return Complete(TakeYear(cursor, false), month + 1, *number, today);
}

// two weeks   a month   next week
std::optional<Date> TakeCounted(Cursor* cursor, Date today, const Translations& translations) {
  const std::string word = Translated(cursor->TakeWord(), translations);
  const auto* number = std::find(kNumbers.begin(), kNumbers.end(), word);
  const bool one = word == "a" || word == "an" || word == "next";
  if (!one && number == kNumbers.end()) return std::nullopt;
  cursor->SkipBlanks();
  const std::string unit = Translated(cursor->TakeWord(), translations);
  if (!cursor->AtWordEnd() || unit.size() < 3) return std::nullopt;
  return Distance(one ? 1 : static_cast<int>(number - kNumbers.begin()) + 1, unit, today);
}

// Mar 12, 2026   tomorrow   monday
std::optional<Date> TakeWordFirst(Cursor* cursor, Date today, const Translations& translations) {
  const std::string word = Translated(cursor->TakeWord(), translations);
  if (word == "today" && cursor->AtWordEnd()) return today;
  if (word == "tomorrow" && cursor->AtWordEnd()) return today + days{1};
  const int weekday = IndexOf(word, kWeekdayWords);
  if (weekday >= 0 && cursor->AtWordEnd()) {
    const int distance = (weekday - static_cast<int>(WeekdayOf(today).c_encoding()) + 7) % 7;
    return today + days{distance == 0 ? 7 : distance};
  }
  const int month = IndexOf(word, kMonthWords);
  if (month < 0) return std::nullopt;
  (void)cursor->Take('.');
  cursor->SkipBlanks();
  const std::optional<int> day = cursor->TakeNumber(2);
  if (!day) return std::nullopt;
  const std::size_t before_suffix = cursor->at();
  const std::string suffix = FoldWord(cursor->TakeWord());
  if (suffix != "st" && suffix != "nd" && suffix != "rd" && suffix != "th") {
    cursor->Back(before_suffix);
  }
  if (!cursor->AtWordEnd()) return std::nullopt;
  const std::size_t after_day = cursor->at();
  (void)cursor->Take(',');
  const std::optional<int> year = TakeYear(cursor, false);
  if (!year) cursor->Back(after_day);
  return Complete(year, month + 1, *day, today);
}

}  // namespace

std::optional<WordDate> ReadWordDate(std::string_view text, Date today,
                                     const Translations& translations) {
  Cursor start(text);
  while (start.Peek() == ' ' || start.Peek() == ':' || start.Peek() == '-')
    (void)start.Take(start.Peek());
  for (int form = 0; form < 5; ++form) {
    Cursor cursor = start;
    std::optional<Date> date;
    if (form == 0) date = TakeIso(&cursor);
    if (form == 1) date = TakeNumeric(&cursor, today);
    if (form == 2) date = TakeNumberAndWord(&cursor, today, translations);
    if (form == 3) date = TakeWordFirst(&cursor, today, translations);
    if (form == 4) date = TakeCounted(&cursor, today, translations);
    if (date && *date <= today + days{kFarthestDays}) return WordDate{*date, cursor.at()};
  }
  return std::nullopt;
}

std::string FoldWord(std::string_view word) {
  std::string folded;
  for (std::size_t i = 0; i < word.size(); ++i) {
    char c = word[i];
    if (c == ' ' || c == '-' || c == '_') continue;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    folded.push_back(c);
    // U+00C0 to U+00DE have their small letters 32 further on.
    if (c == '\xC3' && i + 1 < word.size()) {
      const auto low = static_cast<unsigned char>(word[++i]);
      folded.push_back(
          static_cast<char>(low >= 0x80 && low <= 0x9E && low != 0x97 ? low + 0x20 : low));
    }
  }
  return folded;
}

}  // namespace touchbase
