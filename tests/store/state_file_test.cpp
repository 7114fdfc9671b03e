// What only the base's file can do: schema, mode, damage, kills, the lock of a run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "model/error.h"
#include "sync/store/base_store_sqlite.h"
#include "sync/store/file_system.h"
#include "sync/store/run_lock.h"
#include "tests/support/temp_dir.h"

namespace touchbase::store {
namespace {

using test::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

BaseResource FileResource(const std::string& uid) {
  BaseResource resource;
  resource.uid = uid;
  resource.text = "BEGIN:VCALENDAR\r\n" + std::string(300, 'x');
  return resource;
}

Touch FileRow(const std::string& id) {
  Touch touch;
  touch.id = id;
  touch.contact = "jane";
  return touch;
}

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
  SqliteBaseStore(path_).PutResource(FileResource("a"));
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
              HasSubstr("was written by a newer touchbase (schema 7 > 3): update"));
  EXPECT_EQ(test::ReadFile(path_), before);
}

// As the first version made it.
constexpr const char* kFirstSchema = R"sql(
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
PRAGMA application_id = 1952604787;
PRAGMA user_version = 1;
INSERT INTO follow_up VALUES ('k', 'jane', 't1', 'check-in', 'check-in', 'email', 1, 1772442000, 15,
  1, 2, 'Jane Doe: check in', 3, 0, 0);
INSERT INTO value VALUES ('run', '41');
)sql";

TEST_F(StateFile, OfTheFirstVersionIsBroughtToThisOneInPlace) {
  Execute(path_, kFirstSchema);
  for (int opened = 0; opened < 2; ++opened) {
    SqliteBaseStore store(path_);
    EXPECT_THAT(store.warnings(), IsEmpty());
    const auto known = store.FollowUps();
    ASSERT_THAT(known, SizeIs(1));
    EXPECT_EQ(known[0].title, "Jane Doe: check in");
    EXPECT_EQ(known[0].postponed, 2);
    EXPECT_EQ(known[0].sort, -1);
    EXPECT_EQ(known[0].block + known[0].line, "");
    EXPECT_THAT(known[0].members, IsEmpty());
    EXPECT_EQ(store.Get("run"), "41");
    EXPECT_THAT(store.ForeignCopies(Href{"c"}), IsEmpty());
  }
  SqliteBaseStore store(path_);
  BaseFollowUp block;
  block.key = "b";
  block.sort = 0;
  block.members = {"k"};
  store.PutFollowUp(block);
  EXPECT_THAT(store.FollowUps()[0].members, ElementsAre("k"));
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
    store.PutResource(FileResource("a"));
  }
}

TEST_F(StateFile, WaitingRowsOfADamagedOneAreTakenOver) {
  {
    SqliteBaseStore store(path_);
    store.PutOutbox({FileRow("t1"), 0, false});
    store.PutAliases({{"mail:a", "1"}});
    for (int i = 0; i < 200; ++i) store.PutResource(FileResource(std::to_string(i)));
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
    store.PutOutbox({FileRow("t1"), 0, false});
    store.PutResource(FileResource("a"));
    store.Transaction([&] {
      store.PutResource(FileResource("b"));
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
