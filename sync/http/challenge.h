// What a 401 asks for (RFC 9110 11.6.1) and the answers: Basic (RFC 7617), Digest (RFC 7616, qop
// auth or none; MD5, SHA-256 and their -sess forms). Pure: the client's nonce is given.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchbase::http {

struct Challenge {
  std::string scheme;                                           // lower case
  std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case, no quotes

  std::string_view Find(std::string_view name) const;  // empty when absent
};

// One WWW-Authenticate value; it may hold several challenges. What cannot be read is left out.
std::vector<Challenge> ParseChallenges(std::string_view value);

struct DigestTerms {
  std::string realm;
  std::string nonce;
  std::string opaque;
  std::string algorithm;  // as the server wrote it; empty = MD5
  bool qop_auth = false;
  bool stale = false;
};

// The first Digest among the challenges that can be answered here.
std::optional<DigestTerms> FindDigest(std::span<const Challenge> challenges);

struct Credentials {
  std::string user;
  std::string password;
};

// Values of the Authorization header.
std::string BasicAnswer(const Credentials& who);
std::string DigestAnswer(const DigestTerms& terms, const Credentials& who, std::string_view method,
                         std::string_view target, std::uint32_t nonce_count,
                         std::string_view client_nonce);

}  // namespace touchbase::http
