// The exit codes of the program, a contract with whoever runs it from a script or from cron.
#pragma once

namespace touchbase::cli {

inline constexpr int kUsage = 2;          // the command line
inline constexpr int kInput = 3;          // settings or book invalid
inline constexpr int kServer = 4;         // not reached, or sign-in refused
inline constexpr int kPart = 5;           // done in part
inline constexpr int kGuard = 6;          // a guard stopped
inline constexpr int kLocked = 7;         // another run holds the lock
inline constexpr int kInterrupted = 130;  // by a signal

}  // namespace touchbase::cli
