#include "sync/store/sqlite_rows.h"

#include <sqlite3.h>

#include "model/error.h"
#include "model/letters.h"

namespace touchbase::store {
namespace {

// What the user wrote as a SELECT must not change anything, nor hide a second statement.
void CheckReads(SQLite::Database* database, const std::string& sql, const std::string& name) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int result = sqlite3_prepare_v2(database->getHandle(), sql.c_str(), -1, &statement, &rest);
  const bool reads = statement != nullptr && sqlite3_stmt_readonly(statement) != 0 &&
                     sqlite3_column_count(statement) > 0;
  const bool alone = rest != nullptr && Trimmed(rest).empty();
  sqlite3_finalize(statement);
  if (result != SQLITE_OK) {
    throw InputError("preparing " + name + " failed: " + sqlite3_errmsg(database->getHandle()),
                     database->getFilename());
  }
  if (!reads || !alone) {
    throw InputError(name + " must be one SELECT without anything behind it",
                     database->getFilename());
  }
}

}  // namespace

void ReadRows(SQLite::Database* database, const std::string& sql, const std::string& name,
              const std::function<void(std::span<const std::string>)>& header, const RowSink& row) {
  CheckReads(database, sql, name);
  SQLite::Statement statement(*database, sql);
  const int count = statement.getColumnCount();
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) names.emplace_back(statement.getColumnName(i));
  header(names);
  std::vector<std::string> cells(names.size());
  std::vector<std::string_view> views(names.size());
  for (std::size_t number = 2; statement.executeStep(); ++number) {
    for (int i = 0; i < count; ++i) {
      cells[i] = statement.getColumn(i).getString();
      views[i] = cells[i];
    }
    row(number, views);
  }
}

bool HasTable(SQLite::Database* database, const std::string& name) {
  SQLite::Statement statement(
      *database,
      "SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = ?");
  statement.bind(1, LowerAscii(name));
  return statement.executeStep() && statement.getColumn(0).getInt() > 0;
}

std::string Quoted(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += c;
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace touchbase::store
