#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "model/error.h"
#include "tests/dav/dav_fixture.h"

namespace touchbase::dav {
namespace {

using ::testing::HasSubstr;

using Results = std::map<std::size_t, WriteResult>;

Write Create(const std::string& name, const std::string& text) {
  return {WriteKind::kCreate, Href(name), {}, text};
}
Write Update(const std::string& href, const std::string& etag, const std::string& text) {
  return {WriteKind::kUpdate, Href(href), ETag(etag), text};
}
Write Delete(const std::string& href, const std::string& etag) {
  return {WriteKind::kDelete, Href(href), ETag(etag), ""};
}

Results Apply(CalDavCollection& collection, const std::vector<Write>& writes) {
  Results results;
  collection.Apply(writes, [&](std::size_t i, const WriteResult& result) {
    EXPECT_TRUE(results.emplace(i, result).second) << "told twice: " << i;
  });
  EXPECT_EQ(results.size(), writes.size());
  return results;
}

WriteResult ApplyOne(CalDavCollection& collection, const Write& write) {
  return Apply(collection, {write})[0];
}

TEST(Apply, EveryWriteHasItsCondition) {
  Scripted scripted(
      Step("PUT /cal/new.ics", "201\nETag: \"1\"", "",
           {"If-None-Match: *", "Content-Type: text/calendar; charset=utf-8", "~UID:new"}) +
      Step("PUT /cal/old.ics", "204\nETag: \"3\"", "", {"If-Match: \"2\"", "~UID:old"}) +
      Step("DELETE /cal/x%20y.ics", "204", "", {"If-Match: \"5-gzip\""}));
  Results results = Apply(scripted.Cal(), {Create("new.ics", Event("new")),
                                           Update("/cal/old.ics", "\"2\"", Event("old")),
                                           Delete("/cal/x%20y.ics", "\"5-gzip\"")});
  EXPECT_EQ(results[0].href.value, "/cal/new.ics");
  EXPECT_EQ(results[0].etag.value, "\"1\"");
  EXPECT_EQ(results[1].etag.value, "\"3\"");
  for (const auto& [i, result] : results) EXPECT_EQ(result.status, WriteStatus::kDone) << i;
  EXPECT_EQ(scripted.server().Requests().size(), 3U);
}

TEST(Apply, NothingIsSentWithoutACondition) {
  Scripted scripted("");
  Results results =
      Apply(scripted.Cal(), {Update("/cal/a.ics", "", "x"), Update("/cal/a.ics", "W/\"1\"", "x"),
                             Delete("/cal/a.ics", "*"), Delete("/cal/a.ics", "\"1\", \"2\""),
                             Create("", "x"), Create("/cal/", "x"), Create("/cal", "x")});
  for (const auto& [i, result] : results) {
    EXPECT_EQ(result.status, WriteStatus::kRefused) << i;
    EXPECT_FALSE(result.why.empty()) << i;
  }
}

TEST(Apply, OneRefusalDoesNotStopTheOthers) {
  Scripted scripted(Step("PUT /cal/a.ics", "412") + Step("PUT /cal/b.ics", "507") +
                    Step("PUT /cal/c.ics", "201\nETag: \"1\"") + Step("DELETE /cal/d.ics", "404"));
  Results results = Apply(scripted.Cal(), {Create("a.ics", "x"), Create("b.ics", "x"),
                                           Create("c.ics", "x"), Delete("/cal/d.ics", "\"1\"")});
  EXPECT_EQ(results[0].status, WriteStatus::kConflict);
  EXPECT_EQ(results[1].status, WriteStatus::kNoRoom);
  EXPECT_EQ(results[2].status, WriteStatus::kDone);
  EXPECT_EQ(results[3].status, WriteStatus::kDone);
}

TEST(Apply, ADroppedAnswerIsLookedAtNotRepeated) {
  Scripted scripted(Step("PUT /cal/a.ics", "201\nS! drop") +
                    Step("GET /cal/a.ics", "200\nETag: \"1\"", Event("a")));
  const WriteResult result = ApplyOne(scripted.Cal(), Create("a.ics", Event("a")));
  EXPECT_EQ(result.status, WriteStatus::kDone);
  EXPECT_EQ(result.etag.value, "\"1\"");
}

TEST(Apply, AnErrorAfterTheDeedIsLookedAt) {
  Scripted scripted(Step("PUT /cal/a.ics", "500") +
                    Step("GET /cal/a.ics", "200\nETag: \"1\"", Event("a")) +
                    Step("DELETE /cal/b.ics", "502") + Step("GET /cal/b.ics", "404"));
  Results results =
      Apply(scripted.Cal(), {Create("a.ics", Event("a")), Delete("/cal/b.ics", "\"1\"")});
  EXPECT_EQ(results[0].status, WriteStatus::kDone);
  EXPECT_EQ(results[1].status, WriteStatus::kDone);
}

TEST(Apply, ARefusedDeletionOfWhatIsGoneIsDone) {
  Scripted scripted(Step("DELETE /cal/a.ics", "412") + Step("GET /cal/a.ics", "404") +
                    Step("DELETE /cal/b.ics", "412") +
                    Step("GET /cal/b.ics", "200\nETag: \"2\"", Event("b")));
  Results results =
      Apply(scripted.Cal(), {Delete("/cal/a.ics", "\"1\""), Delete("/cal/b.ics", "\"1\"")});
  EXPECT_EQ(results[0].status, WriteStatus::kDone);  // sabre
  EXPECT_EQ(results[1].status, WriteStatus::kConflict);
}

TEST(Apply, WhatTheUserChangedMeanwhileHasNoETagOfOurs) {
  Scripted scripted(Step("PUT /cal/a.ics", "204\nS! drop") +
                    Step("GET /cal/a.ics", "200\nETag: \"9\"", Event("a", "#replied")));
  const WriteResult result = ApplyOne(scripted.Cal(), Update("/cal/a.ics", "\"1\"", Event("a")));
  EXPECT_EQ(result.status, WriteStatus::kDone);
  EXPECT_TRUE(result.etag.empty());
}

TEST(Apply, WithoutProofADroppedAnswerStaysAmbiguous) {
  const std::string other = Event("a", "Write", "20260101T000000Z");
  for (const std::string& look : {Step("GET /cal/a.ics", "200\nETag: \"1\"", other),
                                  Step("GET /cal/a.ics", "404"), Step("GET /cal/a.ics", "403")}) {
    Scripted scripted(Step("PUT /cal/a.ics", "201\nS! drop") + look);
    const WriteResult result = ApplyOne(scripted.Cal(), Create("a.ics", Event("a")));
    EXPECT_EQ(result.status, WriteStatus::kAmbiguous);
    EXPECT_FALSE(result.why.empty());
  }
}

TEST(Apply, MissingETagsAreLearntInOneRequest) {
  Scripted scripted(Step("PUT /cal/a.ics", "201") + Step("PUT /cal/b.ics", "204\nETag: W/\"1\"") +
                    Step("REPORT /cal/", "207",
                         Multistatus(Object("/cal/a.ics", "\"1\"", Event("a")) +
                                     Object("/cal/b.ics", "\"2\"", Event("b", "moved")))));
  Results results =
      Apply(scripted.Cal(), {Create("a.ics", Event("a")), Create("b.ics", Event("b"))});
  EXPECT_EQ(results[0].etag.value, "\"1\"");
  EXPECT_EQ(results[1].status, WriteStatus::kDone);
  EXPECT_TRUE(results[1].etag.empty());  // no longer our text: fetch to know
}

TEST(Apply, WhereIfMatchIsNotAtomicUpdatesAreReadAgain) {
  Scripted scripted(Step("PUT /cal/a.ics", "204\nETag: \"2\"") +
                    Step("PUT /cal/n.ics", "201\nETag: \"1\"") +
                    Step("GET /cal/a.ics", "200\nETag: \"3\"", Event("a", "of the phone")));
  Results results = Apply(scripted.Cal(ServerKind::kDavical),
                          {Update("/cal/a.ics", "\"1\"", Event("a")), Create("n.ics", Event("n"))});
  EXPECT_EQ(results[0].status, WriteStatus::kConflict);
  EXPECT_EQ(results[1].status, WriteStatus::kDone);
}

TEST(Apply, GoogleIsLookedAtBeforeAnythingIsMade) {
  Scripted scripted(Step("GET /cal/a.ics", "200\nETag: \"1\"", Event("a")) +
                    Step("GET /cal/b.ics", "404") + Step("PUT /cal/b.ics", "409"));
  Results results = Apply(scripted.Cal(ServerKind::kGoogle),
                          {Create("a.ics", Event("a")), Create("b.ics", Event("b"))});
  EXPECT_EQ(results[0].status, WriteStatus::kConflict);
  EXPECT_EQ(results[1].status, WriteStatus::kUidTaken);
}

TEST(Apply, AServerThatIsAwayEndsTheBatch) {
  Scripted scripted("");
  CalDavCollection& cal = scripted.Cal();
  scripted.server().StopListening();
  std::vector<Write> writes;
  for (int i = 0; i < 100; ++i) writes.push_back(Create(std::to_string(i) + ".ics", "x"));
  int told = 0;
  EXPECT_THROW(cal.Apply(writes, [&](std::size_t, const WriteResult&) { ++told; }), ServerError);
  EXPECT_LT(told, 10);
}

TEST(Apply, TheCallerCanStopIt) {
  test::ScriptedServer server([](const test::Received&) {
    return test::Reply{.status = 201, .headers = {{"ETag", "\"1\""}}};
  });
  Scripted options("");
  CollectionState state;
  state.url = Href(server.Url("/cal/"));
  CalDavCollection collection(std::make_shared<Session>(options.Options()), state);
  std::vector<Write> writes;
  for (int i = 0; i < 100; ++i) writes.push_back(Create(std::to_string(i) + ".ics", "x"));
  EXPECT_THROW(
      collection.Apply(writes,
                       [](std::size_t, const WriteResult&) { throw std::runtime_error("killed"); }),
      std::runtime_error);
  EXPECT_LT(server.Requests().size(), 20U);
}

}  // namespace
}  // namespace touchbase::dav
