// What every Account and Collection keeps, whatever lies behind it: memory, a folder, a real
// server. One value-parameterised suite; include it in one .cpp of a test program and there say
//
//   INSTANTIATE_TEST_SUITE_P(Folder, CollectionContract, ::testing::Values(CollectionKind{...}),
//                            NameOfKind);
//
// A claim that a server does not keep goes into `deviations` with the reason and is skipped there.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/collection.h"

namespace touchbase::test {

// One empty calendar that takes events, with the account it belongs to. Made anew for every test.
class CollectionFixture {
 public:
  virtual ~CollectionFixture() = default;
  virtual Account& account() = 0;
  // The calendar to work in, as Survey() lists it now.
  virtual CollectionState Calendar() = 0;
  // Another program puts an object under a name of its choice. False: cannot be arranged here.
  virtual bool PutAsOther(const std::string& /*name*/, const std::string& /*text*/) {
    return false;
  }
  // From now on the calendar takes no writes from this account. False: cannot be arranged here.
  virtual bool MakeReadOnly() { return false; }
};

struct Deviation {
  std::string claim;  // the test's name
  std::string why;    // the server and what it does instead
};

struct CollectionKind {
  std::string name;  // letters and digits
  std::function<std::unique_ptr<CollectionFixture>()> make;
  std::vector<Deviation> deviations;
};

inline std::string NameOfKind(const ::testing::TestParamInfo<CollectionKind>& kind) {
  return kind.param.name;
}

inline std::string EventText(const std::string& uid, const std::string& summary) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//touchbase//test//EN\r\nBEGIN:VEVENT\r\n"
         "UID:" +
         uid +
         "\r\nDTSTAMP:20260301T080000Z\r\nDTSTART:20260302T080000Z\r\n"
         "DTEND:20260302T081500Z\r\nSUMMARY:" +
         summary + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

class CollectionContract : public ::testing::TestWithParam<CollectionKind> {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    for (const Deviation& deviation : GetParam().deviations) {
      if (name.starts_with(deviation.claim + "/")) GTEST_SKIP() << deviation.why;
    }
    fixture_ = GetParam().make();
    ASSERT_TRUE(fixture_ != nullptr) << GetParam().name << " is not to be had here";
    collection_ = fixture_->account().Open(fixture_->Calendar());
  }

  static Write Creation(const std::string& uid, const std::string& summary = "one") {
    return {WriteKind::kCreate, Href{uid + ".ics"}, {}, EventText(uid, summary)};
  }
  static Write Update(const Member& member, const std::string& uid, const std::string& summary) {
    return {WriteKind::kUpdate, member.href, member.etag, EventText(uid, summary)};
  }
  static Write Deletion(const Member& member) {
    return {WriteKind::kDelete, member.href, member.etag, {}};
  }

  std::vector<WriteResult> ApplyAll(const std::vector<Write>& writes) {
    std::vector<WriteResult> results(writes.size());
    collection_->Apply(writes, [&](std::size_t i, const WriteResult& r) { results.at(i) = r; });
    return results;
  }
  WriteResult ApplyOne(const Write& write) { return ApplyAll({write}).front(); }
  Fetched FetchOne(const Href& href) { return collection_->Fetch({{href}}).at(0); }
  // Creates, and finds out the ETag where the server did not tell it.
  Member Make(const std::string& uid, const std::string& summary = "one") {
    const WriteResult result = ApplyOne(Creation(uid, summary));
    EXPECT_EQ(result.status, WriteStatus::kDone) << result.why;
    return Named(result);
  }
  Member Named(const WriteResult& result) {
    return {result.href, result.etag.empty() ? FetchOne(result.href).etag : result.etag};
  }

  // What is known of the calendar after a listing or the changes to one.
  using Listing = std::map<Href, ETag>;
  static void Follow(Listing* listing, const Changes& changes) {
    if (changes.full) listing->clear();
    for (const Member& member : changes.changed) (*listing)[member.href] = member.etag;
    for (const Href& href : changes.gone) listing->erase(href);
  }
  Listing List() {
    Listing listing;
    Follow(&listing, collection_->ChangesSince({}));
    return listing;
  }
  std::string Ctag() { return fixture_->Calendar().ctag; }

  static bool Says(const std::string& text, const std::string& line) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\r') continue;
      const bool fold =
          text[i] == '\n' && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\t');
      if (fold) {
        ++i;
      } else {
        plain += text[i];
      }
    }
    return plain.find("\n" + line + "\n") != std::string::npos;
  }

  std::unique_ptr<CollectionFixture> fixture_;
  std::unique_ptr<Collection> collection_;
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CollectionContract);

