// Civil time: dates and wall-clock times without a zone, and instants. Pure, standard library only.
//
// Planning is done in the user's civil time; a Zone (model/zone.h) converts at the edge. Nothing
// here reads a clock, a locale or the system's zone.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace touchbase {

using Date = std::chrono::local_days;          // a calendar day in the user's zone
using LocalTime = std::chrono::local_seconds;  // a wall-clock time in the user's zone
using Instant = std::chrono::sys_seconds;      // a point in time, seconds since 1970-01-01T00:00Z
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A point in time as RFC 3339 writes it: wall clock plus the offset that was in force there.
struct OffsetTime {
  LocalTime wall;
  seconds offset;
  Instant instant() const { return Instant{wall.time_since_epoch() - offset}; }
  friend bool operator==(const OffsetTime&, const OffsetTime&) = default;
};

Date MakeDate(int year, unsigned month, unsigned day);
Date DateOf(LocalTime time);
// Minutes since midnight, 0 to 1439.
minutes TimeOfDay(LocalTime time);
std::chrono::weekday WeekdayOf(Date date);

// `count` calendar months later (or earlier), the last of the month where the day does not exist:
// 31 January + 1 = 28 or 29 February.
Date AddMonths(Date date, int count);

std::string FormatDate(Date date);          // 2026-03-02
std::string FormatLocal(LocalTime time);    // 2026-03-02 09:00, with :SS only when not zero
std::string FormatTimeOfDay(minutes time);  // 09:00
std::string FormatRfc3339(LocalTime wall, seconds offset);  // 2026-03-02T09:00:00+01:00
inline std::int64_t UnixSeconds(Instant instant) { return instant.time_since_epoch().count(); }
std::string FormatUtcBasic(Instant instant);  // 20260302T080000Z (RFC 5545 3.3.5, form 2)

// Strict: years 1900 to 2200, existing days only; nothing around them. No value when malformed.
std::optional<Date> ParseDate(std::string_view text);           // YYYY-MM-DD
std::optional<minutes> ParseTimeOfDay(std::string_view text);   // HH:MM, 00:00 to 24:00
std::optional<LocalTime> ParseLocal(std::string_view text);     // YYYY-MM-DD HH:MM[:SS], blank or T
std::optional<OffsetTime> ParseRfc3339(std::string_view text);  // with Z or +HH:MM
std::optional<Instant> ParseUtcBasic(std::string_view text);    // YYYYMMDDTHHMMSSZ

}  // namespace touchbase
