// Adding rows of the log to a database, inside the caller's transaction. Brings SQLiteCpp along.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>
#include <string>

#include "model/touch.h"
#include "model/zone.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

// Into a table of our columns, which is made when missing; columns that rows need are added to it.
void InsertIntoTable(SQLite::Database* database, const std::string& table,
                     std::span<const Touch> rows, const ColumnNames& names, const Zone& zone);

// By the user's INSERT with named parameters. Throws InputError when it has a parameter that is no
// column of ours, or adds no row.
void InsertByStatement(SQLite::Database* database, const std::string& sql,
                       std::span<const Touch> rows, const Zone& zone);

}  // namespace touchbase::store