TEST_P(CollectionContract, CreatedIsListedWithItsEtagAndFetched) {
  const Member made = Make("tb-1", "Jane Doe: thank-you");
  const Listing listing = List();
  ASSERT_EQ(listing.size(), 1u);
  EXPECT_EQ(listing.begin()->first, made.href);
  EXPECT_EQ(listing.begin()->second, made.etag);
  const Fetched fetched = FetchOne(made.href);
  ASSERT_EQ(fetched.status, FetchStatus::kFound) << fetched.why;
  EXPECT_EQ(fetched.href, made.href);
  EXPECT_EQ(fetched.etag, made.etag);
  EXPECT_TRUE(Says(fetched.text, "UID:tb-1")) << fetched.text;
  EXPECT_TRUE(Says(fetched.text, "SUMMARY:Jane Doe: thank-you")) << fetched.text;
}

TEST_P(CollectionContract, SecondCreationUnderTheSameNameIsAConflict) {
  const Member made = Make("tb-1");
  const WriteResult again = ApplyOne(Creation("tb-1", "two"));
  EXPECT_EQ(again.status, WriteStatus::kConflict) << again.why;
  EXPECT_TRUE(Says(FetchOne(made.href).text, "SUMMARY:one"));
}

TEST_P(CollectionContract, UpdateWithTheRightEtagIsDone) {
  const Member made = Make("tb-1");
  const WriteResult result = ApplyOne(Update(made, "tb-1", "two"));
  ASSERT_EQ(result.status, WriteStatus::kDone) << result.why;
  EXPECT_EQ(result.href, made.href);
  const Member now = Named(result);
  EXPECT_NE(now.etag, made.etag);
  const Fetched fetched = FetchOne(made.href);
  EXPECT_EQ(fetched.etag, now.etag);
  EXPECT_TRUE(Says(fetched.text, "SUMMARY:two"));
}

TEST_P(CollectionContract, UpdateWithAStaleEtagIsAConflictAndChangesNothing) {
  const Member made = Make("tb-1");
  ASSERT_EQ(ApplyOne(Update(made, "tb-1", "theirs")).status, WriteStatus::kDone);
  EXPECT_EQ(ApplyOne(Update(made, "tb-1", "ours")).status, WriteStatus::kConflict);
  EXPECT_TRUE(Says(FetchOne(made.href).text, "SUMMARY:theirs"));
}

TEST_P(CollectionContract, UpdateOfWhatIsNotThereMakesNothing) {
  const Member made = Make("tb-1");
  ASSERT_EQ(ApplyOne(Deletion(made)).status, WriteStatus::kDone);
  const WriteResult result = ApplyOne(Update(made, "tb-1", "two"));
  // Most servers answer 412 to If-Match on nothing, as RFC 9110 13.1.1 has it.
  EXPECT_TRUE(result.status == WriteStatus::kGone || result.status == WriteStatus::kConflict);
  EXPECT_TRUE(List().empty());
}

TEST_P(CollectionContract, DeletionWithTheRightEtagIsDoneAlsoWhenRepeated) {
  const Member made = Make("tb-1");
  EXPECT_EQ(ApplyOne(Deletion(made)).status, WriteStatus::kDone);
  EXPECT_TRUE(List().empty());
  EXPECT_EQ(FetchOne(made.href).status, FetchStatus::kGone);
  EXPECT_EQ(ApplyOne(Deletion(made)).status, WriteStatus::kDone);
}

TEST_P(CollectionContract, DeletionWithAStaleEtagIsAConflict) {
  const Member made = Make("tb-1");
  ASSERT_EQ(ApplyOne(Update(made, "tb-1", "theirs")).status, WriteStatus::kDone);
  EXPECT_EQ(ApplyOne(Deletion(made)).status, WriteStatus::kConflict);
  EXPECT_EQ(FetchOne(made.href).status, FetchStatus::kFound);
}

TEST_P(CollectionContract, ChangesSinceATokenLeadToTheFullListing) {
  const Member stays = Make("tb-stays");
  const Member changes = Make("tb-changes");
  const Member goes = Make("tb-goes");
  Listing listing;
  const Changes first = collection_->ChangesSince({});
  EXPECT_TRUE(first.full);
  Follow(&listing, first);
  ASSERT_EQ(listing.size(), 3u);

  const Member changed = Named(ApplyOne(Update(changes, "tb-changes", "two")));
  ASSERT_EQ(ApplyOne(Deletion(goes)).status, WriteStatus::kDone);
  const Member added = Make("tb-added");
  const Changes since = collection_->ChangesSince(first.token);
  if (!since.full) {
    EXPECT_EQ(since.gone, std::vector<Href>{goes.href});
  }
  Follow(&listing, since);
  EXPECT_EQ(
      listing,
      (Listing{{stays.href, stays.etag}, {changed.href, changed.etag}, {added.href, added.etag}}));
}

