// The base store's claims, over memory and SQLite, and what only the file can do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>

#include "model/error.h"
#include "sync/store/base_store_sqlite.h"
#include "sync/store/file_system.h"
#include "sync/store/run_lock.h"
#include "tests/support/memory_base_store.h"
#include "tests/support/temp_dir.h"

namespace touchbase::store {
namespace {

using test::MemoryBaseStore;
using test::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
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
  store_->DropFollowUp("k");
  EXPECT_THAT(store_->FollowUps(), IsEmpty());
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
  store_->PutCollection({Href{"u"}, "calendar", "ctag", SyncToken{"t"}, SyncToken{"s"}, 12});
  const auto all = store_->Collections();
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].role + all[0].ctag + all[0].token.value + all[0].survey_token.value,
            "calendarctagts");
  EXPECT_EQ(all[0].full_listing_at, 12);
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
  store_->PutCollection({Href{"u"}, {}, {}, {}, {}, 0});
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

void Execute(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  sqlite3_close(database);
}

class StateFile : public ::testing::Test {
 protected:
  std::string ErrorOfOpening() const {
    try {
      const SqliteBaseStore store(path_);
    } catch (const InputError& error) {
      return error.what();
    }
    return "no error";
  }
  TempDir dir_;
  const std::string path_ = dir_ / "state.db";
};

TEST_F(StateFile, IsThereAgainAndPrivate) {
  SqliteBaseStore(path_).PutResource(Resource("a"));
  EXPECT_THAT(SqliteBaseStore(path_).Resources(), SizeIs(1));
  FileStamp stamp;
  (void)PosixFiles().Stat(path_, &stamp);
  EXPECT_EQ(stamp.mode, 0600u);
}

TEST_F(StateFile, OfANewerVersionIsRefusedAndLeftAlone) {
  { const SqliteBaseStore made(path_); }
  Execute(path_, "PRAGMA user_version = 7");
  const std::string before = test::ReadFile(path_);
  EXPECT_THAT(ErrorOfOpening(),
              HasSubstr("was written by a newer touchbase (schema 7 > 1): update"));
  EXPECT_EQ(test::ReadFile(path_), before);
}

TEST_F(StateFile, DatabaseOfSomebodyElseIsRefused) {
  Execute(path_, "CREATE TABLE contacts (name TEXT)");
  EXPECT_THAT(ErrorOfOpening(), HasSubstr("no state file of touchbase"));
}

TEST_F(StateFile, DamagedOneIsMovedAsideAndRebuilt) {
  for (int n = 1; n <= 2; ++n) {
    dir_.Write("state.db", std::string(5000, 'x'));
    SqliteBaseStore store(path_);
    EXPECT_THAT(store.warnings(), ::testing::Contains(HasSubstr("broken-" + std::to_string(n))));
    EXPECT_TRUE(std::filesystem::exists(path_ + ".broken-" + std::to_string(n)));
    EXPECT_THAT(store.Resources(), IsEmpty());
    store.PutResource(Resource("a"));
  }
}

TEST_F(StateFile, WaitingRowsOfADamagedOneAreTakenOver) {
  {
    SqliteBaseStore store(path_);
    store.PutOutbox({Row("t1"), 0, false});
    store.PutAliases({{"mail:a", "1"}});
    for (int i = 0; i < 200; ++i) store.PutResource(Resource(std::to_string(i)));
  }
  // The resources' pages lie behind the first ones; a journal makes the next opening look closer.
  std::string bytes = test::ReadFile(path_);
  ASSERT_GT(bytes.size(), 80000u);
  bytes.replace(bytes.size() - 12288, 8192, 8192, '\xAA');
  dir_.Write("state.db", bytes);
  dir_.Write("state.db-wal", "not a journal");
  SqliteBaseStore store(path_);
  EXPECT_THAT(store.warnings(), SizeIs(1));
  ASSERT_THAT(store.Outbox(), SizeIs(1));
  EXPECT_EQ(store.Outbox()[0].touch.contact, "jane");
  EXPECT_THAT(store.Aliases(), SizeIs(1));
  EXPECT_THAT(store.Resources(), IsEmpty());
}

TEST_F(StateFile, CommittedRowsSurviveAKill) {
  const pid_t child = ::fork();
  if (child == 0) {
    SqliteBaseStore store(path_);
    store.PutOutbox({Row("t1"), 0, false});
    store.PutResource(Resource("a"));
    store.Transaction([&] {
      store.PutResource(Resource("b"));
      ::kill(::getpid(), SIGKILL);
    });
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  SqliteBaseStore store(path_);
  EXPECT_THAT(store.Outbox(), SizeIs(1));
  EXPECT_THAT(store.Resources(), SizeIs(1)) << "the open transaction never happened";
}

TEST_F(StateFile, KeptTextsAreFoundByRun) {
  SqliteBaseStore store(path_);
  store.Keep({1, "a", Href{"c"}, Href{"h"}, "old", "new"});
  store.Keep({2, "b", Href{"c"}, Href{"h"}, "", "new"});
  const auto kept = store.KeptOf(2);
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_EQ(kept[0].uid + kept[0].before + kept[0].after, "bnew");
}

TEST_F(StateFile, OnlyOneRunHoldsTheLockAndTheOtherLearnsSinceWhen) {
  LockHolder holder;
  auto mine = RunLock::TryTake(path_, 1000, &holder);
  ASSERT_TRUE(mine);
  EXPECT_FALSE(RunLock::TryTake(path_, 2000, &holder));
  EXPECT_EQ(holder.pid, ::getpid());
  EXPECT_EQ(holder.since, 1000);
  mine.reset();
  EXPECT_TRUE(RunLock::TryTake(path_, 3000, &holder));
}

TEST_F(StateFile, LockOfAKilledProcessIsFree) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    LockHolder holder;
    const auto lock = RunLock::TryTake(path_, 1000, &holder);
    (void)!::write(ready[1], lock ? "y" : "n", 1);
    ::pause();
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  LockHolder holder;
  EXPECT_FALSE(RunLock::TryTake(path_, 2000, &holder));
  EXPECT_EQ(holder.pid, child);
  EXPECT_EQ(holder.since, 1000);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(RunLock::TryTake(path_, 3000, &holder));
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace
}  // namespace touchbase::store
