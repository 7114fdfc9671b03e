// What runs did, as the base keeps it for `undo`: over memory and SQLite, and its upgrade.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

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

struct HistoryKind {
  const char* name;
  std::function<std::unique_ptr<BaseStore>(const TempDir&)> open;
};

class RunHistory : public ::testing::TestWithParam<HistoryKind> {
 protected:
  RunHistory() : store_(GetParam().open(dir_)) {}
  void Keep(std::int64_t run, const std::string& uid, const std::string& before,
            const std::string& after, bool by_user = false) {
    store_->Keep({run, uid, Href{"c"}, Href{uid + ".ics"}, before, after, "key-" + uid, by_user});
  }
  TempDir dir_;
  std::unique_ptr<BaseStore> store_;
};

TEST_P(RunHistory, TellsWhatEachRunDidTheLatestFirst) {
  store_->PutRun({1, 100, "sync"});
  Keep(1, "a", "", "1");
  Keep(1, "a", "1", "2");  // written twice, made once
  Keep(1, "b", "", "1");
  store_->KeepRow(1, "t1");
  store_->KeepRow(1, "t1");
  store_->PutRun({3, 300, "undo 1"});
  Keep(3, "a", "2", "");
  Keep(3, "b", "1", "2");
  Keep(3, "c", "1", "", true);
  store_->PutRun({1, 100, "sync", 3});
  const auto runs = store_->Runs();
  ASSERT_THAT(runs, SizeIs(2));
  EXPECT_EQ(runs[0].what, "undo 1");
  EXPECT_EQ(std::tie(runs[0].run, runs[0].at, runs[0].undone_by), std::make_tuple(3, 300, 0));
  EXPECT_EQ(std::tie(runs[0].made, runs[0].changed, runs[0].removed, runs[0].rows),
            std::make_tuple(0, 1, 1, 0));
  EXPECT_EQ(runs[1].undone_by, 3);
  EXPECT_EQ(std::tie(runs[1].made, runs[1].changed, runs[1].removed, runs[1].rows),
            std::make_tuple(2, 0, 0, 1));
}

TEST_P(RunHistory, TextsComeBackInTheirOrder) {
  Keep(2, "b", "1", "2");
  Keep(2, "a", "gone", "", true);
  Keep(4, "b", "2", "3");
  const auto kept = store_->KeptOf(2);
  ASSERT_THAT(kept, SizeIs(2));
  EXPECT_EQ(kept[0].uid + kept[0].before + kept[0].after + kept[0].key, "b12key-b");
  EXPECT_EQ(kept[0].collection.value + kept[0].href.value, "cb.ics");
  EXPECT_FALSE(kept[0].by_user);
  EXPECT_TRUE(kept[1].by_user);
  EXPECT_THAT(store_->KeptOf(3), IsEmpty());
}

TEST_P(RunHistory, FollowUpsAreKeptAsTheyWereBeforeTheRun) {
  BaseFollowUp known;
  known.key = "k";
  known.contact = "jane";
  known.title = "first";
  known.members = {"m1", "m2"};
  known.offered_on = 9;
  store_->PutFollowUp(known);
  store_->KeepFollowUp(1, "k");
  store_->KeepFollowUp(1, "new");
  known.title = "second";
  store_->PutFollowUp(known);
  known.key = "new";
  store_->PutFollowUp(known);
  store_->KeepFollowUp(1, "k");
  store_->KeepFollowUp(1, "new");
  store_->KeepFollowUp(2, "k");
  const auto kept = store_->KeptFollowUpsOf(1);
  ASSERT_THAT(kept, SizeIs(2));
  ASSERT_TRUE(kept[0].before);
  EXPECT_EQ(kept[0].before->title, "first");
  EXPECT_EQ(kept[0].before->offered_on, 9);
  EXPECT_THAT(kept[0].before->members, ElementsAre("m1", "m2"));
  EXPECT_EQ(kept[1].key, "new");
  EXPECT_FALSE(kept[1].before) << "it was not known then";
  EXPECT_EQ(store_->KeptFollowUpsOf(2)[0].before->title, "second");
}

TEST_P(RunHistory, RowsKeepTheirOrder) {
  for (const char* id : {"z", "a", "z", "m"}) store_->KeepRow(5, id);
  EXPECT_THAT(store_->KeptRowsOf(5), ElementsAre("z", "a", "m"));
}

