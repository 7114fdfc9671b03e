// The cadences that the program brings (config/cadences.toml, compiled in). Pure.
//
// Tracks: met, event, cold, warm, talk, keep, customer, friend. Two further entries are no tracks
// but hold steps: vip (vip-1, then weekly: the gaps of cold and warm for important people) and side
// (promise, asked, offered, next, reconnect). In cold and warm the first step is `opening`, which
// the limit does not count; the steps of talk are alternatives, not a sequence.
#pragma once

#include <string_view>

#include "model/cadence.h"

namespace touchbase {

// The same set on every call; about 0.2 ms.
CadenceSet BuiltInCadences();

// Whether a contact can be on a cadence of that name, which vip and side are not.
bool IsTrackName(const CadenceSet& cadences, std::string_view name);

}  // namespace touchbase
