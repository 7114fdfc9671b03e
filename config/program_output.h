// Runs a program without a shell and returns the first line it prints. I/O: a child process.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "config/secret.h"

namespace touchbase {

// `command`: the program, looked up in PATH, and its arguments. Its input is empty, its errors go
// where ours go. After `patience` it is killed. Throws InputError when it cannot be started, is too
// slow, ends with another code than 0, or prints nothing or more than 64 KiB. The message names the
// program, never its arguments or output.
Secret FirstLineOf(const std::vector<std::string>& command, std::chrono::milliseconds patience);

}  // namespace touchbase
