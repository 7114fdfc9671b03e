// Makes a calendar (MKCALENDAR, RFC 4791 5.3.1). I/O: the network, by a Session.
#pragma once

#include <string>
#include <vector>

#include "model/uid.h"
#include "sync/core/collection.h"
#include "sync/dav/session.h"

namespace touchbase::dav {

// Below `home`, at a path made of the name that none of `existing` has; a taken one gets -2, -3,
// ... Throws ServerError when the server makes none: the message says to make it by hand.
CollectionState CreateCalendar(Session& session, const std::string& home,
                               const std::vector<CollectionState>& existing,
                               const std::string& display_name, Component component);

}  // namespace touchbase::dav
