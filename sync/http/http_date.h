// The date of HTTP headers (RFC 9110 5.6.7): IMF-fixdate and the two obsolete forms. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace touchbase::http {

// Seconds since 1970-01-01T00:00Z, or nothing. A two-digit year is 1970 to 2069.
std::optional<std::int64_t> ParseHttpDate(std::string_view text);

}  // namespace touchbase::http
