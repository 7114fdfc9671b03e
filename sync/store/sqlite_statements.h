// Prepared statements of one SQLite connection, each made once and used again. Only for the .cpp
// files of sync/store that own a database: this header brings SQLiteCpp along.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace touchbase::store {

class SqliteStatements {
 public:
  explicit SqliteStatements(SQLite::Database* database) : database_(database) {}

  // Bound and ready to step; the values are copied. `sql` must be a string literal or outlive this.
  // The statement stays valid; do not prepare the same one while stepping through it.
  template <typename... Values>
  SQLite::Statement& Prepare(const char* sql, const Values&... values) {
    const auto [entry, added] = statements_.try_emplace(sql, *database_, sql);
    SQLite::Statement& statement = entry->second;
    if (!added) {
      statement.tryReset();
      statement.clearBindings();
    }
    int index = 0;
    (Bind(&statement, ++index, values), ...);
    return statement;
  }

  template <typename... Values>
  void Run(const char* sql, const Values&... values) {
    SQLite::Statement& statement = Prepare(sql, values...);
    statement.exec();
    statement.tryReset();
  }

 private:
  static void Bind(SQLite::Statement* s, int i, const std::string& value) { s->bind(i, value); }
  static void Bind(SQLite::Statement* s, int i, std::string_view value) {
    s->bind(i, std::string(value));
  }
  static void Bind(SQLite::Statement* s, int i, bool value) { s->bind(i, value ? 1 : 0); }
  static void Bind(SQLite::Statement* s, int i, int value) { s->bind(i, value); }
  static void Bind(SQLite::Statement* s, int i, std::int64_t value) { s->bind(i, value); }

  SQLite::Database* database_;
  std::map<const char*, SQLite::Statement> statements_;
};

// Text of a column with every byte, also behind a NUL; "" for NULL.
inline std::string TextOf(const SQLite::Column& column) { return column.getString(); }

}  // namespace touchbase::store
