// Absolute http and https URLs, split strictly, and references resolved against them (RFC 3986).
// Pure.
//
// What servers and users write is checked here once: no user info, no control characters or spaces,
// a host in its ASCII form. Paths stay as they were written; nothing is decoded or re-encoded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace touchbase::http {

struct Url {
  std::string scheme;      // http or https
  std::string host;        // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;  // never 0 after SplitUrl: 80 or 443 when the URL has none
  std::string path;        // begins with /
  std::string query;       // without ?; empty for none
};

// At most 8 KiB. Nothing for anything that is not an absolute http(s) URL, for one with user info
// and for one with a character that RFC 3986 does not allow. A fragment is dropped.
std::optional<Url> SplitUrl(std::string_view text);

std::string ToString(const Url& url);
// scheme://host[:port], the port only when it is not the scheme's own.
std::string Origin(const Url& url);
bool SameOrigin(const Url& a, const Url& b);
// path[?query], as the request line and Digest have it.
std::string RequestTarget(const Url& url);

// localhost, *.localhost, 127.0.0.0/8, ::1: what never leaves the machine.
bool IsLoopback(const Url& url);
bool IsIpAddress(std::string_view host);

// `reference` (absolute, //host/path, /path, path, ?query, empty) against `base`; RFC 3986 5.2.
// Nothing when the outcome is not an http(s) URL.
std::optional<Url> Join(const Url& base, std::string_view reference);

}  // namespace touchbase::http
