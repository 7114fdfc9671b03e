#include "config/small_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include "config/file_descriptor.h"

namespace touchbase {
namespace {

std::string FaultOf(const struct stat& status, std::size_t most, bool secret) {
  if (S_ISDIR(status.st_mode)) return "it is a folder";
  if (!S_ISREG(status.st_mode)) return "it is not a regular file";
  if (static_cast<std::size_t>(status.st_size) > most) {
    return "it is larger than " + std::to_string(most / 1024) + " KiB";
  }
  if (secret && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return "others can read it; run chmod 600 on it";
  }
  if (secret && status.st_uid != geteuid() && status.st_uid != 0) {
    return "it belongs to another user";
  }
  return {};
}

}  // namespace

SmallFile ReadSmallFile(const std::string& path, std::size_t most, bool secret) {
  SmallFile file;
  // A path with a zero byte would be cut and name another file.
  if (path.empty() || path.find('\0') != std::string::npos) {
    file.fault = "the path is empty or holds a zero byte";
    return file;
  }
  // Without O_NONBLOCK a named pipe would hold the run until somebody writes to it.
  const FileDescriptor descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (descriptor.Get() < 0) {
    file.missing = errno == ENOENT;
    file.fault = ReasonOf(errno);
    return file;
  }
  struct stat status {};
  if (fstat(descriptor.Get(), &status) != 0) {
    file.fault = ReasonOf(errno);
    return file;
  }
  file.mode = status.st_mode & 07777U;
  file.fault = FaultOf(status, most, secret);
  // Reserved once: growing would leave copies of a secret behind.
  file.text.reserve(most + 1);
  while (file.fault.empty()) {
    const std::size_t size = file.text.size();
    file.text.resize(most + 1);
    const ssize_t count = read(descriptor.Get(), file.text.data() + size, most + 1 - size);
    const int error = errno;
    file.text.resize(size + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count < 0 && error == EINTR) continue;
    if (count < 0) file.fault = ReasonOf(error);
    if (file.text.size() > most) file.fault = "it grew while it was read";
    if (count <= 0) break;
  }
  return file;
}

}  // namespace touchbase
