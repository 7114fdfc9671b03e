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

constexpr int kBookBusyTimeoutMs = 5000;
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

std::string SayFailure(const std::string& path, const SQLite::Exception& error,
                       const std::string& then) {
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program holds " + path + "; " + then;
    case SQLITE_FULL:
      return "writing " + path + " failed: the disk is full; " + then + " until there is room";
    default:
      return "writing " + path + " failed: " + error.what() + "; " + then;
  }
}

OurColumns TouchColumnsBy(const ColumnNames& names) { return {TouchColumnNames(), names}; }
OurColumns ContactColumnsBy(const ColumnNames& names) { return {ContactColumns(), names}; }

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
    database_ = std::make_unique<SQLite::Database>(settings_.path, SQLite::OPEN_READWRITE,
                                                   kBookBusyTimeoutMs);
    database_->exec("PRAGMA synchronous = FULL");
  } catch (const SQLite::Exception& error) {
    database_.reset();
    throw Failure(settings_.path, error);
  }
  return *database_;
}

std::string SqliteBook::TouchTable() const { return Custom() ? "touchbase_touches" : "touches"; }

std::string SqliteBook::PeopleTable() const {
  return settings_.sql.contacts.empty() ? "contacts" : "touchbase_contacts";
}

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
  InsertIntoTable(database, "contacts", ContactColumnsBy(settings_.columns), {});
  InsertIntoTable(database, "touches", TouchColumnsBy(settings_.columns), {});
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
  rows_.clear();
  own_people_ = 0;
  const auto read = [&](const std::string& sql, const std::string& name, bool ours) {
    std::optional<ContactsReader> reader;
    std::size_t known = 0;
    ReadRows(
        database, sql, name,
        [&](auto header) {
          const std::string table = settings_.path + ":contacts";
          reader.emplace(table, header, settings_.columns);
          if (!ours || !own) {
            snapshot->unknown_columns = UnknownColumns(table, header, settings_.columns);
          }
        },
        [&](std::size_t row, auto cells) {
          AddToHash(cells, hash);
          reader->Row(row, cells);
          if (reader->size() == known) return;
          known = reader->size();
          if (ours) rows_.push_back(row - 2);
        });
    if (!ours) own_people_ = reader->size();
    for (Contact& person : reader->TakeContacts()) snapshot->contacts.push_back(std::move(person));
    for (std::string& warning : reader->TakeWarnings()) {
      snapshot->warnings.push_back(std::move(warning));
    }
  };
  if (own) read(settings_.sql.contacts, "book_sql.contacts", false);
  if (HasTable(database, PeopleTable()))
    read(InOrder(database, PeopleTable()), PeopleTable(), true);
  people_read_ = *hash;
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

AppendResult SqliteBook::Write(const std::string& then,
                               const std::function<void(SQLite::Database*)>& work) {
  try {
    SQLite::Database& database = Open();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    work(&database);
    transaction.commit();
    return {true, {}};
  } catch (const SQLite::Exception& error) {
    return {false, SayFailure(settings_.path, error, then)};
  } catch (const InputError& error) {
    return {false, settings_.path + ": " + error.what()};
  }
}

AppendResult SqliteBook::Append(std::span<const Touch> rows) {
  return Write("the rows wait", [&](SQLite::Database* database) {
    BookSnapshot snapshot;
    std::uint64_t unused = 0;
    ReadTouches(database, &snapshot, &unused);
    std::unordered_set<std::string> ids;
    for (const Touch& touch : snapshot.touches) ids.insert(touch.id);
    for (const LeftOutRow& row : snapshot.left_out) ids.insert(row.id);
    std::vector<Touch> missing;
    for (const Touch& row : rows) {
      if (ids.insert(row.id).second) missing.push_back(row);
    }
    if (!missing.empty()) InsertRows(database, missing);
  });
}

AppendResult SqliteBook::AddContacts(std::span<const Contact> people) {
  return Write("the new people wait", [&](SQLite::Database* database) {
    BookSnapshot snapshot;
    std::uint64_t unused = 0;
    ReadContacts(database, &snapshot, &unused);
    std::vector<std::vector<std::string>> rows;
    for (const Contact& person : NewContacts(snapshot.contacts, people)) {
      rows.push_back(ContactCells(person));
    }
    if (rows.empty()) return;
    InsertIntoTable(database, PeopleTable(), ContactColumnsBy(settings_.columns), rows);
  });
}

AppendResult SqliteBook::ChangeContact(std::size_t index, std::span<const CellChange> changes) {
  if (index < own_people_) {
    return {false, settings_.path +
                       " is read by a statement of your own (book_sql.contacts) and its people are "
                       "never changed; change them in your own program"};
  }
  return Write("it stays as it is",
               [&](SQLite::Database* database) { ChangeRow(database, index, changes); });
}

void SqliteBook::ChangeRow(SQLite::Database* database, std::size_t index,
                           std::span<const CellChange> changes) {
  const std::uint64_t before = people_read_;
  BookSnapshot snapshot;
  std::uint64_t hash = 0;
  ReadContacts(database, &snapshot, &hash);
  if (people_read_ != before || index - own_people_ >= rows_.size()) {
    throw InputError("the contacts were changed since they were read; run it once more",
                     settings_.path);
  }
  SQLite::Statement find(
      *database, "SELECT rowid FROM " + Quoted(PeopleTable()) + " ORDER BY rowid LIMIT 1 OFFSET ?");
  find.bind(1, static_cast<std::int64_t>(rows_[index - own_people_]));
  if (!find.executeStep()) throw InputError("the row is gone", settings_.path);
  const std::int64_t rowid = find.getColumn(0).getInt64();
  UpdateRow(database, PeopleTable(), ContactColumnsBy(settings_.columns), rowid, changes);
}

void SqliteBook::InsertRows(SQLite::Database* database, std::span<const Touch> rows) {
  if (!Inserts()) {
    std::vector<std::vector<std::string>> cells;
    for (const Touch& row : rows) {
      const auto of_row = TouchCells(row, zone_);
      cells.emplace_back(of_row.begin(), of_row.end());
    }
    InsertIntoTable(database, TouchTable(), TouchColumnsBy(settings_.columns), cells);
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
