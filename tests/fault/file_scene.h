// One day of a small life on real files: the world as it was before its run, as often as wanted,
// and what the run must come to. Does file I/O.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "tests/fault/file_world.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {

constexpr int kFileScenes = 3;

class FileScene {
 public:
  // `index` from 0; the scenes before it are played.
  explicit FileScene(int index);

  const char* at() const;
  const std::string& expected() const { return expected_; }

  // The world before the run, made again at the same place: state knows its URLs.
  FileWorld Set() const;

  // Fails the test unless another run ends as expected and the run after it changes nothing.
  void EndsWell(FileWorld* world, const std::string& where) const;

 private:
  std::filesystem::path Place() const { return dir_ / "world"; }

  int index_;
  TempDir dir_{TempDir::Medium::kMemory};  // the state syncs to the disk at every step
  std::string expected_;
};

}  // namespace touchbase::test
