// Questions on the terminal. I/O: standard input and output.
#pragma once

#include <string>

#include "sync/cli/options.h"

namespace touchbase::cli {

// Somebody is there to be asked, and --json was not given.
bool OnTerminal(const Options& options);

// An answer, or the default when the line is empty or the input at its end.
std::string Ask(const std::string& question, const std::string& otherwise);

}  // namespace touchbase::cli
