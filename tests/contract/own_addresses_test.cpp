// The user's own addresses as real servers name them, found with the calendars.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/contract/dav_servers.h"

namespace touchbase::test {
namespace {

struct Told {
  std::string server;
  std::string begins;  // the address; Cyrus adds the domain of its machine. Empty: none is told
};

class OwnAddresses : public ::testing::TestWithParam<Told> {};

TEST_P(OwnAddresses, AreAsTheServerNamesThem) {
  DavCalendar calendar(GetParam().server);
  const std::vector<std::string> told = calendar.account().OwnAddresses();
  if (GetParam().begins.empty()) {
    EXPECT_THAT(told, ::testing::IsEmpty());
  } else {
    EXPECT_THAT(told, ::testing::ElementsAre(::testing::StartsWith(GetParam().begins)));
  }
}

std::string NameOf(const ::testing::TestParamInfo<Told>& info) {
  return info.param.begins.empty() ? "None" : "One";
}

INSTANTIATE_TEST_SUITE_P(Radicale, OwnAddresses, ::testing::Values(Told{"radicale", ""}), NameOf);
INSTANTIATE_TEST_SUITE_P(Xandikos, OwnAddresses, ::testing::Values(Told{"xandikos", ""}), NameOf);
INSTANTIATE_TEST_SUITE_P(Cyrus, OwnAddresses, ::testing::Values(Told{"cyrus", "ana@"}), NameOf);
INSTANTIATE_TEST_SUITE_P(Sabre, OwnAddresses, ::testing::Values(Told{"sabre", "ana@localhost"}),
                         NameOf);
INSTANTIATE_TEST_SUITE_P(Davical, OwnAddresses, ::testing::Values(Told{"davical", "ana@localhost"}),
                         NameOf);

}  // namespace
}  // namespace touchbase::test
