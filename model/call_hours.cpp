#include "model/call_hours.h"

namespace touchbase {
namespace {

constexpr hours kFirst{9};
constexpr hours kLast{17};

bool IsWeekday(Date day) {
  const std::chrono::weekday weekday = WeekdayOf(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

// Both ends are converted, so that a clock change within a call counts too.
bool InOfficeHours(const Zone& own, const Zone& theirs, LocalTime start, minutes length) {
  const Instant begin = own.ToInstant(start);
  const LocalTime from = theirs.ToLocal(begin);
  const LocalTime until = theirs.ToLocal(begin + length);
  const Date day = DateOf(from);
  return IsWeekday(day) && from >= day + kFirst && until <= day + kLast;
}

}  // namespace

CallHours::Known& CallHours::Of(const std::string& name) const {
  const auto found = known_.find(name);
  if (found != known_.end()) return found->second;
  Known& known = known_[name];
  if (zones_) known.zone = zones_(name);
  return known;
}

bool CallHours::IsUnknown(const Contact& contact) const {
  if (own_ == nullptr || !zones_ || contact.time_zone.empty()) return false;
  return Of(contact.time_zone).zone == nullptr;
}

bool CallHours::Allows(const Contact& contact, LocalTime start, minutes length) const {
  if (own_ == nullptr || !zones_ || contact.time_zone.empty()) return true;
  Known& known = Of(contact.time_zone);
  if (known.zone == nullptr) return true;
  Answers& answers = known.answers[length];
  const auto [answer, is_new] = answers.try_emplace(start.time_since_epoch().count(), false);
  if (is_new) answer->second = InOfficeHours(*own_, *known.zone, start, length);
  return answer->second;
}

}  // namespace touchbase
