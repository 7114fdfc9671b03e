#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "model/error.h"
#include "sync/store/folder_account.h"
#include "sync/store/ics_uid.h"

namespace touchbase::store {
namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 20;  // of one object
constexpr std::size_t kMaxName = 230;  // leaves room for what the hidden copy is called
constexpr auto kLockPause = std::chrono::milliseconds(10);
constexpr int kLockTries = 300;

std::string EtagOf(const FileStamp& stamp) {
  return "\"" + std::to_string(stamp.mtime_ns) + "-" + std::to_string(stamp.inode) + "-" +
         std::to_string(stamp.size) + "\"";
}

// Of a member: no way out of the folder, not hidden, with the ending.
bool GoodName(const std::string& name) {
  return name.size() <= kMaxName && name.ends_with(".ics") && name.front() != '.' &&
         name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

WriteStatus StatusOf(std::error_code error) {
  switch (error.value()) {
    case ESTALE:
    case EEXIST:
      return WriteStatus::kConflict;
    case EACCES:
    case EPERM:
    case EROFS:
      return WriteStatus::kReadOnly;
    case ENOSPC:
    case EDQUOT:
      return WriteStatus::kNoRoom;
    default:
      return WriteStatus::kRefused;
  }
}

WriteResult Failed(const Write& write, std::error_code error) {
  return {StatusOf(error), write.href, {}, error.message()};
}

// Waits a little: another touchbase holds it for the length of its writes.
std::optional<OpenedFile> Lock(FileSystem* files, const std::string& folder,
                               std::error_code* error) {
  for (int i = 0; i < kLockTries; ++i) {
    int descriptor = -1;
    *error = files->OpenLocked(folder + "/.touchbase.lock", 0666, &descriptor);
    if (!*error) return OpenedFile(files, descriptor);
    if (*error != std::errc::operation_would_block) return std::nullopt;
    std::this_thread::sleep_for(kLockPause);
  }
  return std::nullopt;
}

}  // namespace

FolderCollection::FolderCollection(CollectionState state, FileSystem* files)
    : state_(std::move(state)), files_(files), folder_(PathOfFolderUrl(state_.url.value)) {}

std::vector<Member> FolderCollection::List(const std::string& folder, FileSystem* files) {
  std::vector<std::string> names;
  if (const auto error = files->List(folder, &names)) {
    throw ServerError("listing the folder failed: " + error.message(), folder);
  }
  std::vector<Member> members;
  for (const std::string& name : names) {
    if (!GoodName(name)) continue;
    FileStamp stamp;
    std::string path = folder;
    path.append("/").append(name);
    if (const auto error = files->LinkStat(path, &stamp)) {
      throw ServerError("looking at a file failed: " + error.message(), path);
    }
    // Gone since the listing, a folder, or a link.
    if (!stamp.exists || stamp.is_directory || stamp.is_link) continue;
    members.push_back({Href{name}, ETag{EtagOf(stamp)}});
  }
  return members;
}

// A folder remembers no history, so every listing is a full one and there are no tokens.
Changes FolderCollection::ChangesSince(const SyncToken& /*token*/) {
  Changes changes;
  changes.full = true;
  changes.changed = List(folder_, files_);
  return changes;
}

std::vector<Fetched> FolderCollection::Fetch(std::span<const Href> hrefs) {
  std::vector<Fetched> fetched;
  for (const Href& href : hrefs) fetched.push_back(FetchOne(href));
  return fetched;
}

std::vector<Fetched> FolderCollection::Window(Instant /*from*/, Instant /*to*/, bool with_text) {
  std::vector<Fetched> all;
  for (Member& member : List(folder_, files_)) {
    if (with_text) {
      all.push_back(FetchOne(member.href));
      if (all.back().status == FetchStatus::kGone) all.pop_back();
    } else {
      all.push_back({std::move(member.href), FetchStatus::kFound, std::move(member.etag), {}, {}});
    }
  }
  return all;
}

Fetched FolderCollection::FetchOne(const Href& href) {
  Fetched fetched;
  fetched.href = href;
  fetched.status = FetchStatus::kGone;
  FileStamp stamp;
  const std::string path = folder_ + "/" + href.value;
  if (href.empty() || !GoodName(href.value)) return fetched;
  std::error_code error = files_->LinkStat(path, &stamp);
  if (!error && (!stamp.exists || stamp.is_directory || stamp.is_link)) return fetched;
  if (!error) error = files_->Read(path, kMaxBytes, &fetched.text, &stamp);
  if (error == std::errc::no_such_file_or_directory) return fetched;
  if (error) {
    fetched.status = FetchStatus::kUnknown;
    fetched.why = "reading " + path + " failed: " + error.message();
    return fetched;
  }
  fetched.status = FetchStatus::kFound;
  fetched.etag = ETag{EtagOf(stamp)};
  return fetched;
}

void FolderCollection::Apply(std::span<const Write> writes,
                             const std::function<void(std::size_t, const WriteResult&)>& done) {
  std::error_code error;
  const auto lock = Lock(files_, folder_, &error);
  uids_learnt_ = false;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    done(i, lock ? ApplyOne(writes[i]) : Failed(writes[i], error));
  }
}

