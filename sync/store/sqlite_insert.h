// Adding rows to a database and changing cells there, inside the caller's transaction. Brings
// SQLiteCpp along.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/touch.h"
#include "model/zone.h"
#include "sync/core/book.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

// Into a table of our columns, which is made when missing; columns that rows need are added to it.
void InsertIntoTable(SQLite::Database* database, const std::string& table,
                     const OurColumns& columns, std::span<const std::vector<std::string>> rows);

// One UPDATE of the row with this rowid; `changes` name our columns or the table's own. Throws
// InputError for any other.
void UpdateRow(SQLite::Database* database, const std::string& table, const OurColumns& columns,
               std::int64_t rowid, std::span<const CellChange> changes);

// By the user's INSERT with named parameters. Throws InputError when it has a parameter that is no
// column of ours, or adds no row.
void InsertByStatement(SQLite::Database* database, const std::string& sql,
                       std::span<const Touch> rows, const Zone& zone);

}  // namespace touchbase::store
