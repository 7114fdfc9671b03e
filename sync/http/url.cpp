#include "sync/http/url.h"

#include <algorithm>
#include <charconv>

#include "sync/http/ascii.h"

namespace touchbase::http {
namespace {

constexpr std::size_t kMaxLength = 8192;

// RFC 3986 unreserved, reserved and %; raw UTF-8 in a path is let through, since servers send it.
bool IsAllowed(unsigned char c) {
  if (c >= 0x80) return true;
  if (c <= 0x20 || c == 0x7f) return false;
  return std::string_view("\"<>\\^`{|}").find(static_cast<char>(c)) == std::string_view::npos;
}

bool IsHostByte(char c) { return IsAlpha(c) || IsDigit(c) || c == '-' || c == '.' || c == '_'; }

bool IsIpv6(std::string_view host) {
  return host.find(':') != std::string_view::npos && host.size() <= 45 &&
         std::all_of(host.begin(), host.end(),
                     [](char c) { return IsHexDigit(c) || c == ':' || c == '.'; });
}

bool IsIpv4(std::string_view host) {
  int parts = 0;
  while (!host.empty()) {
    const std::size_t dot = std::min(host.find('.'), host.size());
    unsigned value = 0;
    const auto [end, error] = std::from_chars(host.data(), host.data() + dot, value);
    if (error != std::errc() || end != host.data() + dot || value > 255) return false;
    ++parts;
    if (dot + 1 == host.size()) return false;
    host.remove_prefix(std::min(dot + 1, host.size()));
  }
  return parts == 4;
}

// A trailing dot would make two spellings of one host; a last label of digits is an address in a
// spelling (127.1) that libcurl takes and the checks here would not know.
bool IsDnsName(std::string_view host) {
  if (host.empty() || host.size() > 253 || host.front() == '.' || host.front() == '-') return false;
  if (host.back() == '.' || host.find("..") != std::string_view::npos) return false;
  if (IsDigit(host[host.rfind('.') + 1])) return IsIpv4(host);
  return std::all_of(host.begin(), host.end(), IsHostByte);
}

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

std::uint16_t DefaultPort(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

bool SplitAuthority(std::string_view text, Url* url) {
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || !IsIpv6(text.substr(1, close - 1))) return false;
    url->host = LowerAscii(text.substr(1, close - 1));
    rest = text.substr(close + 1);
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    if (!IsDnsName(text.substr(0, colon))) return false;
    url->host = LowerAscii(text.substr(0, colon));
    rest = text.substr(colon);
  }
  url->port = DefaultPort(url->scheme);
  if (rest.empty() || rest == ":") return true;
  if (!rest.starts_with(':')) return false;
  const std::optional<std::uint16_t> port = ParsePort(rest.substr(1));
  if (port) url->port = *port;
  return port.has_value();
}

// RFC 3986, 5.2.4.
std::string RemoveDotSegments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t next = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, next);
    const bool last = next == path.size();
    path.remove_prefix(next);
    if (segment == "/.") {
      if (last) out += '/';
    } else if (segment == "/..") {
      out.erase(std::min(out.rfind('/'), out.size()));
      if (last) out += '/';
    } else {
      out += segment;
    }
  }
  return out.empty() ? "/" : out;
}

void SplitTarget(std::string_view target, Url* url) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  url->path = mark == 0 ? "/" : std::string(target.substr(0, mark));
  url->query = target.substr(std::min(mark + 1, target.size()));
}

bool HasScheme(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || !IsAlpha(text.front())) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return IsAlpha(c) || IsDigit(c) || c == '+' || c == '-' || c == '.';
  });
}

}  // namespace

std::optional<Url> SplitUrl(std::string_view text) {
  if (text.size() > kMaxLength || !std::all_of(text.begin(), text.end(), IsAllowed)) {
    return std::nullopt;
  }
  text = text.substr(0, text.find('#'));
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Url url;
  url.scheme = LowerAscii(text.substr(0, colon));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  text.remove_prefix(colon + 3);
  const std::size_t end = std::min(text.find_first_of("/?"), text.size());
  if (!SplitAuthority(text.substr(0, end), &url)) return std::nullopt;
  SplitTarget(text.substr(end), &url);
  return url;
}

std::string Origin(const Url& url) {
  std::string out = url.scheme + "://";
  out += url.host.find(':') != std::string::npos ? "[" + url.host + "]" : url.host;
  if (url.port != DefaultPort(url.scheme)) out += ":" + std::to_string(url.port);
  return out;
}

std::string RequestTarget(const Url& url) {
  return url.query.empty() ? url.path : url.path + "?" + url.query;
}

std::string ToString(const Url& url) { return Origin(url) + RequestTarget(url); }

bool SameOrigin(const Url& a, const Url& b) {
  return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

bool IsIpAddress(std::string_view host) { return IsIpv4(host) || IsIpv6(host); }

bool IsLoopback(const Url& url) {
  if (url.host == "localhost" || url.host.ends_with(".localhost") || url.host == "::1") return true;
  return IsIpv4(url.host) && url.host.starts_with("127.");
}

std::optional<Url> Join(const Url& base, std::string_view reference) {
  if (reference.size() > kMaxLength ||
      !std::all_of(reference.begin(), reference.end(), IsAllowed)) {
    return std::nullopt;
  }
  reference = reference.substr(0, reference.find('#'));
  Url out = base;
  if (reference.empty()) return out;
  const bool relative_path = reference.front() != '/' && reference.front() != '?';
  if (relative_path && HasScheme(reference)) {
    std::optional<Url> absolute = SplitUrl(reference);
    if (absolute) absolute->path = RemoveDotSegments(absolute->path);
    return absolute;
  }
  if (reference.starts_with("//")) return Join(base, base.scheme + ":" + std::string(reference));
  if (reference.front() == '?') {
    out.query = reference.substr(1);
    return out;
  }
  if (relative_path) {
    const std::string merged =
        base.path.substr(0, base.path.rfind('/') + 1) + std::string(reference);
    SplitTarget(merged, &out);
  } else {
    SplitTarget(reference, &out);
  }
  out.path = RemoveDotSegments(out.path);
  return out;
}

}  // namespace touchbase::http
