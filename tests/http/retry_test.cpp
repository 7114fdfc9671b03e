#include "sync/http/retry.h"

#include <gtest/gtest.h>

#include "sync/http/http_date.h"
#include "sync/http/window.h"

namespace touchbase::http {
namespace {

Verdict AfterStatus(int status, bool repeatable, int tries = 1,
                    std::optional<std::int64_t> retry_after_s = {}) {
  Attempt attempt;
  attempt.tries = tries;
  attempt.status = status;
  attempt.retry_after_s = retry_after_s;
  attempt.repeatable = repeatable;
  return Decide(attempt);
}

Verdict AfterOutcome(Outcome outcome, bool repeatable, int tries = 1) {
  Attempt attempt;
  attempt.tries = tries;
  attempt.outcome = outcome;
  attempt.repeatable = repeatable;
  return Decide(attempt);
}

TEST(Retry, OnlyPassingTroubleIsWorthAnotherTry) {
  for (const int status : {200, 201, 207, 301, 401, 403, 404, 409, 412, 413, 500, 501, 507}) {
    EXPECT_FALSE(AfterStatus(status, true).again) << status;
  }
  for (const int status : {408, 429, 502, 503, 504}) {
    EXPECT_TRUE(AfterStatus(status, true).again) << status;
  }
}

TEST(Retry, WhatMayNotBeRepeatedIsSentAgainOnlyWhenTheServerDidNothing) {
  for (const int status : {408, 502, 503, 504}) {
    EXPECT_FALSE(AfterStatus(status, false).again) << status;
  }
  EXPECT_TRUE(AfterStatus(429, false).again);
  EXPECT_TRUE(AfterStatus(503, false, 1, 3).again);
  EXPECT_TRUE(AfterOutcome(Outcome::kUnreachable, false).again);
  EXPECT_FALSE(AfterOutcome(Outcome::kBroken, false).again);
  EXPECT_FALSE(AfterOutcome(Outcome::kStalled, false).again);
}

TEST(Retry, TriesAreCounted) {
  EXPECT_TRUE(AfterOutcome(Outcome::kBroken, true, 4).again);
  EXPECT_FALSE(AfterOutcome(Outcome::kBroken, true, 5).again);
  EXPECT_FALSE(AfterOutcome(Outcome::kUnreachable, true, 2).again);
  EXPECT_FALSE(AfterOutcome(Outcome::kStalled, true, 2).again);
  EXPECT_FALSE(AfterOutcome(Outcome::kNeverAgain, true).again);
  EXPECT_FALSE(AfterOutcome(Outcome::kUnusable, true).again);
}

TEST(Retry, WaitsDoubleAndScatter) {
  Attempt attempt;
  attempt.status = 503;
  int wait = 250;
  for (attempt.tries = 1; attempt.tries < 5; ++attempt.tries, wait *= 2) {
    attempt.chance = 0;
    EXPECT_EQ(Decide(attempt).wait_ms, wait);
    attempt.chance = 0.999999;
    EXPECT_GE(Decide(attempt).wait_ms, 2 * wait - 2);
    EXPECT_LE(Decide(attempt).wait_ms, 2 * wait);
  }
}

TEST(Retry, AfterIsObeyedUpToAMinuteInARun) {
  EXPECT_EQ(AfterStatus(429, true, 1, 60).wait_ms, 60000);
  EXPECT_EQ(AfterStatus(429, true, 1, 60).not_before_s, 0);
  EXPECT_FALSE(AfterStatus(429, true, 1, 61).again);
  EXPECT_EQ(AfterStatus(429, true, 1, 61).not_before_s, 61);
  Attempt attempt;
  attempt.status = 503;
  attempt.retry_after_s = 20;
  attempt.waited_for_server_s = 50;
  EXPECT_EQ(Decide(attempt).not_before_s, 20);
}

TEST(Retry, AfterZeroIsStillNoStampede) { EXPECT_GE(AfterStatus(429, true, 1, 0).wait_ms, 250); }

TEST(RetryAfter, IsSecondsOrADate) {
  EXPECT_EQ(ParseRetryAfter("120", "", 0), 120);
  EXPECT_EQ(ParseRetryAfter(" 0 ", "", 0), 0);
  EXPECT_EQ(ParseRetryAfter("99999999999999999999999", "", 0), 366 * 86400);
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 5),
            30);
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", "", 784111770), 7);
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", "", 784119999), 0);
  for (const std::string_view bad : {"", "-1", "1.5", "soon", "+3"}) {
    EXPECT_FALSE(ParseRetryAfter(bad, "", 0)) << bad;
  }
}

TEST(HttpDate, ThreeFormsOfRfc9110) {
  EXPECT_EQ(ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
  EXPECT_EQ(ParseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT"), 784111777);
  EXPECT_EQ(ParseHttpDate("Sun Nov  6 08:49:37 1994"), 784111777);
  EXPECT_EQ(ParseHttpDate("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
}

TEST(HttpDate, AnythingElseIsNone) {
  for (const std::string_view bad :
       {"", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
        "2026-11-21T10:00:00Z"}) {
    EXPECT_FALSE(ParseHttpDate(bad)) << bad;
  }
}

TEST(Window, GrowsFastIsHalvedAndGrowsSlowly) {
  Window window(4, 8);
  for (int i = 0; i < 4; ++i) window.Good();
  EXPECT_EQ(window.size(), 8);
  window.Bad(0);
  EXPECT_EQ(window.size(), 4);
  for (int i = 0; i < 4; ++i) window.Good();
  EXPECT_EQ(window.size(), 5);
  for (int i = 0; i < 100; ++i) window.Good();
  EXPECT_EQ(window.size(), 8);
}

TEST(Window, TroublesOfOneRoundHalveOnce) {
  Window window(8, 8);
  for (int others = 7; others >= 0; --others) window.Bad(others);
  EXPECT_EQ(window.size(), 4);
  window.Bad(0);
  EXPECT_EQ(window.size(), 2);
}

TEST(Window, IsNeverEmptyNorAboveItsLimit) {
  Window window(4, 8);
  for (int i = 0; i < 9; ++i) window.Bad(0);
  EXPECT_EQ(window.size(), 1);
  window.Limit(2);
  for (int i = 0; i < 99; ++i) window.Good();
  EXPECT_EQ(window.size(), 2);
  window.Limit(0);
  EXPECT_EQ(window.size(), 1);
}

}  // namespace
}  // namespace touchbase::http
