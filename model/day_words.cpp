#include "model/day_words.h"

#include <array>
#include <chrono>
#include <string_view>

namespace touchbase {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 10> kOrdinals = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
constexpr std::array<std::string_view, 10> kCounts = {"one", "two",   "three", "four", "five",
                                                      "six", "seven", "eight", "nine", "ten"};

}  // namespace

std::string DayText(Date day, Date around) {
  const std::chrono::year_month_day date{day};
  const auto month = static_cast<unsigned>(date.month());
  std::string text = std::to_string(static_cast<unsigned>(date.day())) + " ";
  text += kMonths[(month - 1) % kMonths.size()];
  const std::chrono::year_month_day other{around};
  if (date.year() != other.year()) text += " " + std::to_string(static_cast<int>(date.year()));
  return text;
}

std::string OrdinalText(int number) {
  if (number >= 1 && number <= 10)
    return std::string(kOrdinals[static_cast<std::size_t>(number) - 1]);
  const int last = number % 10;
  const bool teen = number % 100 >= 11 && number % 100 <= 13;
  const char* ending = teen ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return std::to_string(number) + ending;
}

std::string CountText(int number) {
  if (number >= 1 && number <= 10)
    return std::string(kCounts[static_cast<std::size_t>(number) - 1]);
  return std::to_string(number);
}

}  // namespace touchbase
