// Times that a text offers: two free quarters of an hour, held for that contact. Pure.
//
// Filled on the morning of the follow-up whose script names {slot1} and {slot2}; on two different
// ones of the next five working days, at different hours, in the contact's hours where their zone
// is known. Held for five working days, also when the follow-up is done, and offered to nobody
// else.
#pragma once

#include <vector>

#include "model/plan.h"

namespace touchbase {

inline constexpr int kOfferWorkingDays = 5;

// `input.busy` and the times of the offers that are held still: nothing else is placed there.
std::vector<Busy> BusyWithOffers(const PlanInput& input);

// Gives the follow-ups of today their offers, and keeps those made before while they are good.
// `busy`: as BusyWithOffers gave it.
void FillOffers(const PlanInput& input, std::span<const Busy> busy, Plan* plan);

}  // namespace touchbase
