// Owner of a POSIX file descriptor (closes it when it goes out of scope; -1 owns nothing) and the
// words for what went wrong with one.
#pragma once

#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

namespace touchbase {

// What the system says about an errno.
inline std::string ReasonOf(int error) { return std::generic_category().message(error); }

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(FileDescriptor&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileDescriptor() { Close(); }

  int Get() const { return descriptor_; }
  void Close() {
    if (descriptor_ >= 0) close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_ = -1;
};

}  // namespace touchbase
