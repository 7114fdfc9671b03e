// The real file system with a hook before every operation, for tests: any one of them can fail with
// an error of choice, or throw as if the program were killed there. Does file I/O.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sync/store/file_system.h"

namespace touchbase::test {

class FaultyFiles : public store::FileSystem {
 public:
  // Called with the name of the operation ("Write", "Sync", "Rename", ...) and its number from 0.
  // An error returned takes the operation's place; a Write then leaves the first half of its bytes.
  using Hook = std::function<std::error_code(const std::string& operation, int number)>;

  void SetHook(Hook hook) {
    hook_ = std::move(hook);
    operations_.clear();
  }
  const std::vector<std::string>& operations() const { return operations_; }

  std::error_code Stat(const std::string& path, store::FileStamp* stamp) override {
    return Guarded("Stat", [&] { return real_.Stat(path, stamp); });
  }
  std::error_code LinkStat(const std::string& path, store::FileStamp* stamp) override {
    return Guarded("LinkStat", [&] { return real_.LinkStat(path, stamp); });
  }
  std::error_code Read(const std::string& path, std::uint64_t limit, std::string* bytes,
                       store::FileStamp* stamp) override {
    return Guarded("Read", [&] { return real_.Read(path, limit, bytes, stamp); });
  }
  std::error_code Resolve(const std::string& path, std::string* resolved) override {
    return Guarded("Resolve", [&] { return real_.Resolve(path, resolved); });
  }
  std::error_code List(const std::string& folder, std::vector<std::string>* names) override {
    return Guarded("List", [&] { return real_.List(folder, names); });
  }
  std::error_code OpenLocked(const std::string& path, mode_t mode, int* descriptor) override {
    return Guarded("OpenLocked", [&] { return real_.OpenLocked(path, mode, descriptor); });
  }
  std::error_code Write(int descriptor, std::string_view bytes) override {
    const auto error = Guarded("Write", [&] { return real_.Write(descriptor, bytes); });
    if (error) (void)real_.Write(descriptor, bytes.substr(0, bytes.size() / 2));
    return error;
  }
  std::error_code MakeAlike(int descriptor, const store::FileStamp& like) override {
    return Guarded("MakeAlike", [&] { return real_.MakeAlike(descriptor, like); });
  }
  std::error_code StampTime(int descriptor) override {
    return Guarded("StampTime", [&] { return real_.StampTime(descriptor); });
  }
  std::error_code Sync(int descriptor) override {
    return Guarded("Sync", [&] { return real_.Sync(descriptor); });
  }
  void Close(int descriptor) override { real_.Close(descriptor); }
  std::error_code Rename(const std::string& from, const std::string& to) override {
    return Guarded("Rename", [&] { return real_.Rename(from, to); });
  }
  std::error_code RenameNew(const std::string& from, const std::string& to) override {
    return Guarded("RenameNew", [&] { return real_.RenameNew(from, to); });
  }
  std::error_code Remove(const std::string& path) override {
    return Guarded("Remove", [&] { return real_.Remove(path); });
  }
  std::error_code MakeFolder(const std::string& path) override {
    return Guarded("MakeFolder", [&] { return real_.MakeFolder(path); });
  }
  std::error_code SyncFolder(const std::string& folder) override {
    return Guarded("SyncFolder", [&] { return real_.SyncFolder(folder); });
  }
  std::int64_t NowNs() override { return real_.NowNs(); }

 private:
  template <typename Operation>
  std::error_code Guarded(const char* name, Operation operation) {
    const int number = static_cast<int>(operations_.size());
    operations_.emplace_back(name);
    if (hook_) {
      if (const auto error = hook_(name, number)) return error;
    }
    return operation();
  }

  store::FileSystem& real_ = store::PosixFiles();
  Hook hook_;
  std::vector<std::string> operations_;
};

}  // namespace touchbase::test
