// The base store's claims, over memory and SQLite.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <stdexcept>

#include "sync/store/base_store_sqlite.h"
#include "tests/support/memory_base_store.h"
#include "tests/support/temp_dir.h"

namespace touchbase::store {
namespace {

using test::MemoryBaseStore;
using test::TempDir;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct StoreKind {
  const char* name;
  std::function<std::unique_ptr<BaseStore>(const TempDir&)> open;
};

class BaseStoreClaims : public ::testing::TestWithParam<StoreKind> {
 protected:
  BaseStoreClaims() : store_(GetParam().open(dir_)) {}
  TempDir dir_;
  std::unique_ptr<BaseStore> store_;
};

BaseResource Resource(const std::string& uid) {
  BaseResource r;
  r.uid = uid;
  r.key = "key";
  r.component = Component::kTodo;
  r.collection = Href{"https://x.example/cal/"};
  r.href = Href{"/cal/" + uid + ".ics"};
  r.etag = ETag{"\"7\""};
  r.text = "BEGIN:VCALENDAR\r\n";
  r.written = "fp";
  r.written_at = 5'000'000'000;
  r.life = BaseResource::Life::kLeft;
  r.rewrites = 2;
  return r;
}

Touch Row(const std::string& id) {
  Touch touch;
  touch.id = id;
  touch.contact = "jane";
  return touch;
}

TEST_P(BaseStoreClaims, ResourcesComeBackAsPut) {
  store_->PutResource(Resource("b"));
  store_->PutResource(Resource("a"));
  BaseResource changed = Resource("b");
  changed.etag = ETag{};
  store_->PutResource(changed);
  const auto resources = store_->Resources();
  ASSERT_THAT(resources, SizeIs(2));
  const BaseResource& a = resources[0];
  EXPECT_EQ(a.uid, "a");
  EXPECT_EQ(a.key, "key");
  EXPECT_EQ(a.component, Component::kTodo);
  EXPECT_EQ(a.collection.value, "https://x.example/cal/");
  EXPECT_EQ(a.href.value, "/cal/a.ics");
  EXPECT_EQ(a.etag.value, "\"7\"");
  EXPECT_EQ(a.text, "BEGIN:VCALENDAR\r\n");
  EXPECT_EQ(a.written, "fp");
  EXPECT_EQ(a.written_at, 5'000'000'000);
  EXPECT_EQ(a.life, BaseResource::Life::kLeft);
  EXPECT_EQ(a.rewrites, 2);
  EXPECT_TRUE(resources[1].etag.empty());
  store_->DropResource("a");
  EXPECT_THAT(store_->Resources(), SizeIs(1));
}

TEST_P(BaseStoreClaims, FollowUpsComeBackAsPut) {
  BaseFollowUp f;
  f.key = "k";
  f.contact = "jane@x.example";
  f.anchor = "t1";
  f.step = "follow-up-1";
  f.kind = "follow-up";
  f.channel = "email";
  f.generation = 3;
  f.start = 1'772'442'000;
  f.length_minutes = 30;
  f.pinned = true;
  f.postponed = 4;
  f.title = "Jane Doe: follow up";
  f.touches = 6;
  f.finished = true;
  f.first_absent = 9;
  f.block = "b1";
  f.line = "Jane Doe";
  f.sort = 2;
  f.members = {"k1", "k2"};
  f.offered_first = 1'772'442'000;
  f.offered_second = 1'772'445'600;
  f.offered_on = 20'514;
  store_->PutFollowUp(f);
  const auto all = store_->FollowUps();
  ASSERT_THAT(all, SizeIs(1));
  const BaseFollowUp& g = all[0];
  EXPECT_EQ(std::tie(g.key, g.contact, g.anchor, g.step, g.kind, g.channel, g.generation, g.start),
            std::tie(f.key, f.contact, f.anchor, f.step, f.kind, f.channel, f.generation, f.start));
  EXPECT_EQ(std::tie(g.length_minutes, g.pinned, g.postponed, g.title, g.touches, g.finished,
                     g.first_absent),
            std::tie(f.length_minutes, f.pinned, f.postponed, f.title, f.touches, f.finished,
                     f.first_absent));
  EXPECT_EQ(
      std::tie(g.block, g.line, g.sort, g.members, g.offered_first, g.offered_second, g.offered_on),
      std::tie(f.block, f.line, f.sort, f.members, f.offered_first, f.offered_second,
               f.offered_on));
  store_->DropFollowUp("k");
  EXPECT_THAT(store_->FollowUps(), IsEmpty());
}

TEST_P(BaseStoreClaims, CopiesOfTheUsersOwnAreKeptByCollectionAndHref) {
  store_->PutForeignCopy({Href{"c"}, Href{"b"}, ETag{"1"}, "old"});
  store_->PutForeignCopy({Href{"c"}, Href{"b"}, ETag{"2"}, "new"});
  store_->PutForeignCopy({Href{"c"}, Href{"a"}, ETag{"1"}, "text"});
  store_->PutForeignCopy({Href{"d"}, Href{"a"}, ETag{"1"}, "other"});
  const auto copies = store_->ForeignCopies(Href{"c"});
  ASSERT_THAT(copies, SizeIs(2));
  EXPECT_EQ(copies[0].href.value + copies[0].text, "atext");
  EXPECT_EQ(copies[1].collection.value + copies[1].etag.value + copies[1].text, "c2new");
  store_->DropForeignCopy(Href{"c"}, Href{"a"});
  EXPECT_THAT(store_->ForeignCopies(Href{"c"}), SizeIs(1));
  store_->DropForeignCopies(Href{"c"});
  EXPECT_THAT(store_->ForeignCopies(Href{"c"}), IsEmpty());
  EXPECT_THAT(store_->ForeignCopies(Href{"d"}), SizeIs(1));
  store_->Forget();
  EXPECT_THAT(store_->ForeignCopies(Href{"d"}), IsEmpty());
}

TEST_P(BaseStoreClaims, RowsOfTheLogAreTakenRightAfterAValueWasRead) {
  store_->Set("run", "1");
  EXPECT_EQ(store_->Get("run"), "1");
  store_->PutOutbox({Row("t"), 0, false});
  EXPECT_THAT(store_->Outbox(), SizeIs(1));
}

TEST_P(BaseStoreClaims, OutboxKeepsItsOrderAndEveryCell) {
  Touch touch;
  touch.contact = "jane";
  touch.at = LocalTime{MakeDate(2026, 3, 2)} + hours{9};
  touch.has_time = true;
  touch.direction = Direction::kIn;
  touch.channel = Channel::kPhone;
  touch.kind = Kind::kReply;
  touch.outcome = Outcome::kWait;
  touch.notes = "a\nb";
  touch.follow_up = "tb-1";
  touch.until = MakeDate(2026, 4, 1);
  for (const auto* id : {"z", "a", "m"}) {
    touch.id = id;
    store_->PutOutbox({touch, 0, false});
  }
  touch.id = "z";
  store_->PutOutbox({touch, 77, true});
  const auto rows = store_->Outbox();
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].touch.id + rows[1].touch.id + rows[2].touch.id, "zam");
  EXPECT_EQ(rows[0].written_at, 77);
  EXPECT_TRUE(rows[0].rewritten);
  const Touch& t = rows[2].touch;
  EXPECT_EQ(std::tie(t.contact, t.at, t.has_time, t.direction, t.channel, t.kind, t.outcome),
            std::tie(touch.contact, touch.at, touch.has_time, touch.direction, touch.channel,
                     touch.kind, touch.outcome));
  EXPECT_EQ(std::tie(t.notes, t.follow_up, t.until),
            std::tie(touch.notes, touch.follow_up, touch.until));
  store_->DropOutbox("a");
  EXPECT_THAT(store_->Outbox(), SizeIs(2));
}

TEST_P(BaseStoreClaims, TodoAndValuesAndAliasesAreSets) {
  const TodoHref a{Href{"c"}, Href{"a"}};
  const TodoHref b{Href{"c"}, Href{"b"}};
  store_->PutTodo({{b, a}});
  store_->PutTodo({{a}});
  EXPECT_THAT(store_->Todo(), ElementsAre(a, b));
  store_->DropTodo(a);
  EXPECT_THAT(store_->Todo(), ElementsAre(b));
  EXPECT_EQ(store_->Get("wake"), "");
  store_->Set("wake", "1");
  store_->Set("wake", std::string("2\0x", 3));
  EXPECT_EQ(store_->Get("wake"), std::string("2\0x", 3));
  store_->PutAliases({{"mail:a", "1"}, {"mail:b", "1"}});
  store_->PutAliases({{"mail:b", "2"}});
  EXPECT_EQ(store_->Aliases(), (std::map<std::string, std::string>{{"mail:b", "2"}}));
}

TEST_P(BaseStoreClaims, CollectionsComeBackAsPut) {
  store_->PutCollection({Href{"u"}, "calendar", "ctag", SyncToken{"t"}, SyncToken{"s"}, 12, 34});
  const auto all = store_->Collections();
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].role + all[0].ctag + all[0].token.value + all[0].survey_token.value,
            "calendarctagts");
  EXPECT_EQ(all[0].full_listing_at, 12);
  EXPECT_EQ(all[0].succeeded_at, 34);
  store_->DropCollection(Href{"u"});
  EXPECT_THAT(store_->Collections(), IsEmpty());
}

