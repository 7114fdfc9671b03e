#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"
#include "tests/dav/dav_fixture.h"

namespace touchbase::dav {
namespace {

using ::testing::HasSubstr;

constexpr const char* kListReport = "REPORT /cal/";
constexpr const char* kPropfind = "PROPFIND /cal/";

std::vector<std::string> Lines(const Changes& changes) {
  std::vector<std::string> out;
  for (const Member& member : changes.changed) {
    out.push_back(member.href.value + " " + member.etag.value);
  }
  for (const Href& href : changes.gone) out.push_back(href.value + " gone");
  out.push_back((changes.full ? "full " : "since ") + changes.token.value);
  return out;
}

using Strings = std::vector<std::string>;

std::string FullByPropfind() {
  return Step(kPropfind, "207",
              Multistatus(Props("/cal/", "<d:resourcetype><d:collection/></d:resourcetype>" +
                                             Token("of-listing")) +
                          Tagged("/cal/a.ics", "\"1\"")),
              {"Depth: 1"});
}

TEST(Listing, TheFirstOneIsFull) {
  // Radicale names what was deleted long ago; some list the collection itself or one below it.
  Scripted scripted(
      Step(kListReport, "207",
           Multistatus(Tagged("/cal/", "\"c\"") + Tagged("/cal/a.ics", "\"1\"") +
                       Status("/cal/old.ics", "404 Not Found") + Tagged("/cal/sub/", "\"2\"") +
                       Tagged("/cal/weak.ics", "W/\"3\"") + Token("t1")),
           {"Depth: 0", "~<d:sync-token/>", "Content-Type: application/xml; charset=utf-8"}));
  EXPECT_EQ(Lines(scripted.Cal().ChangesSince({})),
            (Strings{"/cal/a.ics \"1\"", "/cal/weak.ics ", "full t1"}));
}

TEST(Listing, ChangesAndDeletionsSinceAToken) {
  Scripted scripted(
      Step(kListReport, "207",
           Multistatus(Tagged("/cal/a.ics", "\"2\"") + Status("/cal/b.ics", "404 Not Found") +
                       Status("/cal/odd.ics", "403 Forbidden") + Token("t2")),
           {"~<d:sync-token>t1</d:sync-token>"}));
  EXPECT_EQ(Lines(scripted.Cal().ChangesSince(SyncToken("t1"))),
            (Strings{"/cal/a.ics \"2\"", "/cal/odd.ics ", "/cal/b.ics gone", "since t2"}));
}

TEST(Listing, PagesAreFollowedAndTheLastWordCounts) {
  Scripted scripted(
      Step(kListReport, "207",
           Multistatus(Tagged("/cal/a.ics", "\"1\"") + Tagged("/cal/b.ics", "\"1\"") +
                       Tagged("/cal/b.ics", "\"2\"") + Status("/cal/", "507 Insufficient Storage") +
                       Token("page2"))) +
      Step(kListReport, "207",
           Multistatus(Status("/cal/a.ics", "404 Not Found") + Tagged("/cal/c.ics", "\"1\"") +
                       Token("t9")),
           {"~<d:sync-token>page2</d:sync-token>"}));
  EXPECT_EQ(Lines(scripted.Cal().ChangesSince(SyncToken("t1"))),
            (Strings{"/cal/b.ics \"2\"", "/cal/c.ics \"1\"", "/cal/a.ics gone", "since t9"}));
}

TEST(Listing, PagesWithoutEndLeadToOneFullListing) {
  Scripted scripted(Step(kListReport, "207",
                         Multistatus(Status("/cal/", "507 Insufficient Storage") + Token("t1"))) +
                    FullByPropfind());
  EXPECT_EQ(Lines(scripted.Cal().ChangesSince(SyncToken("t1"))),
            (Strings{"/cal/a.ics \"1\"", "full of-listing"}));
}

TEST(Listing, ATokenThatIsNotTakenLeadsToOneFullListing) {
  for (const char* answer : {"403", "400", "404", "409", "410", "412", "415", "500", "501"}) {
    SCOPED_TRACE(answer);
    Scripted scripted(
        Step(kListReport, answer, "<d:error xmlns:d=\"DAV:\"><d:valid-sync-token/></d:error>") +
        FullByPropfind());
    EXPECT_EQ(Lines(scripted.Cal().ChangesSince(SyncToken("lost"))),
              (Strings{"/cal/a.ics \"1\"", "full of-listing"}));
  }
}

TEST(Listing, AnAnswerWithoutATokenIsNotGoneOnWith) {
  Scripted scripted(Step(kListReport, "207", Multistatus(Tagged("/cal/a.ics", "\"1\""))) +
                    FullByPropfind());
  EXPECT_EQ(Lines(scripted.Cal().ChangesSince(SyncToken("t1"))).back(), "full of-listing");
}

TEST(Listing, AServerThatAsksToWaitIsNotAskedForMore) {
  for (const int status : {429, 503}) {
    Scripted quiet("");
    test::ScriptedServer server(
        [&](const test::Received&) { return test::Reply{.status = status}; });
    CollectionState state;
    state.url = Href(server.Url("/cal/"));
    const auto session = std::make_shared<Session>(quiet.Options());
    CalDavCollection collection(session, state);
    EXPECT_THROW(collection.ChangesSince(SyncToken("t1")), ServerError) << status;
    for (const test::Received& got : server.Requests()) EXPECT_EQ(got.method, "REPORT");
  }
}

TEST(Listing, GooglesRefusalWithoutAReasonKeepsTheToken) {
  const std::string step = Step(kListReport, "403", "<D:error xmlns:D=\"DAV:\"/>");
  Scripted google(step);
  EXPECT_THROW(google.Cal(ServerKind::kGoogle).ChangesSince(SyncToken("t1")), ServerError);
  Scripted other(step + FullByPropfind());
  EXPECT_TRUE(other.Cal().ChangesSince(SyncToken("t1")).full);
}

TEST(Listing, WithoutPropfindEachComponentIsQueried) {
  Scripted scripted(
      Step(kListReport, "403") + Step(kPropfind, "405") +
      Step(kListReport, "207", Multistatus(Tagged("/cal/e.ics", "\"1\"")),
           {"~name=\"VEVENT\"", "Depth: 1"}) +
      Step(kListReport, "207", Multistatus(Tagged("/cal/t.ics", "\"2\"")), {"~name=\"VTODO\""}));
  EXPECT_EQ(Lines(scripted.Cal().ChangesSince({})),
            (Strings{"/cal/e.ics \"1\"", "/cal/t.ics \"2\"", "full "}));
  EXPECT_TRUE(scripted.session().profile().no_sync_collection);
}

TEST(Listing, HalfAnAnswerIsAnError) {
  const std::string whole = Multistatus(Tagged("/cal/a.ics", "\"1\"") + Token("t2"));
  for (const std::string& body : {whole.substr(0, whole.size() - 9), std::string("<html/>")}) {
    Scripted scripted(Step(kListReport, "207", body));
    EXPECT_THROW(scripted.Cal().ChangesSince(SyncToken("t1")), ServerError);
  }
  Scripted cut(Step(kListReport, "403") + Step(kPropfind, "207", whole.substr(0, 100)));
  EXPECT_THROW(cut.Cal().ChangesSince(SyncToken("t1")), ServerError);
}

TEST(Listing, ACalendarThatIsGoneIsAnError) {
  Scripted scripted(Step(kListReport, "404") + Step(kPropfind, "404"));
  try {
    scripted.Cal().ChangesSince(SyncToken("t1"));
    FAIL();
  } catch (const ServerError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/cal/ answered 404"));
    EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
  }
}

TEST(Listing, MembersOnAnotherHostAreAnError) {
  Scripted scripted(
      Step(kListReport, "207",
           Multistatus(Tagged("https://evil.example.com/cal/a.ics", "\"1\"") + Token("t2"))));
  EXPECT_THROW(scripted.Cal().ChangesSince(SyncToken("t1")), ServerError);
}

TEST(Listing, DavicalIsListedInFullWithoutTokens) {
  Scripted scripted(FullByPropfind());
  EXPECT_EQ(Lines(scripted.Cal(ServerKind::kDavical).ChangesSince(SyncToken("data:,1"))),
            (Strings{"/cal/a.ics \"1\"", "full "}));
}

}  // namespace
}  // namespace touchbase::dav
