// Reads one small regular file whole. I/O: opens and reads; never blocks on a pipe or a device.
#pragma once

#include <cstddef>
#include <string>

namespace touchbase {

struct SmallFile {
  std::string text;
  std::string fault;     // empty when it was read; else why not, without the path
  bool missing = false;  // the fault is that there is no such file
  unsigned mode = 0;     // permission bits
};

// At most `most` bytes; a longer file is a fault. With `secret` files that group or others may read
// or write, or that belong to someone else than this user or root, are not read.
SmallFile ReadSmallFile(const std::string& path, std::size_t most, bool secret = false);

}  // namespace touchbase
