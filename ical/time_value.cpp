#include "ical/time_value.h"

#include <cstdint>

#include "ical/foreign_zone.h"
#include "ical/tz_zone.h"
#include "ical/windows_zones.h"

namespace touchbase::ical {
namespace {

constexpr std::size_t kDateLength = 8;
constexpr std::size_t kDateTimeLength = 15;
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kMaxDurationSeconds = 10'000 * kDaySeconds;

std::optional<Date> ParseBasicDate(std::string_view text) {
  if (text.size() != kDateLength) return std::nullopt;
  std::string iso(text.substr(0, 4));
  iso.append("-").append(text.substr(4, 2)).append("-").append(text.substr(6));
  return ParseDate(iso);
}

std::int64_t SecondsOf(char unit) {
  switch (unit) {
    case 'W':
      return 7 * kDaySeconds;
    case 'D':
      return kDaySeconds;
    case 'H':
      return 3600;
    case 'M':
      return 60;
    case 'S':
      return 1;
    default:
      return 0;
  }
}

}  // namespace

std::string IanaName(std::string_view tzid) {
  const std::string_view windows = ZoneOfWindowsName(tzid);
  if (!windows.empty()) return std::string(windows);
  // Every library puts its own prefix before the name: the longest tail that is a zone wins.
  std::string_view tail = tzid;
  for (int i = 0; i < 8; ++i) {
    while (!tail.empty() && tail.front() == '/') tail.remove_prefix(1);
    if (FindZone(tail) != nullptr) return std::string(tail);
    const std::size_t slash = tail.find('/');
    if (slash == std::string_view::npos) break;
    tail.remove_prefix(slash);
  }
  return {};
}

std::optional<BasicTime> ParseBasicTime(std::string_view text) {
  BasicTime value;
  if (text.size() == kDateLength) {
    const std::optional<Date> date = ParseBasicDate(text);
    if (!date) return std::nullopt;
    value.civil = *date;
    value.date_only = true;
    return value;
  }
  value.utc = text.size() == kDateTimeLength + 1 && text.back() == 'Z';
  if (!value.utc && text.size() != kDateTimeLength) return std::nullopt;
  const auto parsed = ParseUtcBasic(std::string(text.substr(0, kDateTimeLength)) + "Z");
  if (!parsed) return std::nullopt;
  value.civil = LocalTime{parsed->time_since_epoch()};
  return value;
}

std::shared_ptr<const Zone> ZoneOfTzid(const TreeNode& calendar, std::string_view tzid) {
  const std::string name = IanaName(tzid);
  if (!name.empty()) return FindZone(name);
  for (const TreeNode& part : calendar.parts) {
    if (part.name != "VTIMEZONE" || Trim(part.Value("TZID")) != tzid) continue;
    const std::string location = IanaName(Trim(part.Value("X-LIC-LOCATION")));
    return location.empty() ? InterpretVTimezone(part) : FindZone(location);
  }
  return nullptr;
}

std::optional<TimeValue> TimeReader::Read(const ContentLine& line) const {
  const std::optional<BasicTime> written = ParseBasicTime(Trim(line.value));
  if (!written) return std::nullopt;
  TimeValue value;
  if (written->date_only) {
    value.date_only = true;
    value.local = written->civil;
    value.at = zone_.ToInstant(value.local);
    return value;
  }
  const std::string_view tzid = Trim(line.Param("TZID"));
  if (written->utc) {
    value.at = Instant{written->civil.time_since_epoch()};
  } else {
    const bool elsewhere = !tzid.empty() && tzid != zone_.name();
    const std::shared_ptr<const Zone> zone = elsewhere ? ZoneOfTzid(calendar_, tzid) : nullptr;
    value.at = (zone != nullptr ? *zone : zone_).ToInstant(written->civil);
  }
  value.local = zone_.ToLocal(value.at);
  return value;
}

std::optional<seconds> ParseDuration(std::string_view text) {
  text = Trim(text);
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.size() < 3 || text.front() != 'P') return std::nullopt;
  text.remove_prefix(1);
  std::int64_t total = 0;
  std::int64_t number = 0;
  bool digits = false;
  bool timed = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      digits = true;
      if (number > kMaxDurationSeconds) return std::nullopt;
      continue;
    }
    if (c == 'T' && !digits && !timed) {
      timed = true;
      continue;
    }
    // M is minutes: RFC 5545 has no months, and none are guessed.
    const std::int64_t unit = SecondsOf(c);
    if (!digits || unit == 0 || (unit < kDaySeconds) != timed) return std::nullopt;
    total += number * unit;
    if (total > kMaxDurationSeconds) return std::nullopt;
    number = 0;
    digits = false;
  }
  if (digits) return std::nullopt;
  return seconds{negative ? -total : total};
}

}  // namespace touchbase::ical
