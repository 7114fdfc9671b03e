#include "sync/store/state_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "model/error.h"

namespace touchbase::store {
namespace {

constexpr int kApplicationId = 0x74626273;  // "tbbs" in the file's header: a state file of ours
constexpr int kStateBusyTimeoutMs = 5000;

constexpr const char* kTables = R"sql(
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
)sql";

// What brings schema n to n + 1, from 1 on. A new file goes the same way, so that there is one.
constexpr std::array<const char*, 2> kUpgrades = {R"sql(
ALTER TABLE follow_up ADD COLUMN block TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN line TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN sort INTEGER NOT NULL DEFAULT -1;
ALTER TABLE follow_up ADD COLUMN members TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN offered_first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE follow_up ADD COLUMN offered_second INTEGER NOT NULL DEFAULT 0;
ALTER TABLE follow_up ADD COLUMN offered_on INTEGER NOT NULL DEFAULT 0;
CREATE TABLE foreign_copy (collection TEXT, href TEXT, etag TEXT, text TEXT,
  PRIMARY KEY (collection, href)) WITHOUT ROWID;
)sql",
                                                  R"sql(
ALTER TABLE kept ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE kept ADD COLUMN by_user INTEGER NOT NULL DEFAULT 0;
ALTER TABLE collection ADD COLUMN succeeded_at INTEGER NOT NULL DEFAULT 0;
CREATE TABLE run (run INTEGER PRIMARY KEY, at INTEGER, what TEXT, undone_by INTEGER);
CREATE TABLE kept_follow_up AS SELECT 0 AS run, * FROM follow_up WHERE 0;
CREATE UNIQUE INDEX kept_follow_up_once ON kept_follow_up (run, key);
CREATE TABLE kept_row (place INTEGER PRIMARY KEY, run INTEGER, touch TEXT, UNIQUE (run, touch));
CREATE TABLE hold (key TEXT PRIMARY KEY, contacts TEXT, inputs TEXT, day INTEGER,
  taken_out INTEGER) WITHOUT ROWID;
)sql"};

// Made by hand, because SQLite would make it readable for everybody; its journals take after it.
void MakePrivate(const std::string& path) {
  std::error_code ignored;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    const std::error_code error(errno, std::generic_category());
    throw InputError("opening the state file failed: " + error.message() +
                         "; mend that or name another place with state = \"...\"",
                     path);
  }
  (void)::fchmod(descriptor, 0600);
  ::close(descriptor);
}

int Number(SQLite::Database* database, const char* pragma) {
  return database->execAndGet(pragma).getInt();
}

void CheckSchema(SQLite::Database* database, const std::string& path, int schema) {
  const int version = Number(database, "PRAGMA user_version");
  if (version > schema) {
    throw InputError("state file " + path + " was written by a newer touchbase (schema " +
                         std::to_string(version) + " > " + std::to_string(schema) +
                         "): update, or move it away (it is rebuilt from book and calendar)",
                     path);
  }
  const int application = Number(database, "PRAGMA application_id");
  const bool empty = Number(database, "SELECT count(*) FROM sqlite_master") == 0;
  if (application != kApplicationId && !(application == 0 && empty)) {
    throw InputError(
        "the file is a database, but no state file of touchbase; name another place "
        "with state = \"...\"",
        path);
  }
  if (!empty && version == schema) return;
  SQLite::Transaction transaction(*database);
  if (empty) {
    database->exec(kTables);
    database->exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  }
  for (int from = empty ? 1 : std::max(1, version); from < schema; ++from) {
    database->exec(kUpgrades.at(static_cast<std::size_t>(from - 1)));
  }
  database->exec("PRAGMA user_version = " + std::to_string(schema));
  transaction.commit();
}

std::unique_ptr<SQLite::Database> Open(const std::string& path, int schema) {
  std::error_code none;
  // A journal left behind: the last run did not end in order, so look closer.
  const auto journal = std::filesystem::file_size(path + "-wal", none);
  const bool suspect = !none && journal > 0;
  auto database = std::make_unique<SQLite::Database>(
      path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kStateBusyTimeoutMs);
  CheckSchema(database.get(), path, schema);
  // Where the file system cannot (a network drive), SQLite stays with its rollback journal.
  (void)database->execAndGet("PRAGMA journal_mode = WAL");
  database->exec("PRAGMA synchronous = NORMAL");
  if (suspect) {
    const std::string result = database->execAndGet("PRAGMA quick_check(1)").getString();
    if (result != "ok") throw SQLite::Exception(result, SQLITE_CORRUPT);
  }
  return database;
}

}  // namespace

bool IsDamage(const SQLite::Exception& error) {
  const int code = error.getErrorCode() & 0xFF;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

std::string MoveAside(const std::string& path) {
  std::error_code error;
  std::string aside;
  for (int n = 1; n < 1000; ++n) {
    aside = path + ".broken-" + std::to_string(n);
    if (!std::filesystem::exists(aside, error)) break;
  }
  std::filesystem::rename(path, aside, error);
  if (error) return {};
  for (const char* journal : {"-wal", "-shm", "-journal"}) {
    std::error_code ignored;
    std::filesystem::rename(path + journal, aside + journal, ignored);
  }
  return aside;
}

OpenedState OpenStateFile(const std::string& path, int schema) {
  OpenedState opened;
  for (int attempt = 0;; ++attempt) {
    try {
      MakePrivate(path);
      opened.database = Open(path, schema);
      return opened;
    } catch (const SQLite::Exception& error) {
      if (attempt == 0 && IsDamage(error)) {
        opened.broken = MoveAside(path);
        if (!opened.broken.empty()) continue;
      }
      throw InputError(std::string("opening the state file failed: ") + error.what() +
                           "; is another program using it? It may be moved away: it is rebuilt "
                           "from book and calendar",
                       path);
    }
  }
}

}  // namespace touchbase::store
