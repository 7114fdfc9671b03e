#include "tests/support/temp_dir.h"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace touchbase::test {

namespace {

std::filesystem::path Below(TempDir::Medium medium) {
  constexpr std::uintmax_t kEnough = 1ULL << 30;
  const std::filesystem::path memory = "/dev/shm";
  std::error_code error;
  if (medium == TempDir::Medium::kMemory && access(memory.c_str(), W_OK | X_OK) == 0) {
    const std::filesystem::space_info space = std::filesystem::space(memory, error);
    if (!error && space.available >= kEnough) return memory;
  }
  return std::filesystem::temp_directory_path();
}

}  // namespace

TempDir::TempDir(Medium medium) {
  std::string pattern = (Below(medium) / "touchbase-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "cannot make " + pattern);
  }
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;  // A destructor has nobody to tell, and the next run has its own.
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TempDir::Write(std::string_view name, std::string_view content) const {
  const std::filesystem::path file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  if (!out) {
    throw std::runtime_error("cannot write " + file.string());
  }
  return file;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace touchbase::test
