// A block of several, or a note of the program, as the content of its item. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ical/calendar_item.h"
#include "model/contact.h"
#include "model/plan.h"
#include "sync/core/follow_up_rows.h"
#include "sync/core/item_text.h"
#include "sync/core/run_settings.h"

namespace touchbase {

// Who the lines of blocks are.
struct BlockPeople {
  const std::map<std::string, const FollowUp*>& follow_ups;  // planned, by key
  const std::map<std::string, const Contact*>& contacts;     // by id
  const FollowUpRows& rows;
};

// Our part of the description: how to answer, a line "[ ] Name" for each person (with "[x]" once
// done), and what is known of those who are open with their drafts; in the catch-up the short ones.
std::string BlockText(const Block& block, const BlockPeople& people, const TextSources& texts);

// The half of an open block; `component` is the one that is shared.
ical::ItemContent OpenBlockContent(const Block& block, const BlockPeople& people,
                                   const std::string& uid, Component component,
                                   const RunSettings& settings, const TextSources& texts);

// One line of a block that is over, or of one of its people who is.
struct DoneLine {
  std::string name;
  const Touch* outcome = nullptr;
};

// A block that is over: as it stands, every line of these marked.
ical::ItemContent FinishedBlockContent(const ical::CalendarItem& item, const std::string& title,
                                       const std::vector<DoneLine>& lines, const Touch& last,
                                       Instant done_at);

}  // namespace touchbase
