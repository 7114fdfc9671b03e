#include "ical/series_times.h"

#include <algorithm>
#include <utility>

namespace touchbase::ical {

Instant InstantIn(const Zone& zone, LocalTime civil) {
  const Instant told = zone.ToInstant(civil);
  // A day earlier the clock was as before whatever change is near.
  const seconds before = zone.OffsetAt(told - days{1});
  const Instant early{civil.time_since_epoch() - before};
  if (zone.ToLocal(told) != civil) return early;
  return zone.ToLocal(early) == civil ? std::min(early, told) : told;
}

const Zone& SeriesTimes::ZoneOf(std::string_view tzid) {
  if (tzid.empty() || tzid == zone_.name()) return zone_;
  auto known = known_.find(tzid);
  if (known == known_.end()) {
    known = known_.emplace(tzid, ZoneOfTzid(calendar_, tzid)).first;
  }
  return known->second == nullptr ? zone_ : *known->second;
}

std::optional<Moment> SeriesTimes::Read(std::string_view value, const ContentLine& line) {
  const std::optional<BasicTime> written = ParseBasicTime(Trim(value));
  if (!written) return std::nullopt;
  const Zone* zone = &zone_;
  if (written->utc) {
    zone = &utc_;
  } else if (!written->date_only) {
    zone = &ZoneOf(Trim(line.Param("TZID")));
  }
  return Moment{written->civil, written->date_only, zone};
}

}  // namespace touchbase::ical
