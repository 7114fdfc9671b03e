#include "sync/http/check.h"

#include <algorithm>

#include "sync/http/ascii.h"
#include "sync/http/url.h"

namespace touchbase::http {
namespace {

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsAlpha(c) || IsDigit(c) || c == '-' || c == '_';
  });
}

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

}  // namespace

std::string ProblemOf(const Request& request) {
  if (!IsToken(request.method)) return "the HTTP method is not a word";
  if (!SplitUrl(request.url)) {
    return request.method +
           ": the address is not a URL of http or https without user name, spaces "
           "and other characters that must be percent-encoded";
  }
  for (const Header& header : request.headers) {
    if (!IsToken(header.name)) return request.method + ": a header's name is not a word";
    if (std::any_of(header.value.begin(), header.value.end(), IsControl)) {
      return request.method + ": the header " + header.name + " would hold a control character";
    }
  }
  return {};
}

}  // namespace touchbase::http
