// Opening the state's SQLite file: mode, journal, schema, and what to do with one that is damaged,
// newer than this program, or not ours. Does file I/O. Only for base_store_sqlite.cpp: brings
// SQLiteCpp along.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>

namespace touchbase::store {

struct OpenedState {
  std::unique_ptr<SQLite::Database> database;
  std::string broken;  // where a damaged file was moved, or ""
};

// Throws InputError: newer schema, foreign database, not to be opened.
OpenedState OpenStateFile(const std::string& path, int schema);

// Renames the file (with its journals) to the first free `<path>.broken-<n>`, n from 1, which is
// returned; "" when that failed.
std::string MoveAside(const std::string& path);

// The damage is in the file, not in what was asked of it.
bool IsDamage(const SQLite::Exception& error);

}  // namespace touchbase::store
