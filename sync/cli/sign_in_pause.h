// After a refused sign-in the next runs wait, so that no server locks the account: 1 hour, then 6,
// then a day at a time. Kept in the base under "sign-in refused".
//
// Changed settings, or a password file that was written anew, end the wait; so does every command
// but sync that gets in.
#pragma once

#include <cstdint>
#include <string>

#include "config/settings.h"
#include "model/civil_time.h"
#include "sync/core/base_store.h"

namespace touchbase::cli {

class SignInPause {
 public:
  // `settings` and `base` must outlive it. Looks at the time of the password file.
  SignInPause(const Settings& settings, BaseStore& base);

  // Throws ServerError while it is too early.
  void Check(Instant now) const;
  void Refused(Instant now);
  void Accepted();

  // "" or until when, for `status`: unix seconds.
  std::int64_t WaitsUntil() const;

 private:
  const Settings& settings_;
  BaseStore& base_;
  std::string fingerprint_;
  int refused_ = 0;  // in a row
  std::int64_t last_s_ = 0;
};

}  // namespace touchbase::cli
