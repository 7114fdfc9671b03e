// Track cells that name no track, said with the nearest one. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/contact.h"
#include "model/known_steps.h"

namespace touchbase {

// One warning per unknown word, with the first contact that has it; at most ten.
std::vector<std::string> UnknownTracks(std::span<const Contact> contacts,
                                       const KnownCadences& cadences);

}  // namespace touchbase
