// Entity tags (RFC 9110 8.8.3). Pure.
#pragma once

#include <string_view>

#include "model/strong.h"

namespace touchbase::dav {

// The tag when it is one strong tag in quotes, exactly as received; empty for everything else: weak
// (W/), a list, and the bare words of Open-Xchange, DavMail and Calypso, which no If-Match can
// carry.
ETag StrongETag(std::string_view raw);

}  // namespace touchbase::dav
