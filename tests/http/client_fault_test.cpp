#include <gtest/gtest.h>

#include <string>

#include "sync/http/client.h"
#include "tests/http/client_fixture.h"

namespace touchbase::http {
namespace {

using test::Received;
using test::Reply;
using test::ScriptedServer;
using End = Exchange::End;

// A port on which nobody listens any more.
std::string DeadUrl() {
  return ScriptedServer([](const Received&) { return Reply{}; }).Url("/");
}

TEST(ClientFault, ADroppedAnswerIsAmbiguousAndNotRepeated) {
  ScriptedServer server(InTurn({{.drop = true}, {.status = 201}}));
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Put(server.Url("/x"), "b"));
  EXPECT_EQ(exchange.end, End::kAmbiguous);
  EXPECT_NE(exchange.why.find("127.0.0.1"), std::string::npos) << exchange.why;
  EXPECT_EQ(server.Requests().size(), 1U);
}

// libcurl by itself would send it again on a new connection.
TEST(ClientFault, NorIsItRepeatedWhenTheConnectionWasKeptFromBefore) {
  ScriptedServer server([](const Received& received) {
    return received.method == "GET" ? Reply{} : Reply{.drop = true};
  });
  Waits waits;
  Client client(TestOptions(&waits));
  client.Send(Get(server.Url("/")));
  const Exchange exchange = client.Send(Put(server.Url("/x"), "b"));
  EXPECT_EQ(exchange.end, End::kAmbiguous);
  EXPECT_EQ(server.Requests().size(), 2U);
  EXPECT_EQ(client.requests(), 2);
}

TEST(ClientFault, WhatMayBeRepeatedIsSentAgain) {
  ScriptedServer server(InTurn({{.drop = true}, {.drop = true, .reset = true}, {.body = "ok"}}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Get(server.Url("/"))).response.body, "ok");
  EXPECT_EQ(server.Requests().size(), 3U);
  EXPECT_EQ(waits.ms.size(), 2U);
}

TEST(ClientFault, FiveTriesAreTheMost) {
  ScriptedServer server(InTurn({{.drop = true}}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Get(server.Url("/"))).end, End::kAmbiguous);
  EXPECT_EQ(server.Requests().size(), 5U);
}

TEST(ClientFault, ACutAnswerIsNoAnswer) {
  for (const auto framing : {Reply::Framing::kLength, Reply::Framing::kChunked}) {
    ScriptedServer server(
        InTurn({{.body = std::string(1000, 'x'), .framing = framing, .cut = 500}}));
    Waits waits;
    Client client(TestOptions(&waits));
    const Exchange exchange = client.Send(Put(server.Url("/"), "b"));
    EXPECT_EQ(exchange.end, End::kAmbiguous);
    EXPECT_TRUE(exchange.response.body.empty());
  }
}

TEST(ClientFault, ALengthThatIsTooLargeIsNoAnswer) {
  ScriptedServer server(InTurn({{.body = "short", .close = true, .length = 4000}}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Put(server.Url("/"), "b")).end, End::kAmbiguous);
}

TEST(ClientFault, BadGzipIsNoAnswer) {
  ScriptedServer server(InTurn({{.headers = {{"Content-Encoding", "gzip"}}, .body = "not gzip"}}));
  Waits waits;
  Client client(TestOptions(&waits));
  Request report = Get(server.Url("/"));
  report.method = "REPORT";
  EXPECT_EQ(client.Send(report).end, End::kAmbiguous);
  EXPECT_EQ(server.Requests().size(), 1U);
}

TEST(ClientFault, AnswersAreBoundedWithAndWithoutALengthAndUnpacked) {
  const std::string body(5000, 'x');
  for (const Reply& reply :
       {Reply{.body = body}, Reply{.body = body, .framing = Reply::Framing::kChunked},
        Reply{.body = body, .framing = Reply::Framing::kChunked, .gzip = true}}) {
    ScriptedServer server(InTurn({reply}));
    Waits waits;
    Options options = TestOptions(&waits);
    options.max_answer_bytes = 4999;
    Client client(options);
    Request report = Get(server.Url("/"));
    report.method = "REPORT";
    const Exchange exchange = client.Send(report);
    EXPECT_EQ(exchange.end, End::kAmbiguous);
    EXPECT_NE(exchange.why.find("larger"), std::string::npos) << exchange.why;
    EXPECT_EQ(server.Requests().size(), 1U);
  }
}

TEST(ClientFault, HeadersAreBounded) {
  Reply reply;
  for (int i = 0; i < 300; ++i) reply.headers.emplace_back("X-Filler", std::string(1000, 'h'));
  ScriptedServer server(InTurn({reply}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Get(server.Url("/"))).end, End::kAmbiguous);
}

TEST(ClientFault, ARefusedConnectionIsNotSentAndTriedTwice) {
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Put(DeadUrl(), "b"));
  EXPECT_EQ(exchange.end, End::kNotSent);
  EXPECT_NE(exchange.why.find("cannot be reached"), std::string::npos) << exchange.why;
  ASSERT_EQ(waits.ms.size(), 1U);
  EXPECT_LT(waits.ms[0], 3000);
  EXPECT_EQ(client.requests(), 0);
}

TEST(ClientFault, ManyRequestsToADeadServerEndAtOnce) {
  Waits waits;
  Client client(TestOptions(&waits));
  const std::vector<Request> requests(500, Get(DeadUrl()));
  int unsent = 0;
  client.SendAll(requests, [&](std::size_t, const Exchange& exchange) {
    unsent += exchange.end == End::kNotSent && !exchange.why.empty() ? 1 : 0;
  });
  EXPECT_EQ(unsent, 500);
  EXPECT_LT(waits.ms.size(), 20U);
}

