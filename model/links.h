// Links that open the mail program or the telephone. Pure.
#pragma once

#include <string>
#include <string_view>

namespace touchbase {

// RFC 6068: mailto:ADDRESS?subject=...&body=..., percent-encoded, line ends as %0D%0A, blanks as
// %20. Longer than kLongestMailto: without the body, which is in the text anyway. Empty when the
// address is none.
inline constexpr std::size_t kLongestMailto = 2000;  // bytes; more is cut by some programs
std::string MailtoUrl(std::string_view address, std::string_view subject, std::string_view body);

// RFC 3966: tel:+49301234; 00 in front means +, "(0)" after a country code is left out, an
// extension is ;ext=. Empty when there are no digits.
std::string TelUrl(std::string_view phone);

}  // namespace touchbase
