// Reads the calendar: surveys, listings, fetches, into a World. I/O: the
// ports.
//
// A href that changed enters a durable to-do list in the transaction that stores the token read
// with it, and leaves it when its item is decided; so nothing seen once is lost by a crash.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/busy_times.h"
#include "sync/core/roles.h"
#include "sync/core/world.h"

namespace touchbase {

// The follow-ups that the plan and the base know, to tell whose an item is.
struct KnownKeys {
  std::map<std::string, FollowUpKey, std::less<>> by_hash;
  std::map<std::string, FollowUpKey, std::less<>> by_hex;  // of either half

  static KnownKeys Of(BaseStore& base);  // those of its follow-ups
  void Add(const FollowUpKey& key);
};

// The half that the digits of a UID were made for, where that can be told: apps that turn a block
// into a task, or a task into a block, keep the UID.
Component MadeAs(const FollowUpKey& key, const std::string& hex, Component otherwise);

class Pull {
 public:
  Pull(RunPorts& ports, const RunSettings& settings, const Roles& roles)
      : ports_(ports), settings_(settings), roles_(roles), listed_(roles.listed) {}

  // Lists what changed in our collections since the base's tokens and stores it as to-do. `full`:
  // lists everything. `survey` is the one that the run began (or ended) with.
  void List(const std::vector<CollectionState>& survey, bool full);

  // Whether that collection is looked at, or looked at for everything of ours that may be in it.
  bool Reads(const Href& url) const;
  bool ReadsAll(const Href& url) const;
  // Looks at a calendar of the user's from now on, for the items of ours that were moved there.
  void Follow(const CollectionState& state);

  // Fetches the to-do and puts base and calendar side by side.
  World Build(const KnownKeys& keys);

 private:
  struct Place {
    Href collection;
    Href href;
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  void ListOne(const CollectionState& state, bool full);
  Changes ChangesOf(const CollectionState& state, const SyncToken& token);
  void Fetch();
  void AddFound(const Place& place, const Fetched& fetched, const KnownKeys& keys, World* world);
  void AddForeign(const Place& place, const Fetched& fetched, Component component);
  void AddUnreadable(const Place& place, const Fetched& fetched, const std::string& why,
                     World* world);
  void AddBase(World* world);
  void AddBaseResource(const BaseResource& resource, World* world);
  void AddUsersOwn(const BaseResource& resource, const Fetched* fetched, World* world);
  void DropMoot();
  bool IsClosed(const Href& url) const;
  const Fetched* AnswerFor(const Place& place) const;
  Entry& EntryOf(const std::string& key, World* world);
  static Component MadeAsIn(const Entry& entry, const ical::CalendarItem& item,
                            const std::string& hex, const KnownKeys& keys);
  std::string KeyOf(const ical::CalendarItem& item, const std::string& hex, const KnownKeys& keys);
  std::vector<CollectionState> Ours() const;

  RunPorts& ports_;
  const RunSettings& settings_;
  const OwnCalendarRules users_{settings_, ports_.zone, ports_.zone.ToLocal(ports_.clock.Now())};
  const Roles& roles_;
  std::map<Href, Changes> listed_;  // as the roles were found; each counts once
  // In use before the settings changed, where what stands is still to be removed; and the user's
  // own that items of ours were moved to.
  std::vector<CollectionState> left_;
  std::map<Place, Fetched> fetched_;
  std::map<std::string, BaseFollowUp> follow_ups_;  // by key
  std::map<std::string, std::string> key_of_uid_;   // of the base
};

}  // namespace touchbase
