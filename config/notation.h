// The short notations of the settings: gaps, hours of a day, spans of dates, weekdays. Pure.
//
// Strict: exactly the form named, nothing around it. No value when it is something else.
#pragma once

#include <optional>
#include <string_view>

#include "model/cadence.h"
#include "model/civil_time.h"
#include "model/plan_settings.h"

namespace touchbase {

// "10d", "2w" (14 days), "1mo" (calendar months). 0 to 3660 days, 0 to 120 months.
std::optional<Gap> ParseGap(std::string_view text);

// "-3d", "0d", "2w": days, -3660 to 3660.
std::optional<int> ParseSignedDays(std::string_view text);

// "09:00-12:30", the end after the start.
std::optional<TimeSpan> ParseTimeSpan(std::string_view text);

// "2026-07-01..2026-07-14", both days belong to it; one date alone is one day.
std::optional<DateSpan> ParseDateSpan(std::string_view text);

// "mon" to "sun": 0 = Sunday to 6 = Saturday.
std::optional<int> ParseWeekdayWord(std::string_view text);

}  // namespace touchbase
