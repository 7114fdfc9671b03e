// What stands in the calendar, in the planner's words, and what is known of each item's step. Pure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/core/acts.h"

namespace touchbase {

// What is open in the calendar now, where the base or, without one, the calendar has it. `held`:
// keys that a guard holds; they count as standing.
std::vector<Placed> PlacedOf(const World& world, const FollowUpRows& rows,
                             const std::set<std::string>& held, const Zone& zone);

// The times that texts have offered and that may be held still, also by follow-ups that are done.
std::vector<Offer> OffersOf(const World& world);

// Keys of what stood at the last run and is gone now, for `held`: to plan as if it still stood.
std::set<std::string> GoneSince(const World& world);

// The names of all steps that a contact may have.
std::set<std::string, std::less<>> StepNames(const CadenceSet& cadences);

// What the row's item stood for: the step of its contact whose UID the row names. None: unknown.
std::optional<FollowUpKey> StepOf(const Touch& row, const FollowUpRows& rows,
                                  const CadenceSet& cadences);

// Gives finished items that the base does not know the step they stood for, by the rows of the log
// that were made from them, so that what the user does to them later is understood.
void NameFinished(const FollowUpRows& rows, const CadenceSet& cadences, const Zone& zone,
                  World* world);

// Gives items whose key the server dropped their place under the plan's key, by their UID.
void NameOrphans(const Plan& plan, World* world);

// By key: from the plan, else from the base. Titles are the ones that stand in the calendar, so
// that it can be told what is the user's own.
void FindFacts(const Plan& plan, const World& world, std::map<std::string, StepFacts>* facts);

}  // namespace touchbase
