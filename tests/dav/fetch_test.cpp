#include <gtest/gtest.h>

#include "model/error.h"
#include "tests/dav/dav_fixture.h"

namespace touchbase::dav {
namespace {

constexpr const char* kReport = "REPORT /cal/";

std::vector<Href> Hrefs(std::initializer_list<const char*> names) {
  std::vector<Href> out;
  for (const char* name : names) out.emplace_back(std::string("/cal/") + name);
  return out;
}

TEST(Fetch, TextAndETagComeFromTheSameAnswer) {
  Scripted scripted(Step(
      kReport, "207",
      Multistatus(Object("/cal/b%2Eics", "\"2\"", "B\n") + Object("/cal/a.ics", "W/\"1\"", "A\n") +
                  Object("/cal/stranger.ics", "\"9\"", "X\n")),
      {"~<d:href>/cal/a.ics</d:href><d:href>/cal/b.ics</d:href>"}));
  const std::vector<Fetched> got = scripted.Cal().Fetch(Hrefs({"a.ics", "b.ics"}));
  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].text, "A\n");
  EXPECT_TRUE(got[0].etag.empty());  // weak
  EXPECT_EQ(got[1].text, "B\n");
  EXPECT_EQ(got[1].etag.value, "\"2\"");
  EXPECT_EQ(got[1].href.value, "/cal/b.ics");  // as it was asked for
}

TEST(Fetch, WhatAMultigetLeavesOutIsLookedAt) {
  Scripted scripted(
      Step(kReport, "207",
           Multistatus(Object("/cal/a.ics", "\"1\"", "A\n") +
                       Status("/cal/late.ics", "404 Not Found") +
                       Props("/cal/empty.ics", "<d:getetag>\"3\"</d:getetag><c:calendar-data/>"))) +
      Step("GET /cal/late.ics", "200\nETag: \"7\"", "L\n") +
      Step("GET /cal/empty.ics", "200\nETag: \"8\"", "E\n") + Step("GET /cal/gone.ics", "404") +
      Step("GET /cal/odd.ics", "403"));
  const std::vector<Fetched> got =
      scripted.Cal().Fetch(Hrefs({"a.ics", "late.ics", "empty.ics", "gone.ics", "odd.ics"}));
  EXPECT_EQ(got[0].status, FetchStatus::kFound);
  EXPECT_EQ(got[1].status, FetchStatus::kFound);
  EXPECT_EQ(got[1].etag.value, "\"7\"");
  EXPECT_EQ(got[2].status, FetchStatus::kFound);
  EXPECT_EQ(got[3].status, FetchStatus::kGone);
  EXPECT_EQ(got[4].status, FetchStatus::kUnknown);
  EXPECT_EQ(got[4].why, "GET answered 403 without a body");
}

TEST(Fetch, ARefusedMultigetBecomesSingleReads) {
  for (const std::string& answer : {Step(kReport, "404"), Step(kReport, "501"),
                                    Step(kReport, "207", "<d:multistatus xmlns:d=\"DAV:\">")}) {
    Scripted scripted(answer + Step("GET /cal/a.ics", "200\nETag: \"1\"", "A\n") +
                      Step("GET /cal/b.ics", "410"));
    const std::vector<Fetched> got = scripted.Cal().Fetch(Hrefs({"a.ics", "b.ics"}));
    EXPECT_EQ(got[0].status, FetchStatus::kFound);
    EXPECT_EQ(got[1].status, FetchStatus::kGone);
  }
}

TEST(Fetch, FiftyAtATime) {
  std::vector<Href> hrefs;
  for (int i = 0; i < 120; ++i) hrefs.emplace_back("/cal/" + std::to_string(i) + ".ics");
  test::ScriptedServer server([&](const test::Received& got) {
    std::string objects;
    for (const Href& href : hrefs) {
      if (got.body.find(href.value + "<") != std::string::npos) {
        objects += Object(href.value, "\"1\"", "X\n");
      }
    }
    return test::Reply{.status = 207, .body = Multistatus(objects)};
  });
  CollectionState state;
  state.url = Href(server.Url("/cal/"));
  Scripted options("");
  CalDavCollection collection(std::make_shared<Session>(options.Options()), state);
  for (const Fetched& got : collection.Fetch(hrefs)) EXPECT_EQ(got.status, FetchStatus::kFound);
  EXPECT_EQ(server.Requests().size(), 3U);
}

TEST(Fetch, WhatIsTooLargeIsNotRead) {
  const std::string large((1 << 20) + 1, 'x');
  Scripted scripted(Step("GET /cal/a.ics", "200\nETag: \"1\"", large));
  const std::vector<Fetched> got = scripted.Cal().Fetch(Hrefs({"a.ics"}));
  EXPECT_EQ(got[0].status, FetchStatus::kUnknown);
  EXPECT_TRUE(got[0].text.empty());
  EXPECT_FALSE(got[0].why.empty());
}

TEST(Fetch, AServerThatIsNotReachedIsAnError) {
  Scripted scripted("");
  CalDavCollection& cal = scripted.Cal();
  scripted.server().StopListening();
  EXPECT_THROW(cal.Fetch(Hrefs({"a.ics", "b.ics"})), ServerError);
}

TEST(Fetch, NothingCostsNothing) {
  Scripted scripted("");
  EXPECT_TRUE(scripted.Cal().Fetch({}).empty());
}

}  // namespace
}  // namespace touchbase::dav
