// A planned follow-up as the content of its block or task. Pure.
//
// The text depends on the contact, the touches and the step, never on the day it is made on, so
// that it is rewritten only when one of these changed.
#pragma once

#include <string>

#include "ical/calendar_item.h"
#include "model/contact.h"
#include "model/plan.h"
#include "sync/core/run_settings.h"

namespace touchbase {

// Our part of the description: how to answer, who, what to do, why it is here.
// `has_task`: there is a task to tick beside the block.
std::string ItemText(const FollowUp& follow_up, const Contact& contact, bool brief, bool has_task);

// What is known of one person of a block of several: their name, what to do, how to reach them.
std::string PersonText(const FollowUp& follow_up, const Contact& contact, bool brief);

// "Noted: replied, 3 March"
std::string NotedLine(const std::string& what, Date day);

// An open half. `pair`: it has a block and a task; the block carries time and alarm, the task a
// date.
ical::ItemContent OpenContent(const FollowUp& follow_up, const Contact& contact,
                              const std::string& uid, Component component, bool pair,
                              const RunSettings& settings);

// A half whose follow-up is over: as it stands, with the mark, and what was understood.
ical::ItemContent FinishedContent(const ical::CalendarItem& item, const std::string& title,
                                  const Touch& outcome, Instant done_at);

}  // namespace touchbase
