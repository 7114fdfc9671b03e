// Our part of an item's description: how to answer, who, what to say, why it is here. Pure.
//
// Depends on contact, touches, step and settings, never on the day it is made on, so that it is
// rewritten only when one of these changed. No line holds an outcome word or < >.
#pragma once

#include <string>

#include "model/contact.h"
#include "model/draft.h"
#include "model/plan.h"

namespace touchbase {

struct TextSources {
  DraftSources drafts;
  bool brief = false;  // details = brief: name and channel only
};

// The whole text of an item for one person. `has_task`: there is a task to tick beside the block.
std::string ItemText(const FollowUp& follow_up, const Contact& contact, const TextSources& sources,
                     bool has_task);

// What is known of one person of a block of several, with the draft and its links: what stands
// below their line. `short_form`: the three-minute text of the catch-up.
std::string PersonText(const FollowUp& follow_up, const Contact& contact,
                       const TextSources& sources, bool short_form);

}  // namespace touchbase
