// What vanished is made anew, under raised generations: nothing is logged as deleted.
// I/O: the base.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sync/core/base_store.h"

namespace touchbase {

// Everything that lay in collections that are gone.
void MakeAnewIn(const std::vector<Href>& vanished, BaseStore& base);

// Everything that a guard held at the last run (--restore).
void MakeHeldAnew(BaseStore& base);

// `held`: keys of follow-ups that are gone and that nobody has confirmed.
void RememberHeld(const std::set<std::string>& held, BaseStore& base);

}  // namespace touchbase
