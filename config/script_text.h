// Texts of scripts: the format of the built-in ones and of the user's scripts/NAME.txt. Pure.
//
// An own file holds one script: `Subject: ...` (may be missing), an empty line, the body. A line
// `---` begins another variant; `Manner: formal` or `informal` above the subject says whom it
// suits. Lines that open with `;` are remarks. The built-in files hold many, each below `== name`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/problem.h"
#include "model/script.h"

namespace touchbase {

inline constexpr std::size_t kLargestScriptFile = std::size_t{16} * 1024;  // bytes of an own file
inline constexpr std::size_t kMostVariants = 50;                           // in an own file

// The scripts of one own file, or all that is wrong with it. `file`: for messages and
// Script::where.
std::variant<std::vector<Script>, std::vector<Problem>> ParseScriptFile(std::string_view text,
                                                                        const std::string& file);

// The built-in ones; the same set on every call.
const ScriptSet& BuiltInScripts();

}  // namespace touchbase
