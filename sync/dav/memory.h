// What is kept of a server between runs (AccountMemory), as text. Pure.
//
// Bound to the URL and user of the settings: for another one it is as if nothing were known.
// Written by us alone, but read like anything from outside: what does not fit is not believed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/collection.h"
#include "sync/dav/profile.h"

namespace touchbase::dav {

// Where the calendars are.
struct Places {
  std::string collection;          // the URL given is a calendar: this one; else empty
  std::vector<std::string> homes;  // absolute URLs; may be empty only when `collection` is not
  // The user's own, as the principal names them: e-mails in lower case, at most 16.
  std::vector<std::string> addresses = {};
  bool known() const { return !collection.empty() || !homes.empty(); }
  friend bool operator==(const Places&, const Places&) = default;
};

struct Known {
  Places places;
  Profile profile;
};

AccountMemory WriteMemory(std::string_view url, std::string_view user, const Known& known);
// Adds the e-mail of a calendar user address (mailto:, RFC 6638 2.4.1) that is none of them yet;
// what is no e-mail is left out.
void AddAddress(std::string_view address, std::vector<std::string>* addresses);
std::optional<Known> ReadMemory(const AccountMemory& memory, std::string_view url,
                                std::string_view user);

}  // namespace touchbase::dav
