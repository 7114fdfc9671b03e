#include "sync/dav/profile.h"

#include <gtest/gtest.h>

#include "sync/dav/caldav_account.h"
#include "sync/dav/memory.h"

namespace touchbase::dav {
namespace {

http::Response With(std::vector<http::Header> headers, std::string body = "") {
  http::Response response;
  response.status = 207;
  response.headers = std::move(headers);
  response.body = std::move(body);
  return response;
}

TEST(Profile, ServersAreKnownByWhatTheySay) {
  const std::string none = "dav.example.org";
  const struct {
    std::string host;
    http::Response response;
    ServerKind kind;
  } rows[] = {
      {none, With({{"WWW-Authenticate", "Basic realm=\"Radicale - Password Required\""}}),
       ServerKind::kRadicale},
      {none, With({{"DAV", "1, 2, 3, calendar-access, addressbook, extended-mkcol"}}),
       ServerKind::kRadicale},
      {none, With({}, "<sync-token>http://radicale.org/ns/sync/e3b0</sync-token>"),
       ServerKind::kRadicale},
      {none, With({}, "<x:sync-token>cab98d246894236d15f6177bd903c4fd4a94de43</x:sync-token>"),
       ServerKind::kXandikos},
      {none, With({{"Server", "Cyrus-HTTP/3.6"}}), ServerKind::kCyrus},
      {none, With({}, "<d:multistatus xmlns:CY=\"http://cyrusimap.org/ns/\">"), ServerKind::kCyrus},
      {none, With({{"X-DAViCal-Version", "DAViCal/1.1.12; DB/1.3.5"}}), ServerKind::kDavical},
      {none, With({{"X-Sabre-Version", "4.7.1"}}), ServerKind::kSabre},
      {none, With({{"X-Sabre-Version", "1.8.12"}}), ServerKind::kSabreOld},
      {none, With({}, "<d:sync-token>http://sabre.io/ns/sync/7</d:sync-token>"),
       ServerKind::kSabre},
      {none,
       With({},
            "<d:multistatus xmlns:s=\"http://sabredav.org/ns\"><cs:getctag>1</cs:getctag>"
            "<d:sync-token/>"),
       ServerKind::kSabreOld},
      {"apidata.googleusercontent.com", With({}), ServerKind::kGoogle},
      {"p62-caldav.icloud.com", With({}), ServerKind::kICloud},
      {"icloud.com.example.org", With({{"Server", "nginx"}}), ServerKind::kUnknown},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(ServerName(Recognise(row.host, row.response)), ServerName(row.kind))
        << row.response.body;
  }
}

TEST(Profile, AnUnknownServerGetsNoRules) {
  const Profile profile = ProfileOf(ServerKind::kUnknown);
  EXPECT_EQ(profile, Profile());
  EXPECT_EQ(Describe(profile), "an unknown server");
}

TEST(Profile, RulesCanBeRead) {
  EXPECT_EQ(Describe(ProfileOf(ServerKind::kRadicale)),
            "Radicale: asks for the ctag alone; at most 4 requests at a time");
}

TEST(Memory, ComesBackAsItWas) {
  Known known;
  known.places = {"https://d.example.org/c/",
                  {"https://d.example.org/h/"},
                  {"ana@example.org", "a.b@d.example.org"}};
  known.profile = ProfileOf(ServerKind::kCyrus);
  known.profile.no_sync_collection = true;
  const AccountMemory memory = WriteMemory("https://d.example.org/", "ana", known);
  const std::optional<Known> read = ReadMemory(memory, "https://d.example.org/", "ana");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->places, known.places);
  EXPECT_EQ(read->profile, known.profile);
}

TEST(Memory, OfAnotherUrlUserOrVersionIsForgotten) {
  Known known;
  known.places.homes = {"https://d.example.org/h/"};
  const AccountMemory memory = WriteMemory("https://d.example.org/", "ana", known);
  EXPECT_FALSE(ReadMemory(memory, "https://e.example.org/", "ana"));
  EXPECT_FALSE(ReadMemory(memory, "https://d.example.org/", "bob"));
  EXPECT_FALSE(ReadMemory({}, "", ""));
  AccountMemory newer = memory;
  newer.text.replace(newer.text.find(" 2\n"), 3, " 3\n");
  EXPECT_FALSE(ReadMemory(newer, "https://d.example.org/", "ana"));
  AccountMemory bad = memory;
  bad.text += "home file:///etc/passwd\n";
  EXPECT_FALSE(ReadMemory(bad, "https://d.example.org/", "ana"));
}

TEST(Memory, TellsTheRulesOfARun) {
  Known known;
  known.places.homes = {"https://d.example.org/h/"};
  known.profile = ProfileOf(ServerKind::kDavical);
  const std::string url = "https://d.example.org/";
  EXPECT_EQ(RulesOf(WriteMemory(url, "ana", known), url, "ana").full_listing_hours, 1);
  EXPECT_EQ(RulesOf({}, url, "ana").full_listing_hours, 24);
  known.profile = ProfileOf(ServerKind::kICloud);
  EXPECT_TRUE(RulesOf(WriteMemory(url, "ana", known), url, "ana").late_listings);
}

TEST(Memory, KeepsAddressesThatAreEMails) {
  std::vector<std::string> addresses;
  for (const char* one : {"mailto:Ana@Example.org", "MAILTO:ana@example.org", "/principals/ana/",
                          "urn:uuid:1", "mailto:", "mailto:ana", "mailto:@example.org",
                          "mailto:ana@", "mailto:a b@example.org", "mailto:a@example.org?subject=x",
                          "mailto:a@example.org,b@example.org", "mailto:b@example.org"}) {
    AddAddress(one, &addresses);
  }
  EXPECT_EQ(addresses, (std::vector<std::string>{"ana@example.org", "b@example.org"}));
  AddAddress("mailto:" + std::string(400, 'a') + "@example.org", &addresses);
  EXPECT_EQ(addresses.size(), 2U);
  for (int i = 0; i < 40; ++i) {
    AddAddress("mailto:x" + std::to_string(i) + "@example.org", &addresses);
  }
  EXPECT_EQ(addresses.size(), 16U);
}

TEST(Memory, ALineBreakMakesNoSecondLine) {
  Known known;
  known.places.homes = {"https://d.example.org/h/"};
  const std::string user = "ana\nhome https://evil.example.com/";
  const AccountMemory memory = WriteMemory("https://d.example.org/", user, known);
  EXPECT_EQ(memory.text.find("\nhome https://evil"), std::string::npos);
}

}  // namespace
}  // namespace touchbase::dav
