// What runs did, for `undo`, and the items that it holds.
#include <algorithm>

#include "sync/store/base_store_connection.h"

namespace touchbase::store {
namespace {

constexpr std::int64_t kMostRuns = 100;
constexpr std::int64_t kMostKept = 20000;  // texts of all runs but the last

// One line each; ids of contacts have no line ends.
std::string JoinLines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(line).append("\n");
  return text;
}

std::vector<std::string> SplitLines(const std::string& text) {
  std::vector<std::string> lines;
  lines.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

// Runs before `first` cannot be undone any more.
void ForgetRunsBefore(SqliteStatements& sql, std::int64_t first) {
  sql.Run("DELETE FROM run WHERE run < ?", first);
  sql.Run("DELETE FROM kept WHERE run < ?", first);
  sql.Run("DELETE FROM kept_follow_up WHERE run < ?", first);
  sql.Run("DELETE FROM kept_row WHERE run < ?", first);
}

std::int64_t NumberOf(SqliteStatements& sql, const char* query, std::int64_t limit) {
  SQLite::Statement& s = sql.Prepare(query, limit);
  const std::int64_t number = s.executeStep() ? s.getColumn(0).getInt64() : 0;
  s.tryReset();
  return number;
}

}  // namespace

void SqliteBaseStore::PutRun(const RunRecord& r) {
  Transaction([&] {
    Guarded("writing", [&](SqliteStatements& sql) {
      sql.Run("INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?)", r.run, r.at, r.what, r.undone_by);
      const std::int64_t by_runs =
          NumberOf(sql, "SELECT run FROM run ORDER BY run DESC LIMIT 1 OFFSET ?", kMostRuns - 1);
      const std::int64_t by_texts =
          NumberOf(sql, "SELECT run + 1 FROM kept ORDER BY place DESC LIMIT 1 OFFSET ?", kMostKept);
      const std::int64_t first = std::min(std::max(by_runs, by_texts), r.run);
      if (first > 0) ForgetRunsBefore(sql, first);
    });
  });
}

std::vector<BaseStore::RunRecord> SqliteBaseStore::Runs() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::vector<RunRecord> runs;
    // Of a text that a run wrote twice the first and the last count.
    SQLite::Statement& s = sql.Prepare(
        "WITH first AS (SELECT run, uid, before, min(place) FROM kept WHERE NOT by_user GROUP BY "
        "run, uid), last AS (SELECT run, uid, after, max(place) FROM kept WHERE NOT by_user GROUP "
        "BY run, uid), net AS (SELECT run, before, after FROM first JOIN last USING (run, uid)) "
        "SELECT run, at, what, undone_by, "
        "(SELECT count(*) FROM net WHERE net.run = run.run AND before = '' AND after <> ''), "
        "(SELECT count(*) FROM net WHERE net.run = run.run AND before <> '' AND after <> ''), "
        "(SELECT count(*) FROM net WHERE net.run = run.run AND before <> '' AND after = ''), "
        "(SELECT count(*) FROM kept_row WHERE kept_row.run = run.run) "
        "FROM run ORDER BY run DESC");
    while (s.executeStep()) {
      runs.push_back({s.getColumn(0).getInt64(), s.getColumn(1).getInt64(), TextOf(s.getColumn(2)),
                      s.getColumn(3).getInt64(), s.getColumn(4).getInt(), s.getColumn(5).getInt(),
                      s.getColumn(6).getInt(), s.getColumn(7).getInt()});
    }
    return runs;
  });
}

void SqliteBaseStore::Keep(const Kept& k) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run(
        "INSERT INTO kept (run, uid, collection, href, before, after, key, by_user) VALUES (?, ?, "
        "?, ?, ?, ?, ?, ?)",
        k.run, k.uid, k.collection.value, k.href.value, k.before, k.after, k.key, k.by_user);
  });
}

