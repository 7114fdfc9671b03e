// The items of the base: resources, follow-ups, collections, to-do, copies of the user's own.
#include <sstream>

#include "sync/store/base_store_connection.h"

namespace touchbase::store {
namespace {

// Keys are 32 hex digits each.
std::string JoinKeys(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : " ") + key;
  return text;
}

std::vector<std::string> SplitKeys(const std::string& text) {
  std::vector<std::string> keys;
  std::istringstream words(text);
  for (std::string key; words >> key;) keys.push_back(key);
  return keys;
}

}  // namespace

// ---------------------------------------------------------------- resources and follow-ups

std::vector<BaseResource> SqliteBaseStore::Resources() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::vector<BaseResource> resources;
    SQLite::Statement& s = sql.Prepare(
        "SELECT uid, key, component, collection, href, etag, text, written, written_at, life, "
        "rewrites FROM resource ORDER BY uid");
    while (s.executeStep()) {
      BaseResource& r = resources.emplace_back();
      r.uid = TextOf(s.getColumn(0));
      r.key = TextOf(s.getColumn(1));
      r.component = s.getColumn(2).getInt() == 0 ? Component::kEvent : Component::kTodo;
      r.collection = Href{TextOf(s.getColumn(3))};
      r.href = Href{TextOf(s.getColumn(4))};
      r.etag = ETag{TextOf(s.getColumn(5))};
      r.text = TextOf(s.getColumn(6));
      r.written = TextOf(s.getColumn(7));
      r.written_at = s.getColumn(8).getInt64();
      // A number from a later version would be none of ours: never written again is the safe one.
      const int life = s.getColumn(9).getInt();
      r.life = life == 0   ? BaseResource::Life::kLive
               : life == 1 ? BaseResource::Life::kDeleted
                           : BaseResource::Life::kLeft;
      r.rewrites = s.getColumn(10).getInt();
    }
    return resources;
  });
}

void SqliteBaseStore::PutResource(const BaseResource& r) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("INSERT OR REPLACE INTO resource VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", r.uid,
            r.key, static_cast<int>(r.component), r.collection.value, r.href.value, r.etag.value,
            r.text, r.written, r.written_at, static_cast<int>(r.life), r.rewrites);
  });
}

void SqliteBaseStore::DropResource(const std::string& uid) {
  Guarded("writing",
          [&](SqliteStatements& sql) { sql.Run("DELETE FROM resource WHERE uid = ?", uid); });
}

BaseFollowUp FollowUpOf(const SQLite::Statement& s) {
  BaseFollowUp f;
  f.key = TextOf(s.getColumn(0));
  f.contact = TextOf(s.getColumn(1));
  f.anchor = TextOf(s.getColumn(2));
  f.step = TextOf(s.getColumn(3));
  f.kind = TextOf(s.getColumn(4));
  f.channel = TextOf(s.getColumn(5));
  f.generation = s.getColumn(6).getInt();
  f.start = s.getColumn(7).getInt64();
  f.length_minutes = s.getColumn(8).getInt();
  f.pinned = s.getColumn(9).getInt() != 0;
  f.postponed = s.getColumn(10).getInt();
  f.title = TextOf(s.getColumn(11));
  f.touches = s.getColumn(12).getInt();
  f.finished = s.getColumn(13).getInt() != 0;
  f.first_absent = s.getColumn(14).getInt64();
  f.block = TextOf(s.getColumn(15));
  f.line = TextOf(s.getColumn(16));
  f.sort = s.getColumn(17).getInt();
  f.members = SplitKeys(TextOf(s.getColumn(18)));
  f.offered_first = s.getColumn(19).getInt64();
  f.offered_second = s.getColumn(20).getInt64();
  f.offered_on = s.getColumn(21).getInt64();
  return f;
}

std::vector<BaseFollowUp> SqliteBaseStore::FollowUps() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::vector<BaseFollowUp> follow_ups;
    SQLite::Statement& s = sql.Prepare(
        "SELECT key, contact, anchor, step, kind, channel, generation, start, length_minutes, "
        "pinned, postponed, title, touches, finished, first_absent, block, line, sort, members, "
        "offered_first, offered_second, offered_on FROM follow_up ORDER BY key");
    while (s.executeStep()) follow_ups.push_back(FollowUpOf(s));
    return follow_ups;
  });
}

