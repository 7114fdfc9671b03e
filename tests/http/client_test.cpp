#include "sync/http/client.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string>

#include "model/error.h"
#include "tests/http/client_fixture.h"
#include "tests/support/dialogue.h"

namespace touchbase::http {
namespace {

using test::Received;
using test::Reply;
using test::ScriptedServer;
using End = Exchange::End;

std::vector<Request> Gets(const ScriptedServer& server, int count) {
  std::vector<Request> out;
  for (int i = 0; i < count; ++i) out.push_back(Get(server.Url("/" + std::to_string(i))));
  return out;
}

// Each answer names its request.
Reply Echo(const Received& received) { return {.body = received.target}; }

TEST(Client, SendsWhatItWasGiven) {
  ScriptedServer server([](const Received&) { return Reply{.status = 201}; });
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Put(server.Url("/c/a%20b.ics?x=1"), "BEGIN")).response.status, 201);
  const Received got = server.Requests().at(0);
  EXPECT_EQ(got.method, "PUT");
  EXPECT_EQ(got.target, "/c/a%20b.ics?x=1");
  EXPECT_EQ(got.version, "HTTP/1.1");
  EXPECT_EQ(got.body, "BEGIN");
  EXPECT_EQ(got.Header("Content-Length"), "5");
  EXPECT_EQ(got.Header("Content-Type"), "text/calendar; charset=utf-8");
  EXPECT_EQ(got.Header("If-None-Match"), "*");
  EXPECT_EQ(got.Header("User-Agent"), "touchbase");
  EXPECT_EQ(got.Header("Authorization"), std::string("Basic ") + kPasswordBase64);
  EXPECT_EQ(got.Header("Accept-Encoding"), "");
  EXPECT_EQ(got.Header("Expect"), "");
  EXPECT_EQ(client.requests(), 1);
}

TEST(Client, ALargeBodyWaitsForNoContinue) {
  ScriptedServer server(Echo);
  Waits waits;
  Client client(TestOptions(&waits));
  const std::string body(3 << 20, 'x');
  EXPECT_EQ(client.Send(Put(server.Url("/big"), body)).end, End::kAnswered);
  EXPECT_EQ(server.Requests().at(0).Header("Expect"), "");
  EXPECT_EQ(server.Requests().at(0).body.size(), body.size());
}

TEST(Client, ADialogueIsPlayed) {
  test::Dialogue dialogue(
      "C: PROPFIND /ana/\n"
      "C: Depth: 1\n"
      "C: ~getctag\n"
      "S: 207\n"
      "S: Content-Type: application/xml\n"
      "S:\n"
      "S: <multistatus\n"
      "S: />\n"
      "S! chunked\n"
      "# and its end\n"
      "C: DELETE /ana/x.ics\n"
      "S: 204\n");
  ScriptedServer server(dialogue);
  Waits waits;
  Client client(TestOptions(&waits));
  Request propfind = Get(server.Url("/ana/"));
  propfind.method = "PROPFIND";
  propfind.headers = {{"Depth", "1"}};
  propfind.body = "<getctag/>";
  const Exchange exchange = client.Send(propfind);
  EXPECT_EQ(exchange.response.status, 207);
  EXPECT_EQ(exchange.response.Find("content-type"), "application/xml");
  EXPECT_EQ(exchange.response.body, "<multistatus\n/>");
  EXPECT_EQ(dialogue.Problems(), std::vector<std::string>{"DELETE /ana/x.ics: never asked"});
}

TEST(Client, ConnectionsAreKept) {
  ScriptedServer server(Echo);
  Waits waits;
  Client client(TestOptions(&waits));
  for (int i = 0; i < 20; ++i) client.Send(Get(server.Url("/")));
  EXPECT_EQ(server.Connections(), 1);
  client.SendAll(Gets(server, 100), [](std::size_t, const Exchange&) {});
  EXPECT_LE(server.Connections(), 8);
  EXPECT_EQ(client.requests(), 120);
}

TEST(Client, ManyAnswersEachReachTheirRequest) {
  ScriptedServer server(Echo);
  Waits waits;
  Client client(TestOptions(&waits));
  std::vector<int> seen(200);
  client.SendAll(Gets(server, 200), [&](std::size_t i, const Exchange& exchange) {
    ++seen.at(i);
    EXPECT_EQ(exchange.response.body, "/" + std::to_string(i));
  });
  EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 200);
}

TEST(Client, AnswersComeInAnyOrder) {
  ScriptedServer server(
      [](const Received& received) { return Reply{.hold = received.target == "/0"}; });
  Waits waits;
  Client client(TestOptions(&waits));
  std::vector<std::size_t> order;
  client.SendAll(Gets(server, 2), [&](std::size_t i, const Exchange&) {
    order.push_back(i);
    server.Release();
  });
  EXPECT_EQ(order, (std::vector<std::size_t>{1, 0}));
}

TEST(Client, InFlightIsLimited) {
  ScriptedServer server([](const Received&) { return Reply{.hold = true}; });
  server.ReleaseWhenHeld(3);
  Waits waits;
  Client client(TestOptions(&waits));
  client.LimitConnections(3);
  int done = 0;
  client.SendAll(Gets(server, 30), [&](std::size_t, const Exchange&) { ++done; });
  EXPECT_EQ(done, 30);
  EXPECT_EQ(server.MostHeld(), 3);
  EXPECT_EQ(server.Connections(), 3);
}

TEST(Client, InFlightGrowsToTheMost) {
  ScriptedServer server(
      [](const Received& received) { return Reply{.hold = received.number >= 20}; });
  server.ReleaseWhenHeld(8);
  Waits waits;
  Client client(TestOptions(&waits));
  client.SendAll(Gets(server, 60), [](std::size_t, const Exchange&) {});
  EXPECT_EQ(server.MostHeld(), 8);
}

