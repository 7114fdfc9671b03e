// What goes over the wire, into the debug log: the heads of requests and answers without what signs
// them in, never a body. I/O: the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace touchbase::http {

enum class WirePart : std::uint8_t { kText, kSent, kReceived };

// One line as it may be shown; nothing for a line that holds, or may hold, a secret.
std::optional<std::string> WireLine(WirePart part, std::string_view line, bool secret_url);

void LogWire(WirePart part, std::string_view text, bool secret_url);

}  // namespace touchbase::http
