// [cadence.*] of the settings, and the same of the built-in file. Pure.
#pragma once

#include <string_view>

#include "config/section.h"
#include "model/cadence.h"

namespace touchbase::config {

// Merges the cadences of the table `cadence` into `cadences`: given keys replace, others stay, new
// ones are added. `steps` replaces the whole list, but an `opening` stays in front unless it is
// given anew, and in talk and side steps of the same name are replaced and the others stay. `then =
// false` takes a tail away. A cadence with a problem stays as it was.
void ReadCadences(Section cadence, CadenceSet& cadences);

// The text of config/cadences.toml as it was when the program was built.
std::string_view BuiltInCadencesText();

}  // namespace touchbase::config
