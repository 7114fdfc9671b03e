// What servers answer in XML: multistatus (RFC 4918 13) and DAV:error bodies (16). Pure; the .cpp
// is the only user of pugixml.
//
// Names are compared by namespace, never by prefix. A body is UTF-8, its root is DAV:multistatus,
// and it is bounded, or there is a problem instead of a value: half a listing is never a listing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchbase::dav::xml {

constexpr std::size_t kMostResponses = 500'000;
constexpr std::size_t kMostElements = 6'000'000;

// One child of DAV:error, such as no-uid-conflict with the href of who holds the UID.
struct Condition {
  std::string name;  // the local name; DAV: and CalDAV do not share any
  std::string href;
};

// One DAV:response. A property is there only when its propstat says 2xx.
struct Item {
  std::string href;                 // as written
  int status = 0;                   // of the response as a whole; 0: it has propstats instead
  int refused = 0;                  // the first propstat status that is no 2xx; 0: none
  bool has_props = false;           // a propstat with 2xx was there
  std::optional<std::string> etag;  // as written, with quotes
  std::optional<std::string> display_name;
  std::optional<std::string> ctag;
  std::optional<std::string> sync_token;
  std::optional<std::string> calendar_data;  // carriage returns kept
  bool is_collection = false;
  bool is_calendar = false;  // and none of inbox, outbox, proxy, deleted
  bool is_shared = false;    // shared or shared-owner of calendarserver-sharing, or has invitees
  bool names_components = false;
  bool events = false;                  // VEVENT among them
  bool tasks = false;                   // VTODO
  std::optional<bool> writable;         // from current-user-privilege-set (RFC 3744 5.5)
  std::vector<std::string> principals;  // current-user-principal
  std::vector<std::string> owners;      // DAV:owner (RFC 3744 5.1)
  std::string time_zone;                // calendar-timezone (RFC 4791 5.2.2)
  std::vector<std::string> homes;       // calendar-home-set
  std::vector<std::string> addresses;   // calendar-user-address-set (RFC 6638 2.4.1)
  std::vector<Condition> conditions;
  std::string description;  // responsedescription
};

struct Multistatus {
  std::vector<Item> items;
  std::string sync_token;
};

struct ParsedMultistatus {
  std::optional<Multistatus> value;
  std::string problem;  // when there is no value
};

ParsedMultistatus ParseMultistatus(std::string_view body);

// The body of a refused request. Not XML, or another root: is_dav_error is false, text says how it
// began.
struct ErrorBody {
  bool is_dav_error = false;
  std::vector<Condition> conditions;
  std::string text;  // for a person: the server's words, one line, at most 200 bytes
  bool Has(std::string_view name) const;
};

ErrorBody ParseErrorBody(std::string_view body);

// "HTTP/1.1 404 Not Found", or the bare "404" of SOGo; 0 when it is neither.
int ParseStatusLine(std::string_view line);

bool IsUtf8(std::string_view text);

}  // namespace touchbase::dav::xml
