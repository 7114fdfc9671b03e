#include "sync/http/http_date.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>

#include "sync/http/ascii.h"

namespace touchbase::http {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

// The next run of letters or digits and colons; what lies between (space, comma, dash) is skipped.
std::string_view NextWord(std::string_view* text) {
  const auto is_word = [](char c) { return IsAlpha(c) || IsDigit(c) || c == ':'; };
  std::size_t begin = 0;
  while (begin < text->size() && !is_word((*text)[begin])) ++begin;
  std::size_t end = begin;
  while (end < text->size() && is_word((*text)[end])) ++end;
  const std::string_view word = text->substr(begin, end - begin);
  text->remove_prefix(end);
  return word;
}

std::optional<int> Number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<unsigned> Month(std::string_view word) {
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (EqualsIgnoringCase(word, kMonths[i])) return i + 1;
  }
  return std::nullopt;
}

std::optional<std::int64_t> SecondsOfDay(std::string_view word) {
  if (word.size() != 8 || word[2] != ':' || word[5] != ':') return std::nullopt;
  const auto hour = Number(word.substr(0, 2));
  const auto minute = Number(word.substr(3, 2));
  const auto second = Number(word.substr(6, 2));
  // 60 is a leap second.
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  return *hour * 3600 + *minute * 60 + *second;
}

}  // namespace

std::optional<std::int64_t> ParseHttpDate(std::string_view text) {
  if (text.size() > 64) return std::nullopt;
  NextWord(&text);  // the day of the week says nothing new
  std::array<std::string_view, 4> words;
  for (std::string_view& word : words) word = NextWord(&text);
  // asctime has "Nov 6 08:49:37 1994", the others "06 Nov 1994 08:49:37 GMT".
  if (!words[0].empty() && IsAlpha(words[0].front())) {
    words = {words[1], words[0], words[3], words[2]};
  } else if (!EqualsIgnoringCase(NextWord(&text), "GMT")) {
    return std::nullopt;
  }
  const auto day = Number(words[0]);
  const auto month = Month(words[1]);
  auto year = Number(words[2]);
  const auto time = SecondsOfDay(words[3]);
  if (!day || !month || !year || !time || *year > 9999) return std::nullopt;
  if (words[2].size() == 2) *year += *year < 70 ? 2000 : 1900;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86400 + *time;
}

}  // namespace touchbase::http
