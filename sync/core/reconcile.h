// The decision for one half of a follow-up from what changed on either side. Pure and
// total: 9 cells with a base, 4 without.
#pragma once

#include <cstdint>
#include <string_view>

namespace touchbase {

// Against the base.
enum class Change : std::uint8_t { kUnchanged, kChanged, kDeleted };

enum class Decision : std::uint8_t {
  kNothing,     // both sides hold what the base holds, or nothing at all
  kCreate,      // PUT If-None-Match: *
  kUpdate,      // patch the fetched object with what we own, PUT If-Match
  kMerge,       // as kUpdate, but what the user's hand changed is left as it is
  kAdopt,       // the calendar's content becomes the base; nothing is written
  kDelete,      // DELETE If-Match
  kSaveDelete,  // the user has written into it: their text goes to the log first, then kDelete
  kForget,      // gone on both sides: drop it from the base
  kRespect,     // the user removed it: remember that, never make it again
};

// With a base: `ours` is the plan against the base, `theirs` the calendar (kDeleted: confirmed).
Decision Reconcile(Change ours, Change theirs);

// Without a base: is it wanted, is it in the calendar?
Decision ReconcileWithoutBase(bool wanted, bool present);

// Of those that change the calendar.
bool Writes(Decision decision);

std::string_view ToWord(Decision decision);

}  // namespace touchbase
