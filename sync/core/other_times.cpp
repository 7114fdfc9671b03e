#include "sync/core/other_times.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "model/letters.h"
#include "sync/core/meetings.h"

namespace touchbase {
namespace {

constexpr int kMostDays = 400;  // of one all-day event
constexpr char kBusyLine = 'b';
constexpr char kAwayLine = 'a';
constexpr char kHolidayLine = 'h';

bool IsLetter(char c) {
  const char lower = LowerAscii(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool HasPhrase(std::string_view text, std::string_view phrase) {
  if (phrase.empty()) return false;
  for (std::size_t at = text.find(phrase); at != std::string_view::npos;
       at = text.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool begins = at == 0 || !IsLetter(text[at - 1]);
    if (begins && (end == text.size() || !IsLetter(text[end]))) return true;
  }
  return false;
}

DateSpan DaysOf(const ical::Occurrence& event) {
  const Date first = DateOf(event.start);
  const Date last = DateOf(event.end - seconds{1});
  return {first, std::clamp(last, first, first + days{kMostDays})};
}

std::int64_t Number(std::string_view* line) {
  while (!line->empty() && line->front() == ' ') line->remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(line->data(), line->data() + line->size(), number);
  line->remove_prefix(static_cast<std::size_t>(end - line->data()));
  return error == std::errc() ? number : 0;
}

Date DayOf(std::int64_t number) { return Date{days{number}}; }

void AddLine(std::string* text, char sort, std::int64_t first, std::int64_t last) {
  text->append(1, sort).append(" ").append(std::to_string(first));
  text->append(" ").append(std::to_string(last)).append("\n");
}

}  // namespace

bool IsOurs(const ical::Occurrence& event, std::string_view book_id) {
  std::string prefix = "tb-";
  prefix.append(book_id).append("-");
  return event.keyed || event.uid.starts_with(prefix);
}

bool TakesTime(const ical::Occurrence& event, std::string_view book_id) {
  return event.opaque && !event.cancelled && !event.declined && event.start < event.end &&
         !IsOurs(event, book_id);
}

bool SaysAway(const ical::Occurrence& event, std::span<const std::string> away_words) {
  if (!event.all_day || event.cancelled || event.declined) return false;
  if (HasTag(event.title, "#away")) return true;
  const std::string title = Squeezed(event.title);
  return std::any_of(away_words.begin(), away_words.end(),
                     [&](const std::string& word) { return HasPhrase(title, Squeezed(word)); });
}

void AddBusyOf(std::span<const ical::Occurrence> events, const OtherRules& rules, OtherTimes* to) {
  for (const ical::Occurrence& event : events) {
    if (TakesTime(event, rules.book_id)) to->busy.push_back({event.start, event.end});
  }
}

void AddAwayOf(std::span<const ical::Occurrence> events, const OtherRules& rules, OtherTimes* to) {
  for (const ical::Occurrence& event : events) {
    if (SaysAway(event, rules.away_words) && !IsOurs(event, rules.book_id)) {
      to->away.push_back(DaysOf(event));
    }
  }
}

void AddHolidaysOf(std::span<const ical::Occurrence> events, OtherTimes* to) {
  for (const ical::Occurrence& event : events) {
    if (!event.all_day || event.cancelled) continue;
    const DateSpan span = DaysOf(event);
    for (Date day = span.first; day <= span.last; day += days{1}) to->holidays.push_back(day);
  }
}

void Tidy(OtherTimes* times) {
  const auto by_start = [](const Busy& a, const Busy& b) {
    return a.start != b.start ? a.start < b.start : a.end < b.end;
  };
  std::sort(times->busy.begin(), times->busy.end(), by_start);
  std::vector<Busy> merged;
  for (const Busy& busy : times->busy) {
    if (merged.empty() || merged.back().end < busy.start) {
      merged.push_back(busy);
    } else {
      merged.back().end = std::max(merged.back().end, busy.end);
    }
  }
  times->busy.swap(merged);
  auto& away = times->away;
  std::sort(away.begin(), away.end(), [](const DateSpan& a, const DateSpan& b) {
    return a.first != b.first ? a.first < b.first : a.last < b.last;
  });
  away.erase(std::unique(away.begin(), away.end()), away.end());
  auto& holidays = times->holidays;
  std::sort(holidays.begin(), holidays.end());
  holidays.erase(std::unique(holidays.begin(), holidays.end()), holidays.end());
}

PlanSettings WithOthers(PlanSettings settings, const OtherTimes& times) {
  settings.away.insert(settings.away.end(), times.away.begin(), times.away.end());
  settings.holidays.insert(settings.holidays.end(), times.holidays.begin(), times.holidays.end());
  return settings;
}

std::string ToText(const OtherTimes& times) {
  std::string text;
  for (const Busy& busy : times.busy) {
    AddLine(&text, kBusyLine, busy.start.time_since_epoch().count(),
            busy.end.time_since_epoch().count());
  }
  const auto number = [](Date day) { return std::int64_t{day.time_since_epoch().count()}; };
  for (const DateSpan& span : times.away) {
    AddLine(&text, kAwayLine, number(span.first), number(span.last));
  }
  for (const Date day : times.holidays) AddLine(&text, kHolidayLine, number(day), number(day));
  return text;
}

OtherTimes OtherTimesFrom(std::string_view text) {
  OtherTimes times;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty()) continue;
    const char sort = line.front();
    line.remove_prefix(1);
    const std::int64_t first = Number(&line);
    const std::int64_t last = Number(&line);
    if (last < first) continue;
    if (sort == kBusyLine && first < last)
      times.busy.push_back({LocalTime{seconds{first}}, LocalTime{seconds{last}}});
    if (sort == kAwayLine) times.away.push_back({DayOf(first), DayOf(last)});
    if (sort == kHolidayLine) times.holidays.push_back(DayOf(first));
  }
  return times;
}

}  // namespace touchbase
