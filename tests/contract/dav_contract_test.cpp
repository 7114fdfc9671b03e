// The collection contract over real CalDAV servers. Each server is started once for all its tests;
// each test works in a calendar of its own.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/contract/collection_contract.h"
#include "tests/contract/dav_servers.h"
#include "tests/contract/window_contract.h"

namespace touchbase::test {
namespace {

class DavFixture : public CollectionFixture {
 public:
  explicit DavFixture(const std::string& server) : calendar_(server) {}
  Account& account() override { return calendar_.account(); }
  CollectionState Calendar() override { return calendar_.State(); }
  bool PutAsOther(const std::string& name, const std::string& text) override {
    calendar_.PutAsOther(name, text);
    return true;
  }
  bool MakeReadOnly() override { return calendar_.MakeReadOnly(); }

 private:
  DavCalendar calendar_;
};

CollectionKind Kind(const std::string& name, const std::string& server,
                    std::vector<Deviation> deviations = {}) {
  return {name, [server] { return std::make_unique<DavFixture>(server); }, std::move(deviations)};
}

const Deviation kNoRights = {"ReadOnlyCalendarTakesNothingAndSaysSo",
                             "has no rights that a test could take away"};
const Deviation kDuplicateUids = {"UidThatLivesUnderAnotherNameIsTaken",
                                  "takes a second object with the same UID"};

const Deviation kNoParentheses = {"NamesThatOthersGaveAreWorkedWithAsTheyAre",
                                  "takes no parentheses in a name (400)"};

INSTANTIATE_TEST_SUITE_P(Radicale, CollectionContract, ::testing::Values(Kind("it", "radicale")),
                         NameOfKind);
INSTANTIATE_TEST_SUITE_P(Xandikos, CollectionContract,
                         ::testing::Values(Kind("it", "xandikos", {kNoRights})), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Cyrus, CollectionContract,
                         ::testing::Values(Kind("it", "cyrus", {kNoRights})), NameOfKind);
INSTANTIATE_TEST_SUITE_P(Sabre, CollectionContract,
                         ::testing::Values(Kind("it", "sabre", {kNoRights, kDuplicateUids})),
                         NameOfKind);
INSTANTIATE_TEST_SUITE_P(Davical, CollectionContract,
                         ::testing::Values(Kind("it", "davical",
                                                {kNoRights, kDuplicateUids, kNoParentheses})),
                         NameOfKind);

}  // namespace
}  // namespace touchbase::test
