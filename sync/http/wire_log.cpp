#include "sync/http/wire_log.h"

#include <algorithm>
#include <array>

#include "sync/http/ascii.h"
#include "sync/log/log.h"

namespace touchbase::http {
namespace {

constexpr std::array<std::string_view, 6> kSecretHeaders = {
    "authorization", "proxy-authorization", "cookie",
    "set-cookie",    "www-authenticate",    "authentication-info"};

bool IsSecretHeader(std::string_view line) {
  const std::string_view name = Trimmed(line.substr(0, line.find(':')));
  return std::any_of(kSecretHeaders.begin(), kSecretHeaders.end(),
                     [&](std::string_view secret) { return EqualsIgnoringCase(name, secret); });
}

}  // namespace

std::optional<std::string> WireLine(WirePart part, std::string_view line, bool secret_url) {
  if (part == WirePart::kText) {
    // Over HTTP/2 libcurl tells all headers as text, "h2h3 [authorization: Basic ...]".
    if (line.find('[') != std::string_view::npos || secret_url) return std::nullopt;
    if (LowerAscii(line).find("auth") != std::string::npos) return std::nullopt;
    return "* " + std::string(line);
  }
  const std::string arrow = part == WirePart::kSent ? "> " : "< ";
  const std::size_t space = std::min(line.find(' '), line.size());
  const bool first_line = space < line.find(':');
  if (part == WirePart::kSent && first_line) {
    // A query may hold a token.
    return arrow + std::string(line.substr(0, secret_url ? space : line.find('?')));
  }
  if ((secret_url && !first_line) || IsSecretHeader(line)) return std::nullopt;
  return arrow + std::string(line);
}

void LogWire(WirePart part, std::string_view text, bool secret_url) {
  if (!log::Enabled(log::Level::kDebug)) return;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (const auto shown = WireLine(part, line, secret_url)) log::Debug("{}", *shown);
  }
}

}  // namespace touchbase::http
