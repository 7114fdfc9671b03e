#include "sync/store/sqlite_book.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <optional>
#include <unordered_set>
#include <utility>

#include "model/error.h"
#include "sync/store/contacts_table.h"
#include "sync/store/content_hash.h"
#include "sync/store/csv_file.h"
#include "sync/store/sqlite_insert.h"
#include "sync/store/sqlite_rows.h"
#include "sync/store/touches_table.h"

namespace touchbase::store {
namespace {

constexpr int kBusyTimeoutMs = 5000;
constexpr std::int64_t kFreshNs = 3'000'000'000;

void AddToHash(std::span<const std::string_view> cells, std::uint64_t* hash) {
  for (const std::string_view cell : cells) {
    *hash = (*hash ^ ContentHash(cell)) * 0x100000001B3u + cells.size();
  }
}

// Log order is insertion order, where the table has one.
std::string InOrder(SQLite::Database* database, const std::string& table) {
  std::string all = "SELECT * FROM " + Quoted(table);
  try {
    std::string ordered = all + " ORDER BY rowid";
    const SQLite::Statement probe(*database, ordered);
    return ordered;
  } catch (const SQLite::Exception&) {  // a view, or WITHOUT ROWID
    return all;
  }
}

InputError Failure(const std::string& path, const SQLite::Exception& error) {
  return InputError(std::string("reading the database failed: ") + error.what(), path);
}

std::string SayFailure(const std::string& path, const SQLite::Exception& error) {
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program holds " + path + "; the rows wait";
    case SQLITE_FULL:
      return "writing " + path + " failed: the disk is full; the rows wait until there is room";
    default:
      return "writing " + path + " failed: " + error.what() + "; the rows wait";
  }
}

}  // namespace

SqliteBook::SqliteBook(SqliteBookSettings settings, const Zone* zone)
    : settings_(std::move(settings)), zone_(*zone) {}

SqliteBook::~SqliteBook() = default;

SQLite::Database& SqliteBook::Open() {
  if (database_) return *database_;
  FileStamp stamp;
  if (PosixFiles().Stat(settings_.path, &stamp) || !stamp.exists) {
    throw InputError(
        "there is no such database; make it (sqlite3 book.db \"\" is enough), or name "
        "another with book = \"...\"",
        settings_.path);
  }
  try {
    database_ =
        std::make_unique<SQLite::Database>(settings_.path, SQLite::OPEN_READWRITE, kBusyTimeoutMs);
    database_->exec("PRAGMA synchronous = FULL");
  } catch (const SQLite::Exception& error) {
    database_.reset();
    throw Failure(settings_.path, error);
  }
  return *database_;
}

std::string SqliteBook::TouchTable() const { return Custom() ? "touchbase_touches" : "touches"; }

bool SqliteBook::Inserts() const { return Custom() && settings_.sql.write == TouchWrite::kInsert; }

// "stamps hash": the first part says cheaply that nothing changed, the second says it for sure.
std::string SqliteBook::Stamps() {
  std::string stamps;
  for (const char* suffix : {"", "-wal"}) {
    FileMark mark;
    (void)PosixFiles().Stat(settings_.path + suffix, &mark.stamp);
    // SQLite makes and empties its journal as connections come and go; that is no change.
    if (mark.stamp.size == 0) mark.stamp.exists = false;
    if (PosixFiles().NowNs() - mark.stamp.mtime_ns < kFreshNs) return "fresh";
    stamps += (stamps.empty() ? "" : "/") + mark.Text();
  }
  return stamps;
}

bool SqliteBook::Unchanged(const std::string& fingerprint) {
  const auto blank = fingerprint.find(' ');
  if (blank == std::string::npos) return false;
  const std::string stamps = Stamps();
  if (stamps != "fresh" && fingerprint.compare(0, blank, stamps) == 0) return true;
  try {
    return fingerprint.substr(blank + 1) == HashOfContent();
  } catch (const InputError&) {
    return false;  // Read will say what is wrong
  }
}

std::string SqliteBook::HashOfContent() {
  const std::string fingerprint = Read().fingerprint;
  return fingerprint.substr(fingerprint.find(' ') + 1);
}

void SqliteBook::MakeTables(SQLite::Database* database) {
  if (database->execAndGet("SELECT count(*) FROM sqlite_master").getInt() > 0) return;
  std::string columns;
  for (const std::string_view name : ContactColumns()) {
    columns += (columns.empty() ? "" : ", ") + Quoted(name) + " TEXT";
  }
  database->exec("CREATE TABLE contacts (" + columns + ")");
  InsertIntoTable(database, "touches", {}, settings_.columns, zone_);
}

