#include "ical/recurrence_rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "ical/content_line.h"

namespace touchbase::ical {
namespace {

constexpr std::size_t kMostParts = 20;
constexpr std::size_t kMostOfList = 400;
constexpr std::size_t kMostTimesOfDay = 96;
constexpr int kMostInterval = 10'000;
constexpr int kMostCount = 100'000;
constexpr int kLongestYear = 366;
constexpr int kMostWeeks = 53;

std::optional<int> ToInt(std::string_view text, int least, int most) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (value < least || value > most) return std::nullopt;
  return value;
}

std::optional<unsigned> ToWeekday(std::string_view text) {
  constexpr std::array<std::string_view, 7> kDays = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const auto at = std::find(kDays.begin(), kDays.end(), text);
  if (at == kDays.end()) return std::nullopt;
  return static_cast<unsigned>(at - kDays.begin());
}

// Calls `take` for each part between separators; false when it does, or when there are too many.
template <typename Take>
bool ForEach(std::string_view text, char separator, std::size_t most, Take take) {
  for (std::size_t n = 0; !text.empty(); ++n) {
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (n >= most || !take(Trim(part))) return false;
  }
  return true;
}

// `least` below zero: both signs, and no zero.
bool ReadList(std::string_view text, int least, int most, std::vector<int>* out) {
  out->clear();
  const bool good = ForEach(text, ',', kMostOfList, [&](std::string_view item) {
    const std::optional<int> value = ToInt(item, least, most);
    if (!value || (least < 0 && *value == 0)) return false;
    out->push_back(*value);
    return true;
  });
  std::sort(out->begin(), out->end());
  out->erase(std::unique(out->begin(), out->end()), out->end());
  return good && !out->empty();
}

bool ReadWeekdays(std::string_view text, std::vector<NthWeekday>* out) {
  out->clear();
  const bool good = ForEach(text, ',', kMostOfList, [&](std::string_view item) {
    if (item.size() < 2) return false;
    const std::optional<unsigned> day = ToWeekday(item.substr(item.size() - 2));
    const std::string_view number = item.substr(0, item.size() - 2);
    const std::optional<int> nth = number.empty() ? 0 : ToInt(number, -kMostWeeks, kMostWeeks);
    if (!day || !nth || (!number.empty() && *nth == 0)) return false;
    out->push_back({*nth, *day});
    return true;
  });
  return good && !out->empty();
}

bool ReadFrequency(std::string_view value, RecurrenceRule* rule) {
  constexpr std::array<std::string_view, 4> kNames = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
  const auto at = std::find(kNames.begin(), kNames.end(), value);
  if (at == kNames.end()) return false;
  rule->frequency = static_cast<Frequency>(at - kNames.begin());
  return true;
}

bool ReadNumber(std::string_view value, int most, int* out) {
  const std::optional<int> number = ToInt(value, 1, most);
  *out = number.value_or(*out);
  return number.has_value();
}

bool ReadPart(std::string_view name, std::string_view value, RecurrenceRule* rule) {
  if (name == "FREQ") return ReadFrequency(value, rule);
  if (name == "INTERVAL") return ReadNumber(value, kMostInterval, &rule->interval);
  if (name == "COUNT") return ReadNumber(value, kMostCount, &rule->count);
  if (name == "UNTIL") return (rule->until = ParseBasicTime(value)).has_value();
  if (name == "BYMONTH") return ReadList(value, 1, 12, &rule->months);
  if (name == "BYWEEKNO") return ReadList(value, -kMostWeeks, kMostWeeks, &rule->week_numbers);
  if (name == "BYYEARDAY") return ReadList(value, -kLongestYear, kLongestYear, &rule->year_days);
  if (name == "BYMONTHDAY") return ReadList(value, -31, 31, &rule->month_days);
  if (name == "BYSETPOS") return ReadList(value, -kLongestYear, kLongestYear, &rule->set_pos);
  if (name == "BYDAY") return ReadWeekdays(value, &rule->weekdays);
  if (name == "BYHOUR") return ReadList(value, 0, 23, &rule->hours);
  if (name == "BYMINUTE") return ReadList(value, 0, 59, &rule->minutes);
  if (name == "BYSECOND") return ReadList(value, 0, 59, &rule->seconds);
  if (name == "RSCALE") return value == "GREGORIAN";
  if (name == "SKIP") return value == "OMIT";
  if (name != "WKST") return name.starts_with("X-");
  const std::optional<unsigned> day = ToWeekday(value);
  rule->week_start = day.value_or(1);
  return day.has_value();
}

// Days of months that never come.
bool IsImpossible(const RecurrenceRule& rule) {
  constexpr std::array<int, 13> kLongest = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (rule.months.empty() || rule.month_days.empty()) return false;
  return std::all_of(rule.months.begin(), rule.months.end(), [&](int month) {
    return std::all_of(rule.month_days.begin(), rule.month_days.end(), [&](int day) {
      return std::abs(day) > kLongest.at(static_cast<std::size_t>(month));
    });
  });
}

// A year day is no part of a week, and so on (the table in RFC 5545 3.3.10).
bool IsMisplaced(const RecurrenceRule& rule) {
  const Frequency frequency = rule.frequency;
  return (frequency != Frequency::kYearly && !rule.week_numbers.empty()) ||
         (frequency != Frequency::kYearly && !rule.year_days.empty()) ||
         (frequency == Frequency::kWeekly && !rule.month_days.empty());
}

std::size_t TimesOfDay(const RecurrenceRule& rule) {
  const auto size = [](const std::vector<int>& list) {
    return std::max<std::size_t>(1, list.size());
  };
  return size(rule.hours) * size(rule.minutes) * size(rule.seconds);
}

ParsedRule Refused(std::string_view part) {
  return {std::nullopt, std::string(part.substr(0, 40))};
}

}  // namespace

ParsedRule ParseRule(std::string_view text) {
  const std::string upper = UpperAscii(Trim(text));
  RecurrenceRule rule;
  std::string_view bad;
  bool has_frequency = false;
  const bool good = ForEach(upper, ';', kMostParts, [&](std::string_view part) {
    const std::size_t equals = part.find('=');
    if (part.empty()) return true;
    bad = part;
    if (equals == std::string_view::npos) return false;
    const std::string_view name = Trim(part.substr(0, equals));
    has_frequency = has_frequency || name == "FREQ";
    return ReadPart(name, Trim(part.substr(equals + 1)), &rule);
  });
  if (!good) return Refused(bad);
  if (!has_frequency) return Refused("no FREQ");
  if (IsImpossible(rule)) return Refused("a day that never comes");
  if (IsMisplaced(rule)) return Refused("parts that do not go together");
  if (TimesOfDay(rule) > kMostTimesOfDay) return Refused("too many times on one day");
  return {std::move(rule), {}};
}

}  // namespace touchbase::ical