TEST(Client, Http10ThatClosesAfterEachAnswerIsServed) {
  ScriptedServer server(
      [](const Received& received) { return Reply{.body = received.target, .http10 = true}; });
  Waits waits;
  Client client(TestOptions(&waits));
  int good = 0;
  client.SendAll(Gets(server, 10), [&](std::size_t i, const Exchange& exchange) {
    good += exchange.response.body == "/" + std::to_string(i) ? 1 : 0;
  });
  EXPECT_EQ(good, 10);
  EXPECT_EQ(server.Connections(), 10);
}

TEST(Client, EveryFramingIsRead) {
  for (const auto framing :
       {Reply::Framing::kLength, Reply::Framing::kChunked, Reply::Framing::kUntilClose}) {
    const std::string body(100000, 'b');
    ScriptedServer server(InTurn({{.body = body, .framing = framing}}));
    Waits waits;
    Client client(TestOptions(&waits));
    EXPECT_EQ(client.Send(Get(server.Url("/"))).response.body, body);
  }
}

TEST(Client, InterimAnswersAreSkipped) {
  ScriptedServer server(InTurn({{.status = 204,
                                 .headers = {{"X-Real", "yes"}},
                                 .before = "HTTP/1.1 103 Early\r\nX-Early: 1\r\n\r\n"}}));
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Get(server.Url("/")));
  EXPECT_EQ(exchange.response.status, 204);
  EXPECT_EQ(exchange.response.Find("X-Early"), "");
  EXPECT_EQ(exchange.response.Find("x-real"), "yes");
}

TEST(Client, GzipIsAskedForWithReportsOnly) {
  const std::string body(200000, 'm');
  ScriptedServer server([&](const Received& received) {
    return Reply{.status = 207, .body = body, .gzip = received.Header("Accept-Encoding") == "gzip"};
  });
  Waits waits;
  Client client(TestOptions(&waits));
  Request report = Get(server.Url("/"));
  report.method = "REPORT";
  report.body = "<x/>";
  EXPECT_EQ(client.Send(report).response.body, body);
  EXPECT_EQ(client.Send(Get(server.Url("/"))).response.body, body);
  EXPECT_EQ(server.Requests()[0].Header("Accept-Encoding"), "gzip");
  EXPECT_EQ(server.Requests()[1].Header("Accept-Encoding"), "");
}

TEST(Client, RedirectsAreReturned) {
  ScriptedServer server(InTurn({{.status = 301, .headers = {{"Location", "/elsewhere"}}}}));
  Waits waits;
  Client client(TestOptions(&waits));
  const Exchange exchange = client.Send(Get(server.Url("/")));
  EXPECT_EQ(exchange.response.status, 301);
  EXPECT_EQ(exchange.response.Find("location"), "/elsewhere");
  EXPECT_EQ(server.Requests().size(), 1U);
}

TEST(Client, TheServersClockIsCompared) {
  ScriptedServer server(InTurn({{.headers = {{"Date", "Fri, 01 Jan 2100 00:00:00 GMT"}}},
                                {.headers = {{"Date", "gibberish"}}}}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_FALSE(client.clock_skew_s());
  client.Send(Get(server.Url("/")));
  EXPECT_GT(client.clock_skew_s().value_or(0), 86400);
  client.Send(Get(server.Url("/")));
  EXPECT_TRUE(client.clock_skew_s());
}

TEST(Client, WhatCannotBeWrittenToTheWireIsNotSent) {
  ScriptedServer server(Echo);
  Waits waits;
  Client client(TestOptions(&waits));
  client.Send(Get(server.Url("/")));
  Request forged = Get(server.Url("/"));
  forged.headers = {{"If-Match", "\"a\"\r\nX-Evil: 1"}};
  EXPECT_EQ(client.Send(forged).end, End::kNotSent);
  for (const std::string url :
       {"", "/x", "http://u:hidden@127.0.0.1/", "ftp://h/", "http://h/a b"}) {
    const Exchange exchange = client.Send(Get(url));
    EXPECT_EQ(exchange.end, End::kNotSent);
    EXPECT_EQ(exchange.why.find("hidden"), std::string::npos);
  }
  EXPECT_EQ(server.Requests().size(), 1U);
}

TEST(Client, WhenDoneThrowsNothingMoreBegins) {
  ScriptedServer server(Echo);
  Waits waits;
  Client client(TestOptions(&waits));
  int calls = 0;
  EXPECT_THROW(client.SendAll(Gets(server, 100),
                              [&](std::size_t, const Exchange&) {
                                ++calls;
                                throw std::runtime_error("stop");
                              }),
               std::runtime_error);
  EXPECT_EQ(calls, 1);
  EXPECT_LT(server.Requests().size(), 10U);
  EXPECT_EQ(client.Send(Get(server.Url("/after"))).response.body, "/after");
}

TEST(Client, InterruptionEndsWhatIsInFlightAndWhatIsNot) {
  ScriptedServer server([](const Received&) { return Reply{.hold = true}; });
  Waits waits;
  Options options = TestOptions(&waits);
  options.interrupted = [&] { return server.MostHeld() >= 2; };
  Client client(options);
  client.LimitConnections(2);
  std::vector<End> ends(5, End::kAnswered);
  client.SendAll(Gets(server, 5),
                 [&](std::size_t i, const Exchange& exchange) { ends.at(i) = exchange.end; });
  EXPECT_EQ(ends, (std::vector<End>{End::kAmbiguous, End::kAmbiguous, End::kNotSent, End::kNotSent,
                                    End::kNotSent}));
}

}  // namespace
}  // namespace touchbase::http
