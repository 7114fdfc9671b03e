// The times of one calendar object as its events need them: civil in the zone they were written
// for, and as instants. Reads the tz database, otherwise pure.
//
// A time that a clock change skips is read with the offset from before the gap, one that happens
// twice is the first (RFC 5545 3.3.5), whatever the zone's own code would say.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "ical/component_tree.h"
#include "ical/time_value.h"
#include "model/zone.h"

namespace touchbase::ical {

Instant InstantIn(const Zone& zone, LocalTime civil);

// A DATE or DATE-TIME with the zone in which it is civil; a DATE has the user's.
struct Moment {
  LocalTime civil{};
  bool date_only = false;
  const Zone* zone = nullptr;

  Instant at() const { return InstantIn(*zone, civil); }
};

// `calendar` and `zone` (the user's) must outlive it, and it the moments that it reads.
class SeriesTimes {
 public:
  SeriesTimes(const TreeNode& calendar, const Zone& zone) : calendar_(calendar), zone_(zone) {}

  // Floating times and TZIDs that nobody knows are in the user's zone.
  std::optional<Moment> Read(const ContentLine& line) { return Read(line.value, line); }
  // The same for one value of a list.
  std::optional<Moment> Read(std::string_view value, const ContentLine& line);

  const Zone& zone() const { return zone_; }

 private:
  const Zone& ZoneOf(std::string_view tzid);

  const TreeNode& calendar_;
  const Zone& zone_;
  UtcZone utc_;
  std::map<std::string, std::shared_ptr<const Zone>, std::less<>> known_;
};

}  // namespace touchbase::ical
