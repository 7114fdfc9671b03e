#include "sync/store/sqlite_insert.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "model/error.h"
#include "model/letters.h"
#include "sync/store/sqlite_rows.h"
#include "sync/store/touches_table.h"

namespace touchbase::store {
namespace {

void MakeTable(SQLite::Database* database, const std::string& table, const OurColumns& columns) {
  std::string list;
  for (const std::string_view name : columns.ours) {
    list += (list.empty() ? "" : ", ") + Quoted(HeaderNameOf(name, columns.names)) + " TEXT";
  }
  database->exec("CREATE TABLE " + Quoted(table) + " (" + list + ")");
}

void AddColumn(SQLite::Database* database, const std::string& table, const std::string& name) {
  database->exec("ALTER TABLE " + Quoted(table) + " ADD COLUMN " + Quoted(name) + " TEXT");
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

// The table's own name of each column of ours; empty when it has none.
std::vector<std::string> TargetsOf(SQLite::Database* database, const std::string& table,
                                   const OurColumns& columns) {
  const std::vector<std::string> header = HeaderOf(database, table);
  const TableColumns places(database->getFilename() + ":" + table, header, columns.ours,
                            columns.names);
  std::vector<std::string> targets(columns.ours.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (places.Has(i)) targets[i] = header[places.Place(i)];
  }
  return targets;
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
                     const OurColumns& columns, std::span<const std::vector<std::string>> rows) {
  if (!HasTable(database, table)) MakeTable(database, table, columns);
  std::vector<std::string> targets = TargetsOf(database, table, columns);
  for (const std::vector<std::string>& cells : rows) {
    std::string list;
    std::string marks;
    std::vector<std::string> values;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      if (targets[i].empty()) {
        targets[i] = HeaderNameOf(columns.ours[i], columns.names);
        AddColumn(database, table, targets[i]);
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

void UpdateRow(SQLite::Database* database, const std::string& table, const OurColumns& columns,
               std::int64_t rowid, std::span<const CellChange> changes) {
  const std::vector<std::string> targets = TargetsOf(database, table, columns);
  const std::vector<std::string> header = HeaderOf(database, table);
  for (const CellChange& change : changes) {
    std::string target;
    const auto ours = std::find(columns.ours.begin(), columns.ours.end(), change.column);
    if (ours != columns.ours.end()) {
      target = targets[static_cast<std::size_t>(ours - columns.ours.begin())];
      if (target.empty() && change.value.empty()) continue;
      if (target.empty()) AddColumn(database, table, HeaderNameOf(*ours, columns.names));
      if (target.empty()) target = HeaderNameOf(*ours, columns.names);
    }
    for (const std::string& name : header) {
      if (target.empty() && LowerAscii(name) == LowerAscii(change.column)) target = name;
    }
    if (target.empty()) {
      throw InputError("there is no column " + Shown(change.column), database->getFilename());
    }
    SQLite::Statement update(
        *database, "UPDATE " + Quoted(table) + " SET " + Quoted(target) + " = ? WHERE rowid = ?");
    update.bind(1, change.value);
    update.bind(2, rowid);
    if (update.exec() != 1) throw InputError("the row is gone", database->getFilename());
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
