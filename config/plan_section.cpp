// [plan].
#include <algorithm>
#include <string>
#include <utility>

#include "config/notation.h"
#include "config/sections.h"

namespace touchbase::config {
namespace {

constexpr std::string_view kHoursForm = "hours such as \"09:00-12:30\", the end after the start";

void ReadWorkDays(Section& section, std::vector<bool>& work_days) {
  std::vector<int> weekdays;
  const Value* list = section.Find("work_days");
  section.ParsedList("work_days", weekdays, ParseWeekdayWord,
                     "a weekday: mon, tue, wed, thu, fri, sat or sun");
  if (list == nullptr || list->kind != ValueKind::kArray) return;
  if (list->items.empty()) {
    section.Complain(*list, "work_days", "without a working day nothing can be planned");
  } else if (weekdays.size() == list->items.size()) {
    work_days.assign(7, false);
    for (const int weekday : weekdays) work_days[static_cast<std::size_t>(weekday)] = true;
  }
}

void ReadHours(Section& section, std::string_view key, bool needed, std::vector<TimeSpan>& out) {
  const Value* list = section.Find(key);
  std::vector<TimeSpan> hours;
  section.ParsedList(key, hours, ParseTimeSpan, kHoursForm);
  if (list == nullptr || list->kind != ValueKind::kArray) return;
  if (list->items.empty() && needed) {
    section.Complain(*list, key, "without hours nothing can be planned");
    return;
  }
  if (hours.size() != list->items.size()) return;
  for (std::size_t i = 1; i < hours.size(); ++i) {
    if (hours[i].start < hours[i - 1].end) {
      section.Complain(list->items[i], std::string(key) + '[' + std::to_string(i) + ']',
                       "begins before the hours in front of it end");
      return;
    }
  }
  out = std::move(hours);
}

bool IsCalendarSource(std::string_view text) {
  if (text.substr(0, 8) == "https://" || text.substr(0, 7) == "http://") {
    // User info in an address would be a password in plain text.
    return text.find('@') == std::string_view::npos;
  }
  return text.size() > 4 && text.substr(text.size() - 4) == ".ics" &&
         text.find("://") == std::string_view::npos;
}

// A holiday is a date, a span of them, or the place of a calendar that lists some.
void ReadHolidays(Section& section, Settings& settings) {
  std::vector<std::string> entries;
  section.ParsedList(
      "holidays", entries,
      [](std::string_view text) {
        return ParseDateSpan(text) || IsCalendarSource(text) ? std::optional(std::string(text))
                                                             : std::nullopt;
      },
      "a date such as \"2026-12-25\", an .ics file or a URL");
  const Value* list = section.Find("holidays");
  if (entries.empty() || list == nullptr) return;
  for (const std::string& entry : entries) {
    const auto span = ParseDateSpan(entry);
    if (!span) {
      const bool file = entry.find("://") == std::string::npos;
      settings.holiday_sources.push_back(file ? ResolvePath(*list, entry) : entry);
    } else if (span->last - span->first > days{366}) {
      section.Complain(*list, "holidays", "a span of more than a year");
    } else {
      for (Date day = span->first; day <= span->last; day += days{1}) {
        settings.plan.holidays.push_back(day);
      }
    }
  }
}

// Given tiers replace the built-in one.
void ReadTiers(Section section, std::map<std::string, int, std::less<>>& tiers) {
  if (section.Source() == nullptr) return;
  tiers.clear();
  for (const Entry& entry : section.Source()->entries) {
    const auto parse = [](std::string_view text) -> std::optional<int> {
      const std::optional<Gap> gap = ParseGap(text);
      if (!gap || gap->months || gap->count == 0) return std::nullopt;
      return gap->count;
    };
    int interval = 0;
    section.Parsed(entry.key, interval, parse, "days such as \"30d\", at least one");
    if (interval > 0) tiers[entry.key] = interval;
  }
  section.Done();
}

}  // namespace

void ReadPlan(Section section, Settings& settings) {
  PlanSettings& plan = settings.plan;
  ReadWorkDays(section, plan.work_days);
  ReadHours(section, "work_hours", true, plan.work_hours);
  ReadHours(section, "prefer", false, plan.prefer);
  section.Parsed("evening_until", plan.evening_until, ParseTimeOfDay, "a time such as \"20:00\"");
  section.Flag("weekend_thanks", plan.weekend_thanks);
  section.Number("slot_minutes", plan.slot_minutes, 5, 240);
  section.Number("max_per_day", plan.max_per_day, 1, 100);
  section.Number("start_per_week", plan.start_per_week, 0, 1000);
  section.Number("horizon_days", plan.horizon_days, 1, 400);
  ReadHolidays(section, settings);
  section.ParsedList("away", plan.away, ParseDateSpan,
                     "dates such as \"2026-07-01..2026-07-14\", the last not before the first");
  section.Texts("away_words", settings.away_words);
  section.Flag("known", plan.known);
  section.Choice<bool>("anchor", plan.anchor_plan, {{"done", false}, {"plan", true}});
  section.Number("keep_cap", plan.keep_cap, 0, 100000);
  ReadTiers(section.Table("tiers"), plan.tiers);
  section.Done();
}

}  // namespace touchbase::config