void SqliteBaseStore::PutFollowUp(const BaseFollowUp& f) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run(
        "INSERT OR REPLACE INTO follow_up VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?)",
        f.key, f.contact, f.anchor, f.step, f.kind, f.channel, f.generation, f.start,
        f.length_minutes, f.pinned, f.postponed, f.title, f.touches, f.finished, f.first_absent,
        f.block, f.line, f.sort, JoinKeys(f.members), f.offered_first, f.offered_second,
        f.offered_on);
  });
}

void SqliteBaseStore::DropFollowUp(const std::string& key) {
  Guarded("writing",
          [&](SqliteStatements& sql) { sql.Run("DELETE FROM follow_up WHERE key = ?", key); });
}

// ---------------------------------------------------------------- collections and to-do

std::vector<BaseCollection> SqliteBaseStore::Collections() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::vector<BaseCollection> collections;
    SQLite::Statement& s = sql.Prepare(
        "SELECT url, role, ctag, token, survey_token, full_listing_at, succeeded_at FROM "
        "collection "
        "ORDER BY url");
    while (s.executeStep()) {
      collections.push_back({Href{TextOf(s.getColumn(0))}, TextOf(s.getColumn(1)),
                             TextOf(s.getColumn(2)), SyncToken{TextOf(s.getColumn(3))},
                             SyncToken{TextOf(s.getColumn(4))}, s.getColumn(5).getInt64(),
                             s.getColumn(6).getInt64()});
    }
    return collections;
  });
}

void SqliteBaseStore::PutCollection(const BaseCollection& c) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("INSERT OR REPLACE INTO collection VALUES (?, ?, ?, ?, ?, ?, ?)", c.url.value, c.role,
            c.ctag, c.token.value, c.survey_token.value, c.full_listing_at, c.succeeded_at);
  });
}

void SqliteBaseStore::DropCollection(const Href& url) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("DELETE FROM collection WHERE url = ?", url.value);
  });
}

std::vector<TodoHref> SqliteBaseStore::Todo() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::vector<TodoHref> todo;
    SQLite::Statement& s =
        sql.Prepare("SELECT collection, href FROM todo ORDER BY collection, href");
    while (s.executeStep()) {
      todo.push_back({Href{TextOf(s.getColumn(0))}, Href{TextOf(s.getColumn(1))}});
    }
    return todo;
  });
}

void SqliteBaseStore::PutTodo(std::span<const TodoHref> hrefs) {
  Transaction([&] {
    Guarded("writing", [&](SqliteStatements& sql) {
      for (const TodoHref& href : hrefs) {
        sql.Run("INSERT OR IGNORE INTO todo VALUES (?, ?)", href.collection.value, href.href.value);
      }
    });
  });
}

void SqliteBaseStore::DropTodo(const TodoHref& href) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("DELETE FROM todo WHERE collection = ? AND href = ?", href.collection.value,
            href.href.value);
  });
}

// ---------------------------------------------------------------- copies of the user's own

std::vector<ForeignCopy> SqliteBaseStore::ForeignCopies(const Href& collection) {
  return Guarded("reading", [&](SqliteStatements& sql) {
    std::vector<ForeignCopy> copies;
    SQLite::Statement& s =
        sql.Prepare("SELECT href, etag, text FROM foreign_copy WHERE collection = ? ORDER BY href",
                    collection.value);
    while (s.executeStep()) {
      copies.push_back({collection, Href{TextOf(s.getColumn(0))}, ETag{TextOf(s.getColumn(1))},
                        TextOf(s.getColumn(2))});
    }
    return copies;
  });
}

void SqliteBaseStore::PutForeignCopy(const ForeignCopy& copy) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("INSERT OR REPLACE INTO foreign_copy VALUES (?, ?, ?, ?)", copy.collection.value,
            copy.href.value, copy.etag.value, copy.text);
  });
}

void SqliteBaseStore::DropForeignCopy(const Href& collection, const Href& href) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("DELETE FROM foreign_copy WHERE collection = ? AND href = ?", collection.value,
            href.value);
  });
}

void SqliteBaseStore::DropForeignCopies(const Href& collection) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("DELETE FROM foreign_copy WHERE collection = ?", collection.value);
  });
}

}  // namespace touchbase::store
