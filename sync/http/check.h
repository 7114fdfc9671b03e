// Whether a request can be written to the wire as it is: ETags and hrefs in it come from outside,
// and a line break in one would be a header of its own. Pure.
#pragma once

#include <string>

#include "sync/http/client.h"

namespace touchbase::http {

// What is wrong, or empty. Never repeats a header's value or the URL.
std::string ProblemOf(const Request& request);

}  // namespace touchbase::http
