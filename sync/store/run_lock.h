// The lock that keeps two runs from one state at a time: flock on `<state>.lock`, given up by the
// kernel when the process ends, however it ends. Does file I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace touchbase::store {

struct LockHolder {
  std::int64_t pid = 0;    // 0: not known
  std::int64_t since = 0;  // unix seconds; 0: not known
};

class RunLock {
 public:
  // `now` (unix seconds, the machine's clock) is written into the file for those who find it held.
  // No lock: `holder` tells who has it. Throws InputError when the file cannot be made.
  static std::optional<RunLock> TryTake(const std::string& state_path, std::int64_t now,
                                        LockHolder* holder);

  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&&) = delete;
  ~RunLock();

 private:
  explicit RunLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace touchbase::store
