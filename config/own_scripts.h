// The user's own texts: scripts/NAME.txt beside the settings file and scripts/LANGUAGE/NAME.txt.
// Reads files, never writes.
#pragma once

#include <string>
#include <vector>

#include "config/problem.h"
#include "model/script.h"

namespace touchbase {

// Adds the texts of `folder`; those in it directly are in `language`. All that is wrong with them
// comes back; a folder that is not there is in order. At most 500 files of 16 KiB. `names`: the
// scripts that there may be (ScriptNames() and those of the cadences).
std::vector<Problem> ReadOwnScripts(const std::string& folder, const std::string& language,
                                    const std::vector<std::string>& names, ScriptSet* scripts);

// What the draft checks find in the user's own texts, filled with sample values: FILE:LINE:
// finding.
std::vector<std::string> CheckOwnScripts(const ScriptSet& scripts);

}  // namespace touchbase
