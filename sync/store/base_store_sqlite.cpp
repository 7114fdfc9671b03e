#include "sync/store/base_store_sqlite.h"

#include <sqlite3.h>

#include <utility>

#include "sync/store/base_store_connection.h"

namespace touchbase::store {
namespace {

constexpr const char* kOutboxColumns =
    "SELECT id, contact, at, has_time, direction, channel, kind, outcome, notes, follow_up, until, "
    "written_at, rewritten FROM outbox ORDER BY place";

BaseStore::OutboxRow OutboxRowOf(const SQLite::Statement& s) {
  BaseStore::OutboxRow row;
  Touch& touch = row.touch;
  touch.id = TextOf(s.getColumn(0));
  touch.contact = TextOf(s.getColumn(1));
  touch.at = LocalTime{seconds{s.getColumn(2).getInt64()}};
  touch.has_time = s.getColumn(3).getInt() != 0;
  touch.direction = ParseDirection(TextOf(s.getColumn(4))).value_or(Direction::kOut);
  touch.channel = ParseChannel(TextOf(s.getColumn(5))).value_or(Channel::kNone);
  touch.kind = ParseKind(TextOf(s.getColumn(6))).value_or(Kind::kUnknown);
  touch.outcome = ParseOutcome(TextOf(s.getColumn(7))).value_or(Outcome::kNone);
  touch.notes = TextOf(s.getColumn(8));
  touch.follow_up = TextOf(s.getColumn(9));
  touch.until = ParseDate(TextOf(s.getColumn(10)));
  row.written_at = s.getColumn(11).getInt64();
  row.rewritten = s.getColumn(12).getInt() != 0;
  return row;
}

std::int64_t CivilSeconds(LocalTime time) { return time.time_since_epoch().count(); }

}  // namespace

SqliteBaseStore::SqliteBaseStore(const std::string& path) : path_(path) {
  OpenedState opened = OpenStateFile(path, kSchema);
  connection_ = std::make_unique<Connection>(std::move(opened.database));
  if (opened.broken.empty()) return;
  warnings_.push_back("the state file was damaged and is now " + opened.broken +
                      "; it is rebuilt from book and calendar");
  TakeOver(opened.broken);
}

SqliteBaseStore::~SqliteBaseStore() = default;

// What only the damaged file knows: rows that wait, and who is who.
void SqliteBaseStore::TakeOver(const std::string& broken) {
  try {
    SQLite::Database old(broken, SQLite::OPEN_READWRITE);
    SQLite::Statement rows(old, kOutboxColumns);
    while (rows.executeStep()) PutOutbox(OutboxRowOf(rows));
    SQLite::Statement aliases(old, "SELECT key, contact FROM alias");
    std::map<std::string, std::string> known;
    while (aliases.executeStep()) {
      known.emplace(TextOf(aliases.getColumn(0)), TextOf(aliases.getColumn(1)));
    }
    PutAliases(known);
  } catch (const SQLite::Exception&) {
    warnings_.emplace_back("rows that waited to be written to the log may be lost with it");
  }
}

// ---------------------------------------------------------------- outbox

std::vector<BaseStore::OutboxRow> SqliteBaseStore::Outbox() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::vector<OutboxRow> rows;
    SQLite::Statement& s = sql.Prepare(kOutboxColumns);
    while (s.executeStep()) rows.push_back(OutboxRowOf(s));
    return rows;
  });
}

void SqliteBaseStore::PutOutbox(const OutboxRow& row) {
  Transaction([&] {
    outbox_changed_ = true;
    InsertOutbox(row);
  });
}

void SqliteBaseStore::InsertOutbox(const OutboxRow& row) {
  const Touch& t = row.touch;
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run(
        "INSERT INTO outbox (id, contact, at, has_time, direction, channel, kind, outcome, notes, "
        "follow_up, until, written_at, rewritten) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
        "?11, ?12, ?13) ON CONFLICT (id) DO UPDATE SET contact = ?2, at = ?3, has_time = ?4, "
        "direction = ?5, channel = ?6, kind = ?7, outcome = ?8, notes = ?9, follow_up = ?10, "
        "until = ?11, written_at = ?12, rewritten = ?13",
        t.id, t.contact, CivilSeconds(t.at), t.has_time, ToWord(t.direction), ToWord(t.channel),
        ToWord(t.kind), ToWord(t.outcome), t.notes, t.follow_up,
        t.until ? FormatDate(*t.until) : std::string(), row.written_at, row.rewritten);
  });
}

void SqliteBaseStore::DropOutbox(const std::string& touch_id) {
  Guarded("writing",
          [&](SqliteStatements& sql) { sql.Run("DELETE FROM outbox WHERE id = ?", touch_id); });
}

// ---------------------------------------------------------------- the rest

std::map<std::string, std::string> SqliteBaseStore::Aliases() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::map<std::string, std::string> aliases;
    SQLite::Statement& s = sql.Prepare("SELECT key, contact FROM alias");
    while (s.executeStep()) aliases.emplace(TextOf(s.getColumn(0)), TextOf(s.getColumn(1)));
    return aliases;
  });
}

void SqliteBaseStore::PutAliases(const std::map<std::string, std::string>& aliases) {
  Transaction([&] {
    Guarded("writing", [&](SqliteStatements& sql) {
      sql.Run("DELETE FROM alias");
      for (const auto& [key, contact] : aliases) {
        sql.Run("INSERT INTO alias VALUES (?, ?)", key, contact);
      }
    });
  });
}

std::string SqliteBaseStore::Get(const std::string& name) {
  return Guarded("reading", [&](SqliteStatements& sql) {
    SQLite::Statement& s = sql.Prepare("SELECT value FROM value WHERE name = ?", name);
    std::string value = s.executeStep() ? TextOf(s.getColumn(0)) : std::string();
    s.tryReset();  // a SELECT left on its row holds the file, and the next checkpoint is refused
    return value;
  });
}

void SqliteBaseStore::Set(const std::string& name, const std::string& value) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("INSERT OR REPLACE INTO value VALUES (?, ?)", name, value);
  });
}

void SqliteBaseStore::Forget() {
  Transaction([&] {
    Guarded("writing", [](SqliteStatements& sql) {
      sql.Run("DELETE FROM resource");
      sql.Run("DELETE FROM follow_up");
      sql.Run("DELETE FROM collection");
      sql.Run("DELETE FROM todo");
      sql.Run("DELETE FROM foreign_copy");
      sql.Run("DELETE FROM hold");
    });
  });
}

void SqliteBaseStore::Transaction(const std::function<void()>& work) {
  if (depth_ > 0) {
    work();
    return;
  }
  Guarded("writing", [](SqliteStatements& sql) { sql.Run("BEGIN IMMEDIATE"); });
  ++depth_;
  outbox_changed_ = false;
  try {
    work();
    Guarded("writing", [](SqliteStatements& sql) { sql.Run("COMMIT"); });
  } catch (...) {
    --depth_;
    // Some errors (a full disk) have rolled back already; then this one is refused, which is as
    // good.
    (void)sqlite3_exec(connection_->database->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
    throw;
  }
  --depth_;
  if (outbox_changed_) MakeDurable();
}

// A checkpoint syncs the journal before it copies from it; the commit alone would not (NORMAL).
void SqliteBaseStore::MakeDurable() {
  Guarded("writing", [](SqliteStatements& sql) {
    SQLite::Statement& s = sql.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
    while (s.executeStep()) {
    }
    s.tryReset();
  });
}

}  // namespace touchbase::store
