#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"
#include "tests/dav/dav_fixture.h"

namespace touchbase::dav {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string AskHome(const std::string& answer = "207", const std::string& calendars = "") {
  return Step("PROPFIND /h/", answer,
              answer == "207" ? Multistatus(Props("/h/", "<d:resourcetype/>") + calendars) : "",
              {"Depth: 1"});
}

std::string Discovery() {
  return Step("PROPFIND /", "207",
              Multistatus(Props("/",
                                "<c:calendar-home-set><d:href>/h/</d:href>"
                                "</c:calendar-home-set>")));
}

AccountMemory MemoryOf(const Scripted& scripted) {
  Known known;
  known.places.homes = {scripted.Url("/h/")};
  return WriteMemory(scripted.Url("/"), "ana", known);
}

TEST(Survey, TheUsersAddressesAreAskedForOnce) {
  Scripted scripted(
      Step("PROPFIND /", "207",
           Multistatus(Props("/",
                             "<c:calendar-home-set><d:href>/h/</d:href></c:calendar-home-set>"
                             "<c:calendar-user-address-set><d:href>mailto:ana@example.org"
                             "</d:href></c:calendar-user-address-set>"))) +
      AskHome() + AskHome());
  const auto first = scripted.Open("/");
  EXPECT_TRUE(first->OwnAddresses().empty());
  first->Survey();
  EXPECT_EQ(first->OwnAddresses(), std::vector<std::string>{"ana@example.org"});
  const auto second = scripted.Open("/", first->Remember());
  second->Survey();
  EXPECT_EQ(second->requests(), 1);
  EXPECT_EQ(second->OwnAddresses(), std::vector<std::string>{"ana@example.org"});
}

TEST(Survey, ShowsCalendarsOnly) {
  const std::string read_only =
      "<d:current-user-privilege-set><d:privilege><d:read/></d:privilege>"
      "</d:current-user-privilege-set><s:getctag>c1</s:getctag>" +
      Token("t1");
  const std::string tasks =
      "<c:supported-calendar-component-set><c:comp name=\"VTODO\"/>"
      "</c:supported-calendar-component-set>";
  Scripted scripted(Discovery() + AskHome("207", Calendar("/h/a/", "A", read_only) +
                                                     Calendar("/h/b", "B &amp; C", tasks) +
                                                     Calendar("/h/%61/", "A again") +
                                                     Props("/h/inbox/",
                                                           "<d:resourcetype><d:collection/>"
                                                           "<c:schedule-inbox/></d:resourcetype>") +
                                                     Status("/h/odd/", "403 Forbidden")));
  const auto account = scripted.Open("/");
  const std::vector<CollectionState> states = account->Survey();
  ASSERT_EQ(states.size(), 2U);
  EXPECT_EQ(states[0].url.value, scripted.Url("/h/a/"));
  EXPECT_EQ(states[0].ctag, "c1");
  EXPECT_EQ(states[0].sync_token.value, "t1");
  EXPECT_FALSE(states[0].writable);
  EXPECT_TRUE(states[0].takes_events && states[0].takes_tasks);
  EXPECT_EQ(states[1].display_name, "B & C");
  EXPECT_TRUE(states[1].writable);
  EXPECT_FALSE(states[1].takes_events);
  EXPECT_TRUE(account->GivenCollection().empty());
}

TEST(Survey, TellsWhichCalendarsOthersSee) {
  const auto of_type = [](const std::string& path, const std::string& type) {
    return Props(path, "<d:resourcetype><d:collection/><c:calendar/>" + type + "</d:resourcetype>");
  };
  const auto owned = [](const std::string& path, const std::string& owner) {
    return Calendar(path, "A",
                    "<d:owner><d:href>" + owner +
                        "</d:href></d:owner><d:current-user-principal><d:href>/p/ana/</d:href>"
                        "</d:current-user-principal>");
  };
  const std::string invite = "<o:invite xmlns:o=\"http://owncloud.org/ns\">";
  const std::pair<std::string, bool> cases[] = {
      {Calendar("/h/a/", "A"), false},
      {of_type("/h/a/", "<s:shared/>"), true},
      {of_type("/h/a/", "<s:shared-owner/>"), true},
      {owned("/h/a/", "/p/ana"), false},
      {owned("/h/a/", "/p/bob/"), true},
      {Calendar("/h/a/", "A", "<d:owner><d:href>/p/bob/</d:href></d:owner>"), false},
      {Calendar("/h/a/", "A", invite + "</o:invite>"), false},
      {Calendar("/h/a/", "A", invite + "<o:user><d:href>/p/bob/</d:href></o:user></o:invite>"),
       true},
  };
  for (const auto& [answer, shared] : cases) {
    Scripted scripted(Discovery() + AskHome("207", answer));
    const std::vector<CollectionState> states = scripted.Open("/")->Survey();
    ASSERT_EQ(states.size(), 1U) << answer;
    EXPECT_EQ(states[0].shared, shared) << answer;
  }
}

TEST(Account, NamesTheZonesOfItsCalendars) {
  const std::string zone =
      "<c:calendar-timezone>BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Europe/Lisbon\n"
      "END:VTIMEZONE\nEND:VCALENDAR\n</c:calendar-timezone>";
  Scripted scripted(Discovery() +
                    AskHome("207", Calendar("/h/a/", "A", zone) + Calendar("/h/b/", "B")));
  EXPECT_EQ(scripted.Open("/")->ZoneNames(), std::vector<std::string>{"Europe/Lisbon"});
}

TEST(Survey, AQuietRunIsOneRequest) {
  Scripted scripted(Discovery() + AskHome() + AskHome());
  const auto first = scripted.Open("/");
  first->Survey();
  EXPECT_EQ(first->requests(), 2);
  const auto second = scripted.Open("/", first->Remember());
  second->Survey();
  EXPECT_EQ(second->requests(), 1);
  EXPECT_EQ(second->Remember().text, first->Remember().text);
}

TEST(Survey, AHomeThatMovedIsFoundAgainOnce) {
  for (const char* answer : {"404", "410", "421", "301\nLocation: /x/"}) {
    SCOPED_TRACE(answer);
    Scripted scripted(AskHome(answer) + Discovery() + AskHome("207", Calendar("/h/a/", "A")));
    EXPECT_EQ(scripted.Open("/", MemoryOf(scripted))->Survey().size(), 1U);
    Scripted for_good(AskHome(answer) + Discovery() + AskHome("404"));
    EXPECT_THROW(for_good.Open("/", MemoryOf(for_good))->Survey(), ServerError);
  }
}

TEST(Survey, ARefusedSignInIsNotAReasonToLookAgain) {
  test::ScriptedServer server([](const test::Received&) {
    return test::Reply{.status = 401, .headers = {{"WWW-Authenticate", "Basic realm=\"x\""}}};
  });
  DavOptions options;
  Scripted quiet("");
  options.http = quiet.Options();
  options.url = server.Url("/");
  Known known;
  known.places.homes = {server.Url("/h/")};
  options.remembered = WriteMemory(options.url, "ana", known);
  EXPECT_THROW(OpenCalDav(options)->Survey(), ServerError);
  for (const test::Received& got : server.Requests()) EXPECT_EQ(got.target, "/h/");
}

TEST(Survey, HalfAListIsAnError) {
  const std::string whole = Multistatus(Calendar("/h/a/", "A"));
  Scripted scripted(Step("PROPFIND /h/", "207", whole.substr(0, whole.size() - 20)));
  EXPECT_THROW(scripted.Open("/", MemoryOf(scripted))->Survey(), ServerError);
  Scripted page(Step("PROPFIND /h/", "200\nContent-Type: text/html", "<html>Sign in</html>"));
  EXPECT_THROW(page.Open("/", MemoryOf(page))->Survey(), ServerError);
}

TEST(Survey, AGivenCalendarOutsideItsHomeCostsOneMore) {
  const std::string shared = Calendar("/shared/team/", "Team");
  Scripted scripted(
      Step("PROPFIND /shared/team/", "207",
           Multistatus(Calendar("/shared/team/", "Team",
                                "<c:calendar-home-set><d:href>/h/</d:href></c:calendar-home-set>")),
           {"Depth: 0"}) +
      AskHome("207", Calendar("/h/a/", "A")) +
      Step("PROPFIND /shared/team/", "207", Multistatus(shared), {"Depth: 0"}));
  const auto account = scripted.Open("/shared/team/");
  EXPECT_EQ(account->Survey().size(), 2U);
  EXPECT_EQ(account->GivenCollection().value, scripted.Url("/shared/team/"));
}

TEST(Survey, RememberedHomesMustBeTrustedAnew) {
  Scripted scripted("");
  Known known;
  known.places.homes = {"https://evil.example.com/h/"};
  const AccountMemory memory = WriteMemory(scripted.Url("/"), "ana", known);
  EXPECT_THROW(scripted.Open("/", memory)->Survey(), ServerError);
}

TEST(Survey, RadicaleIsAskedForTheCtagAlone) {
  const std::string token = Token("http://radicale.org/ns/sync/e3b0");
  Scripted scripted(
      Discovery() + AskHome("207", Calendar("/h/a/", "A", "<s:getctag>1</s:getctag>" + token)) +
      Step("PROPFIND /h/", "207", Multistatus(Calendar("/h/a/", "A", "<s:getctag>1</s:getctag>"))));
  const auto first = scripted.Open("/");
  const CollectionState before = first->Survey().at(0);
  const CollectionState after = scripted.Open("/", first->Remember())->Survey().at(0);
  EXPECT_EQ(before.ctag, after.ctag);
  EXPECT_EQ(before.sync_token, after.sync_token);  // or every second run would look busy
  EXPECT_EQ(scripted.server().Requests().back().body.find("sync-token"), std::string::npos);
  EXPECT_THAT(DescribeServer(first->Remember(), scripted.Url("/"), "ana"), HasSubstr("Radicale"));
}

TEST(Create, MakesACalendarNamedAfterItsName) {
  Scripted scripted(AskHome() +
                    Step("MKCALENDAR /h/follow-ups/", "201", "", {"~<d:displayname>Follow-ups<"}) +
                    Step("PROPFIND /h/follow-ups/", "207",
                         Multistatus(Calendar("/h/follow-ups/", "Follow-ups")), {"Depth: 0"}));
  const auto account = scripted.Open("/", MemoryOf(scripted));
  account->Survey();
  const CollectionState made = account->Create("Follow-ups", Component::kEvent);
  EXPECT_EQ(made.url.value, scripted.Url("/h/follow-ups/"));
  EXPECT_EQ(made.display_name, "Follow-ups");
}

TEST(Create, ATakenPathGetsANumber) {
  const std::string null_403 = "<d:error xmlns:d=\"DAV:\"><d:resource-must-be-null/></d:error>";
  const std::string inside = Multistatus(
      "<d:response><d:href>/h/x/</d:href><d:status>HTTP/1.1 403 Forbidden</d:status><d:error>"
      "<d:resource-must-be-null/></d:error></d:response>");
  const std::string second = Step("MKCALENDAR /h/x-2/", "201") +
                             Step("PROPFIND /h/x-2/", "207", Multistatus(Calendar("/h/x-2/", "X")));
  const std::string look = Step("PROPFIND /h/x/", "207", Multistatus(Calendar("/h/x/", "Old")));
  for (const std::string& refusal :
       {Step("MKCALENDAR /h/x/", "409", null_403), Step("MKCALENDAR /h/x/", "403", null_403),
        Step("MKCALENDAR /h/x/", "207", inside), Step("MKCALENDAR /h/x/", "405") + look,
        Step("MKCALENDAR /h/x/", "405") + Step("PROPFIND /h/x/", "404")}) {
    Scripted scripted(refusal + second);
    const auto account = scripted.Open("/", MemoryOf(scripted));
    EXPECT_EQ(account->Create("X", Component::kTodo).url.value, scripted.Url("/h/x-2/"));
  }
}

TEST(Create, AKnownPathIsNotTried) {
  Scripted scripted(AskHome("207", Calendar("/h/x/", "Mine")) + Step("MKCALENDAR /h/x-2/", "201") +
                    Step("PROPFIND /h/x-2/", "207", Multistatus(Calendar("/h/x-2/", "X"))));
  const auto account = scripted.Open("/", MemoryOf(scripted));
  account->Survey();
  account->Create("X", Component::kEvent);
}

TEST(Create, ADroppedAnswerIsLookedAt) {
  Scripted scripted(Step("MKCALENDAR /h/x/", "201\nS! drop") +
                    Step("PROPFIND /h/x/", "207", Multistatus(Calendar("/h/x/", "X"))));
  const auto account = scripted.Open("/", MemoryOf(scripted));
  EXPECT_EQ(account->Create("X", Component::kEvent).url.value, scripted.Url("/h/x/"));
}

TEST(Create, AServerThatMakesNoneSaysWhatToDo) {
  const std::string twice = Step("MKCALENDAR /h/x/", "405") + Step("PROPFIND /h/x/", "404") +
                            Step("MKCALENDAR /h/x-2/", "405") + Step("PROPFIND /h/x-2/", "404");
  for (const std::string& refusal :
       {Step("MKCALENDAR /h/x/", "501"), Step("MKCALENDAR /h/x/", "403", "Calendar limit reached"),
        Step("MKCALENDAR /h/x/", "400"), twice}) {
    Scripted scripted(refusal);
    try {
      scripted.Open("/", MemoryOf(scripted))->Create("X", Component::kEvent);
      ADD_FAILURE() << "made";
    } catch (const ServerError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr("by hand"), HasSubstr("calendar.name")));
    }
  }
}

TEST(OpenCalDav, TakesHttpUrlsOnly) {
  for (const char* url : {"", "example.org", "file:///tmp/x", "https://ana:secret@example.org/"}) {
    DavOptions options;
    options.url = url;
    try {
      OpenCalDav(options);
      ADD_FAILURE() << url;
    } catch (const InputError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    }
  }
}

}  // namespace
}  // namespace touchbase::dav
