// A planned follow-up as the content of its block or task. Pure.
#pragma once

#include <functional>
#include <string>

#include "ical/calendar_item.h"
#include "model/contact.h"
#include "model/plan.h"
#include "sync/core/item_text.h"
#include "sync/core/run_settings.h"

namespace touchbase {

// What texts are made of in this run; it refers to `settings`, `log` and `zone`.
TextSources TextSourcesOf(const RunSettings& settings, const LiveLog& log, const Zone& zone,
                          const std::function<const Zone*(const std::string&)>& zones);

// "Noted: replied, 3 March"
std::string NotedLine(const std::string& what, Date day);

// An open half. `pair`: it has a block and a task; the block carries time and alarm, the task a
// date.
ical::ItemContent OpenContent(const FollowUp& follow_up, const Contact& contact,
                              const std::string& uid, Component component, bool pair,
                              const RunSettings& settings, const TextSources& texts);

// A half whose follow-up is over: as it stands, with the mark, and what was understood.
ical::ItemContent FinishedContent(const ical::CalendarItem& item, const std::string& title,
                                  const Touch& outcome, Instant done_at);

}  // namespace touchbase
