#include "sync/core/busy_times.h"

#include <algorithm>

#include "ical/expand.h"
#include "model/uid.h"

namespace touchbase {
namespace {

constexpr days kSlack{31};

}  // namespace

void AddUsersTimes(std::string_view text, const OwnCalendarRules& rules, OtherTimes* times,
                   std::vector<std::string>* warnings) {
  const RunSettings& settings = rules.settings;
  const Date today = DateOf(rules.now);
  const ical::ExpandWindow window{today - days{1},
                                  today + days{settings.plan.horizon_days} + kSlack};
  ical::Expansion found = ical::ExpandEvents(text, rules.zone, window, settings.own_addresses);
  for (ical::Occurrence& event : found.occurrences) {
    // A block of another book is no copy of ours: the user cannot do both at once.
    const auto parts = ParseUid(event.uid);
    if (parts && parts->book_id != settings.book_id) event.keyed = false;
  }
  const OtherRules other{settings.book_id, settings.away_words};
  AddBusyOf(found.occurrences, other, times);
  AddAwayOf(found.occurrences, other, times);
  if (warnings == nullptr) return;
  for (const std::string& warning : found.warnings) {
    const bool known = std::find(warnings->begin(), warnings->end(), warning) != warnings->end();
    if (!known) warnings->push_back(warning);
  }
}

void AddUsersTimes(const BaseResource& resource, const OwnCalendarRules& rules, OtherTimes* times,
                   std::vector<std::string>* warnings) {
  if (!resource.key.empty() || resource.component != Component::kEvent) return;
  AddUsersTimes(resource.text, rules, times, warnings);
}

}  // namespace touchbase
