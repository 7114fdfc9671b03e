#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

#include "model/error.h"
#include "sync/http/client.h"
#include "sync/http/wire_log.h"
#include "sync/log/log.h"
#include "tests/http/client_fixture.h"

namespace touchbase::http {
namespace {

using test::Received;
using test::Reply;
using test::ScriptedServer;

const Reply kBasicWanted = {.status = 401, .headers = {{"WWW-Authenticate", "Basic realm=\"x\""}}};

Reply DigestWanted(const std::string& nonce, bool stale = false) {
  return {.status = 401,
          .headers = {{"WWW-Authenticate", "Digest realm=\"SabreDAV\", qop=\"auth\", nonce=\"" +
                                               nonce + "\"" + (stale ? ", stale=true" : "")}}};
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string ServerErrorOf(const std::function<void()>& action) {
  try {
    action();
  } catch (const ServerError& error) {
    return error.what();
  }
  return "no ServerError";
}

class NoProxy {
 public:
  explicit NoProxy(const std::string& proxy) { ::setenv("http_proxy", proxy.c_str(), 1); }
  ~NoProxy() { ::unsetenv("http_proxy"); }
};

TEST(ClientSignIn, ARefusalNamesUserAndHostNeverThePassword) {
  ScriptedServer server(InTurn({kBasicWanted}));
  Waits waits;
  Client client(TestOptions(&waits));
  const std::string what = ServerErrorOf([&] { client.Send(Get(server.Url("/"))); });
  EXPECT_TRUE(Has(what, "sign-in refused for ana at 127.0.0.1")) << what;
  EXPECT_FALSE(Has(what, kPassword));
  EXPECT_EQ(server.Requests().size(), 1U);
}

TEST(ClientSignIn, DigestCostsOneRequestMoreForAllConnections) {
  ScriptedServer server([](const Received& received) {
    const bool good = received.Header("Authorization").starts_with("Digest ");
    return good ? Reply{.status = 207} : DigestWanted("n1");
  });
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Get(server.Url("/a?b"))).response.status, 207);
  EXPECT_TRUE(Has(server.Requests().at(1).Header("Authorization"), "uri=\"/a?b\""));
  client.SendAll(std::vector<Request>(50, Get(server.Url("/"))),
                 [](std::size_t, const Exchange& e) { EXPECT_EQ(e.response.status, 207); });
  EXPECT_EQ(server.Requests().size(), 52U);
}

TEST(ClientSignIn, ParallelRequestsThatMeetTheChallengeTogetherAllPass) {
  ScriptedServer server([](const Received& received) {
    const bool good = received.Header("Authorization").starts_with("Digest ");
    return good ? Reply{.status = 200} : DigestWanted("n" + std::to_string(received.number));
  });
  Waits waits;
  Client client(TestOptions(&waits));
  int good = 0;
  client.SendAll(std::vector<Request>(20, Get(server.Url("/"))),
                 [&](std::size_t, const Exchange& e) { good += e.response.status == 200 ? 1 : 0; });
  EXPECT_EQ(good, 20);
}

TEST(ClientSignIn, AStaleNonceIsReplaced) {
  ScriptedServer server([](const Received& received) {
    const std::string sent = received.Header("Authorization");
    if (received.number < 3 && Has(sent, "nonce=\"old\"")) return Reply{.status = 204};
    if (Has(sent, "nonce=\"new\"")) return Reply{.status = 200};
    return received.number < 3 ? DigestWanted("old") : DigestWanted("new", true);
  });
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Get(server.Url("/"))).response.status, 204);
  EXPECT_EQ(client.Send(Get(server.Url("/"))).response.status, 204);
  EXPECT_EQ(client.Send(Put(server.Url("/"), "b")).response.status, 200);
  EXPECT_EQ(server.Requests().size(), 5U);
}

TEST(ClientSignIn, ARefusedDigestIsAnsweredOnce) {
  ScriptedServer server(InTurn({DigestWanted("n")}));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_TRUE(Has(ServerErrorOf([&] { client.Send(Get(server.Url("/"))); }), "sign-in refused"));
  EXPECT_EQ(server.Requests().size(), 2U);
}

TEST(ClientSignIn, AServerThatIsAlwaysStaleIsGivenUp) {
  ScriptedServer server(
      [](const Received& received) { return DigestWanted(std::to_string(received.number), true); });
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_TRUE(Has(ServerErrorOf([&] { client.Send(Get(server.Url("/"))); }), "sign-in refused"));
  EXPECT_LT(server.Requests().size(), 6U);
}

TEST(ClientSignIn, A401InTheMiddleStopsTheRest) {
  ScriptedServer server(
      [](const Received& received) { return received.number < 5 ? Reply{} : kBasicWanted; });
  Waits waits;
  Client client(TestOptions(&waits));
  const std::vector<Request> requests(100, Get(server.Url("/")));
  EXPECT_THROW(client.SendAll(requests, [](std::size_t, const Exchange&) {}), ServerError);
  EXPECT_LT(server.Requests().size(), 20U);
}

TEST(ClientSignIn, WithoutAUserTheMessageAsksForOne) {
  ScriptedServer server(InTurn({kBasicWanted}));
  Client client({});
  EXPECT_TRUE(Has(ServerErrorOf([&] { client.Send(Get(server.Url("/"))); }), "set user"));
  EXPECT_EQ(server.Requests().at(0).Header("Authorization"), "");
}

