// Reading a query's rows as cells of text, and checking statements that the user wrote. Only for
// the .cpp files of sync/store that own a database: brings SQLiteCpp along.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchbase::store {

using RowSink = std::function<void(std::size_t row, std::span<const std::string_view> cells)>;

// The rows of one SELECT: `header` once, then `row` with numbers from 2 on (as if the header were
// line 1). NULL is an empty cell. Throws SQLite::Exception, and InputError when `sql` is not one
// reading statement; `name` names it then.
void ReadRows(SQLite::Database* database, const std::string& sql, const std::string& name,
              const std::function<void(std::span<const std::string>)>& header, const RowSink& row);

bool HasTable(SQLite::Database* database, const std::string& name);  // or view
// A name as SQL wants it: in double quotes.
std::string Quoted(std::string_view name);

}  // namespace touchbase::store