BookSnapshot SqliteBook::Read() {
  SQLite::Database& database = Open();
  BookSnapshot snapshot;
  const std::string stamps = Stamps();
  std::uint64_t hash = 0;
  try {
    if (!Custom()) MakeTables(&database);
    SQLite::Transaction same_state_for_both(database);
    ReadContacts(&database, &snapshot, &hash);
    ReadTouches(&database, &snapshot, &hash);
    same_state_for_both.commit();
  } catch (const SQLite::Exception& error) {
    throw Failure(settings_.path, error);
  }
  snapshot.fingerprint = stamps + " " + std::to_string(hash);
  return snapshot;
}

void SqliteBook::ReadContacts(SQLite::Database* database, BookSnapshot* snapshot,
                              std::uint64_t* hash) {
  const bool own = !settings_.sql.contacts.empty();
  if (!own && !HasTable(database, "contacts")) {
    throw InputError(
        "the database has no table contacts; make one, or say in [book_sql] how "
        "contacts are read",
        settings_.path);
  }
  const std::string sql = own ? settings_.sql.contacts : InOrder(database, "contacts");
  std::optional<ContactsReader> reader;
  ReadRows(
      database, sql, "book_sql.contacts",
      [&](auto header) { reader.emplace(settings_.path + ":contacts", header, settings_.columns); },
      [&](std::size_t row, auto cells) {
        AddToHash(cells, hash);
        reader->Row(row, cells);
      });
  snapshot->contacts = reader->TakeContacts();
  snapshot->warnings = reader->TakeWarnings();
}

void SqliteBook::ReadTouches(SQLite::Database* database, BookSnapshot* snapshot,
                             std::uint64_t* hash) {
  const auto read = [&](const std::string& sql, const std::string& name) {
    std::optional<TouchesReader> reader;
    ReadRows(
        database, sql, name,
        [&](auto header) {
          reader.emplace(settings_.path + ":" + name, header, settings_.columns, zone_);
        },
        [&](std::size_t row, auto cells) {
          AddToHash(cells, hash);
          reader->Row(row, cells);
        });
    for (Touch& touch : reader->TakeTouches()) snapshot->touches.push_back(std::move(touch));
    for (std::string& warning : reader->TakeWarnings()) {
      snapshot->warnings.push_back(std::move(warning));
    }
    for (LeftOutRow& row : reader->TakeLeftOut()) snapshot->left_out.push_back(std::move(row));
  };
  *hash = *hash * 31 + 1;  // a row that moves from one table to the other is a change
  if (!settings_.sql.touches.empty()) read(settings_.sql.touches, "book_sql.touches");
  if (HasTable(database, TouchTable())) read(InOrder(database, TouchTable()), TouchTable());
}

AppendResult SqliteBook::Append(std::span<const Touch> rows) {
  try {
    SQLite::Database& database = Open();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    BookSnapshot snapshot;
    std::uint64_t unused = 0;
    ReadTouches(&database, &snapshot, &unused);
    std::unordered_set<std::string> ids;
    for (const Touch& touch : snapshot.touches) ids.insert(touch.id);
    for (const LeftOutRow& row : snapshot.left_out) ids.insert(row.id);
    std::vector<Touch> missing;
    for (const Touch& row : rows) {
      if (ids.insert(row.id).second) missing.push_back(row);
    }
    if (missing.empty()) return {true, {}};
    InsertRows(&database, missing);
    transaction.commit();
    return {true, {}};
  } catch (const SQLite::Exception& error) {
    return {false, SayFailure(settings_.path, error)};
  } catch (const InputError& error) {
    return {false, settings_.path + ": " + error.what()};
  }
}

void SqliteBook::InsertRows(SQLite::Database* database, std::span<const Touch> rows) {
  if (!Inserts()) {
    InsertIntoTable(database, TouchTable(), rows, settings_.columns, zone_);
    return;
  }
  if (settings_.sql.insert_touch.empty()) {
    throw InputError(
        "write = \"insert\" needs book_sql.insert_touch, one INSERT with the "
        "parameters :id :contact :at :kind ...",
        settings_.path);
  }
  InsertByStatement(database, settings_.sql.insert_touch, rows, zone_);
}

}  // namespace touchbase::store
