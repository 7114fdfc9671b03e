// What kind of server this is and the rules that follow from it. Pure.
//
// A server is recognised by what it cannot help saying: headers, the form of its tokens, its XML
// namespaces. Every rule is a plain field; an unknown server gets none of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/http/client.h"

namespace touchbase::dav {

enum class ServerKind : std::uint8_t {
  kUnknown,
  kRadicale,
  kXandikos,
  kCyrus,     // Fastmail too
  kSabre,     // sabre/dav 2 and later: Nextcloud, ownCloud, Baikal
  kSabreOld,  // sabre/dav 1.8 and earlier: no sync-collection
  kDavical,
  kGoogle,
  kICloud,
};

std::string_view ServerName(ServerKind kind);

struct Profile {
  ServerKind kind = ServerKind::kUnknown;
  bool ask_ctag_only = false;       // Radicale: the sync-token costs a walk and says no more
  bool distrust_tokens = false;     // DAViCal: tokens are transaction start times, changes get lost
  bool no_sync_collection = false;  // sabre 1.8; others when they were seen to refuse it
  bool reread_after_update = false;  // sabre 1.8, DAViCal: If-Match is not atomic
  bool look_before_create = false;   // Google: If-None-Match is ignored, a PUT would overwrite
  bool late_listings = false;  // iCloud, Open-Xchange: what was written may be missing for a while
  bool bare_409_is_uid = false;    // Google: a UID known elsewhere is 409 without a body
  bool ranges_miss_dates = false;  // sabre/dav: a time-range knows RRULE, but not RDATE
  bool incomplete_ranges = false;  // Xandikos: a time-range misses recurring events
  int max_connections = 0;         // Radicale (backlog of 5), DAViCal (one database); 0: no cap
  int full_listing_hours = 24;     // DAViCal 1

  friend bool operator==(const Profile&, const Profile&) = default;
};

Profile ProfileOf(ServerKind kind);

// What this answer shows the server to be; kUnknown when it shows nothing. `host` is that of the
// URL.
ServerKind Recognise(std::string_view host, const http::Response& response);

// Rules in force, for `doctor` and `status`: one line, such as
// "Radicale: asks for the ctag alone; at most 4 requests at a time".
std::string Describe(const Profile& profile);

}  // namespace touchbase::dav
