#include "sync/store/folder_account.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "model/error.h"
#include "model/letters.h"
#include "sync/store/content_hash.h"

namespace touchbase::store {
namespace {

constexpr std::string_view kScheme = "file://";
constexpr std::uint64_t kMaxNameBytes = 1024;

bool Unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~' || c == '/';
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = LowerAscii(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool HasDisplayName(const std::vector<std::string>& names) {
  return std::find(names.begin(), names.end(), "displayname") != names.end();
}

std::vector<std::string> Names(const std::string& folder, FileSystem* files) {
  std::vector<std::string> names;
  if (const auto error = files->List(folder, &names)) {
    throw ServerError("listing the folder failed: " + error.message() +
                          "; [calendar] url must name a folder that is there",
                      folder);
  }
  return names;
}

CollectionState StateOf(const std::string& folder, FileSystem* files) {
  CollectionState state;
  state.url = Href{FolderUrl(folder)};
  std::string name;
  FileStamp stamp;
  if (!files->Read(folder + "/displayname", kMaxNameBytes, &name, &stamp)) {
    state.display_name = Trimmed(name);
  }
  if (state.display_name.empty()) state.display_name = NameOf(folder);
  std::string listing;
  for (const Member& member : FolderCollection::List(folder, files)) {
    listing += member.href.value + "\n" + member.etag.value + "\n";
  }
  state.ctag = std::to_string(ContentHash(listing));
  return state;
}

// A folder name that is quiet in every shell and on every file system.
std::string Slug(const std::string& display_name) {
  std::string slug;
  for (const char c : LowerAscii(display_name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      slug.push_back(c);
    } else if (!slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
    if (slug.size() >= 40) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? "calendar" : slug;
}

}  // namespace

std::string FolderUrl(const std::string& path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string url(kScheme);
  for (const char c : path) {
    if (Unreserved(c)) {
      url += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    url += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return url + "/";
}

std::string PathOfFolderUrl(const std::string& url) {
  std::string path;
  const std::string_view text = url;
  const bool encoded = text.starts_with(kScheme);
  for (std::size_t i = encoded ? kScheme.size() : 0; i < text.size(); ++i) {
    const bool escape = encoded && text[i] == '%' && i + 2 < text.size() &&
                        HexDigit(text[i + 1]) >= 0 && HexDigit(text[i + 2]) >= 0;
    path +=
        escape ? static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

FolderAccount::FolderAccount(const std::string& url, FileSystem* files) : files_(files) {
  const std::string path = PathOfFolderUrl(url);
  if (const auto error = files_->Resolve(path, &root_)) {
    throw ServerError("finding the folder failed: " + error.message() +
                          "; [calendar] url must name a folder that is there",
                      path);
  }
  const std::vector<std::string> names = Names(root_, files_);
  if (HasDisplayName(names) || !FolderCollection::List(root_, files_).empty()) {
    given_ = Href{FolderUrl(root_)};
  }
}

std::vector<CollectionState> FolderAccount::Survey() {
  if (!given_.empty()) return {StateOf(root_, files_)};
  std::vector<CollectionState> states;
  for (const std::string& name : Names(root_, files_)) {
    if (name.front() == '.') continue;
    const std::string folder = root_ + "/" + name;
    FileStamp stamp;
    // A link could lead anywhere, out of what the user gave us to write in.
    if (files_->LinkStat(folder, &stamp) || !stamp.is_directory) continue;
    states.push_back(StateOf(folder, files_));
  }
  return states;
}

CollectionState FolderAccount::Create(const std::string& display_name, Component /*any*/) {
  if (!given_.empty()) {
    throw ServerError("making the calendar \"" + display_name +
                          "\" failed: the folder is a calendar itself; name the folder above it",
                      root_);
  }
  const std::string slug = Slug(display_name);
  std::string folder = root_ + "/" + slug;
  std::error_code error = files_->MakeFolder(folder);
  for (int n = 2; error == std::errc::file_exists && n < 100; ++n) {
    folder = root_ + "/" + slug + "-" + std::to_string(n);
    error = files_->MakeFolder(folder);
  }
  if (!error) error = ReplaceFile(files_, folder + "/displayname", display_name, {});
  if (error) {
    throw ServerError("making the calendar \"" + display_name + "\" failed: " + error.message(),
                      folder);
  }
  return StateOf(folder, files_);
}

std::unique_ptr<Collection> FolderAccount::Open(const CollectionState& state) {
  return std::make_unique<FolderCollection>(state, files_);
}

}  // namespace touchbase::store
