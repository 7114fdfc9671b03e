#include "model/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/histories.h"
#include "model/tracks.h"

namespace touchbase {
namespace {

constexpr double kDaysOfYear = 365;
constexpr int kWorkingWeeks = 50;

double WorkDaysOfYear(const PlanSettings& settings) {
  const auto a_week = std::count(settings.work_days.begin(), settings.work_days.end(), true);
  return static_cast<double>(std::max<std::ptrdiff_t>(1, a_week)) * kWorkingWeeks;
}

// One decimal, whatever the locale.
std::string OneDecimal(double value) {
  const auto tenths = static_cast<long long>(std::llround(value * 10));
  const std::string whole = std::to_string(tenths / 10);
  return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

std::string People(int count) {
  return std::to_string(count) + (count == 1 ? " person" : " people");
}

std::string Interval(int interval) {
  if (interval == 90) return "quarterly";
  if (interval == 30) return "monthly";
  if (interval == 7) return "weekly";
  return "every " + std::to_string(interval) + " days";
}

std::string Blocks(double count) {
  const std::string number = OneDecimal(count);
  return number + (number == "1" ? " block a day" : " blocks a day");
}

std::size_t StepsFor(const Contact& contact, const Cadence& cadence) {
  return static_cast<std::size_t>(
      std::count_if(cadence.steps.begin(), cadence.steps.end(),
                    [&contact](const Step& step) { return Applies(step, contact); }));
}

int LapOf(const DueStep& item) {
  if (item.lap_days > 0) return item.lap_days;
  const Gap& gap = item.step->after;
  return std::max(1, gap.months ? gap.count * 30 : gap.count);
}

}  // namespace

Workload ReckonWorkload(const PlanInput& input) {
  const KnownCadences cadences(input.cadences);
  const WorkCalendar calendar(input.settings, DateOf(input.now));
  const TrackRules rules{cadences, input.settings, calendar, input.now};
  const PlacedIndex nothing({});
  const Tracks tracks(rules, nothing);
  const LiveLog log(input.touches);
  Histories histories(log, rules);
  Workload load;
  std::vector<int> laps;
  std::size_t steps_of_starts = 0;
  for (std::size_t i = 0; i < input.contacts.size(); ++i) {
    const Contact& contact = input.contacts[i];
    const TrackState state = histories.Of(contact);
    std::vector<DueStep> due;
    tracks.Append(contact, static_cast<std::uint32_t>(i), state, due);
    if (!due.empty()) ++load.people;
    for (const DueStep& item : due) {
      if (item.queue == Queue::kLine) {
        ++load.starting;
        const Cadence* cadence = cadences.ForCell(item.track);
        if (cadence != nullptr) steps_of_starts += StepsFor(contact, *cadence);
      }
      if (item.queue == Queue::kCap) laps.push_back(LapOf(item));
    }
  }
  const auto cap = static_cast<std::size_t>(std::max(0, input.settings.keep_cap));
  load.above_cap = static_cast<int>(laps.size() - std::min(laps.size(), cap));
  laps.resize(std::min(laps.size(), cap));
  load.kept = static_cast<int>(laps.size());
  std::map<int, int> common;
  double a_year = 0;
  for (const int lap : laps) {
    a_year += kDaysOfYear / lap;
    const int count = ++common[lap];
    if (load.interval_days == 0 || count > common[load.interval_days]) load.interval_days = lap;
  }
  load.kept_per_day = a_year / WorkDaysOfYear(input.settings);
  const int per_week = std::max(0, input.settings.start_per_week);
  if (load.starting > 0 && per_week > 0) {
    load.weeks = (load.starting + per_week - 1) / per_week;
    const double steps = static_cast<double>(steps_of_starts) / load.starting;
    load.starts_per_day =
        std::min(per_week, load.starting) * steps * kWorkingWeeks / WorkDaysOfYear(input.settings);
  }
  return load;
}

std::vector<std::string> WorkloadSentences(const Workload& load, const PlanSettings& settings) {
  std::vector<std::string> sentences;
  std::string first;
  if (load.kept > 0) {
    first =
        People(load.kept) + " " + Interval(load.interval_days) + ": " + Blocks(load.kept_per_day);
  }
  if (load.weeks > 0) {
    first += (first.empty() ? "The last of " : "; the last of ") + std::to_string(load.starting) +
             " starts in " + std::to_string(load.weeks) + (load.weeks == 1 ? " week" : " weeks");
  }
  if (!first.empty()) sentences.push_back(first + ".");
  if (load.starting > 0 && load.weeks == 0) {
    sentences.push_back(People(load.starting) +
                        " wait for a first message, and start_per_week = 0 "
                        "lets nobody start.");
  }
  if (load.starts_per_day > 0) {
    const int together = std::min(settings.start_per_week, load.starting);
    sentences.push_back(std::to_string(together) + " starts a week come to " +
                        Blocks(load.starts_per_day) + " while nobody answers.");
  }
  if (load.above_cap > 0) {
    sentences.push_back(People(load.above_cap) + " more wait for a place: keep_cap = " +
                        std::to_string(settings.keep_cap) + ".");
  }
  const double all = load.kept_per_day + load.starts_per_day;
  if (all > settings.max_per_day) {
    sentences.push_back("That is more than max_per_day = " + std::to_string(settings.max_per_day) +
                        ": some will be late.");
  }
  return sentences;
}

}  // namespace touchbase
