#include "sync/store/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>

namespace touchbase::store {
namespace {

std::error_code Errno() { return {errno, std::generic_category()}; }
std::error_code Code(int number) { return {number, std::generic_category()}; }

FileStamp StampOf(const struct stat& status) {
  FileStamp stamp;
  stamp.exists = true;
  stamp.is_directory = S_ISDIR(status.st_mode);
  stamp.is_link = S_ISLNK(status.st_mode);
  stamp.size = static_cast<std::uint64_t>(status.st_size);
  stamp.mtime_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  stamp.inode = status.st_ino;
  stamp.mode = status.st_mode & 07777;
  stamp.owner = status.st_uid;
  stamp.group = status.st_gid;
  return stamp;
}

std::error_code StampResult(int result, const struct stat& status, FileStamp* stamp) {
  *stamp = FileStamp{};
  if (result == 0) {
    *stamp = StampOf(status);
    return {};
  }
  return errno == ENOENT || errno == ENOTDIR ? std::error_code() : Errno();
}

class Posix : public FileSystem {
 public:
  std::error_code Stat(const std::string& path, FileStamp* stamp) override {
    struct stat status {};
    return StampResult(::stat(path.c_str(), &status), status, stamp);
  }

  std::error_code LinkStat(const std::string& path, FileStamp* stamp) override {
    struct stat status {};
    return StampResult(::lstat(path.c_str(), &status), status, stamp);
  }

  std::error_code Read(const std::string& path, std::uint64_t limit, std::string* bytes,
                       FileStamp* stamp) override {
    // Non-blocking, so that a pipe under the name of a file cannot hang the run.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return Errno();
    const OpenedFile file(this, descriptor);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return Errno();
    if (S_ISDIR(status.st_mode)) return Code(EISDIR);
    if (!S_ISREG(status.st_mode)) return Code(EINVAL);
    *stamp = StampOf(status);
    if (stamp->size > limit) return Code(EFBIG);
    bytes->resize(stamp->size);
    std::size_t read = 0;
    while (read < bytes->size()) {
      const ssize_t count = ::read(descriptor, bytes->data() + read, bytes->size() - read);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return Errno();
      if (count == 0) break;  // cut short meanwhile; the stamp will not match the next look
      read += static_cast<std::size_t>(count);
    }
    bytes->resize(read);
    return {};
  }

  std::error_code Resolve(const std::string& path, std::string* resolved) override {
    if (Canonical(path, resolved)) return {};
    if (errno != ENOENT) return Errno();
    // A link to a file that does not exist yet is followed by hand, else a rename would replace it.
    std::string target = path;
    char buffer[4096];
    const ssize_t length = ::readlink(path.c_str(), buffer, sizeof buffer);
    if (length > 0) {
      const std::string link(buffer, static_cast<std::size_t>(length));
      target = link.front() == '/' ? link : FolderOf(path) + "/" + link;
    }
    std::string folder;
    if (!Canonical(FolderOf(target), &folder)) return Errno();
    *resolved = folder + "/" + NameOf(target);
    return {};
  }

  std::error_code List(const std::string& folder, std::vector<std::string>* names) override {
    names->clear();
    const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), &::closedir);
    if (!open) return Errno();
    errno = 0;
    while (const dirent* entry = ::readdir(open.get())) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") names->push_back(name);
      errno = 0;
    }
    if (errno != 0) return Errno();
    std::sort(names->begin(), names->end());
    return {};
  }

  std::error_code OpenLocked(const std::string& path, mode_t mode, int* descriptor) override {
    for (int attempt = 0; attempt < 8; ++attempt) {
      const int opened = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
      if (opened < 0) return Errno();
      OpenedFile file(this, opened);
      if (::flock(opened, LOCK_EX | LOCK_NB) != 0) return Errno();
      struct stat mine {};
      struct stat there {};
      if (::fstat(opened, &mine) != 0) return Errno();
      // Whoever held the lock before may have renamed the file away between open and lock.
      if (::lstat(path.c_str(), &there) != 0 || mine.st_ino != there.st_ino) continue;
      // A crash left it. It may be a second name of a file that lives on, so it is never emptied.
      if (mine.st_size != 0 || mine.st_nlink != 1) {
        if (::unlink(path.c_str()) != 0) return Errno();
        continue;
      }
      *descriptor = file.Release();
      return {};
    }
    return Code(EWOULDBLOCK);
  }

  std::error_code Write(int descriptor, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return Errno();
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }

  std::error_code MakeAlike(int descriptor, const FileStamp& like) override {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return Errno();
    // Only root may give a file away; for anybody else the owner of a file he may write to is
    // enough.
    if (status.st_uid != like.owner || status.st_gid != like.group) {
      if (::fchown(descriptor, like.owner, like.group) != 0 && errno != EPERM) return Errno();
    }
    return ::fchmod(descriptor, like.mode) == 0 ? std::error_code() : Errno();
  }

  std::error_code StampTime(int descriptor) override {
    timespec times[2] = {{0, UTIME_OMIT}, {0, 0}};
    ::clock_gettime(CLOCK_REALTIME, &times[1]);
    return ::futimens(descriptor, times) == 0 ? std::error_code() : Errno();
  }

  std::error_code Sync(int descriptor) override {
    return ::fsync(descriptor) == 0 ? std::error_code() : Errno();
  }

  void Close(int descriptor) override { ::close(descriptor); }

  std::error_code Rename(const std::string& from, const std::string& to) override {
    return ::rename(from.c_str(), to.c_str()) == 0 ? std::error_code() : Errno();
  }

  std::error_code RenameNew(const std::string& from, const std::string& to) override {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) return Errno();
    // NFS has no such rename, but links.
    if (::link(from.c_str(), to.c_str()) != 0) return Errno();
    return Remove(from);
  }

  std::error_code Remove(const std::string& path) override {
    return ::unlink(path.c_str()) == 0 || errno == ENOENT ? std::error_code() : Errno();
  }

  std::error_code MakeFolder(const std::string& path) override {
    return ::mkdir(path.c_str(), 0777) == 0 ? std::error_code() : Errno();
  }

  std::error_code SyncFolder(const std::string& folder) override {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return Errno();
    const OpenedFile file(this, descriptor);
    // Some network file systems cannot sync a folder and say so; the rename stands all the same.
    return ::fsync(descriptor) == 0 || errno == EINVAL ? std::error_code() : Errno();
  }

  std::int64_t NowNs() override {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  }

 private:
  static bool Canonical(const std::string& path, std::string* resolved) {
    const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), &::free);
    if (real) *resolved = real.get();
    return real != nullptr;
  }
};

}  // namespace

FileSystem& PosixFiles() {
  static Posix files;
  return files;
}

std::string FolderOf(const std::string& path) {
  const auto slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string NameOf(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace touchbase::store