TEST_P(CollectionContract, NothingChangedIsNothingToTell) {
  Make("tb-1");
  const Changes first = collection_->ChangesSince({});
  const Changes since = collection_->ChangesSince(first.token);
  if (first.token.empty()) {
    EXPECT_EQ(since.changed.size(), first.changed.size()) << "without tokens: the listing again";
  } else {
    EXPECT_FALSE(since.full);
    EXPECT_TRUE(since.changed.empty());
    EXPECT_TRUE(since.gone.empty());
  }
}

TEST_P(CollectionContract, UnknownTokenLeadsToAFullListing) {
  const Member made = Make("tb-1");
  const Changes changes = collection_->ChangesSince(SyncToken{"http://nobody.example/sync/4711"});
  EXPECT_TRUE(changes.full);
  ASSERT_EQ(changes.changed.size(), 1u);
  EXPECT_EQ(changes.changed[0].href, made.href);
  EXPECT_TRUE(changes.gone.empty());
}

TEST_P(CollectionContract, FetchAnswersInOrderAndMissingOnesAreGone) {
  const Member a = Make("tb-a");
  const Member b = Make("tb-b");
  ASSERT_EQ(ApplyOne(Deletion(a)).status, WriteStatus::kDone);
  const std::vector<Href> hrefs = {b.href, a.href, b.href};
  const auto fetched = collection_->Fetch(hrefs);
  ASSERT_EQ(fetched.size(), 3u);
  EXPECT_EQ(fetched[0].status, FetchStatus::kFound);
  EXPECT_EQ(fetched[1].status, FetchStatus::kGone);
  EXPECT_EQ(fetched[2].status, FetchStatus::kFound);
  for (std::size_t i = 0; i < hrefs.size(); ++i) EXPECT_EQ(fetched[i].href, hrefs[i]);
  EXPECT_TRUE(collection_->Fetch({}).empty());
}

TEST_P(CollectionContract, HundredAndTwentyItemsAreWrittenListedAndFetchedEachOnce) {
  std::vector<Write> writes;
  for (int i = 0; i < 120; ++i) writes.push_back(Creation("tb-" + std::to_string(i)));
  std::vector<int> reported(writes.size());
  collection_->Apply(writes, [&](std::size_t i, const WriteResult& result) {
    ++reported.at(i);
    EXPECT_EQ(result.status, WriteStatus::kDone) << result.why;
  });
  EXPECT_EQ(reported, std::vector<int>(writes.size(), 1));
  std::vector<Href> hrefs;
  for (const auto& [href, etag] : List()) hrefs.push_back(href);
  ASSERT_EQ(hrefs.size(), 120u);
  std::set<std::string> seen;
  for (const Fetched& fetched : collection_->Fetch(hrefs)) {
    ASSERT_EQ(fetched.status, FetchStatus::kFound) << fetched.why;
    const auto uid = fetched.text.find("UID:tb-");
    ASSERT_NE(uid, std::string::npos);
    seen.insert(fetched.text.substr(uid, fetched.text.find_first_of("\r\n", uid) - uid));
  }
  EXPECT_EQ(seen.size(), 120u);
}

TEST_P(CollectionContract, NamesThatOthersGaveAreWorkedWithAsTheyAre) {
  const std::vector<std::string> names = {"a b.ics", "A@B+c,d.ics", "p%20q.ics",
                                          "\xC3\xBC~(1)'.ics", "semi;colon=x&y.ics"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string uid = "other-" + std::to_string(i);
    if (!fixture_->PutAsOther(names[i], EventText(uid, "one"))) GTEST_SKIP() << "no other program";
  }
  const Listing listing = List();
  ASSERT_EQ(listing.size(), names.size());
  for (const auto& [href, etag] : listing) {
    const Fetched fetched = FetchOne(href);
    ASSERT_EQ(fetched.status, FetchStatus::kFound) << href.value;
    const auto uid = fetched.text.substr(fetched.text.find("other-"), 7);
    const WriteResult updated = ApplyOne(Update({href, fetched.etag}, uid, "two"));
    EXPECT_EQ(updated.status, WriteStatus::kDone) << href.value << ": " << updated.why;
    const Fetched again = FetchOne(href);
    EXPECT_TRUE(Says(again.text, "SUMMARY:two")) << href.value;
    EXPECT_EQ(ApplyOne(Deletion({href, again.etag})).status, WriteStatus::kDone) << href.value;
  }
  EXPECT_TRUE(List().empty());
}

TEST_P(CollectionContract, UidThatLivesUnderAnotherNameIsTaken) {
  Make("tb-1");
  Write second = Creation("tb-2");
  second.text = EventText("tb-1", "two");
  EXPECT_EQ(ApplyOne(second).status, WriteStatus::kUidTaken);
  EXPECT_EQ(List().size(), 1u);
}

