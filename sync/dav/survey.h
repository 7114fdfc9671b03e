// The calendars of a home, from its multistatus. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/collection.h"
#include "sync/dav/profile.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {

// Calendar collections only; what is listed twice stands once. `asked` is the URL that answered.
std::vector<CollectionState> CalendarsIn(const xml::Multistatus& multistatus,
                                         std::string_view asked, const Profile& profile);

// Whether the list holds this collection, hrefs compared in normal form.
bool Lists(const std::vector<CollectionState>& states, std::string_view url);

}  // namespace touchbase::dav
