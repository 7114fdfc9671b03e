// What a Client keeps between requests: connections, sign-in and pauses per origin, the in-flight
// limit, the count, the clocks. I/O: the clocks and the random device.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sync/http/client.h"
#include "sync/http/sign_in.h"
#include "sync/http/transfer.h"
#include "sync/http/trust.h"
#include "sync/http/url.h"
#include "sync/http/window.h"

namespace touchbase::http {

// One origin that was asked.
struct Server {
  explicit Server(SignIn signing) : sign_in(std::move(signing)) {}

  SignIn sign_in;
  std::int64_t paused_until_ms = 0;  // Retry-After, short enough to wait for
  std::int64_t away_until_ms = 0;    // Retry-After, too long for this run
  std::int64_t last_answer_ms = -1;
};

class Session {
 public:
  explicit Session(Options options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Throws ServerError when the credentials may not go there.
  Server& ServerFor(const Url& url);
  std::unique_ptr<Transfer> TakeTransfer();
  void GiveBack(std::unique_ptr<Transfer> transfer) { idle_.push_back(std::move(transfer)); }

  // Milliseconds that never go back; what Options::wait was asked for counts as gone by.
  std::int64_t NowMs() const;
  // Waits, asking `interrupted` all the while.
  void WaitUntil(std::int64_t ms);
  bool Interrupted() const { return options_.interrupted && options_.interrupted(); }

  double Chance();
  std::string ClientNonce();
  void NoteDate(const Response& response);

  const Options& options() const { return options_; }
  TrustedHosts& trusted() { return trusted_; }
  Window& window() { return window_; }
  CURLM* multi() { return multi_.get(); }

  int requests = 0;
  int waited_for_server_s = 0;
  std::optional<std::int64_t> clock_skew_s;
  bool busy = false;  // a SendAll is under way

 private:
  struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  Options options_;
  TrustedHosts trusted_;
  Window window_;
  std::mt19937_64 random_;
  std::int64_t skipped_ms_ = 0;
  std::map<std::string, Server> servers_;
  std::unique_ptr<CURLM, FreeMulti> multi_;
  std::vector<std::unique_ptr<Transfer>> idle_;  // gone before the multi handle
};

// Seconds since 1970 by this machine's clock.
std::int64_t SystemSeconds();

}  // namespace touchbase::http
