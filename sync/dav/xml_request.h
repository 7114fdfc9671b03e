// The XML bodies of our requests. Pure.
//
// Prefixes are lower case (d: c: cs:), which is what iCloud was reported to insist on. Whatever
// comes from outside is escaped; characters that XML cannot hold are left out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/civil_time.h"
#include "model/uid.h"

namespace touchbase::dav::xml {

std::string Escape(std::string_view text);

// Where a person's calendars are: resourcetype (the URL given may be a calendar's),
// current-user-principal (RFC 5397), calendar-home-set (RFC 4791 6.2.1). Depth 0. Nothing more:
// DAViCal answers 500 to a getctag of its root.
std::string DiscoveryBody();

// What Survey asks of a home or a collection. `ctag_only` leaves out the sync-token, which costs
// Radicale a walk over the whole collection and tells nothing that its ctag does not.
std::string CollectionsBody(bool ctag_only);

// The calendar-timezone of each calendar of a home; some are long.
std::string ZonesBody();
// The members of a collection with their ETags; sync-token is that of the collection itself, read
// with the listing. Depth 1.
std::string ListingBody();

// RFC 6578 3.2, with Depth 0. An empty token asks for everything. No limit is named.
std::string SyncCollectionBody(std::string_view token);

// RFC 4791 7.9. The hrefs are written as the server wrote them.
std::string MultigetBody(std::span<const std::string> hrefs);

// RFC 4791 7.8: every object with that component; iCloud answers nothing to a query for two.
std::string QueryBody(Component component);

// RFC 4791 7.8: events by ETag, with their text when asked for.
enum class Which : std::uint8_t { kInTime, kAll, kWithSingleDates };  // 9.9; all; those with RDATE
std::string WindowBody(Which which, Instant from, Instant to, bool with_text);

// RFC 4791 5.3.1 with a name and exactly one component: iCloud refuses a set of two.
std::string MkcalendarBody(std::string_view display_name, Component component);

}  // namespace touchbase::dav::xml
