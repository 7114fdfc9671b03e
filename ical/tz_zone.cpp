#include "ical/tz_zone.h"

#include <date/tz.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "ical/content_line.h"
#include "ical/vtimezone.h"
#include "model/error.h"

namespace touchbase::ical {
namespace {

// date has its own local_seconds beside the one of <chrono>; both count from the same moment.
date::local_seconds ToDateLocal(LocalTime local) {
  return date::local_seconds{local.time_since_epoch()};
}

class TzZone : public Zone, public ZoneNames {
 public:
  explicit TzZone(const date::time_zone* zone) : zone_(zone), name_(zone->name()) {}

  const std::string& name() const override { return name_; }

  LocalTime ToLocal(Instant instant) const override {
    return LocalTime{instant.time_since_epoch() + zone_->get_info(instant).offset};
  }

  Instant ToInstant(LocalTime local) const override {
    const date::local_info where = zone_->get_info(ToDateLocal(local));
    if (where.result == date::local_info::nonexistent) {
      return std::chrono::time_point_cast<seconds>(where.second.begin);
    }
    return Instant{local.time_since_epoch() - where.first.offset};
  }

  std::string Abbreviation(Instant instant) const override {
    return zone_->get_info(instant).abbrev;
  }

  // Making one costs more than encoding an item, and a first push asks a thousand times for the
  // same.
  std::string CachedVTimezone(int year, const std::function<std::string()>& make) const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::string& text = made_[year];
    if (text.empty()) text = make();
    return text;
  }

 private:
  const date::time_zone* zone_;
  std::string name_;
  mutable std::mutex mutex_;
  mutable std::map<int, std::string> made_;
};

std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
      row[j + 1] = std::min({above + 1, row[j] + 1, change});
      diagonal = above;
    }
  }
  return row.back();
}

std::string NearestName(std::string_view name) {
  std::string nearest = "Europe/Berlin";
  std::size_t best = std::string::npos;
  if (name.size() > 64) return nearest;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    // The city alone is what people type.
    const std::string_view full = zone.name();
    const std::string_view city = full.substr(full.rfind('/') + 1);
    const std::size_t distance = std::min(Distance(name, full), Distance(name, city));
    if (distance < best) {
      best = distance;
      nearest = zone.name();
    }
  }
  return nearest;
}

const date::time_zone* Locate(std::string_view name) {
  // The name becomes a path below the zone folder; nothing but a zone's name may pass.
  const bool odd = name.empty() || name.size() > 64 || name.front() == '/' ||
                   name.find("..") != std::string_view::npos ||
                   name.find_first_not_of(
                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                       "0123456789_+-/") != std::string_view::npos;
  if (odd) return nullptr;
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return nullptr;  // date's way to say that there is none of that name
  }
}

std::shared_ptr<const Zone> Shared(const date::time_zone* zone) {
  static std::mutex mutex;
  static std::map<const date::time_zone*, std::shared_ptr<const Zone>> zones;
  const std::lock_guard<std::mutex> lock(mutex);
  std::shared_ptr<const Zone>& shared = zones[zone];
  if (shared == nullptr) shared = std::make_shared<TzZone>(zone);
  return shared;
}

}  // namespace

std::shared_ptr<const Zone> FindZone(std::string_view name) {
  const date::time_zone* zone = Locate(name);
  return zone == nullptr ? nullptr : Shared(zone);
}

std::shared_ptr<const Zone> LoadZone(std::string_view name) {
  std::shared_ptr<const Zone> zone = FindZone(name);
  if (zone != nullptr) return zone;
  throw InputError("There is no time zone named \"" + OneLine(name.substr(0, 64)) +
                   "\"; the nearest name is \"" + NearestName(name) + "\".");
}

std::string SystemZoneName() {
  // libc honours TZ before /etc/localtime, and so do the user's other programs.
  if (const char* variable = std::getenv("TZ"); variable != nullptr && *variable != '\0') {
    const std::string_view name = *variable == ':' ? variable + 1 : variable;
    if (Locate(name) != nullptr) return std::string(name);
  }
  try {
    return date::current_zone()->name();
  } catch (const std::runtime_error&) {
    return "UTC";
  }
}

std::string ZoneDatabaseVersion() {
  constexpr std::string_view kMark = "# version ";
  std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
  std::string line;
  if (std::getline(file, line) && line.starts_with(kMark)) return line.substr(kMark.size());
  std::ifstream version("/usr/share/zoneinfo/+VERSION");
  return std::getline(version, line) ? line : std::string();
}

}  // namespace touchbase::ical
