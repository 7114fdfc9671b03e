#include "sync/core/planning_print.h"

#include <sstream>

#include "model/hash.h"

namespace touchbase {
namespace {

void AddStep(std::ostream& out, const Step& step) {
  out << step.name << ' ' << step.after.count << step.after.months << step.from_anchor
      << ToWord(step.channel) << ' ' << step.script << ' ' << static_cast<int>(step.deadline) << ' '
      << step.tolerance_before_days << ' ' << step.tolerance_after_days << ' ' << step.condition
      << '\n';
}

void AddCadences(std::ostream& out, const CadenceSet& cadences) {
  for (const auto& [name, cadence] : cadences) {
    out << name << ' ' << cadence.limit << ' ' << cadence.on_response << ' ' << cadence.on_end
        << '\n';
    for (const Step& step : cadence.steps) AddStep(out, step);
    if (cadence.tail) AddStep(out, *cadence.tail);
  }
}

void AddPlan(std::ostream& out, const PlanSettings& plan) {
  for (const bool works : plan.work_days) out << works;
  for (const auto* spans : {&plan.work_hours, &plan.prefer}) {
    for (const TimeSpan& span : *spans) out << ' ' << span.start.count() << '-' << span.end.count();
    out << '\n';
  }
  out << plan.evening_until.count() << ' ' << plan.weekend_thanks << ' ' << plan.slot_minutes << ' '
      << plan.max_per_day << ' ' << plan.start_per_week << ' ' << plan.horizon_days << ' '
      << plan.anchor_plan << ' ' << plan.keep_cap << ' ' << plan.known << '\n';
  for (const Date holiday : plan.holidays) out << FormatDate(holiday) << ' ';
  for (const DateSpan& span : plan.away) {
    out << FormatDate(span.first) << ' ' << FormatDate(span.last) << ' ';
  }
  for (const auto& [tag, interval] : plan.tiers) out << tag << ' ' << interval << ' ';
  for (const auto& [word, meaning] : plan.words) out << word << '=' << meaning << ' ';
}

}  // namespace

std::string PlanningPrint(const RunSettings& settings) {
  std::ostringstream out;
  out << static_cast<int>(settings.items) << ' ' << settings.keep_done_days << ' '
      << settings.weekly.has_value() << '\n';
  for (const auto* list :
       {&settings.busy_calendars, &settings.watched_calendars, &settings.holiday_sources,
        &settings.away_words, &settings.own_addresses, &settings.own_domains}) {
    for (const std::string& entry : *list) out << entry.size() << ' ' << entry << ' ';
    out << '\n';
  }
  AddPlan(out, settings.plan);
  AddCadences(out, settings.cadences);
  return UuidHex({out.str()});
}

}  // namespace touchbase
