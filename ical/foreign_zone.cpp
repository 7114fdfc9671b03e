#include "ical/foreign_zone.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "ical/owner.h"

namespace touchbase::ical {
namespace {

constexpr std::size_t kMaxObservances = 200;

bool IsTame(std::string_view rule) {
  constexpr std::array<std::string_view, 7> kAllowed = {
      "FREQ=YEARLY", "BYMONTH=", "BYDAY=", "BYMONTHDAY=", "UNTIL=", "INTERVAL=1", "WKST="};
  const std::string upper = UpperAscii(Trim(rule));
  std::string_view rest = upper;
  if (rest.find("FREQ=YEARLY") == std::string_view::npos || rest.size() > 200) return false;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const auto known = [&](std::string_view allowed) {
      return allowed.back() == '=' ? part.starts_with(allowed) : part == allowed;
    };
    if (std::none_of(kAllowed.begin(), kAllowed.end(), known)) return false;
  }
  return true;
}

bool IsTame(const TreeNode& vtimezone) {
  if (vtimezone.parts.empty() || vtimezone.parts.size() > kMaxObservances) return false;
  return std::all_of(vtimezone.parts.begin(), vtimezone.parts.end(), [](const TreeNode& part) {
    return part.Has("DTSTART") && part.Has("TZOFFSETTO") && part.parts.empty() &&
           std::all_of(part.lines.begin(), part.lines.end(), [](const ContentLine& line) {
             return line.name != "EXRULE" && (line.name != "RRULE" || IsTame(line.value));
           });
  });
}

icaltimetype ToIcal(std::chrono::seconds since_1970) {
  return icaltime_from_timet_with_zone(since_1970.count(), 0, nullptr);
}

class ForeignZone : public Zone {
 public:
  ForeignZone(TimezonePtr zone, std::string name)
      : zone_(std::move(zone)), name_(std::move(name)) {}

  const std::string& name() const override { return name_; }

  LocalTime ToLocal(Instant instant) const override {
    icaltimetype time = ToIcal(instant.time_since_epoch());
    const int offset = icaltimezone_get_utc_offset_of_utc_time(zone_.get(), &time, nullptr);
    return LocalTime{instant.time_since_epoch() + seconds{offset}};
  }

  Instant ToInstant(LocalTime local) const override {
    icaltimetype time = ToIcal(local.time_since_epoch());
    const int offset = icaltimezone_get_utc_offset(zone_.get(), &time, nullptr);
    return Instant{local.time_since_epoch() - seconds{offset}};
  }

 private:
  TimezonePtr zone_;
  std::string name_;
};

}  // namespace

std::shared_ptr<const Zone> InterpretVTimezone(const TreeNode& vtimezone) {
  if (!IsTame(vtimezone)) return nullptr;
  ComponentPtr component = ParseComponent(PrintTree(vtimezone));
  if (component == nullptr || icalcomponent_isa(component.get()) != ICAL_VTIMEZONE_COMPONENT) {
    return nullptr;
  }
  TimezonePtr zone(icaltimezone_new());
  if (icaltimezone_set_component(zone.get(), component.get()) == 0) return nullptr;
  (void)component.release();  // the zone's from here on
  return std::make_shared<ForeignZone>(std::move(zone), std::string(Trim(vtimezone.Value("TZID"))));
}

}  // namespace touchbase::ical
