// A calendar server in memory and the Account and Collections that look at it, for tests. The
// server outlives any number of accounts, as a real one outlives runs; the test plays the user's
// phone on it. Every switch below is something that a real server does. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/collection.h"
#include "tests/support/call_log.h"

namespace touchbase::test {

struct MemoryItem {
  std::string text;
  std::string etag;
};

struct MemoryCalendar {
  CollectionState state;                    // ctag and sync_token are filled in by the server
  std::map<std::string, MemoryItem> items;  // href -> item
  std::map<std::string, std::int64_t> changed_at;  // href -> revision, also of what is gone
  std::int64_t revision = 0;
};

class MemoryServer {
 public:
  explicit MemoryServer(std::shared_ptr<CallLog> log = std::make_shared<CallLog>())
      : log_(std::move(log)) {}

  // `path` such as /ana/follow-ups/; the answer is the collection's URL.
  Href AddCalendar(const std::string& path, const std::string& display_name, bool events = true,
                   bool tasks = true);
  void RemoveCalendar(const Href& url) { calendars_.erase(url.value); }
  MemoryCalendar& Calendar(const Href& url) { return calendars_.at(url.value); }

  // The user acts: unconditional, seen by the next listing.
  void Put(const Href& url, const std::string& href, const std::string& text);
  void Delete(const Href& url, const std::string& href);
  // "" when there is none.
  std::string Text(const Href& url, const std::string& href) const;
  std::vector<std::string> Hrefs(const Href& url) const;
  int Size(const Href& url) const { return static_cast<int>(Hrefs(url).size()); }

  // Tokens given so far are refused from now on (answered with a full listing).
  void ExpireTokens() { first_valid_revision_ = next_revision_; }

  bool offers_tokens = true;
  bool offers_ctag = true;
  bool tells_etag_on_write = true;
  bool can_create = true;                  // false: Google, Posteo
  bool unique_uids = true;                 // a UID may live once in a calendar
  std::vector<std::string> own_addresses;  // of the user, lower case
  int room = -1;                           // how many more creations it takes; -1: any number
  ServerRules rules;
  std::optional<std::int64_t> clock_skew_s;  // of the Date header; none: it tells no time
  Href unreadable;                           // the events of this one cannot be read
  // An answer in place of the real one. With `done` the write takes effect nevertheless.
  struct Instead {
    WriteResult result;
    bool done = false;
  };
  std::function<std::optional<Instead>(const Write&)> on_write;
  // Fetches of these come back kUnknown.
  std::function<bool(const Href&)> on_fetch;

  std::map<std::string, MemoryCalendar>& calendars() { return calendars_; }
  CallLog& log() { return *log_; }

 private:
  friend class MemoryAccount;
  friend class MemoryCollection;

  void Touch(MemoryCalendar* calendar, const std::string& href);
  CollectionState StateOf(const MemoryCalendar& calendar) const;
  WriteResult Do(const Href& url, const Write& write);
  WriteResult Create(MemoryCalendar* calendar, const Write& write);
  WriteResult Change(MemoryCalendar* calendar, const Write& write);
  std::vector<Fetched> Events(const Href& url, bool with_text) const;
  Changes Listing(const Href& url, const SyncToken& token) const;

  std::shared_ptr<CallLog> log_;
  std::map<std::string, MemoryCalendar> calendars_;
  std::int64_t next_revision_ = 1;
  std::int64_t first_valid_revision_ = 0;
};

class MemoryAccount : public Account {
 public:
  // With `given`, the account was set up with that collection's URL.
  explicit MemoryAccount(MemoryServer* server, Href given = {})
      : server_(server), given_(std::move(given)), calls_before_(server->log().calls().size()) {}

  std::vector<CollectionState> Survey() override;
  CollectionState Create(const std::string& display_name, Component component) override;
  std::unique_ptr<Collection> Open(const CollectionState& state) override;
  std::optional<std::int64_t> ServerClockSkewSeconds() const override {
    return server_->clock_skew_s;
  }
  Href GivenCollection() const override { return given_; }
  std::vector<std::string> OwnAddresses() const override { return server_->own_addresses; }
  ServerRules Rules() const override { return server_->rules; }
  int requests() const override;
  AccountMemory Remember() const override { return {"memory"}; }

 private:
  MemoryServer* server_;
  Href given_;
  std::size_t calls_before_;
};

}  // namespace touchbase::test
