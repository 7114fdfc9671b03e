#include "sync/store/csv_file.h"

#include <array>
#include <charconv>

#include "model/error.h"
#include "sync/store/content_hash.h"

namespace touchbase::store {
namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 30;
// Coarser than the time stamps of any file system in use (FAT: two seconds).
constexpr std::int64_t kFreshNs = 3'000'000'000;

}  // namespace

std::string FileMark::Text() const {
  if (!stamp.exists) return "none";
  return std::to_string(stamp.size) + "." + std::to_string(stamp.mtime_ns) + "." +
         std::to_string(stamp.inode) + "." + std::to_string(hash) + (fresh ? ".1" : ".0");
}

FileMark FileMark::Parse(std::string_view text, bool* ok) {
  FileMark mark;
  *ok = text == "none";
  if (*ok) return mark;
  std::array<std::uint64_t, 5> numbers{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::uint64_t& number : numbers) {
    const auto [stop, error] = std::from_chars(at, end, number);
    if (error != std::errc()) return mark;
    at = stop == end ? end : stop + 1;
  }
  mark.stamp.exists = true;
  mark.stamp.size = numbers[0];
  mark.stamp.mtime_ns = static_cast<std::int64_t>(numbers[1]);
  mark.stamp.inode = numbers[2];
  mark.hash = numbers[3];
  mark.fresh = numbers[4] != 0;
  *ok = true;
  return mark;
}

CsvFile LoadCsvFile(FileSystem* files, const std::string& path) {
  CsvFile file;
  file.path = path;
  std::string bytes;
  const auto error = files->Read(path, kMaxBytes, &bytes, &file.mark.stamp);
  if (error == std::errc::no_such_file_or_directory) {
    file.mark = FileMark{};
    return file;
  }
  if (error == std::errc::file_too_large) {
    throw InputError("the file is larger than 1 GiB, which no book is; is it the right one?", path);
  }
  if (error) throw InputError("reading the file failed: " + error.message(), path);
  file.mark.hash = ContentHash(bytes);
  file.mark.fresh = files->NowNs() - file.mark.stamp.mtime_ns < kFreshNs;
  file.text = DecodeCsv(std::move(bytes), &file.dialect);
  SniffCsv(file.text, &file.dialect);
  return file;
}

bool SameFile(FileSystem* files, const std::string& path, const FileMark& mark) {
  FileStamp now;
  if (files->Stat(path, &now)) return false;
  if (!now.exists || !mark.stamp.exists) return now.exists == mark.stamp.exists;
  if (now.SameAs(mark.stamp) && !mark.fresh) return true;
  if (now.size != mark.stamp.size) return false;
  std::string bytes;
  return !files->Read(path, kMaxBytes, &bytes, &now) && ContentHash(bytes) == mark.hash;
}

}  // namespace touchbase::store
