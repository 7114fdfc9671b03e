// The e-mail addresses that are the user's own: those of the settings, and those that the server
// knows the user by, kept in the base for commands that do not ask it.
#pragma once

#include <string>
#include <vector>

#include "sync/core/base_store.h"

namespace touchbase {

// Keeps what the server said; nothing said takes nothing away.
void KeepOwnAddresses(const std::vector<std::string>& told, BaseStore& base);

// Adds those kept to the ones of the settings.
void AddOwnAddresses(BaseStore& base, std::vector<std::string>* addresses);

}  // namespace touchbase
