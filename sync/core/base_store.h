// The port to the base: what book and calendar both held after the last run, and what waits. Kept
// in one SQLite file (sync/store), in memory for tests.
//
// Every Put is durable when it returns inside no transaction; a Transaction makes several one.
// Losing the whole file is healed by book and calendar.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/strong.h"
#include "model/touch.h"
#include "model/uid.h"

namespace touchbase {

// One half of a follow-up (a calendar object resource of ours) as both sides last agreed on it.
struct BaseResource {
  std::string uid;  // primary key
  std::string key;  // FollowUpKey::Hash(); empty when not known
  Component component = Component::kEvent;
  Href collection;
  Href href;
  ETag etag;            // empty: must be fetched before it is written
  std::string text;     // the server's text at that time (for patching, undo, and "did it change")
  std::string written;  // fingerprint of the content that we last wrote
  std::int64_t written_at = 0;  // unix seconds of our last write
  // deleted: the user deleted this half, it is not made again. left: taken over, never written
  // again.
  enum class Life : std::uint8_t { kLive, kDeleted, kLeft } life = Life::kLive;
  int rewrites = 0;  // writes in a row without a change of ours or the user's (ping-pong)
};

// One follow-up that has stood in the calendar.
struct BaseFollowUp {
  std::string key;  // primary key
  std::string contact, anchor, step;
  std::string kind, channel;  // the words of the touch that a tick writes (model/touch.h)
  int generation = 0;
  std::int64_t start = 0;  // the agreed slot, local civil seconds since 1970-01-01T00:00
  int length_minutes = 15;
  bool pinned = false;
  int postponed = 0;
  std::string title;              // our title as last written
  int touches = 0;                // rows of the contact in the log when it was last decided
  bool finished = false;          // done, skipped, ...: marked so in the calendar
  std::int64_t first_absent = 0;  // unix seconds when an absence was first confirmed; 0 = never
  // Of a line in a block of several: the block's key and the name that the line shows. kNextCatchUp
  // for a block: it waits for tomorrow's, without an item.
  std::string block, line;
  // Of a block: its sort (a number of BlockSort; -1: none) and the keys of its lines.
  int sort = -1;
  std::vector<std::string> members;
  // The two times that its text offers, local civil seconds, and the day they were filled in (days
  // since 1970-01-01); 0: none.
  std::int64_t offered_first = 0, offered_second = 0, offered_on = 0;
};

inline constexpr const char* kNextCatchUp = "waiting";

// A copy of somebody else's calendar object resource (an event of the user's own), kept so that an
// unchanged one is not fetched again.
struct ForeignCopy {
  Href collection;  // or the name of a feed
  Href href;        // empty for a feed
  ETag etag;
  std::string text;
};

// A fetched href that has not been decided yet.
struct TodoHref {
  Href collection;
  Href href;
  friend auto operator<=>(const TodoHref&, const TodoHref&) = default;
};

struct BaseCollection {
  Href url;
  std::string role;  // "followed": of the user's, with items of ours that were moved there
  std::string ctag;
  SyncToken token;         // read with the last listing, never one fetched after our own writes
  SyncToken survey_token;  // as the last survey of a quiet state showed it
  std::int64_t full_listing_at = 0;
  std::int64_t succeeded_at = 0;  // unix seconds: the last run that did all it had to do there
};

class BaseStore {
 public:
  virtual ~BaseStore() = default;

  virtual std::vector<BaseResource> Resources() = 0;
  virtual void PutResource(const BaseResource& resource) = 0;
  virtual void DropResource(const std::string& uid) = 0;

  virtual std::vector<BaseFollowUp> FollowUps() = 0;
  virtual void PutFollowUp(const BaseFollowUp& follow_up) = 0;
  virtual void DropFollowUp(const std::string& key) = 0;

  virtual std::vector<BaseCollection> Collections() = 0;
  virtual void PutCollection(const BaseCollection& collection) = 0;
  virtual void DropCollection(const Href& url) = 0;

