// From the URL in the settings to the calendar homes (RFC 6764 6, RFC 5397, RFC 4791 6.2.1). I/O:
// the network, by a Session. At most five redirects for each step, followed by hand.
//
// The same answers name the user's own addresses (RFC 6638 2.4.1), where a server tells them.
//
// In order: the URL given, /.well-known/caldav, "/". A URL of a calendar stands as it is. SRV and
// TXT records are not looked up: the settings always hold a URL.
#pragma once

#include <string>

#include "sync/dav/memory.h"
#include "sync/dav/session.h"

namespace touchbase::dav {

// Throws ServerError: no CalDAV there (with what came back from each place), not reached, sign-in
// refused, or a host that is not trusted.
Places Discover(Session& session, const std::string& url);

}  // namespace touchbase::dav
