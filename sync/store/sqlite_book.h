// The book in an SQLite database: tables `contacts` and `touches` with text columns, or the user's
// own statements ([book_sql]). Does file I/O.
//
// Nothing but INSERT, UPDATE of one contact when the user says so (and, for our tables, CREATE
// TABLE and ADD COLUMN) is ever run; the journal mode stays the user's. An empty database gets both
// tables when it is first read. Where contacts are read by the user's own statement, new people go
// to a table touchbase_contacts of ours, which is read as well.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/zone.h"
#include "sync/core/book.h"
#include "sync/store/file_system.h"
#include "sync/store/table_columns.h"

namespace SQLite {  // NOLINT(readability-identifier-naming): not ours
class Database;
}

namespace touchbase::store {

struct SqliteBookSettings {
  std::string path;
  ColumnNames columns;
  // contacts, touches: one SELECT each, whose column names are those of our tables ([book_columns]
  // applies). insert_touch: one INSERT with parameters :id :contact :at ... as our columns. With
  // write = side, new rows go to a table touchbase_touches of ours, which is read as well.
  BookSql sql;
};

class SqliteBook : public Book {
 public:
  // `zone` must outlive the book.
  SqliteBook(SqliteBookSettings settings, const Zone* zone);
  ~SqliteBook() override;

  // Time and size of the database and its journal are as they were; else the content is compared.
  bool Unchanged(const std::string& fingerprint) override;
  // Throws InputError: no such file, no database, no such table, a statement that fails or writes.
  BookSnapshot Read() override;
  // One transaction, on the disk when it is done. Waits 5 s for other programs' locks.
  AppendResult Append(std::span<const Touch> rows) override;
  AppendResult AddContacts(std::span<const Contact> people) override;
  AppendResult ChangeContact(std::size_t index, std::span<const CellChange> changes) override;
  std::string Describe() const override { return settings_.path; }

 private:
  SQLite::Database& Open();
  std::string Stamps();
  std::string TouchTable() const;
  std::string PeopleTable() const;  // where new people go
  bool Custom() const { return !settings_.sql.contacts.empty() || !settings_.sql.touches.empty(); }
  bool Inserts() const;
  void MakeTables(SQLite::Database* database);
  void ReadContacts(SQLite::Database* database, BookSnapshot* snapshot, std::uint64_t* hash);
  void ReadTouches(SQLite::Database* database, BookSnapshot* snapshot, std::uint64_t* hash);
  std::string HashOfContent();
  // One transaction that `work` is in; what fails is a value, whose message ends with `then`.
  AppendResult Write(const std::string& then, const std::function<void(SQLite::Database*)>& work);
  void ChangeRow(SQLite::Database* database, std::size_t index,
                 std::span<const CellChange> changes);
  void InsertRows(SQLite::Database* database, std::span<const Touch> rows);

  const SqliteBookSettings settings_;
  const Zone& zone_;
  std::unique_ptr<SQLite::Database> database_;
  std::uint64_t people_read_ = 0;  // hash of the contacts as of the last Read
  std::size_t own_people_ = 0;     // of them, those of the user's own statement
  std::vector<std::size_t> rows_;  // the row of each of the others in its table, from 0
};

}  // namespace touchbase::store