TEST_P(RunHistory, HoldsComeBackAsPut) {
  store_->PutHold({"k", {"jane doe", "bo"}, "digest", 20514, true});
  store_->PutHold({"k", {"jane doe", "bo"}, "other", 20515, true});
  store_->PutHold({"a", {}, "", 0, false});
  const auto holds = store_->Holds();
  ASSERT_THAT(holds, SizeIs(2));
  EXPECT_EQ(holds[1].key + holds[1].inputs, "kother");
  EXPECT_THAT(holds[1].contacts, ElementsAre("jane doe", "bo"));
  EXPECT_EQ(holds[1].day, 20515);
  EXPECT_TRUE(holds[1].taken_out);
  EXPECT_THAT(holds[0].contacts, IsEmpty());
  store_->DropHold("k");
  EXPECT_THAT(store_->Holds(), SizeIs(1));
}

TEST_P(RunHistory, ForgettingTheBaseDropsHoldsAndKeepsWhatRunsDid) {
  store_->PutRun({1, 100, "sync"});
  Keep(1, "a", "", "1");
  store_->KeepRow(1, "t");
  store_->PutHold({"k", {}, "", 0, false});
  store_->Forget();
  EXPECT_THAT(store_->Holds(), IsEmpty());
  EXPECT_THAT(store_->Runs(), SizeIs(1));
  EXPECT_THAT(store_->KeptOf(1), SizeIs(1));
  EXPECT_THAT(store_->KeptRowsOf(1), SizeIs(1));
}

