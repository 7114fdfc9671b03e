#include "sync/dav/href.h"

#include "sync/http/ascii.h"
#include "sync/http/url.h"

namespace touchbase::dav {
namespace {

int HexDigit(char c) {
  if (http::IsDigit(c)) return c - '0';
  return http::IsHexDigit(c) ? http::LowerAscii(c) - 'a' + 10 : -1;
}

// The byte that "%XY" at `at` stands for; -1 when there is no such escape.
int Escaped(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '%') return -1;
  const int high = HexDigit(text[at + 1]);
  const int low = HexDigit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool FitsRequestLine(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7f && std::string_view("\"<>\\^`{|}").find(c) == std::string::npos;
}

std::string EscapeForRequest(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (FitsRequestLine(c) && (c != '%' || Escaped(text, i) >= 0)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

std::string_view WithoutBlanks(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Xandikos escapes the colon of whole URLs in its error answers.
std::string Meant(std::string_view reference) {
  reference = WithoutBlanks(reference);
  const std::string start = http::LowerAscii(reference.substr(0, 10));
  if (start.substr(0, 9) == "http%3a//") return "http://" + std::string(reference.substr(9));
  if (start == "https%3a//") return "https://" + std::string(reference.substr(10));
  return std::string(reference);
}

bool IsAbsolute(std::string_view reference) {
  const std::string start = http::LowerAscii(reference.substr(0, 8));
  return start.substr(0, 7) == "http://" || start == "https://";
}

}  // namespace

std::optional<std::string> Resolve(std::string_view base, std::string_view reference) {
  const std::optional<http::Url> from = http::SplitUrl(base);
  if (!from) return std::nullopt;
  const std::optional<http::Url> to = http::Join(*from, EscapeForRequest(Meant(reference)));
  return to ? std::optional(http::ToString(*to)) : std::nullopt;
}

std::optional<std::string> LocalPath(std::string_view base, std::string_view reference) {
  const std::string meant = Meant(reference);
  const bool local = !meant.empty() && meant.front() == '/' && meant.substr(0, 2) != "//";
  const std::optional<std::string> whole = Resolve(base, meant);
  if (!whole) return std::nullopt;
  if (local) return meant;
  if (HostOf(*whole) != HostOf(base)) return std::nullopt;
  return http::RequestTarget(*http::SplitUrl(*whole));
}

std::string NormalForm(std::string_view href) {
  std::string path = Meant(href);
  if (IsAbsolute(path)) {
    const std::optional<http::Url> url = http::SplitUrl(EscapeForRequest(path));
    if (url) path = http::RequestTarget(*url);
  }
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const int byte = Escaped(path, i);
    if (byte < 0) {
      out += path[i];
      continue;
    }
    // An escaped slash is part of a name.
    if (byte == '/') out += "%2F";
    if (byte != '/') out += static_cast<char>(byte);
    i += 2;
  }
  while (out.size() > 1 && out.back() == '/') out.pop_back();
  return out;
}

bool SameResource(std::string_view a, std::string_view b) { return NormalForm(a) == NormalForm(b); }

std::string OriginOf(std::string_view url) {
  const std::optional<http::Url> split = http::SplitUrl(url);
  return split ? http::Origin(*split) : std::string();
}

std::string HostOf(std::string_view url) {
  const std::optional<http::Url> split = http::SplitUrl(url);
  return split ? split->host : std::string();
}

std::string WithSlash(std::string url) {
  if (url.empty() || url.back() != '/') url += '/';
  return url;
}

std::string Slug(std::string_view name) {
  constexpr std::size_t kLongest = 60;
  std::string out;
  for (const char raw : name) {
    const char c = http::LowerAscii(raw);
    if (http::IsAlpha(c) || http::IsDigit(c) || c == '_') {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
    if (out.size() >= kLongest) break;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "calendar" : out;
}

}  // namespace touchbase::dav
