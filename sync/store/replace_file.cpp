#include <cerrno>

#include "sync/store/file_system.h"

namespace touchbase::store {
namespace {

std::error_code Fill(FileSystem* files, int descriptor, std::string_view bytes,
                     const FileStamp* like) {
  if (like != nullptr && like->exists) {
    if (const auto error = files->MakeAlike(descriptor, *like)) return error;
  }
  if (const auto error = files->Write(descriptor, bytes)) return error;
  if (const auto error = files->StampTime(descriptor)) return error;
  return files->Sync(descriptor);
}

std::error_code PutInPlace(FileSystem* files, const std::string& temporary, const std::string& path,
                           const Replacement& how) {
  if (how.unchanged != nullptr) {
    FileStamp now;
    if (const auto error = files->Stat(path, &now)) return error;
    if (!now.SameAs(*how.unchanged)) return {ESTALE, std::generic_category()};
  }
  if (how.written != nullptr) {
    if (const auto error = files->LinkStat(temporary, how.written)) return error;
  }
  if (how.mode == ReplaceMode::kReplace) return files->Rename(temporary, path);
  return files->RenameNew(temporary, path);
}

}  // namespace

std::error_code ReplaceFile(FileSystem* files, const std::string& path, std::string_view bytes,
                            const Replacement& how) {
  const std::string folder = FolderOf(path);
  const std::string temporary = folder + "/." + NameOf(path) + ".touchbase-new";
  int descriptor = -1;
  const bool copies_mode = how.like != nullptr && how.like->exists;
  // Nobody may read the copy of a private file before it has that file's mode.
  if (const auto error = files->OpenLocked(temporary, copies_mode ? 0600 : 0666, &descriptor)) {
    return error;
  }
  const OpenedFile file(files, descriptor);
  std::error_code error = Fill(files, descriptor, bytes, how.like);
  if (!error) error = PutInPlace(files, temporary, path, how);
  if (error) {
    (void)files->Remove(temporary);
    return error;
  }
  // The rename is done and seen by everybody; only a power cut could still take it back.
  (void)files->SyncFolder(folder);
  return {};
}

}  // namespace touchbase::store
