// Calendars kept as a folder of .ics files, after the rules of vdir (one item per file, one
// sub-folder per collection, its name in the file `displayname`): for people who sync with
// vdirsyncer, and for tests. Does file I/O through the FileSystem given.
//
// An href is a file name. Hidden files, other endings, links and folders are no members. Writes are
// conditional under a lock that other touchbases respect; other programs are noticed by the ETag,
// which is made of time, inode and size.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sync/core/collection.h"
#include "sync/store/file_system.h"

namespace touchbase::store {

class FolderAccount : public Account {
 public:
  // `url`: file:///path, or a path. A folder that holds .ics files, or a displayname, is the
  // collection itself; any other is the home of collections.
  explicit FolderAccount(const std::string& url, FileSystem* files = &PosixFiles());

  std::vector<CollectionState> Survey() override;
  CollectionState Create(const std::string& display_name, Component component) override;
  std::unique_ptr<Collection> Open(const CollectionState& state) override;
  Href GivenCollection() const override { return given_; }
  int requests() const override { return 0; }
  AccountMemory Remember() const override { return {}; }

 private:
  FileSystem* files_;
  std::string root_;
  Href given_;
};

// file:///path/ of a folder and back; bytes other than letters, digits and -._~/ percent-encoded.
std::string FolderUrl(const std::string& path);
std::string PathOfFolderUrl(const std::string& url);

// One collection; made by FolderAccount::Open.
class FolderCollection : public Collection {
 public:
  FolderCollection(CollectionState state, FileSystem* files);

  const CollectionState& state() const override { return state_; }
  Changes ChangesSince(const SyncToken& token) override;
  std::vector<Fetched> Fetch(std::span<const Href> hrefs) override;
  // All members: only their texts would tell when they are.
  std::vector<Fetched> Window(Instant from, Instant to, bool with_text) override;
  void Apply(std::span<const Write> writes,
             const std::function<void(std::size_t, const WriteResult&)>& done) override;

  // The listing of a folder: names and ETags. Throws ServerError.
  static std::vector<Member> List(const std::string& folder, FileSystem* files);

 private:
  struct Known {
    std::string etag;
    std::string uid;
  };

  Fetched FetchOne(const Href& href);
  WriteResult ApplyOne(const Write& write);
  WriteResult Create(const Write& write);
  WriteResult Update(const Write& write, const FileStamp& stamp);
  WriteResult Delete(const Write& write, const FileStamp& stamp);
  WriteResult Put(const Write& write, const Replacement& how);
  void LearnUids();

  CollectionState state_;
  FileSystem* files_;
  std::string folder_;
  std::map<std::string, Known> known_;  // by name; for "UID taken"
  bool uids_learnt_ = false;            // in this Apply
};

}  // namespace touchbase::store
