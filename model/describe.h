// From a due step to a follow-up: everything but its quarter of an hour and the reason. Pure.
#pragma once

#include "model/plan.h"
#include "model/tracks.h"

namespace touchbase {

FollowUp Describe(const DueStep& item, const Contact& contact);

}  // namespace touchbase
