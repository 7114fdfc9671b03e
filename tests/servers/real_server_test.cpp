// Starts every real server once and looks whether it answers, stops and starts again.
#include "tests/support/real_server.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/support/child_process.h"

namespace touchbase::test {
namespace {

std::string Propfind(const RealServer& server, const std::string& url,
                     std::vector<std::string> more = {}) {
  std::vector<std::string> args = {"curl",      "-s",
                                   "--noproxy", "*",
                                   "-o",        "/dev/null",
                                   "-w",        "%{http_code}",
                                   "-X",        "PROPFIND",
                                   "-H",        "Depth: 0",
                                   "-u",        server.user() + ":" + server.password()};
  args.insert(args.end(), more.begin(), more.end());
  args.push_back(url);
  return RunChild(args).out;
}

class EveryServer : public testing::TestWithParam<std::string> {};

TEST_P(EveryServer, AnswersStopsAndComesBackOnItsPort) {
  RealServer server(GetParam());
  const std::string url = server.home_url();
  EXPECT_EQ(Propfind(server, url), "207");
  server.Stop();
  EXPECT_EQ(Propfind(server, url), "000");
  server.StartAgain();
  EXPECT_EQ(server.home_url(), url);
  EXPECT_EQ(Propfind(server, url), "207");
}

INSTANTIATE_TEST_SUITE_P(Servers, EveryServer, testing::ValuesIn(RealServerNames()),
                         [](const auto& test) { return test.param; });

TEST(RealServer, TwoOfAKindStandSideBySide) {
  const RealServer first("davical");
  const RealServer second("davical");
  EXPECT_NE(first.base_url(), second.base_url());
  EXPECT_EQ(Propfind(first, first.home_url()), "207");
  EXPECT_EQ(Propfind(second, second.home_url()), "207");
}

TEST(RealServer, SpeaksTlsWithItsOwnCertificate) {
  const RealServer server("radicale", {{"SERVER_TLS", "1"}});
  EXPECT_EQ(Propfind(server, server.home_url()), "000");
  EXPECT_EQ(Propfind(server, server.home_url(), {"--cacert", server.certificate().string()}),
            "207");
}

TEST(RealServer, AsksForDigestOnly) {
  const RealServer server("sabre", {{"SERVER_AUTH", "digest"}});
  EXPECT_EQ(Propfind(server, server.home_url()), "401");
  EXPECT_EQ(Propfind(server, server.home_url(), {"--digest"}), "207");
}

TEST(RealServer, SaysWhyItDidNotStart) {
  const RealServer first("radicale");
  const std::string port = first.base_url().substr(first.base_url().rfind(':') + 1, 5);
  try {
    const RealServer second("radicale", {{"SERVER_PORT", port}});
    FAIL() << "two servers on one port";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("did not answer"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace touchbase::test
