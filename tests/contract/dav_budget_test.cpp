// What a run may cost on a real server (one request per home when nothing changed, and so on), and
// that every server is recognised. The figures are requests, so they are the same on any machine.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "sync/dav/caldav_account.h"
#include "tests/contract/dav_servers.h"

namespace touchbase::test {
namespace {

std::string Event(const std::string& uid) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//touchbase//test//EN\r\nBEGIN:VEVENT\r\n"
         "UID:" +
         uid +
         "\r\nDTSTAMP:20260301T080000Z\r\nDTSTART:20260302T080000Z\r\n"
         "DTEND:20260302T081500Z\r\nSUMMARY:one\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

struct Expected {
  std::string server;
  std::string described;  // the beginning of DescribeServer
  int discovery = 0;      // requests, with the survey that follows
};

class DavBudget : public ::testing::TestWithParam<Expected> {
 protected:
  DavBudget() : server_(ServerOf(GetParam().server)), calendar_(GetParam().server) {}

  std::unique_ptr<Account> OpenAnew(AccountMemory memory = {}) {
    dav::DavOptions options;
    options.http.user = server_.user();
    options.http.password = server_.password();
    options.url = server_.base_url();
    options.remembered = std::move(memory);
    return dav::OpenCalDav(std::move(options));
  }

  RealServer& server_;
  DavCalendar calendar_;
};

TEST_P(DavBudget, DiscoveryOnceThenOneRequestForAQuietRun) {
  const auto first = OpenAnew();
  const std::vector<CollectionState> before = first->Survey();
  EXPECT_EQ(first->requests(), GetParam().discovery);
  const std::string described =
      dav::DescribeServer(first->Remember(), server_.base_url(), server_.user());
  EXPECT_EQ(described.rfind(GetParam().described, 0), 0U) << described;

  const auto second = OpenAnew(first->Remember());
  const std::vector<CollectionState> after = second->Survey();
  EXPECT_EQ(second->requests(), 1);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].url, before[i].url);
    EXPECT_EQ(after[i].ctag, before[i].ctag);
    EXPECT_EQ(after[i].sync_token, before[i].sync_token);
  }
}

TEST_P(DavBudget, PushAndPullOfSixty) {
  constexpr int kItems = 60;
  Account& account = calendar_.account();
  const auto collection = account.Open(calendar_.State());
  std::vector<Write> writes;
  for (int i = 0; i < kItems; ++i) {
    const std::string uid = "tb-" + std::to_string(i);
    writes.push_back({WriteKind::kCreate, Href(uid + ".ics"), {}, Event(uid)});
  }
  int before = account.requests();
  std::vector<Href> hrefs;
  collection->Apply(writes, [&](std::size_t, const WriteResult& result) {
    EXPECT_EQ(result.status, WriteStatus::kDone) << result.why;
    EXPECT_FALSE(result.etag.empty());
    hrefs.push_back(result.href);
  });
  EXPECT_EQ(account.requests() - before, kItems);

  before = account.requests();
  const Changes listing = collection->ChangesSince({});
  EXPECT_EQ(listing.changed.size(), hrefs.size());
  for (const Fetched& fetched : collection->Fetch(hrefs)) {
    EXPECT_EQ(fetched.status, FetchStatus::kFound);
  }
  EXPECT_EQ(account.requests() - before, 1 + 2);
}

TEST_P(DavBudget, TheCalendarsOwnAddressIsEnough) {
  dav::DavOptions options;
  options.http.user = server_.user();
  options.http.password = server_.password();
  options.url = calendar_.State().url.value;
  const auto account = dav::OpenCalDav(options);
  const std::vector<CollectionState> states = account->Survey();
  EXPECT_EQ(account->GivenCollection(), calendar_.State().url);
  EXPECT_EQ(std::count_if(states.begin(), states.end(),
                          [&](const auto& s) { return s.url == account->GivenCollection(); }),
            1);
}

TEST_P(DavBudget, WhatTheServerRefusesIsToldAndStopsNothing) {
  const auto collection = calendar_.account().Open(calendar_.State());
  const std::vector<Write> writes = {
      {WriteKind::kCreate, Href("bad.ics"), {}, "no calendar at all"},
      {WriteKind::kCreate, Href("good.ics"), {}, Event("tb-good")}};
  std::vector<WriteResult> results(2);
  collection->Apply(writes, [&](std::size_t i, const WriteResult& r) { results[i] = r; });
  EXPECT_NE(results[0].status, WriteStatus::kDone);
  EXPECT_FALSE(results[0].why.empty());
  EXPECT_EQ(results[1].status, WriteStatus::kDone);
}

std::string Nothing(const ::testing::TestParamInfo<Expected>&) { return "it"; }

INSTANTIATE_TEST_SUITE_P(Radicale, DavBudget,
                         ::testing::Values(Expected{"radicale", "Radicale: ", 3}), Nothing);
INSTANTIATE_TEST_SUITE_P(Xandikos, DavBudget,
                         ::testing::Values(Expected{"xandikos", "Xandikos", 3}), Nothing);
INSTANTIATE_TEST_SUITE_P(Cyrus, DavBudget, ::testing::Values(Expected{"cyrus", "Cyrus", 3}),
                         Nothing);
INSTANTIATE_TEST_SUITE_P(Sabre, DavBudget, ::testing::Values(Expected{"sabre", "sabre/dav 1: ", 3}),
                         Nothing);
INSTANTIATE_TEST_SUITE_P(Davical, DavBudget, ::testing::Values(Expected{"davical", "DAViCal: ", 2}),
                         Nothing);

}  // namespace
}  // namespace touchbase::test