TEST_P(BaseStoreClaims, TransactionIsAllOrNothingAndNestedOnesJoin) {
  EXPECT_THROW(store_->Transaction([&] {
    store_->PutResource(Resource("a"));
    store_->Transaction([&] { store_->Set("x", "1"); });
    throw std::runtime_error("stop");
  }),
               std::runtime_error);
  EXPECT_THAT(store_->Resources(), IsEmpty());
  EXPECT_EQ(store_->Get("x"), "");
  store_->Transaction([&] { store_->PutResource(Resource("a")); });
  EXPECT_THAT(store_->Resources(), SizeIs(1));
}

TEST_P(BaseStoreClaims, ForgettingKeepsWaitingRowsAndAliases) {
  store_->PutResource(Resource("a"));
  store_->PutTodo({{TodoHref{Href{"c"}, Href{"a"}}}});
  store_->PutCollection({Href{"u"}, {}, {}, {}, {}, 0, 0});
  store_->PutOutbox({Row("t"), 0, false});
  store_->PutAliases({{"mail:a", "1"}});
  store_->Forget();
  EXPECT_THAT(store_->Resources(), IsEmpty());
  EXPECT_THAT(store_->Todo(), IsEmpty());
  EXPECT_THAT(store_->Collections(), IsEmpty());
  EXPECT_THAT(store_->Outbox(), SizeIs(1));
  EXPECT_THAT(store_->Aliases(), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(
    All, BaseStoreClaims,
    ::testing::Values(StoreKind{"Memory",
                                [](const TempDir&) { return std::make_unique<MemoryBaseStore>(); }},
                      StoreKind{"Sqlite",
                                [](const TempDir& dir) {
                                  return std::make_unique<SqliteBaseStore>(dir / "sub/state.db");
                                }}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace touchbase::store
