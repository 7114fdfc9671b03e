#include "sync/http/retry.h"

#include <algorithm>
#include <charconv>

#include "sync/http/ascii.h"
#include "sync/http/http_date.h"

namespace touchbase::http {
namespace {

constexpr int kFirstWaitMs = 500;
constexpr int kLongestWaitMs = 8000;
constexpr std::int64_t kYearS = 366LL * 86400;

// Half of it certain, half by chance: clients that were turned away together do not return
// together.
int Backoff(int tries, double chance) {
  const int full = std::min(kFirstWaitMs << std::min(tries - 1, 8), kLongestWaitMs);
  const int half = full / 2;
  return half + static_cast<int>(half * std::clamp(chance, 0.0, 1.0));
}

bool MayRepeat(const Attempt& attempt) {
  switch (attempt.outcome) {
    case Outcome::kUnreachable:
      return true;
    case Outcome::kNeverAgain:
    case Outcome::kUnusable:
      return false;
    case Outcome::kBroken:
    case Outcome::kStalled:
      return attempt.repeatable;
    case Outcome::kAnswered:
      break;
  }
  switch (attempt.status) {
    case 429:
      return true;
    case 503:
      return attempt.repeatable || attempt.retry_after_s.has_value();
    case 408:
    case 502:
    case 504:
      return attempt.repeatable;
    default:
      // 500 too: servers mean "this I cannot" by it (xandikos to a token it does not know).
      return false;
  }
}

int MostTries(Outcome outcome) {
  if (outcome == Outcome::kUnreachable) return kMostTriesUnreachable;
  return outcome == Outcome::kStalled ? kMostTriesStalled : kMostTries;
}

}  // namespace

Verdict Decide(const Attempt& attempt) {
  const bool asked = attempt.outcome == Outcome::kAnswered && attempt.retry_after_s &&
                     (attempt.status == 429 || attempt.status == 503);
  if (asked && *attempt.retry_after_s > kMostWaitForServerS - attempt.waited_for_server_s) {
    return {.not_before_s = *attempt.retry_after_s};
  }
  if (!MayRepeat(attempt) || attempt.tries >= MostTries(attempt.outcome)) {
    return {.not_before_s = asked ? *attempt.retry_after_s : 0};
  }
  int wait_ms = Backoff(attempt.tries, attempt.chance);
  if (asked) wait_ms = std::max(wait_ms, static_cast<int>(*attempt.retry_after_s) * 1000);
  return {.again = true, .wait_ms = wait_ms};
}

std::optional<std::int64_t> ParseRetryAfter(std::string_view value, std::string_view date,
                                            std::int64_t now_s) {
  value = Trimmed(value);
  if (value.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  if (std::all_of(value.begin(), value.end(), IsDigit)) {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    return error == std::errc() ? std::min(seconds, kYearS) : kYearS;
  }
  const std::optional<std::int64_t> until = ParseHttpDate(value);
  if (!until) return std::nullopt;
  return std::clamp<std::int64_t>(*until - ParseHttpDate(date).value_or(now_s), 0, kYearS);
}

}  // namespace touchbase::http
