#include "config/notation.h"

#include <array>
#include <charconv>

namespace touchbase {
namespace {

constexpr int kMostDays = 3660;
constexpr int kMostMonths = 120;

// The digits at the front of `text`, which lose them. At most five: more would be out of any range.
std::optional<int> TakeNumber(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || length == 0 || length > 5 || number < 0) return std::nullopt;
  text.remove_prefix(length);
  return number;
}

}  // namespace

std::optional<Gap> ParseGap(std::string_view text) {
  if (text.empty() || text.front() == '-') return std::nullopt;
  const std::optional<int> count = TakeNumber(text);
  if (!count) return std::nullopt;
  if (text == "mo" && *count <= kMostMonths) return Gap{*count, true};
  if (text == "d" && *count <= kMostDays) return Gap{*count, false};
  if (text == "w" && *count <= kMostDays / 7) return Gap{*count * 7, false};
  return std::nullopt;
}

std::optional<int> ParseSignedDays(std::string_view text) {
  int sign = 1;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  const std::optional<Gap> gap = ParseGap(text);
  if (!gap || gap->months) return std::nullopt;
  return sign * gap->count;
}

std::optional<TimeSpan> ParseTimeSpan(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto start = ParseTimeOfDay(text.substr(0, dash));
  const auto end = ParseTimeOfDay(text.substr(dash + 1));
  if (!start || !end || *end <= *start) return std::nullopt;
  return TimeSpan{*start, *end};
}

std::optional<DateSpan> ParseDateSpan(std::string_view text) {
  const auto dots = text.find("..");
  const auto first = ParseDate(text.substr(0, dots));
  const auto last = dots == std::string_view::npos ? first : ParseDate(text.substr(dots + 2));
  if (!first || !last || *last < *first) return std::nullopt;
  return DateSpan{*first, *last};
}

std::optional<int> ParseWeekdayWord(std::string_view text) {
  constexpr std::array<std::string_view, 7> kWords = {"sun", "mon", "tue", "wed",
                                                      "thu", "fri", "sat"};
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == text) return static_cast<int>(i);
  }
  return std::nullopt;
}

}  // namespace touchbase
