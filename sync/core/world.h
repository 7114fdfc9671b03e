// What one run knows of the calendar: every follow-up with its halves, as the base holds them and
// as the calendar holds them now. Plain values, filled by pull.cpp, read by the pure decisions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ical/calendar_item.h"
#include "model/plan.h"
#include "sync/core/base_store.h"
#include "sync/core/other_times.h"

namespace touchbase {

// A calendar object resource of ours as the calendar holds it now.
struct Theirs {
  Href collection;
  Href href;
  ETag etag;
  std::string text;
  ical::CalendarItem item;
};

enum class Presence : std::uint8_t {
  kNever,    // neither in the calendar nor in the base
  kThere,    // in the calendar
  kGone,     // it was; a GET says 404 or 410
  kUnknown,  // cannot be told in this run: leave it alone
};

struct Half {
  std::optional<BaseResource> base;
  std::optional<Theirs> theirs;
  Presence presence = Presence::kNever;
  // The text differs from the base's, or there is no base.
  bool TheirsChanged() const {
    return theirs &&
           (!base || base->life == BaseResource::Life::kDeleted || base->text != theirs->text);
  }
};

// The line of one person in a block of several, for reading the block's half as theirs.
struct SharedLine {
  Component component = Component::kEvent;  // the half that is shared
  std::string title;                        // the block's, as last written
  std::string name;                         // as the line shows it
  std::vector<std::string> names;           // of all lines
  bool done_by_log = false;                 // the log says so: a mark that stands is ours
};

// One follow-up of ours, or a block of several.
struct Entry {
  std::string key;
  std::optional<BaseFollowUp> base;
  Half event;
  Half task;
  int generation = 0;                // the highest seen
  std::vector<TodoHref> todo;        // what was fetched for it; dropped when it is decided
  std::optional<SharedLine> shared;  // only in a view (shared_block.h)

  Half& half(Component component) { return component == Component::kEvent ? event : task; }
  const Half& half(Component component) const {
    return component == Component::kEvent ? event : task;
  }
  bool Present() const { return event.theirs || task.theirs; }
  bool Unknown() const {
    return event.presence == Presence::kUnknown || task.presence == Presence::kUnknown;
  }
};

struct World {
  std::map<std::string, Entry> entries;         // by FollowUpKey::Hash()
  std::map<std::string, std::string> block_of;  // key of a line's follow-up -> key of its block
  std::set<std::string> done_lines;             // keys of lines that are done by the log
  OtherTimes users;                             // of the user's own events in our calendar
  std::vector<std::string> warnings;            // unreadable items, two with one UID
  // Keys of items that the calendar shows as one of our programs wrote them, not by this base.
  std::set<std::string> written_elsewhere;
};

}  // namespace touchbase
