#include "sync/http/sign_in.h"

#include <optional>
#include <utility>

namespace touchbase::http {

SignIn::SignIn(Credentials who, bool may_use_basic)
    : who_(std::move(who)),
      may_use_basic_(may_use_basic),
      mode_(may_use_basic && !who_.user.empty() ? Mode::kBasic : Mode::kNothing) {}

std::string SignIn::Sign(std::string_view method, std::string_view target,
                         std::string_view client_nonce) {
  switch (mode_) {
    case Mode::kNothing:
      return {};
    case Mode::kBasic:
      return BasicAnswer(who_);
    case Mode::kDigest:
      break;
  }
  return DigestAnswer(terms_, who_, method, target, ++nonce_count_, client_nonce);
}

void SignIn::Accepted(int version) { accepted_ = accepted_ || version == version_; }

SignIn::Answer SignIn::Unauthorized(const std::vector<std::string>& values, int version) {
  // Another request in flight has met the challenge already.
  if (version != version_) return Answer::kAgain;
  if (who_.user.empty()) return Answer::kNoUser;
  std::vector<Challenge> challenges;
  for (const std::string& value : values) {
    for (Challenge& challenge : ParseChallenges(value)) challenges.push_back(std::move(challenge));
  }
  std::optional<DigestTerms> digest = FindDigest(challenges);
  if (!digest) {
    return mode_ == Mode::kNothing && !may_use_basic_ ? Answer::kInClear : Answer::kRefused;
  }
  // Some servers forget to say stale: a new nonce for one that was good means the same.
  const bool renewed = digest->stale || (accepted_ && digest->nonce != terms_.nonce);
  if (mode_ == Mode::kDigest && !renewed) return Answer::kRefused;
  terms_ = *std::move(digest);
  mode_ = Mode::kDigest;
  nonce_count_ = 0;
  accepted_ = false;
  ++version_;
  return Answer::kAgain;
}

}  // namespace touchbase::http
