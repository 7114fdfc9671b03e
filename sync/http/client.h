// HTTP for CalDAV, feeds and OAuth: the only user of libcurl. I/O: the network.
//
// Several requests in flight over kept-alive connections, sign-in (Basic, Digest, Bearer later),
// TLS with the chain always verified, retries with jitter for what may be repeated, Retry-After
// obeyed, every answer bounded. Redirects are never followed here: the answer is returned (sync/dav
// follows them in discovery only). Proxies are taken from the environment (https_proxy, no_proxy),
// never for this machine; no cookies, no .netrc. One Client belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchbase::http {

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;  // any token: GET, PROPFIND, REPORT, MKCALENDAR, PUT, DELETE, ...
  std::string url;     // absolute, without user info
  std::vector<Header> headers;
  std::string body;
  // May be sent again after a failure in which the server may have done it. PUT and DELETE with a
  // condition are not: their end is ambiguous and the caller looks first.
  bool repeatable = true;
  bool secret_url = false;  // the path is a secret (a private feed): never logged
};

struct Response {
  int status = 0;  // 100 to 599
  std::vector<Header> headers;
  std::string body;
  // The first header of that name, compared without case; empty when absent.
  std::string_view Find(std::string_view name) const;
};

// How a request ended: with an answer, or without one.
struct Exchange {
  enum class End : std::uint8_t {
    kAnswered,
    kNotSent,    // name not found, refused, TLS not trusted, no connection: nothing was done
    kAmbiguous,  // sent, and no whole answer came
  };
  End end = End::kNotSent;
  Response response;  // when answered
  std::string why;    // when not: what happened and what to do, without secrets or the path
  // The server asked to stay away for so many seconds (Retry-After), longer than a run waits; 0:
  // no. Until then, further requests to it end at once with kNotSent.
  std::int64_t not_before_s = 0;
};

struct Options {
  std::string named_host;  // host or URL that the user wrote; "" = that of the first request
  std::string user;        // "" = no sign-in; without a colon
  std::string password;
  std::string ca_file;     // "" = the system's
  std::string pin_sha256;  // "" = none; in addition to the chain (base64, as libcurl's sha256//)
  bool allow_plain_http = false;  // Basic over http to other than loopback
  std::vector<std::string> trust_hosts;
  int connect_timeout_s = 10;
  int stall_timeout_s = 60;
  int start_connections = 4;  // in flight; halved on 429, 503, time-out, grows to max again
  int max_connections = 8;
  std::int64_t max_answer_bytes = 64LL << 20;
  std::string user_agent = "touchbase";
  // Waits that retries need; tests replace it and record: what it was asked for counts as gone by.
  // Default: sleep.
  std::function<void(int milliseconds)> wait;
  // Asked at least every 200 ms; true ends all that is in flight or waiting with kNotSent or
  // kAmbiguous.
  std::function<bool()> interrupted;
};

class Client {
 public:
  explicit Client(Options options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // One request and its end. Throws ServerError only for a refused sign-in (401 after the answer to
  // the challenge; 407) and for a host that credentials may not go to.
  Exchange Send(const Request& request);

  // All of them, several at a time; `done(i, exchange)` on this thread as each ends, in any order.
  // When `done` throws, what has not begun is not begun, what is in flight is waited for and
  // reported to nobody, and the exception goes on. `done` may not use the client. Throws as Send
  // does.
  void SendAll(std::span<const Request> requests,
               const std::function<void(std::size_t, Exchange)>& done);

  // The hosts (beside the first one asked) that discovery named: credentials may go to them when
  // they share the registrable domain (libpsl) of the first or are in trust_hosts. False: may not.
  // Asked before any request and without named_host, `url` is the first.
  bool Trust(std::string_view url);

  void LimitConnections(int most);  // the server profile's cap
  int requests() const;             // sent so far, repeats included
  // Seconds that the server's Date was ahead of this machine at the last answer, if it named one.
  std::optional<std::int64_t> clock_skew_s() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace touchbase::http