std::vector<BaseStore::Kept> SqliteBaseStore::KeptOf(std::int64_t run) {
  return Guarded("reading", [&](SqliteStatements& sql) {
    std::vector<Kept> kept;
    SQLite::Statement& s = sql.Prepare(
        "SELECT uid, collection, href, before, after, key, by_user FROM kept WHERE run = ? ORDER "
        "BY place",
        run);
    while (s.executeStep()) {
      kept.push_back({run, TextOf(s.getColumn(0)), Href{TextOf(s.getColumn(1))},
                      Href{TextOf(s.getColumn(2))}, TextOf(s.getColumn(3)), TextOf(s.getColumn(4)),
                      TextOf(s.getColumn(5)), s.getColumn(6).getInt() != 0});
    }
    return kept;
  });
}

void SqliteBaseStore::KeepFollowUp(std::int64_t run, const std::string& key) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run(
        "INSERT OR IGNORE INTO kept_follow_up SELECT ?1, * FROM follow_up WHERE key = ?2 UNION ALL "
        "SELECT ?1, ?2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
        "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE NOT EXISTS (SELECT 1 FROM "
        "follow_up WHERE key = ?2)",
        run, key);
  });
}

std::vector<BaseStore::KeptFollowUp> SqliteBaseStore::KeptFollowUpsOf(std::int64_t run) {
  return Guarded("reading", [&](SqliteStatements& sql) {
    std::vector<KeptFollowUp> kept;
    SQLite::Statement& s = sql.Prepare(
        "SELECT key, contact, anchor, step, kind, channel, generation, start, length_minutes, "
        "pinned, postponed, title, touches, finished, first_absent, block, line, sort, members, "
        "offered_first, offered_second, offered_on FROM kept_follow_up WHERE run = ? ORDER BY key",
        run);
    while (s.executeStep()) {
      KeptFollowUp& one = kept.emplace_back();
      one.key = TextOf(s.getColumn(0));
      if (!s.getColumn(1).isNull()) one.before = FollowUpOf(s);
    }
    return kept;
  });
}

void SqliteBaseStore::KeepRow(std::int64_t run, const std::string& touch_id) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("INSERT OR IGNORE INTO kept_row (run, touch) VALUES (?, ?)", run, touch_id);
  });
}

std::vector<std::string> SqliteBaseStore::KeptRowsOf(std::int64_t run) {
  return Guarded("reading", [&](SqliteStatements& sql) {
    std::vector<std::string> rows;
    SQLite::Statement& s =
        sql.Prepare("SELECT touch FROM kept_row WHERE run = ? ORDER BY place", run);
    while (s.executeStep()) rows.push_back(TextOf(s.getColumn(0)));
    return rows;
  });
}

std::vector<BaseStore::Hold> SqliteBaseStore::Holds() {
  return Guarded("reading", [](SqliteStatements& sql) {
    std::vector<Hold> holds;
    SQLite::Statement& s =
        sql.Prepare("SELECT key, contacts, inputs, day, taken_out FROM hold ORDER BY key");
    while (s.executeStep()) {
      holds.push_back({TextOf(s.getColumn(0)), SplitLines(TextOf(s.getColumn(1))),
                       TextOf(s.getColumn(2)), s.getColumn(3).getInt64(),
                       s.getColumn(4).getInt() != 0});
    }
    return holds;
  });
}

void SqliteBaseStore::PutHold(const Hold& h) {
  Guarded("writing", [&](SqliteStatements& sql) {
    sql.Run("INSERT OR REPLACE INTO hold VALUES (?, ?, ?, ?, ?)", h.key, JoinLines(h.contacts),
            h.inputs, h.day, h.taken_out);
  });
}

void SqliteBaseStore::DropHold(const std::string& key) {
  Guarded("writing",
          [&](SqliteStatements& sql) { sql.Run("DELETE FROM hold WHERE key = ?", key); });
}

}  // namespace touchbase::store