WriteResult FolderCollection::ApplyOne(const Write& write) {
  if (write.href.empty() || !GoodName(write.href.value)) {
    return {WriteStatus::kRefused, write.href, {}, "not the name of an .ics file in this folder"};
  }
  if (write.text.size() > kMaxBytes) {
    return {WriteStatus::kRefused, write.href, {}, "the object is larger than 1 MiB"};
  }
  if (write.kind == WriteKind::kCreate) return Create(write);
  FileStamp stamp;
  if (const auto error = files_->LinkStat(folder_ + "/" + write.href.value, &stamp)) {
    return Failed(write, error);
  }
  const bool there = stamp.exists && !stamp.is_directory && !stamp.is_link;
  if (write.kind == WriteKind::kDelete) {
    return there ? Delete(write, stamp) : WriteResult{WriteStatus::kDone, write.href, {}, {}};
  }
  return there ? Update(write, stamp) : WriteResult{WriteStatus::kGone, write.href, {}, "no file"};
}

WriteResult FolderCollection::Create(const Write& write) {
  FileStamp stamp;
  if (const auto error = files_->LinkStat(folder_ + "/" + write.href.value, &stamp)) {
    return Failed(write, error);
  }
  if (stamp.exists) return {WriteStatus::kConflict, write.href, {}, "the file is there already"};
  LearnUids();
  const std::string uid = UidOf(write.text);
  for (const auto& [name, known] : known_) {
    if (uid.empty() || known.uid != uid) continue;
    return {WriteStatus::kUidTaken, write.href, {}, "the UID lives in " + name};
  }
  Replacement how;
  how.mode = ReplaceMode::kOnlyCreate;
  return Put(write, how);
}

WriteResult FolderCollection::Update(const Write& write, const FileStamp& stamp) {
  if (EtagOf(stamp) != write.etag.value) {
    return {WriteStatus::kConflict, write.href, {}, "the file was changed"};
  }
  Replacement how;
  how.like = &stamp;
  how.unchanged = &stamp;
  return Put(write, how);
}

WriteResult FolderCollection::Put(const Write& write, const Replacement& how) {
  FileStamp written;
  Replacement replacement = how;
  replacement.written = &written;
  const std::string& name = write.href.value;
  if (const auto error = ReplaceFile(files_, folder_ + "/" + name, write.text, replacement)) {
    return Failed(write, error);
  }
  const std::string etag = EtagOf(written);
  if (uids_learnt_) known_[name] = {etag, UidOf(write.text)};
  return {WriteStatus::kDone, write.href, ETag{etag}, {}};
}

WriteResult FolderCollection::Delete(const Write& write, const FileStamp& stamp) {
  if (EtagOf(stamp) != write.etag.value) {
    return {WriteStatus::kConflict, write.href, {}, "the file was changed"};
  }
  if (const auto error = files_->Remove(folder_ + "/" + write.href.value)) {
    return Failed(write, error);
  }
  (void)files_->SyncFolder(folder_);
  known_.erase(write.href.value);
  return {WriteStatus::kDone, write.href, {}, {}};
}

// Once per Apply, which holds the lock; files that did not change are not read again.
void FolderCollection::LearnUids() {
  if (uids_learnt_) return;
  std::map<std::string, Known> learnt;
  for (const Member& member : List(folder_, files_)) {
    const auto before = known_.find(member.href.value);
    if (before != known_.end() && before->second.etag == member.etag.value) {
      learnt.insert(*before);
      continue;
    }
    const Fetched fetched = FetchOne(member.href);
    if (fetched.status != FetchStatus::kFound) continue;
    learnt[member.href.value] = {fetched.etag.value, UidOf(fetched.text)};
  }
  known_ = std::move(learnt);
  uids_learnt_ = true;
}

}  // namespace touchbase::store
