// Refusals that only a real server gives: a certificate that nobody signed, a calendar that may
// only be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/world.h"
#include "tests/support/real_server.h"

namespace touchbase::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Calendar(const RealServer& server, const std::string& url, const std::string& more) {
  return "url = \"" + url + "\"\nuser = \"" + server.user() +
         "\"\npassword_command = [\"echo\", \"" + server.password() + "\"]\n" + more;
}

// Real servers show the real time, so no --now.
constexpr const char* kNow = "";

TEST(UntrustedCertificate, IsRefusedAndTakenWhenItIsNamed) {
  const RealServer server("radicale", {{"SERVER_TLS", "1"}});
  World world;
  world.Settings(Calendar(server, server.base_url(), ""));
  const Files book = world.Book();
  const ChildResult refused = world.Run({"sync"}, kNow);
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("certificate"), HasSubstr("ca_file")));
  EXPECT_EQ(world.Book(), book);
  world.Settings(
      Calendar(server, server.base_url(), "ca_file = \"" + server.certificate().string() + "\""));
  const ChildResult taken = world.Run({"sync"}, kNow);
  EXPECT_EQ(taken.exit_code, 0) << taken.err;
}

TEST(WrongPassword, AtARealServer) {
  const RealServer server("radicale");
  World world;
  world.Settings("url = \"" + server.base_url() +
                 "\"\nuser = \"ana\"\npassword_command = [\"echo\", \"wrong\"]");
  const ChildResult refused = world.Run({"sync"}, kNow);
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, HasSubstr("sign-in refused for ana"));
}

TEST(ReadOnlyCalendar, IsSaidOnceAndNothingIsWritten) {
  const RealServer server("radicale", {{"SERVER_READONLY", "1"}});
  World world;
  world.ManyContacts(12);
  world.Settings(Calendar(server, server.home_url() + "readonly/", ""));
  const Files book = world.Book();
  int code = 0;
  const Json sync = world.RunJson({"sync"}, &code, kNow);
  EXPECT_EQ(code, 5) << sync;
  EXPECT_EQ(sync["created"], 0);
  ASSERT_EQ(sync["failed"].size(), 1U);
  EXPECT_THAT(sync["failed"][0]["why"].get<std::string>(), HasSubstr("takes no writes"));
  EXPECT_EQ(world.Book(), book);
  world.RunJson({"doctor"}, &code, kNow);
  EXPECT_EQ(code, 4);
}

}  // namespace
}  // namespace touchbase::test
