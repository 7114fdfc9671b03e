// One CSV file of the book as last looked at: its text, dialect and fingerprint. Does file I/O
// through the FileSystem given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/store/csv_text.h"
#include "sync/store/file_system.h"

namespace touchbase::store {

// What is kept of a file to know it again.
struct FileMark {
  FileStamp stamp;
  std::uint64_t hash = 0;
  // It was written so shortly before it was read that a second write could show the same time.
  bool fresh = false;

  // "size.mtime.inode.hash.fresh", or "none".
  std::string Text() const;
  // No mark when the text is not one.
  static FileMark Parse(std::string_view text, bool* ok);
};

struct CsvFile {
  std::string path;
  FileMark mark;
  CsvDialect dialect;
  std::string text;  // decoded

  bool exists() const { return mark.stamp.exists; }
};

// Throws InputError when the file is there and cannot be read, or is larger than 1 GiB.
CsvFile LoadCsvFile(FileSystem* files, const std::string& path);

// Cheap when time, size and inode are as they were; else by the bytes.
bool SameFile(FileSystem* files, const std::string& path, const FileMark& mark);

}  // namespace touchbase::store
