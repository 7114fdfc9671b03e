// Which collections are ours: the calendar for blocks, the task list for tasks. I/O:
// the ports.
//
// Known by URL; without state it is the collection that holds our UIDs, then the one of our name,
// only then is one made. One that takes no writes is ours only when it holds our UIDs. A calendar
// that vanished is never made again silently.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"

namespace touchbase {

struct Roles {
  bool events = false;  // blocks are written
  bool tasks = false;   // tasks are written
  std::optional<CollectionState> calendar;
  std::optional<CollectionState> task_list;  // may be the calendar itself
  std::vector<Href> vanished;  // of the base, gone from the account, and the user said to go on
  std::vector<Href> lost;      // of the user's, gone with items of ours: these are left alone
  bool made = false;           // a collection was created in this run
  std::string guard;           // not empty: stop with this message
  // What was listed to find them; of one that was made, that nothing is in it. Not asked again.
  std::map<Href, Changes> listed;

  // Others see what is written.
  bool shared() const { return (calendar && calendar->shared) || (task_list && task_list->shared); }
};

// `dry_run`: nothing is created; a role that would be made stays empty.
Roles FindRoles(RunPorts& ports, const RunSettings& settings, const RunOptions& options,
                const std::vector<CollectionState>& survey, RunReport* report);

}  // namespace touchbase
