// The one event or task of a calendar object resource (RFC 4791 4.1). Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ical/component_tree.h"

namespace touchbase::ical {

struct ParsedObject {
  TreeNode calendar;     // VCALENDAR
  std::size_t main = 0;  // index in calendar.parts: the one without RECURRENCE-ID
  bool several = false;  // exceptions to a recurrence stand beside it
  std::string why;       // not empty: it cannot be used; names what is wrong
};

ParsedObject ParseObject(std::string_view text);

}  // namespace touchbase::ical
