#include "sync/store/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "model/error.h"

namespace touchbase::store {
namespace {

// "pid since\n"; nothing is believed of a file that says something else.
LockHolder ReadHolder(int descriptor) {
  char buffer[64];
  const ssize_t size = ::pread(descriptor, buffer, sizeof buffer, 0);
  LockHolder holder;
  if (size <= 0) return holder;
  const char* const end = buffer + size;
  const auto [after_pid, pid_error] = std::from_chars(buffer, end, holder.pid);
  if (pid_error != std::errc() || after_pid == end) return {};
  const auto since = std::from_chars(after_pid + 1, end, holder.since);
  return since.ec == std::errc() ? holder : LockHolder{};
}

InputError CannotLock(const std::string& path) {
  const std::error_code error(errno, std::generic_category());
  return InputError("making the lock file failed: " + error.message(), path);
}

}  // namespace

std::optional<RunLock> RunLock::TryTake(const std::string& state_path, std::int64_t now,
                                        LockHolder* holder) {
  const std::string path = state_path + ".lock";
  std::error_code ignored;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) throw CannotLock(path);
  RunLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) throw CannotLock(path);
    *holder = ReadHolder(descriptor);
    return std::nullopt;
  }
  // The file is never removed: a name that comes and goes would be two locks for a moment.
  const std::string text = std::to_string(::getpid()) + " " + std::to_string(now) + "\n";
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    // A full disk: held all the same, only nobody is told since when.
    (void)::ftruncate(descriptor, 0);
  }
  return lock;
}

RunLock::RunLock(RunLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

RunLock::~RunLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace touchbase::store
