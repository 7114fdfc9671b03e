// Hrefs of a CalDAV server. Pure.
//
// An href is kept exactly as the server wrote it; only its normal form (every percent escape but
// %2F decoded) is compared. A request goes to the origin that the collection itself lives on: an
// href that names another host is no member of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace touchbase::dav {

// The absolute URL to send a request to. Bytes that no request line may hold (servers send blanks
// and bare UTF-8) are escaped; the `http%3A//` of error hrefs of Xandikos is read as meant. No
// value when no http(s) URL comes out.
std::optional<std::string> Resolve(std::string_view base, std::string_view reference);

// The path of `reference` as the server wrote it, without scheme and host; no value when it names a
// host other than that of `base`. Scheme and port are not looked at: servers behind a proxy often
// do not know them.
std::optional<std::string> LocalPath(std::string_view base, std::string_view reference);

// For comparing: path only, escapes decoded, no slash at the end.
std::string NormalForm(std::string_view href);
bool SameResource(std::string_view a, std::string_view b);

// scheme://host[:port] and host of an absolute URL; empty when it is none.
std::string OriginOf(std::string_view url);
std::string HostOf(std::string_view url);

std::string WithSlash(std::string url);
// A name for a new collection: lower-case letters, digits, "_" and "-" of the display name, at most
// 60 bytes, never empty.
std::string Slug(std::string_view name);

}  // namespace touchbase::dav
