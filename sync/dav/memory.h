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
  bool known() const { return !collection.empty() || !homes.empty(); }
  friend bool operator==(const Places&, const Places&) = default;
};

struct Known {
  Places places;
  Profile profile;
};

AccountMemory WriteMemory(std::string_view url, std::string_view user, const Known& known);
std::optional<Known> ReadMemory(const AccountMemory& memory, std::string_view url,
                                std::string_view user);

}  // namespace touchbase::dav
