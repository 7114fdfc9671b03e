#include "sync/store/sqlite_insert.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "model/error.h"
#include "sync/store/sqlite_rows.h"
#include "sync/store/touches_table.h"

namespace touchbase::store {
namespace {

std::string ColumnNameOf(std::size_t column, const ColumnNames& names) {
  const std::string ours(TouchColumnNames()[column]);
  const auto mapped = names.find(ours);
  return mapped == names.end() ? ours : mapped->second;
}

void MakeTable(SQLite::Database* database, const std::string& table, const ColumnNames& names) {
  std::string columns;
  for (std::size_t i = 0; i < kTouchColumns; ++i) {
    columns += (i > 0 ? ", " : "") + Quoted(ColumnNameOf(i, names)) + " TEXT";
  }
  database->exec("CREATE TABLE " + Quoted(table) + " (" + columns + ")");
}

std::vector<std::string> HeaderOf(SQLite::Database* database, const std::string& table) {
  std::vector<std::string> header;
  const SQLite::Statement statement(*database, "SELECT * FROM " + Quoted(table));
  header.reserve(static_cast<std::size_t>(statement.getColumnCount()));
  for (int i = 0; i < statement.getColumnCount(); ++i) {
    header.emplace_back(statement.getColumnName(i));
  }
  return header;
}

// For each parameter of the statement, in order, the column of ours that it takes.
std::vector<std::size_t> ParameterColumns(SQLite::Database* database, const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  (void)sqlite3_prepare_v2(database->getHandle(), sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(prepared,
                                                                        &sqlite3_finalize);
  std::vector<std::size_t> columns;
  const auto ours = TouchColumnNames();
  for (int i = 1; i <= sqlite3_bind_parameter_count(prepared); ++i) {
    const char* name = sqlite3_bind_parameter_name(prepared, i);
    const std::string parameter = name == nullptr ? "?" : name;
    const auto column = std::find(ours.begin(), ours.end(), parameter.substr(1));
    if (column == ours.end()) {
      throw InputError("book_sql.insert_touch has the parameter " + Shown(parameter) +
                           ", which is none of :id :contact :at :direction :channel :kind "
                           ":outcome :notes :follow_up :until",
                       database->getFilename());
    }
    columns.push_back(static_cast<std::size_t>(column - ours.begin()));
  }
  return columns;
}

}  // namespace

void InsertIntoTable(SQLite::Database* database, const std::string& table,
                     std::span<const Touch> rows, const ColumnNames& names, const Zone& zone) {
  if (!HasTable(database, table)) MakeTable(database, table, names);
  std::vector<std::string> header = HeaderOf(database, table);
  const TableColumns columns(database->getFilename() + ":" + table, header, TouchColumnNames(),
                             names);
  std::vector<std::string> targets(kTouchColumns);
  for (std::size_t i = 0; i < kTouchColumns; ++i) {
    if (columns.Has(i)) targets[i] = header[columns.Place(i)];
  }
  for (const Touch& row : rows) {
    const auto cells = TouchCells(row, zone);
    std::string list;
    std::string marks;
    std::vector<std::string> values;
    for (std::size_t i = 0; i < kTouchColumns; ++i) {
      if (cells[i].empty()) continue;
      if (targets[i].empty()) {
        targets[i] = ColumnNameOf(i, names);
        database->exec("ALTER TABLE " + Quoted(table) + " ADD COLUMN " + Quoted(targets[i]) +
                       " TEXT");
      }
      list.append(values.empty() ? "" : ", ").append(Quoted(targets[i]));
      marks += values.empty() ? "?" : ", ?";
      values.push_back(cells[i]);
    }
    std::string statement = "INSERT INTO ";
    statement.append(Quoted(table)).append(" (").append(list).append(") VALUES (");
    statement.append(marks).append(")");
    SQLite::Statement insert(*database, statement);
    for (std::size_t i = 0; i < values.size(); ++i) insert.bind(static_cast<int>(i + 1), values[i]);
    insert.exec();
  }
}

void InsertByStatement(SQLite::Database* database, const std::string& sql,
                       std::span<const Touch> rows, const Zone& zone) {
  SQLite::Statement insert(*database, sql);
  const std::vector<std::size_t> columns = ParameterColumns(database, sql);
  for (const Touch& row : rows) {
    insert.tryReset();
    insert.clearBindings();
    const auto cells = TouchCells(row, zone);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      insert.bind(static_cast<int>(i + 1), cells[columns[i]]);
    }
    if (insert.exec() < 1) {
      throw InputError("book_sql.insert_touch added no row", database->getFilename());
    }
  }
}

}  // namespace touchbase::store
