// When a request is sent again, and how long to wait before. Pure: time and chance are given.
//
// What may be repeated: a request that did not reach the server; one that it refused for now (429
// for every verb, 503 for every verb when it names a time); all else only when the caller called it
// repeatable.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace touchbase::http {

// What came of one try.
enum class Outcome : std::uint8_t {
  kAnswered,     // with a status
  kUnreachable,  // name not found, refused, reset, TLS handshake: nothing was sent
  kNeverAgain,   // nothing was sent and nothing will change: untrusted certificate, bad address
  kBroken,       // sent, and the answer is missing or cut
  kStalled,      // sent, and no progress for the stall time-out
  kUnusable,     // sent, and the answer is too large or cannot be decoded
};

struct Attempt {
  int tries = 1;  // made so far, this one included
  Outcome outcome = Outcome::kAnswered;
  int status = 0;                             // when answered
  std::optional<std::int64_t> retry_after_s;  // as the server said it, not negative
  bool repeatable = true;
  int waited_for_server_s = 0;  // in this run, because of Retry-After
  double chance = 0;            // 0 to below 1
};

struct Verdict {
  bool again = false;
  int wait_ms = 0;
  // The server asked for a longer pause than a run waits: come back after this many seconds; 0: no.
  std::int64_t not_before_s = 0;
};

constexpr int kMostTries = 5;
constexpr int kMostTriesUnreachable = 2;  // within 3 s
constexpr int kMostTriesStalled = 2;      // each has cost a whole stall time-out
constexpr int kMostWaitForServerS = 60;   // by Retry-After, in one run

Verdict Decide(const Attempt& attempt);

// Retry-After (RFC 9110 10.2.3): seconds or a date. `date` is the answer's Date header, against
// which a date is measured, so that a wrong clock here does no harm; `now_s` stands in when it is
// missing. At most a year; nothing when it is neither.
std::optional<std::int64_t> ParseRetryAfter(std::string_view value, std::string_view date,
                                            std::int64_t now_s);

}  // namespace touchbase::http
