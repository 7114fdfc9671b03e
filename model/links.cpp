#include "model/links.h"

#include <algorithm>
#include <iterator>

#include "model/letters.h"

namespace touchbase {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// RFC 3986 unreserved characters stay, and those of `keep`.
std::string PercentEncode(std::string_view text, std::string_view keep) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) ||
                       keep.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::string WithCrLf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c == '\\' ? '/' : c;  // its escape is decoded by clients, too
  }
  return out;
}

}  // namespace

std::string MailtoUrl(std::string_view address, std::string_view subject, std::string_view body) {
  address = Trimmed(address);
  const std::size_t at = address.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) return {};
  // RFC 6068 section 2 lets , ; and : stand in a header field. They must: python-icalendar, and so
  // many a client, decodes exactly their escapes in any text, which would look like the user's
  // hand.
  constexpr std::string_view kPlain = "-._~,;:/";
  std::string url = "mailto:" + PercentEncode(address, "@.-_+~");
  if (!subject.empty()) url += "?subject=" + PercentEncode(subject, kPlain);
  if (body.empty()) return url;
  const std::string with_body =
      url + (subject.empty() ? "?" : "&") + "body=" + PercentEncode(WithCrLf(body), kPlain);
  return with_body.size() <= kLongestMailto ? with_body : url;
}

std::string TelUrl(std::string_view phone) {
  phone = Trimmed(phone);
  std::string digits;
  std::string extension;
  for (std::size_t i = 0; i < phone.size(); ++i) {
    const char c = LowerAscii(phone[i]);
    if (c == '+' && digits.empty()) {
      digits = "+";
    } else if (phone.substr(i).starts_with("(0)") && digits.starts_with('+')) {
      i += 2;
    } else if (IsDigit(c)) {
      digits += c;
      if (digits == "00") digits = "+";
    } else if (c >= 'a' && c <= 'z') {
      // "ext. 12", "x12", "Durchwahl 12"
      if (digits.size() > 1) {
        const auto rest = phone.substr(i);
        std::copy_if(rest.begin(), rest.end(), std::back_inserter(extension), IsDigit);
        break;
      }
    } else if ((c == ';' || c == '/') && digits.size() > 6) {
      break;  // a second number
    }
  }
  if (digits.empty() || digits == "+") return {};
  return "tel:" + digits + (extension.empty() ? "" : ";ext=" + extension);
}

}  // namespace touchbase
