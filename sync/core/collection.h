// The port to calendars: an account with its collections of calendar object resources. Implemented
// by memory (tests), a folder of .ics files (sync/store) and CalDAV (sync/dav); one contract suite
// runs over all of them (tests/contract).
//
// What a caller branches on is a value. ServerError is thrown when this collection cannot be gone
// on with: not reached, sign-in refused, an answer that is not what it claims to be. A listing is
// complete or it is an error.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/civil_time.h"
#include "model/strong.h"
#include "model/uid.h"

namespace touchbase {

// One collection as its home lists it (RFC 4791 4.2). Only calendar collections are reported.
struct CollectionState {
  Href url;  // absolute URL (file:// for a folder); the identity of the collection
  std::string display_name;
  std::string ctag;      // changes whenever a member changes; empty: not offered
  SyncToken sync_token;  // empty: not offered
  bool writable = true;
  bool shared = false;       // others see it: it is theirs, or was shared with them
  bool takes_events = true;  // VEVENT in supported-calendar-component-set (absent: all)
  bool takes_tasks = true;   // VTODO
};

struct Member {
  Href href;
  ETag etag;  // empty: the server named none; fetch to know
};

// What has changed since a token. When `full`, `changed` is the whole listing and `gone` is empty:
// what the base holds beyond it is absent (which is not yet deleted).
struct Changes {
  bool full = false;
  std::vector<Member> changed;
  std::vector<Href> gone;
  SyncToken token;  // to be asked with next time; empty when the server has no tokens
};

enum class FetchStatus : std::uint8_t {
  kFound,
  kGone,     // 404 or 410 to a GET of its own
  kUnknown,  // anything else: neither there nor gone; ask again in a later run
};

struct Fetched {
  Href href;
  FetchStatus status = FetchStatus::kUnknown;
  ETag etag;         // of this text; empty when the server gives only weak ones or none
  std::string text;  // the iCalendar text as the server holds it, at most 1 MiB
  std::string why;   // for kUnknown: what came back
};

enum class WriteKind : std::uint8_t { kCreate, kUpdate, kDelete };

// There is no unconditional write: create says If-None-Match: *, the others If-Match with `etag`.
struct Write {
  WriteKind kind = WriteKind::kCreate;
  Href href;  // create: the name proposed, relative to the collection (<uid>.ics)
  ETag etag;
  std::string text;
};

enum class WriteStatus : std::uint8_t {
  kDone,
  kConflict,   // somebody changed or made it meanwhile: fetch, decide anew
  kUidTaken,   // refused because the UID lives elsewhere or in a trash bin
  kGone,       // update of what is not there any more (delete of it is kDone)
  kReadOnly,   // the collection takes no writes from this account
  kNoRoom,     // quota, 507, 413: stop creating, go on with the rest
  kRefused,    // the server will not take this object; `why` says its words
  kAmbiguous,  // no answer, or a 5xx: it may or may not have been done; look before doing it again
};

struct WriteResult {
  WriteStatus status = WriteStatus::kAmbiguous;
  Href href;  // where it lies now, as the server names it
  ETag etag;  // empty: not told; fetch to know
  std::string why;
  Href holder = {};  // of kUidTaken: who has the UID, where the server says so; as in hrefs
};

class Collection {
 public:
  virtual ~Collection() = default;
  virtual const CollectionState& state() const = 0;

  // With an empty token: the full listing. A token that the server does not take leads to one full
  // listing, never to an error.
  virtual Changes ChangesSince(const SyncToken& token) = 0;

  // One Fetched for each href, in their order. Batches and falls back to single reads by itself.
  virtual std::vector<Fetched> Fetch(std::span<const Href> hrefs) = 0;

  // The events that may take place between the instants, recurring ones by any of their times: with
  // their texts in one go, or without (their ETags alone). Others may be among them, none is
  // missing; kUnknown: a text could not be had. Throws ServerError when it cannot be told.
  virtual std::vector<Fetched> Window(Instant from, Instant to, bool with_text) = 0;

  // Does the writes, several at a time. `done(i, result)` is called on the caller's thread once for
  // each as it ends, in any order; it may throw to stop the rest (those not begun are not begun).
  virtual void Apply(std::span<const Write> writes,
                     const std::function<void(std::size_t, const WriteResult&)>& done) = 0;
};

// What is known of the server after discovery, kept in state between runs so that a quiet run asks
// nothing twice. Opaque to the core.
struct AccountMemory {
  std::string text;
};

// What a run must know of a server beside its answers.
struct ServerRules {
  int full_listing_hours = 24;  // list our calendars in full at least this often; DAViCal 1
  bool late_listings = false;   // an absence must hold in two runs, ten minutes apart; iCloud
};

class Account {
 public:
  virtual ~Account() = default;
  // All calendar collections, one request per home (plus one per collection outside it).
  virtual std::vector<CollectionState> Survey() = 0;
  // RFC 4791 5.3.1. Throws ServerError when the server will not (Google, Posteo): the message says
  // to make the calendar by hand.
  virtual CollectionState Create(const std::string& display_name, Component component) = 0;
  virtual std::unique_ptr<Collection> Open(const CollectionState& state) = 0;
  // The time by the server's Date header at the last answer; none for a folder.
  virtual std::optional<std::int64_t> ServerClockSkewSeconds() const { return std::nullopt; }
  // A collection URL was given: it is ours whatever its name. Empty otherwise.
  virtual Href GivenCollection() const { return Href{}; }
  virtual ServerRules Rules() const { return {}; }
  // The user's own e-mail addresses as the server names them, lower case; known after a survey.
  virtual std::vector<std::string> OwnAddresses() const { return {}; }
  // The names of the zones (TZID) that the user's calendars are kept in, one for each calendar that
  // names one; with requests of its own.
  virtual std::vector<std::string> ZoneNames() { return {}; }
  // Requests sent so far.
  virtual int requests() const = 0;
  virtual AccountMemory Remember() const = 0;
};

}  // namespace touchbase
