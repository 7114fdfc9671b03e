// How requests to one origin are signed, and what a 401 changes. Pure: the client's nonce is given.
//
// Basic goes out with the first request where that is allowed (https, loopback, or by setting);
// elsewhere nothing does, and only a Digest challenge is answered, since it does not show the
// password. One nonce serves all connections. The caller keeps one SignIn per origin, and per
// request the version it was signed with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/http/challenge.h"

namespace touchbase::http {

class SignIn {
 public:
  enum class Answer : std::uint8_t {
    kAgain,    // sign anew and send once more
    kRefused,  // the user or the password is wrong
    kNoUser,   // credentials are wanted and none are set
    kInClear,  // the server takes only Basic, and this connection shows it to everybody
  };

  SignIn(Credentials who, bool may_use_basic);

  // The Authorization header's value, empty for none.
  std::string Sign(std::string_view method, std::string_view target, std::string_view client_nonce);
  int version() const { return version_; }

  // A request signed with `version` was answered with something else than 401.
  void Accepted(int version);
  // It was answered with 401 and these WWW-Authenticate values.
  Answer Unauthorized(const std::vector<std::string>& values, int version);

 private:
  enum class Mode : std::uint8_t { kNothing, kBasic, kDigest };

  Credentials who_;
  bool may_use_basic_;
  Mode mode_;
  DigestTerms terms_;
  std::uint32_t nonce_count_ = 0;
  int version_ = 0;
  bool accepted_ = false;  // something signed with this version was let in
};

}  // namespace touchbase::http
