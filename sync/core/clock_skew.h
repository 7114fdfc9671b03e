// The machine's clock against the server's. I/O: the port.
#pragma once

#include "sync/core/collection.h"

namespace touchbase {

// Throws ServerError when they are more than five minutes apart, after an answer of the server.
// `acting_as_of`: --now was given, and nothing is compared.
void CheckClock(const Account& account, bool acting_as_of);

}  // namespace touchbase
