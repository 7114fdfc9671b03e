// A directory of its own for one test, gone with everything in it at the end of the scope.
// Does file I/O. The path is short (unix sockets of the servers live below it), below $TMPDIR or
// /tmp, or in memory. Nothing outside may keep a file open for writing in it when it goes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace touchbase::test {

class TempDir {
 public:
  // In memory: below /dev/shm where that is there with a GiB free; for what syncs to the disk at
  // every step and is not tested for it.
  enum class Medium : std::uint8_t { kDisk, kMemory };

  // Throws std::system_error when it cannot be made.
  explicit TempDir(Medium medium = Medium::kDisk);
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  // Writes a file below the directory, with the folders above it, and returns its path.
  std::filesystem::path Write(std::string_view name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

// The bytes of a file. Throws std::runtime_error when it cannot be read.
std::string ReadFile(const std::filesystem::path& path);

}  // namespace touchbase::test
