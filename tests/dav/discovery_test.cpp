#include "sync/dav/discovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/error.h"
#include "tests/dav/dav_fixture.h"

namespace touchbase::dav {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Principal(const std::string& href) {
  return "<d:current-user-principal><d:href>" + href + "</d:href></d:current-user-principal>";
}
std::string Home(const std::string& href) {
  return "<c:calendar-home-set><d:href>" + href + "</d:href></c:calendar-home-set>";
}

Places Find(Scripted& scripted, const std::string& path) {
  http::Options options = scripted.Options();
  options.named_host = scripted.Url(path);
  Session session(std::move(options));
  return Discover(session, scripted.Url(path));
}

std::string Failure(Scripted& scripted, const std::string& path) {
  try {
    Find(scripted, path);
  } catch (const ServerError& error) {
    EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    return error.what();
  }
  ADD_FAILURE() << "found something";
  return "";
}

TEST(Discovery, FromTheServerByThePrincipal) {
  Scripted scripted(
      Step("PROPFIND /", "207", Multistatus(Props("/", Principal("/p/ana/"))), {"Depth: 0"}) +
      Step("PROPFIND /p/ana/", "207", Multistatus(Props("/p/ana/", Home("/c/ana")))));
  EXPECT_EQ(Find(scripted, "/"), (Places{"", {scripted.Url("/c/ana/")}}));
}

// Only what is asked for anyway says them: RFC 6638 2.4.1, a property of the principal.
TEST(Discovery, TakesTheUsersAddressesFromThePrincipal) {
  const std::string addresses =
      "<c:calendar-user-address-set><d:href>mailto:Ana@example.org</d:href>"
      "<d:href>/p/ana/</d:href><d:href>mailto:a.b@example.org</d:href>"
      "</c:calendar-user-address-set>";
  Scripted scripted(Step("PROPFIND /", "207", Multistatus(Props("/", Principal("/p/ana/")))) +
                    Step("PROPFIND /p/ana/", "207",
                         Multistatus(Props("/p/ana/", Home("/c/ana") + addresses)),
                         {"~<c:calendar-user-address-set/>"}));
  EXPECT_EQ(Find(scripted, "/").addresses,
            (std::vector<std::string>{"ana@example.org", "a.b@example.org"}));
}

TEST(Discovery, RadicalesHomeIsItsPrincipal) {
  Scripted scripted(Step("PROPFIND /ana/", "207",
                         Multistatus(Props("/ana/", Principal("/ana/") + Home("/ana/")))));
  EXPECT_EQ(Find(scripted, "/ana/").homes.size(), 1U);
}

TEST(Discovery, SeveralHomes) {
  Scripted scripted(
      Step("PROPFIND /p/", "207",
           Multistatus(Props("/principal/",
                             "<c:calendar-home-set><d:href>/h1/</d:href><d:href>/h2/"
                             "</d:href><d:href>/h%31/</d:href></c:calendar-home-set>"))));
  EXPECT_EQ(Find(scripted, "/p/"), (Places{"", {scripted.Url("/h1/"), scripted.Url("/h2/")}}));
}

TEST(Discovery, ACalendarGivenStandsAsItIs) {
  Scripted scripted(Step("PROPFIND /c/work/", "207",
                         Multistatus(Calendar("/c/work/", "Work", Principal("/p/")))) +
                    Step("PROPFIND /p/", "207", Multistatus(Props("/p/", Home("/c/")))));
  EXPECT_EQ(Find(scripted, "/c/work/"), (Places{scripted.Url("/c/work/"), {scripted.Url("/c/")}}));
}

TEST(Discovery, ACalendarNeedsNoPrincipal) {
  Scripted scripted(Step("PROPFIND /c/work/", "207", Multistatus(Calendar("/c/work/", "Work"))));
  EXPECT_EQ(Find(scripted, "/c/work/"), (Places{scripted.Url("/c/work/"), {}}));
}

TEST(Discovery, WellKnownIsFollowedByHand) {
  Scripted scripted(Step("PROPFIND /", "405") +
                    Step("PROPFIND /.well-known/caldav", "301\nLocation: /dav") +
                    Step("PROPFIND /dav", "307\nLocation: /dav/", "", {"Depth: 0"}) +
                    Step("PROPFIND /dav/", "207", Multistatus(Props("/dav/", Home("/dav/c/"))),
                         {"~<c:calendar-home-set/>"}));
  EXPECT_EQ(Find(scripted, "/").homes.front(), scripted.Url("/dav/c/"));
}

TEST(Discovery, TheRootIsTheLastPlace) {
  Scripted scripted(Step("PROPFIND /nextcloud/", "200\nContent-Type: text/html", "<html/>") +
                    Step("PROPFIND /.well-known/caldav", "404") +
                    Step("PROPFIND /", "207", Multistatus(Props("/", Home("/h/")))));
  EXPECT_EQ(Find(scripted, "/nextcloud/").homes.front(), scripted.Url("/h/"));
}

TEST(Discovery, AHomeWithoutPrincipalsIsSeenByItsCalendars) {
  const std::string folder = Props("/h/", "<d:resourcetype><d:collection/></d:resourcetype>");
  Scripted scripted(
      Step("PROPFIND /h/", "207", Multistatus(folder), {"Depth: 0"}) +
      Step("PROPFIND /h/", "207", Multistatus(folder + Calendar("/h/a/", "A")), {"Depth: 1"}));
  EXPECT_EQ(Find(scripted, "/h/").homes.front(), scripted.Url("/h/"));
}

TEST(Discovery, WhatIsNoCalDavIsToldPlaceByPlace) {
  Scripted scripted(Step("PROPFIND /x", "200\nContent-Type: text/html", "<html/>") +
                    Step("PROPFIND /.well-known/caldav", "404") + Step("PROPFIND /", "405"));
  EXPECT_THAT(Failure(scripted, "/x"),
              AllOf(HasSubstr("/x: 200 text/html"), HasSubstr("caldav: 404"), HasSubstr("/: 405")));
}

TEST(Discovery, RedirectLoopsEnd) {
  std::string script;
  for (int i = 0; i < 6; ++i) script += Step("PROPFIND /x", "302\nLocation: /x");
  Scripted scripted(script + Step("PROPFIND /.well-known/caldav", "404") +
                    Step("PROPFIND /", "404"));
  EXPECT_THAT(Failure(scripted, "/x"), HasSubstr("more than 5 redirects"));
}

TEST(Discovery, AnotherSiteIsShownNotAsked) {
  Scripted redirect(Step("PROPFIND /x", "301\nLocation: https://evil.example.com/dav/"));
  EXPECT_THAT(Failure(redirect, "/x"),
              AllOf(HasSubstr("https://evil.example.com/dav/"), HasSubstr("trust_hosts")));
  Scripted home(
      Step("PROPFIND /x", "207", Multistatus(Props("/x", Home("https://evil.example.com/c/")))));
  EXPECT_THAT(Failure(home, "/x"), HasSubstr("trust_hosts"));
  Scripted principal(Step("PROPFIND /x", "207",
                          Multistatus(Props("/x", Principal("https://evil.example.com/p/")))));
  EXPECT_THAT(Failure(principal, "/x"), HasSubstr("trust_hosts"));
}

TEST(Discovery, ARedirectToNowhereIsAnError) {
  Scripted scripted(Step("PROPFIND /x", "301\nLocation: mailto:ana@example.org"));
  EXPECT_THAT(Failure(scripted, "/x"), HasSubstr("redirects to nowhere"));
}

}  // namespace
}  // namespace touchbase::dav
