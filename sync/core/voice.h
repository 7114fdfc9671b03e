// Which half of a follow-up speaks for the user, and what the two say together. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ical/signs.h"
#include "model/zone.h"
#include "sync/core/world.h"

namespace touchbase {

// Both sides of the half that speaks: as it is, and as the base has it.
struct Voice {
  Component component = Component::kEvent;
  const Theirs* theirs = nullptr;
  ical::Signs now;
  std::optional<ical::Signs> before;  // none: no base
  bool cancelled_before = false;
};

struct Listening {
  const std::string& title;  // ours, as last written (of a block: in the entry)
  const Zone& zone;
  Date today{};
  const std::map<std::string, std::string>& words;  // the user's -> ours
  // The follow-up is over by the log: what is said to all in a block says nothing to it.
  bool closed = false;
};

// What the item says to that entry: in a half that is shared, the person's line and what is said to
// all.
ical::Signs SignsIn(const Entry& entry, const ical::CalendarItem& item,
                    const std::string& title_before, const Listening& listening);

// The half that changed against the base; of two, the one changed later; without a base the done
// task, else the done block. Words that are new in the other half and notes of both count. None:
// nothing changed.
std::optional<Voice> Speaking(const Entry& entry, const Listening& listening);

// The lines of `text` that stand in none of the known texts; blank lines at both ends dropped.
std::string LinesBeyond(const std::string& text, const std::vector<std::string>& known);

// What the signs say came of it: the first outcome word, the mark r, a tick; cancelled is skipped.
Outcome OutcomeOf(const ical::Signs& signs, bool cancelled);

// The user's own text in one half, to be saved before it is removed; "" when there is none.
std::string UserText(const Half& half, const std::string& title, const Zone& zone, Instant now,
                     const std::map<std::string, std::string>& words);

}  // namespace touchbase