TEST(ClientSignIn, AnotherOriginGetsNothingUnlessTrusted) {
  ScriptedServer first(InTurn({{}}));
  ScriptedServer second(InTurn({{}}));
  Waits waits;
  Client client(TestOptions(&waits));
  client.Send(Get(first.Url("/")));
  const std::string what = ServerErrorOf([&] { client.Send(Get(second.Url("/"))); });
  EXPECT_TRUE(Has(what, "trust_hosts")) << what;
  EXPECT_TRUE(second.Requests().empty());
  EXPECT_EQ(second.Connections(), 0);
  EXPECT_FALSE(client.Trust("https://calendar.example.org/"));
  EXPECT_TRUE(client.Trust(second.Url("/")));
  EXPECT_EQ(client.Send(Get(second.Url("/"))).response.status, 200);
}

// A proxy stands in for a host that is not this machine.
TEST(ClientSignIn, BasicIsNotSentInTheClear) {
  ScriptedServer proxy(InTurn({kBasicWanted}));
  const NoProxy environment(proxy.Url(""));
  Waits waits;
  Client client(TestOptions(&waits));
  const std::string what = ServerErrorOf([&] { client.Send(Get("http://cal.example.org/")); });
  EXPECT_TRUE(Has(what, "allow_plain_http")) << what;
  ASSERT_EQ(proxy.Requests().size(), 1U);
  EXPECT_EQ(proxy.Requests()[0].Header("Authorization"), "");
}

TEST(ClientSignIn, BasicIsSentInTheClearBySetting) {
  ScriptedServer proxy(InTurn({{}}));
  const NoProxy environment(proxy.Url(""));
  Waits waits;
  Options options = TestOptions(&waits);
  options.allow_plain_http = true;
  Client client(options);
  EXPECT_EQ(client.Send(Get("http://cal.example.org/")).response.status, 200);
  EXPECT_NE(proxy.Requests().at(0).Header("Authorization"), "");
}

TEST(ClientSignIn, DigestIsAnsweredInTheClear) {
  ScriptedServer proxy(InTurn({DigestWanted("n"), {}}));
  const NoProxy environment(proxy.Url(""));
  Waits waits;
  Client client(TestOptions(&waits));
  EXPECT_EQ(client.Send(Get("http://cal.example.org/")).response.status, 200);
  EXPECT_EQ(proxy.Requests().at(0).Header("Authorization"), "");
  EXPECT_TRUE(proxy.Requests().at(1).Header("Authorization").starts_with("Digest "));
}

TEST(ClientSignIn, LoopbackGoesThroughNoProxy) {
  ScriptedServer proxy(InTurn({{}}));
  ScriptedServer server(InTurn({{}}));
  const NoProxy environment(proxy.Url(""));
  Waits waits;
  Client client(TestOptions(&waits));
  client.Send(Get(server.Url("/")));
  EXPECT_EQ(server.Requests().size(), 1U);
  EXPECT_TRUE(proxy.Requests().empty());
}

TEST(ClientSignIn, AProxyThatWantsASignInIsNamed) {
  ScriptedServer proxy(InTurn({{.status = 407}}));
  const NoProxy environment(proxy.Url(""));
  Client client({});
  EXPECT_TRUE(Has(ServerErrorOf([&] { client.Send(Get("http://cal.example.org/")); }), "proxy"));
}

TEST(WireLog, HoldsNoSecret) {
  EXPECT_FALSE(WireLine(WirePart::kSent, "authorization: Basic abc", false));
  EXPECT_FALSE(WireLine(WirePart::kSent, "Proxy-Authorization: Basic abc", false));
  EXPECT_FALSE(WireLine(WirePart::kReceived, "Set-Cookie: a=b", false));
  EXPECT_FALSE(WireLine(WirePart::kText, "h2h3 [authorization: Basic abc]", false));
  EXPECT_EQ(WireLine(WirePart::kSent, "GET /a?token=1 HTTP/1.1", false), "> GET /a");
  EXPECT_EQ(WireLine(WirePart::kSent, "GET /private-1/a HTTP/1.1", true), "> GET");
  EXPECT_FALSE(WireLine(WirePart::kReceived, "Location: /private-1/b", true));
  EXPECT_EQ(WireLine(WirePart::kReceived, "HTTP/1.1 200 OK", true), "< HTTP/1.1 200 OK");
  EXPECT_EQ(WireLine(WirePart::kSent, "Depth: 1", false), "> Depth: 1");
}

TEST(ClientSignIn, TheDebugLogHoldsNoSecret) {
  std::string folder = std::filesystem::temp_directory_path() / "touchbase-http-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  log::Start(log::Level::kDebug, folder + "/log");
  testing::internal::CaptureStderr();
  ScriptedServer server([](const Received& received) {
    const bool good = received.Header("Authorization").starts_with("Digest ");
    return good ? Reply{.headers = {{"ETag", "\"seen\""}}} : DigestWanted("nonce-in-challenge");
  });
  Waits waits;
  Client client(TestOptions(&waits));
  client.Send(Put(server.Url("/a?token=hidden"), "body-is-private"));
  log::Failure("the end");
  log::Start(log::Level::kOff, "");
  const std::string shown = testing::internal::GetCapturedStderr();
  std::ifstream in(folder + "/log");
  const std::string text = shown + std::string(std::istreambuf_iterator<char>(in), {});
  std::filesystem::remove_all(folder);
  EXPECT_TRUE(Has(text, "> PUT /a\n")) << text;
  EXPECT_TRUE(Has(text, "ETag: \"seen\""));
  for (const std::string secret :
       {kPassword, kPasswordBase64, "hidden", "body-is-private", "response=", "cnonce"}) {
    EXPECT_FALSE(Has(text, secret)) << secret << "\n" << text;
  }
}

}  // namespace
}  // namespace touchbase::http
