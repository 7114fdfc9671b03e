// SQLite's way to its files with a hook before every operation that changes one. Nothing is synced
// to the disk: a killed program's writes stay. Does file I/O.
#pragma once

#include <functional>
#include <string>

namespace touchbase::test {

// "Sql.Write", "Sql.Sync", "Sql.Truncate", "Sql.Delete". A code of SQLite other than 0 takes the
// operation's place.
using SqlHook = std::function<int(const std::string& operation)>;

// In force for databases opened from now on in this process, for good.
void UseFaultyVfs();
void SetSqlHook(SqlHook hook);

}  // namespace touchbase::test