TEST_P(RunHistory, IsTakenBackWithItsTransaction) {
  EXPECT_THROW(store_->Transaction([&] {
    store_->PutRun({1, 100, "sync"});
    store_->KeepFollowUp(1, "k");
    store_->KeepRow(1, "t");
    store_->PutHold({"k", {}, "", 0, false});
    throw std::runtime_error("stop");
  }),
               std::runtime_error);
  EXPECT_THAT(store_->Runs(), IsEmpty());
  EXPECT_THAT(store_->KeptFollowUpsOf(1), IsEmpty());
  EXPECT_THAT(store_->KeptRowsOf(1), IsEmpty());
  EXPECT_THAT(store_->Holds(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(All, RunHistory,
                         ::testing::Values(HistoryKind{"Memory",
                                                       [](const TempDir&) {
                                                         return std::make_unique<MemoryBaseStore>();
                                                       }},
                                           HistoryKind{"Sqlite",
                                                       [](const TempDir& dir) {
                                                         return std::make_unique<SqliteBaseStore>(
                                                             dir / "state.db");
                                                       }}),
                         [](const auto& test) { return test.param.name; });

TEST(RunHistoryFile, TheLastHundredRunsAreKnown) {
  const TempDir dir;
  SqliteBaseStore store(dir / "state.db");
  for (int run = 1; run <= 103; ++run) {
    store.PutRun({run, run, "sync"});
    store.Keep({run, "a", Href{"c"}, Href{"h"}, "1", "2", "k"});
    store.KeepFollowUp(run, "k");
    store.KeepRow(run, "t");
  }
  const auto runs = store.Runs();
  ASSERT_THAT(runs, SizeIs(100));
  EXPECT_EQ(runs.back().run, 4);
  EXPECT_THAT(store.KeptOf(3), IsEmpty());
  EXPECT_THAT(store.KeptFollowUpsOf(3), IsEmpty());
  EXPECT_THAT(store.KeptRowsOf(3), IsEmpty());
  EXPECT_THAT(store.KeptOf(4), SizeIs(1));
}

TEST(RunHistoryFile, OlderRunsGoWholeWhenThereAreManyTexts) {
  const TempDir dir;
  SqliteBaseStore store(dir / "state.db");
  for (int run = 1; run <= 3; ++run) {
    store.PutRun({run, run, "sync"});
    store.Transaction([&] {
      for (int i = 0; i < 11000; ++i) {
        store.Keep({run, std::to_string(i), Href{"c"}, Href{"h"}, "", "1", "k"});
      }
    });
  }
  store.PutRun({4, 4, "sync"});
  const auto runs = store.Runs();
  ASSERT_THAT(runs, SizeIs(2));
  EXPECT_EQ(runs.back().run, 3);
  EXPECT_EQ(runs.back().made, 11000);
}

// The second schema, as its version made it from the first, with rows in what waits and is kept.
constexpr const char* kSecondSchema = R"sql(
CREATE TABLE resource (uid TEXT PRIMARY KEY, key TEXT, component INTEGER, collection TEXT, href TEXT,
  etag TEXT, text TEXT, written TEXT, written_at INTEGER, life INTEGER, rewrites INTEGER);
CREATE TABLE follow_up (key TEXT PRIMARY KEY, contact TEXT, anchor TEXT, step TEXT, kind TEXT,
  channel TEXT, generation INTEGER, start INTEGER, length_minutes INTEGER, pinned INTEGER,
  postponed INTEGER, title TEXT, touches INTEGER, finished INTEGER, first_absent INTEGER);
CREATE TABLE collection (url TEXT PRIMARY KEY, role TEXT, ctag TEXT, token TEXT, survey_token TEXT,
  full_listing_at INTEGER);
CREATE TABLE todo (collection TEXT, href TEXT, PRIMARY KEY (collection, href)) WITHOUT ROWID;
CREATE TABLE outbox (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, contact TEXT, at INTEGER,
  has_time INTEGER, direction TEXT, channel TEXT, kind TEXT, outcome TEXT, notes TEXT, follow_up TEXT,
  until TEXT, written_at INTEGER, rewritten INTEGER);
CREATE TABLE alias (key TEXT PRIMARY KEY, contact TEXT) WITHOUT ROWID;
CREATE TABLE value (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE kept (place INTEGER PRIMARY KEY, run INTEGER, uid TEXT, collection TEXT, href TEXT,
  before TEXT, after TEXT);
CREATE INDEX kept_run ON kept (run);
ALTER TABLE follow_up ADD COLUMN block TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN line TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN sort INTEGER NOT NULL DEFAULT -1;
ALTER TABLE follow_up ADD COLUMN members TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN offered_first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE follow_up ADD COLUMN offered_second INTEGER NOT NULL DEFAULT 0;
ALTER TABLE follow_up ADD COLUMN offered_on INTEGER NOT NULL DEFAULT 0;
CREATE TABLE foreign_copy (collection TEXT, href TEXT, etag TEXT, text TEXT,
  PRIMARY KEY (collection, href)) WITHOUT ROWID;
PRAGMA application_id = 1952604787;
PRAGMA user_version = 2;
INSERT INTO resource VALUES ('u', 'k', 0, 'c', 'h', 'e', 'text', 'fp', 7, 0, 0);
INSERT INTO follow_up VALUES ('k', 'jane', 't1', 'check-in', 'check-in', 'email', 1, 1772442000, 15,
  1, 2, 'Jane Doe: check in', 3, 0, 0, 'b', 'Jane', 2, 'm1 m2', 4, 5, 6);
INSERT INTO collection VALUES ('c', 'calendar', 'ctag', 'token', 'survey', 12);
INSERT INTO outbox VALUES (1, 't', 'jane', 0, 1, 'out', 'email', 'first', '', 'said', '', '', 0, 0);
INSERT INTO value VALUES ('run', '41');
INSERT INTO kept VALUES (1, 40, 'u', 'c', 'h', 'before', 'after');
INSERT INTO foreign_copy VALUES ('c', 'h', 'e', 'theirs');
)sql";

void ExecuteOn(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

TEST(RunHistoryFile, TheSecondSchemaIsBroughtToThisOneInPlace) {
  const TempDir dir;
  ExecuteOn(dir / "state.db", kSecondSchema);
  for (int opened = 0; opened < 2; ++opened) {
    SqliteBaseStore store(dir / "state.db");
    EXPECT_THAT(store.warnings(), IsEmpty());
    EXPECT_EQ(store.Resources().at(0).text, "text");
    const BaseFollowUp known = store.FollowUps().at(0);
    EXPECT_EQ(known.block + known.line, "bJane");
    EXPECT_EQ(known.offered_on, 6);
    EXPECT_EQ(store.Collections().at(0).full_listing_at, 12);
    EXPECT_EQ(store.Collections().at(0).succeeded_at, 0);
    EXPECT_EQ(store.Outbox().at(0).touch.notes, "said");
    EXPECT_EQ(store.ForeignCopies(Href{"c"}).at(0).text, "theirs");
    EXPECT_EQ(store.KeptOf(40).at(0).after, "after");
    EXPECT_THAT(store.Runs(), IsEmpty()) << "what an older version did cannot be undone";
  }
  SqliteBaseStore store(dir / "state.db");
  store.KeepFollowUp(42, "k");
  EXPECT_EQ(store.KeptFollowUpsOf(42).at(0).before->title, "Jane Doe: check in");
}

// A kill between two statements of the upgrade leaves the transaction's journal, which SQLite takes
// back: all of it is one transaction.
TEST(RunHistoryFile, AnUpgradeThatFailsInTheMiddleChangesNothing) {
  const TempDir dir;
  ExecuteOn(dir / "state.db", kSecondSchema);
  ExecuteOn(dir / "state.db", "CREATE TABLE hold (somebody TEXT)");  // the last statement fails
  EXPECT_ANY_THROW(SqliteBaseStore(dir / "state.db"));
  ExecuteOn(dir / "state.db", "DROP TABLE hold");
  SqliteBaseStore store(dir / "state.db");
  EXPECT_EQ(store.Get("run"), "41");
  EXPECT_THAT(store.Outbox(), SizeIs(1));
  store.PutHold({"k", {}, "", 0, false});
  EXPECT_THAT(store.Holds(), SizeIs(1));
}

}  // namespace
}  // namespace touchbase::store
