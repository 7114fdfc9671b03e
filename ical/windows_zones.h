// The names that Outlook and Exchange give to time zones. Pure.
#pragma once

#include <string_view>

namespace touchbase::ical {

// "W. Europe Standard Time" -> "Europe/Berlin". Empty when the name is not one of Windows.
std::string_view ZoneOfWindowsName(std::string_view name);

}  // namespace touchbase::ical
