// MD5 (RFC 1321) and SHA-256 (RFC 6234) in lower-case hex, for Digest sign-in only. Pure.
//
// libcurl has both but offers neither to its callers, and its own Digest keeps a nonce per handle:
// a request more for each connection instead of one for all.
#pragma once

#include <string>
#include <string_view>

namespace touchbase::http {

std::string Md5Hex(std::string_view bytes);
std::string Sha256Hex(std::string_view bytes);

}  // namespace touchbase::http
