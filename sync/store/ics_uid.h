// The UID of a calendar object resource, found without parsing it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace touchbase::store {

// The value of the first UID property, unfolded (RFC 5545 3.1, 3.8.4.7); "" when there is none.
std::string UidOf(std::string_view text);

}  // namespace touchbase::store
