// Times and durations as calendar objects hold them (RFC 5545 3.3.4 to 3.3.6, 3.2.19). Reads the tz
// database for zones other than the user's, otherwise pure.
//
// A TZID is first taken as a name of the tz database (behind the prefixes of libical and Mozilla,
// or translated from Windows); only a name that means nothing is looked up in the object's
// VTIMEZONE.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ical/component_tree.h"
#include "model/civil_time.h"
#include "model/zone.h"

namespace touchbase::ical {

struct TimeValue {
  Instant at{};
  LocalTime local{};  // in the user's zone
  bool date_only = false;
};

// A DATE or DATE-TIME as it is written, before any zone.
struct BasicTime {
  LocalTime civil{};
  bool date_only = false;
  bool utc = false;  // form 2, with Z
};

// No value when malformed or outside the years 1900 to 2200.
std::optional<BasicTime> ParseBasicTime(std::string_view text);

// The zone that a TZID names, by the rules above; nullptr when nobody knows it.
std::shared_ptr<const Zone> ZoneOfTzid(const TreeNode& calendar, std::string_view tzid);

// `calendar` must outlive the reader.
class TimeReader {
 public:
  TimeReader(const TreeNode& calendar, const Zone& zone) : calendar_(calendar), zone_(zone) {}
  // DATE, or DATE-TIME in UTC, with TZID, or floating (= the user's zone). A TZID that nobody knows
  // is taken as floating. No value when malformed or outside the years 1900 to 2200.
  std::optional<TimeValue> Read(const ContentLine& line) const;

 private:
  const TreeNode& calendar_;
  const Zone& zone_;
};

// The IANA name inside a TZID ("/freeassociation.sourceforge.net/Europe/Berlin", "W. Europe
// Standard Time"); empty when there is none.
std::string IanaName(std::string_view tzid);

// P15DT5H0M20S, -PT15M, P7W. At most 10,000 days either way.
std::optional<seconds> ParseDuration(std::string_view text);

}  // namespace touchbase::ical
