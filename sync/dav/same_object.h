// Whether a text that came back from the server is what was sent to it. Pure.
//
// Servers sort, fold and decorate what they store, and the user may have been faster than our
// second look. So properties of the event or task are compared, never bytes (research: every server
// rewrites).
#pragma once

#include <string_view>

namespace touchbase::dav {

// The same UID and DTSTAMP: this write of ours was done, whatever happened to it since.
bool IsOurWrite(std::string_view written, std::string_view read);

// The same UID, and the same value in everything a user's hand changes: times, SUMMARY,
// DESCRIPTION, STATUS, COMPLETED, PERCENT-COMPLETE. Parameters and order are not looked at.
bool SameContent(std::string_view written, std::string_view read);

}  // namespace touchbase::dav