  virtual std::vector<ForeignCopy> ForeignCopies(const Href&) { return {}; }
  virtual void PutForeignCopy(const ForeignCopy&) {}  // by collection and href
  virtual void DropForeignCopy(const Href&, const Href&) {}
  virtual void DropForeignCopies(const Href&) {}

  virtual std::vector<TodoHref> Todo() = 0;
  virtual void PutTodo(std::span<const TodoHref> hrefs) = 0;
  virtual void DropTodo(const TodoHref& href) = 0;

  // Rows that wait to be written to the log, in order. Kept 48 h after writing, to notice a stale
  // save.
  struct OutboxRow {
    Touch touch;
    std::int64_t written_at = 0;  // unix seconds; 0 = not yet
    bool rewritten = false;       // was found missing once and written again
  };
  virtual std::vector<OutboxRow> Outbox() = 0;
  virtual void PutOutbox(const OutboxRow& row) = 0;  // by touch.id
  virtual void DropOutbox(const std::string& touch_id) = 0;

  virtual std::map<std::string, std::string> Aliases() = 0;  // alias key -> contact id
  virtual void PutAliases(const std::map<std::string, std::string>& aliases) = 0;

  // Named values: "account", "book", "wake", "run", "items", "identity", ...
  virtual std::string Get(const std::string& name) = 0;  // "" when absent
  virtual void Set(const std::string& name, const std::string& value) = 0;

  // What a run did, for `undo`. The last hundred runs that did something are known.
  struct RunRecord {
    std::int64_t run = 0;
    std::int64_t at = 0;         // unix seconds when it began to write
    std::string what;            // "sync", "clear", "undo 12"
    std::int64_t undone_by = 0;  // the run that took it back; 0: none
    // Filled in by Runs().
    int made = 0, changed = 0, removed = 0;  // calendar object resources
    int rows = 0;                            // of the log
  };
  virtual void PutRun(const RunRecord& record) = 0;  // by run; forgets the oldest
  virtual std::vector<RunRecord> Runs() = 0;         // the latest first

  // A calendar text that it replaced or removed.
  struct Kept {
    std::int64_t run = 0;
    std::string uid;
    Href collection, href;
    std::string before, after;  // "" = did not exist / does not exist
    std::string key = {};       // of the follow-up or block
    bool by_user = false;       // the user had deleted it, and the run took note
  };
  virtual void Keep(const Kept& kept) = 0;
  virtual std::vector<Kept> KeptOf(std::int64_t run) = 0;  // in the order of Keep()
  // The follow-up as it is now; of those of one run the first counts.
  struct KeptFollowUp {
    std::string key;
    std::optional<BaseFollowUp> before;  // none: it was not known
  };
  virtual void KeepFollowUp(std::int64_t run, const std::string& key) = 0;
  virtual std::vector<KeptFollowUp> KeptFollowUpsOf(std::int64_t run) = 0;
  // A row that it added to the log.
  virtual void KeepRow(std::int64_t run, const std::string& touch_id) = 0;
  virtual std::vector<std::string> KeptRowsOf(std::int64_t run) = 0;  // in order

  // An item that `undo` put back, or took out: left so until its inputs change.
  struct Hold {
    std::string key;
    std::vector<std::string> contacts;  // whose touches and cells count
    std::string inputs;                 // digest (sync/core/holds.h)
    std::int64_t day = 0;               // days since 1970-01-01: when it was put so
    bool taken_out = false;             // its absence is our doing
  };
  virtual std::vector<Hold> Holds() = 0;
  virtual void PutHold(const Hold& hold) = 0;
  virtual void DropHold(const std::string& key) = 0;

  // Forgets resources, follow-ups, collections, to-do and holds (not outbox, aliases and what runs
  // did): there is no base.
  virtual void Forget() = 0;

  // All or nothing. Nested calls join the outer one.
  virtual void Transaction(const std::function<void()>& work) = 0;
};

}  // namespace touchbase
