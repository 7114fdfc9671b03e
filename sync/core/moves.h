// Where the user (or another machine of theirs) has put an item. Pure.
#pragma once

#include <optional>

#include "model/zone.h"
#include "sync/core/world.h"

namespace touchbase {

struct Move {
  LocalTime start{};
  int length_minutes = 15;
  bool pinned = false;  // false: another machine of the user's moved it
};

// Where a half that changed stands, when that is not where the base has it.
std::optional<Move> ReadMove(const Entry& entry, const Zone& zone);

}  // namespace touchbase
