// The one door from sync/store to the operating system's files. Does file I/O; tests replace it to
// let any single operation fail, and to stop the program before any of them.
//
// Failures are values (std::error_code with errno); nothing here throws except std::bad_alloc.
// Descriptors are plain ints: OpenedFile (below) owns them for callers.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace touchbase::store {

struct FileStamp {
  bool exists = false;
  bool is_directory = false;
  bool is_link = false;  // only LinkStat says so
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;  // since 1970
  std::uint64_t inode = 0;
  mode_t mode = 0600;  // permission bits
  uid_t owner = 0;
  gid_t group = 0;

  // The same file as it was: size, time and inode agree.
  bool SameAs(const FileStamp& other) const {
    return exists == other.exists && size == other.size && mtime_ns == other.mtime_ns &&
           inode == other.inode;
  }
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // What is not there is no error: stamp->exists is false then. Stat follows links.
  virtual std::error_code Stat(const std::string& path, FileStamp* stamp) = 0;
  virtual std::error_code LinkStat(const std::string& path, FileStamp* stamp) = 0;
  // The whole file and the stamp of exactly these bytes; EFBIG when larger than `limit` bytes.
  virtual std::error_code Read(const std::string& path, std::uint64_t limit, std::string* bytes,
                               FileStamp* stamp) = 0;
  // The path with every link followed. The last part need not exist.
  virtual std::error_code Resolve(const std::string& path, std::string* resolved) = 0;
  // The names in a folder in byte order, without . and ..
  virtual std::error_code List(const std::string& folder, std::vector<std::string>* names) = 0;

  // Opens (makes) a file for writing under an exclusive lock and empties it. EWOULDBLOCK when
  // another process holds it; a file left behind by a crash is taken over.
  virtual std::error_code OpenLocked(const std::string& path, mode_t mode, int* descriptor) = 0;
  virtual std::error_code Write(int descriptor, std::string_view bytes) = 0;
  // Mode and, where allowed, owner of another file.
  virtual std::error_code MakeAlike(int descriptor, const FileStamp& like) = 0;
  // Sets the time of last change to the clock's nanosecond; file systems alone keep a tick of 4 ms,
  // in which two versions of a file could look the same.
  virtual std::error_code StampTime(int descriptor) = 0;
  virtual std::error_code Sync(int descriptor) = 0;
  virtual void Close(int descriptor) = 0;

  virtual std::error_code Rename(const std::string& from, const std::string& to) = 0;
  // Fails with EEXIST when `to` is there.
  virtual std::error_code RenameNew(const std::string& from, const std::string& to) = 0;
  virtual std::error_code Remove(const std::string& path) = 0;
  virtual std::error_code MakeFolder(const std::string& path) = 0;
  virtual std::error_code SyncFolder(const std::string& folder) = 0;

  // The clock that file times come from.
  virtual std::int64_t NowNs() = 0;
};

// The real one.
FileSystem& PosixFiles();

// Closes the descriptor (which also gives up its lock) at the end of the scope.
class OpenedFile {
 public:
  OpenedFile(FileSystem* files, int descriptor) : files_(files), descriptor_(descriptor) {}
  OpenedFile(OpenedFile&& other) noexcept
      : files_(other.files_), descriptor_(std::exchange(other.descriptor_, -1)) {}
  OpenedFile& operator=(OpenedFile&&) = delete;
  ~OpenedFile() {
    if (descriptor_ >= 0) files_->Close(descriptor_);
  }
  int descriptor() const { return descriptor_; }
  int Release() { return std::exchange(descriptor_, -1); }

 private:
  FileSystem* files_;
  int descriptor_;
};

std::string FolderOf(const std::string& path);  // "." when there is none
std::string NameOf(const std::string& path);

enum class ReplaceMode : std::uint8_t {
  kReplace,     // by rename, whatever is there
  kOnlyCreate,  // EEXIST when the name is taken meanwhile
};

// Puts `bytes` at `path` (not a link) so that any crash leaves the old file or the new one whole: a
// hidden file beside it, fsync, rename, fsync of the folder. On failure the hidden file is gone and
// the old file as it was. Mode and owner are those of `like` when that exists. `unchanged`: gives
// up with ESTALE when the file is not as this stamp says just before the rename.
struct Replacement {
  ReplaceMode mode = ReplaceMode::kReplace;
  const FileStamp* like = nullptr;
  const FileStamp* unchanged = nullptr;
  FileStamp* written = nullptr;  // set to the stamp of the new file
};
std::error_code ReplaceFile(FileSystem* files, const std::string& path, std::string_view bytes,
                            const Replacement& how);

}  // namespace touchbase::store
