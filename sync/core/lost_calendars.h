// Calendars of the user's that items of ours were moved to and that are gone from the account.
// I/O: the base.
#pragma once

#include <string>
#include <vector>

#include "sync/core/roles.h"

namespace touchbase {

// Nothing is believed of the open follow-ups in them: they go to `roles->lost`, and the answer is
// the message; empty: there are none. When the options say to go on they go to `roles->vanished`.
std::string FindLostCalendars(const std::vector<CollectionState>& survey, const RunOptions& options,
                              Roles* roles, BaseStore& base);

}  // namespace touchbase