TEST(ClientFault, AnUnknownNameIsNotSent) {
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Get("http://calendar.invalid/"));
  EXPECT_EQ(exchange.end, End::kNotSent);
  EXPECT_NE(exchange.why.find("calendar.invalid"), std::string::npos) << exchange.why;
}

TEST(ClientFault, AConnectionClosedUnreadIsAmbiguousForAPut) {
  ScriptedServer server(InTurn({{.status = 201}}));
  server.CutNextConnections(1);
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Put(server.Url("/"), "b")).end, End::kAmbiguous);
  EXPECT_EQ(client.Send(Get(server.Url("/"))).response.status, 201);
}

TEST(ClientFault, AStalledAnswerEnds) {
  ScriptedServer server(InTurn({{.hold = true}}));
  Waits waits;
  Options options = TestOptions(&waits);
  options.stall_timeout_s = 1;
  Client client(options);
  const Exchange exchange = client.Send(Put(server.Url("/"), "b"));
  EXPECT_EQ(exchange.end, End::kAmbiguous);
  EXPECT_NE(exchange.why.find("no progress for 1 s"), std::string::npos) << exchange.why;
}

TEST(ClientFault, AnAnswerThatIsNotHttpIsNoAnswer) {
  ScriptedServer server(InTurn({{.close = true, .before = "220 mail.example ESMTP\r\n"}}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Put(server.Url("/"), "b")).end, End::kAmbiguous);
}

TEST(ClientFault, RetryAfterIsWaitedForOnEveryVerb) {
  for (const int status : {429, 503}) {
    ScriptedServer server(
        InTurn({{.status = status, .headers = {{"Retry-After", "7"}}}, {.status = 201}}));
    Waits waits;
    Client client(TestOptions(&waits));
    EXPECT_EQ(client.Send(Put(server.Url("/"), "b")).response.status, 201);
    ASSERT_EQ(waits.ms.size(), 1U);
    EXPECT_GE(waits.ms[0], 6900);
    EXPECT_LE(waits.ms[0], 7000);
  }
}

TEST(ClientFault, ALongRetryAfterIsHandedUpAndKept) {
  ScriptedServer server(InTurn({{.status = 503, .headers = {{"Retry-After", "3600"}}}}));
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Get(server.Url("/")));
  EXPECT_EQ(exchange.response.status, 503);
  EXPECT_EQ(exchange.not_before_s, 3600);
  const Exchange next = client.Send(Get(server.Url("/")));
  EXPECT_EQ(next.end, End::kNotSent);
  EXPECT_GT(next.not_before_s, 3500);
  EXPECT_EQ(server.Requests().size(), 1U);
  EXPECT_TRUE(waits.ms.empty());
}

TEST(ClientFault, AMinuteIsAllThatIsWaitedInARun) {
  ScriptedServer server(InTurn({{.status = 429, .headers = {{"Retry-After", "25"}}}}));
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Get(server.Url("/")));
  EXPECT_EQ(exchange.response.status, 429);
  EXPECT_EQ(exchange.not_before_s, 25);
  EXPECT_EQ(waits.ms.size(), 2U);
}

TEST(ClientFault, An503WithoutRetryAfterIsRepeatedOnlyWhenItMayBe) {
  ScriptedServer server(InTurn({{.status = 503}}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Put(server.Url("/"), "b")).response.status, 503);
  EXPECT_EQ(server.Requests().size(), 1U);
  EXPECT_EQ(client.Send(Get(server.Url("/"))).response.status, 503);
  EXPECT_EQ(server.Requests().size(), 6U);
}

TEST(ClientFault, A500IsHandedUpAtOnce) {
  ScriptedServer server(InTurn({{.status = 500, .body = "trace"}}));
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Get(server.Url("/")));
  EXPECT_EQ(exchange.response.status, 500);
  EXPECT_EQ(exchange.response.body, "trace");
  EXPECT_EQ(server.Requests().size(), 1U);
}

TEST(ClientFault, OneBadItemDoesNotStopTheOthers) {
  ScriptedServer server(
      [](const Received& received) { return Reply{.drop = received.target == "/3"}; });
  Waits waits;
  Client client(TestOptions(&waits));
  std::vector<Request> requests;
  for (int i = 0; i < 20; ++i) requests.push_back(Put(server.Url("/" + std::to_string(i)), "b"));
  int answered = 0;
  client.SendAll(requests, [&](std::size_t i, const Exchange& exchange) {
    answered += exchange.end == End::kAnswered ? 1 : 0;
    EXPECT_EQ(exchange.end == End::kAmbiguous, i == 3);
  });
  EXPECT_EQ(answered, 19);
}

TEST(ClientFault, AnUntrustedOrMissingCaFileIsSaidWithWhatToDo) {
  ScriptedServer server(InTurn({{}}));
  Waits waits;
  Options options = TestOptions(&waits);
  options.ca_file = "/nonexistent/ca.pem";
  Client client(options);
  const Exchange exchange =
      client.Send(Get("https://127.0.0.1:" + std::to_string(server.port()) + "/"));
  EXPECT_EQ(exchange.end, End::kNotSent);
  EXPECT_NE(exchange.why.find("ca_file"), std::string::npos) << exchange.why;
  EXPECT_TRUE(server.Requests().empty());
}

}  // namespace
}  // namespace touchbase::http