TEST_P(CollectionContract, MixedWritesAreEachReportedOnce) {
  std::vector<Write> writes;
  for (int i = 0; i < 10; ++i) {
    const std::string uid = "tb-" + std::to_string(i);
    const Member made = Make(uid);
    writes.push_back(i % 2 == 0 ? Update(made, uid, "two") : Deletion(made));
    writes.push_back(Creation("tb-new-" + std::to_string(i)));
  }
  std::vector<int> reported(writes.size());
  collection_->Apply(writes, [&](std::size_t i, const WriteResult& result) {
    ++reported.at(i);
    EXPECT_EQ(result.status, WriteStatus::kDone) << result.why;
  });
  EXPECT_EQ(reported, std::vector<int>(writes.size(), 1));
  EXPECT_EQ(List().size(), 15u);
}

TEST_P(CollectionContract, CallbackThatThrowsStopsTheRest) {
  std::vector<Write> writes;
  for (int i = 0; i < 60; ++i) writes.push_back(Creation("tb-" + std::to_string(i)));
  int reported = 0;
  const auto stop_at_third = [&](std::size_t, const WriteResult&) {
    if (++reported == 3) throw std::runtime_error("enough");
  };
  EXPECT_THROW(collection_->Apply(writes, stop_at_third), std::runtime_error);
  EXPECT_EQ(reported, 3);
  const std::size_t made = List().size();
  EXPECT_GE(made, 3u);
  EXPECT_LT(made, 60u) << "those not begun are not begun";
  Make("tb-after");
}

TEST_P(CollectionContract, SurveyTellsOfWritesAndNotOfReads) {
  EXPECT_TRUE(fixture_->Calendar().takes_events);
  EXPECT_TRUE(fixture_->Calendar().writable);
  const std::string empty = Ctag();
  const Member made = Make("tb-1");
  const std::string with_one = Ctag();
  EXPECT_NE(with_one, empty);
  (void)FetchOne(made.href);
  (void)List();
  EXPECT_EQ(Ctag(), with_one);
  ASSERT_EQ(ApplyOne(Deletion(made)).status, WriteStatus::kDone);
  EXPECT_NE(Ctag(), with_one);
}

TEST_P(CollectionContract, CalendarIsMadeListedAndWritable) {
  const CollectionState made = fixture_->account().Create("Follow-ups \xC3\xBC", Component::kEvent);
  EXPECT_TRUE(made.takes_events);
  const auto all = fixture_->account().Survey();
  const auto listed = std::find_if(all.begin(), all.end(),
                                   [&](const auto& state) { return state.url == made.url; });
  ASSERT_NE(listed, all.end());
  EXPECT_EQ(listed->display_name, "Follow-ups \xC3\xBC");
  collection_ = fixture_->account().Open(*listed);
  EXPECT_EQ(collection_->state().url, made.url);
  Make("tb-1");
  EXPECT_EQ(List().size(), 1u);
}

TEST_P(CollectionContract, ReadOnlyCalendarTakesNothingAndSaysSo) {
  const Member made = Make("tb-1");
  if (!fixture_->MakeReadOnly()) GTEST_SKIP() << "cannot be arranged here";
  collection_ = fixture_->account().Open(fixture_->Calendar());
  EXPECT_EQ(ApplyOne(Creation("tb-2")).status, WriteStatus::kReadOnly);
  EXPECT_EQ(ApplyOne(Update(made, "tb-1", "two")).status, WriteStatus::kReadOnly);
  EXPECT_EQ(ApplyOne(Deletion(made)).status, WriteStatus::kReadOnly);
  EXPECT_EQ(List().size(), 1u);
}

TEST_P(CollectionContract, OfTwoWhoCreateOrUpdateTheSameOneWins) {
  const auto other = fixture_->account().Open(fixture_->Calendar());
  const auto apply_other = [&](const Write& write) {
    WriteResult result;
    other->Apply({{write}}, [&](std::size_t, const WriteResult& r) { result = r; });
    return result;
  };
  const Member made = Named(apply_other(Creation("tb-1", "theirs")));
  EXPECT_EQ(ApplyOne(Creation("tb-1", "ours")).status, WriteStatus::kConflict);
  EXPECT_EQ(ApplyOne(Update(made, "tb-1", "ours")).status, WriteStatus::kDone);
  EXPECT_EQ(apply_other(Update(made, "tb-1", "theirs")).status, WriteStatus::kConflict);
  EXPECT_TRUE(Says(FetchOne(made.href).text, "SUMMARY:ours"));
}

}  // namespace touchbase::test
