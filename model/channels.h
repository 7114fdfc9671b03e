// Channels: how a step reaches its contact. Pure.
//
// A step that names its channel keeps it. Else the contact's `channel` cell decides, then what they
// are optimised for (speed: a call where an answer is wanted; outcome: never a call while there is
// another way), then what is known of them.
#pragma once

#include <string>

#include "model/tracks.h"

namespace touchbase {

Channel ChannelOf(Role role, const Step& step, const Contact& contact);

// What stands in for a call that cannot be made.
Channel InsteadOfCall(const Contact& contact);

// After three unanswered steps of a warm track on one channel: the other one, in one sentence.
// Empty when there is nothing to suggest; never a call for a contact with `optimise = outcome`.
std::string ChannelAdvice(const DueStep& item, const Contact& contact);

}  // namespace touchbase
