#include "sync/dav/etag.h"

#include <algorithm>
#include <string>

namespace touchbase::dav {

ETag StrongETag(std::string_view raw) {
  constexpr std::size_t kLongest = 1024;
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!raw.empty() && blank(raw.front())) raw.remove_prefix(1);
  while (!raw.empty() && blank(raw.back())) raw.remove_suffix(1);
  if (raw.size() < 2 || raw.size() > kLongest || raw.front() != '"' || raw.back() != '"') return {};
  const std::string_view inner = raw.substr(1, raw.size() - 2);
  const bool clean = std::all_of(inner.begin(), inner.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f && c != '"';
  });
  return clean ? ETag(std::string(raw)) : ETag();
}

}  // namespace touchbase::dav
