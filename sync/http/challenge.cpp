#include "sync/http/challenge.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

#include "sync/http/ascii.h"
#include "sync/http/digest_hash.h"

namespace touchbase::http {
namespace {

constexpr std::size_t kLongestValue = 8192;

bool IsTokenByte(char c) {
  return IsAlpha(c) || IsDigit(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool AtEnd() const { return text_.empty(); }
  void SkipSpace() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\t'))
      text_.remove_prefix(1);
  }
  void SkipSpaceAndCommas() {
    while (!text_.empty() &&
           std::string_view(" \t,").find(text_.front()) != std::string_view::npos) {
      text_.remove_prefix(1);
    }
  }
  bool Take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::string_view Token() {
    const auto end = std::find_if_not(text_.begin(), text_.end(), IsTokenByte);
    const auto size = static_cast<std::size_t>(end - text_.begin());
    const std::string_view token = text_.substr(0, size);
    text_.remove_prefix(size);
    return token;
  }
  // After the opening quote; nothing when the closing one is missing.
  std::optional<std::string> Quoted() {
    std::string out;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '"') {
        text_.remove_prefix(i + 1);
        return out;
      }
      if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
      out.push_back(text_[i]);
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
};

// token = (token / quoted-string). False when what follows the name is no "=": then `name` is a
// scheme.
bool TakeParameterValue(Scanner* scan, std::optional<std::string>* value) {
  scan->SkipSpace();
  if (!scan->Take('=')) return false;
  scan->SkipSpace();
  *value = scan->Take('"') ? scan->Quoted() : std::optional<std::string>(scan->Token());
  return true;
}

bool IsSha256(std::string_view algorithm) {
  return EqualsIgnoringCase(algorithm, "SHA-256") || EqualsIgnoringCase(algorithm, "SHA-256-sess");
}

bool IsKnown(std::string_view algorithm) {
  return algorithm.empty() || EqualsIgnoringCase(algorithm, "MD5") ||
         EqualsIgnoringCase(algorithm, "MD5-sess") || IsSha256(algorithm);
}

bool IsSession(std::string_view algorithm) {
  return algorithm.size() > 5 &&
         EqualsIgnoringCase(algorithm.substr(algorithm.size() - 5), "-sess");
}

bool ListHas(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (EqualsIgnoringCase(Trimmed(list.substr(0, comma)), word)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

std::string Quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + '"';
}

std::string EightHexDigits(std::uint32_t number) {
  std::string out(8, '0');
  for (std::size_t i = 0; i < 8; ++i) out[7 - i] = "0123456789abcdef"[number >> (4 * i) & 15];
  return out;
}

std::string Colons(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(part).push_back(':');
  out.pop_back();
  return out;
}

}  // namespace

std::string_view Challenge::Find(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return {};
}

std::vector<Challenge> ParseChallenges(std::string_view value) {
  std::vector<Challenge> out;
  if (value.size() > kLongestValue) return out;
  Scanner scan(value);
  for (scan.SkipSpaceAndCommas(); !scan.AtEnd(); scan.SkipSpaceAndCommas()) {
    const std::string name = LowerAscii(scan.Token());
    std::optional<std::string> parameter;
    if (name.empty()) return out;
    if (!TakeParameterValue(&scan, &parameter)) {
      out.push_back({.scheme = name, .parameters = {}});
    } else if (!parameter) {
      if (!out.empty()) out.pop_back();  // cut inside a quoted string: none of it can be trusted
      return out;
    } else if (!out.empty()) {
      out.back().parameters.emplace_back(name, *std::move(parameter));
    }
  }
  return out;
}

std::optional<DigestTerms> FindDigest(std::span<const Challenge> challenges) {
  for (const Challenge& challenge : challenges) {
    if (challenge.scheme != "digest") continue;
    const std::string_view qop = challenge.Find("qop");
    const bool qop_auth = ListHas(qop, "auth");
    if (challenge.Find("nonce").empty() || !IsKnown(challenge.Find("algorithm"))) continue;
    if (!qop.empty() && !qop_auth) continue;  // auth-int only: nobody offers it
    return DigestTerms{.realm = std::string(challenge.Find("realm")),
                       .nonce = std::string(challenge.Find("nonce")),
                       .opaque = std::string(challenge.Find("opaque")),
                       .algorithm = std::string(challenge.Find("algorithm")),
                       .qop_auth = qop_auth,
                       .stale = EqualsIgnoringCase(challenge.Find("stale"), "true")};
  }
  return std::nullopt;
}

std::string BasicAnswer(const Credentials& who) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string text = who.user + ":" + who.password;
  std::string out = "Basic ";
  for (std::size_t i = 0; i < text.size(); i += 3) {
    const std::size_t size = std::min<std::size_t>(3, text.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < size ? static_cast<std::uint8_t>(text[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out.push_back(k <= size ? kDigits[group >> (18 - 6 * k) & 63] : '=');
    }
  }
  return out;
}

std::string DigestAnswer(const DigestTerms& terms, const Credentials& who, std::string_view method,
                         std::string_view target, std::uint32_t nonce_count,
                         std::string_view client_nonce) {
  const auto hash = IsSha256(terms.algorithm) ? Sha256Hex : Md5Hex;
  const std::string count = EightHexDigits(nonce_count);
  std::string a1 = hash(Colons({who.user, terms.realm, who.password}));
  if (IsSession(terms.algorithm)) a1 = hash(Colons({a1, terms.nonce, client_nonce}));
  const std::string a2 = hash(Colons({method, target}));
  const std::string response =
      terms.qop_auth ? hash(Colons({a1, terms.nonce, count, client_nonce, "auth", a2}))
                     : hash(Colons({a1, terms.nonce, a2}));
  std::string out = "Digest username=" + Quote(who.user) + ", realm=" + Quote(terms.realm) +
                    ", nonce=" + Quote(terms.nonce) + ", uri=" + Quote(target) +
                    ", response=" + Quote(response);
  if (!terms.algorithm.empty()) out += ", algorithm=" + terms.algorithm;
  if (!terms.opaque.empty()) out += ", opaque=" + Quote(terms.opaque);
  if (terms.qop_auth) out += ", qop=auth, nc=" + count + ", cnonce=" + Quote(client_nonce);
  // -sess without qop still needs the client's nonce on the server's side.
  if (!terms.qop_auth && IsSession(terms.algorithm)) out += ", cnonce=" + Quote(client_nonce);
  return out;
}

}  // namespace touchbase::http
