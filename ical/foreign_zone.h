// A VTIMEZONE that somebody made up ("Customized Time Zone"), interpreted by libical. Pure.
#pragma once

#include <memory>

#include "ical/component_tree.h"
#include "model/zone.h"

namespace touchbase::ical {

// nullptr when it cannot be used. Only yearly rules are expanded: a hostile rule makes libical
// search without end.
std::shared_ptr<const Zone> InterpretVTimezone(const TreeNode& vtimezone);

}  // namespace touchbase::ical
