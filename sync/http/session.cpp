#include "sync/http/session.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <thread>
#include <utility>

#include "model/error.h"
#include "sync/http/http_date.h"

namespace touchbase::http {
namespace {

constexpr std::int64_t kSliceMs = 200;

// Before the first handle, once in the process; libcurl's own first call would not be safe in
// threads.
void StartLibcurl() {
  static const CURLcode kCode = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kCode != CURLE_OK) throw std::bad_alloc();
}

CURLM* NewMulti(int most_connections) {
  StartLibcurl();
  CURLM* multi = curl_multi_init();
  if (multi == nullptr) throw std::bad_alloc();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, long{most_connections});
  curl_multi_setopt(multi, CURLMOPT_PIPELINING, long{CURLPIPE_MULTIPLEX});
  return multi;
}

std::uint64_t Seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

}  // namespace

std::int64_t SystemSeconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Session::Session(Options options)
    : options_(std::move(options)),
      trusted_(options_.named_host, options_.trust_hosts, options_.allow_plain_http),
      window_(options_.start_connections, options_.max_connections),
      random_(Seed()),
      multi_(NewMulti(std::max(1, options_.max_connections))) {}

Server& Session::ServerFor(const Url& url) {
  const std::string origin = Origin(url);
  if (const auto found = servers_.find(origin); found != servers_.end()) return found->second;
  const bool has_user = !options_.user.empty();
  if (!trusted_.Has(url) && has_user) {
    throw ServerError("the user and the password may not go to " + url.host +
                          ": add it to trust_hosts if it is one of yours",
                      origin);
  }
  const bool shown = url.scheme == "http" && !IsLoopback(url) && !options_.allow_plain_http;
  SignIn sign_in({options_.user, options_.password}, !shown);
  return servers_.emplace(origin, Server(std::move(sign_in))).first->second;
}

std::unique_ptr<Transfer> Session::TakeTransfer() {
  if (idle_.empty()) return std::make_unique<Transfer>(options_);
  std::unique_ptr<Transfer> transfer = std::move(idle_.back());
  idle_.pop_back();
  return transfer;
}

std::int64_t Session::NowMs() const {
  return skipped_ms_ + std::chrono::duration_cast<std::chrono::milliseconds>(
                           std::chrono::steady_clock::now().time_since_epoch())
                           .count();
}

void Session::WaitUntil(std::int64_t ms) {
  if (options_.wait) {
    const std::int64_t left = ms - NowMs();
    if (left > 0) options_.wait(static_cast<int>(left));
    skipped_ms_ += std::max<std::int64_t>(0, ms - NowMs());
    return;
  }
  for (std::int64_t left = ms - NowMs(); left > 0 && !Interrupted(); left = ms - NowMs()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(left, kSliceMs)));
  }
}

double Session::Chance() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }

std::string Session::ClientNonce() {
  std::string out;
  for (std::uint64_t bits = random_(); out.size() < 16; bits >>= 4) {
    out.push_back("0123456789abcdef"[bits & 15]);
  }
  return out;
}

void Session::NoteDate(const Response& response) {
  // With an Age it is the date of a cache's copy.
  if (!response.Find("Age").empty()) return;
  const std::optional<std::int64_t> date = ParseHttpDate(response.Find("Date"));
  if (date) clock_skew_s = *date - SystemSeconds();
}

}  // namespace touchbase::http
