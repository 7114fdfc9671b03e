// What the .cpp files of SqliteBaseStore share: its connection, and the door through which every
// statement goes. Only for these files: brings SQLiteCpp along. Does file I/O.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "model/error.h"
#include "sync/store/base_store_sqlite.h"
#include "sync/store/sqlite_statements.h"
#include "sync/store/state_file.h"

namespace touchbase::store {

struct SqliteBaseStore::Connection {
  explicit Connection(std::unique_ptr<SQLite::Database> opened)
      : database(std::move(opened)), statements(database.get()) {}
  std::unique_ptr<SQLite::Database> database;
  SqliteStatements statements;
};

// Of a row of follow_up or kept_follow_up with its columns in the order of BaseFollowUp.
BaseFollowUp FollowUpOf(const SQLite::Statement& row);

template <typename Work>
auto SqliteBaseStore::Guarded(const char* doing, Work work) {
  try {
    return work(connection_->statements);
  } catch (const SQLite::Exception& error) {
    std::string message = std::string(doing) + " the state file failed: " + error.what();
    if (IsDamage(error)) {
      const std::string aside = MoveAside(path_);
      message += "; it is damaged and was moved to " + aside +
                 "; run again, it is rebuilt from book and calendar";
    } else {
      message += "; is the disk full, or another program using it?";
    }
    throw InputError(message, path_);
  }
}

}  // namespace touchbase::store
