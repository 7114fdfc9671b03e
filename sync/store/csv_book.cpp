#include "sync/store/csv_book.h"

#include <cerrno>
#include <utility>

#include "model/error.h"
#include "model/letters.h"
#include "sync/store/contacts_table.h"
#include "sync/store/content_hash.h"

namespace touchbase::store {
namespace {

std::string SayFailure(const std::string& path, std::error_code error) {
  if (error == std::errc::no_space_on_device) {
    return "writing " + path + " failed: the disk is full; the rows wait until there is room";
  }
  if (error.value() == ESTALE) {
    return path + " was changed while it was being written; the rows wait for the next run";
  }
  if (error == std::errc::operation_would_block) {
    return "another touchbase is writing " + path + "; the rows wait for the next run";
  }
  return "writing " + path + " failed: " + error.message() + "; the rows wait";
}

}  // namespace

CsvBook::CsvBook(CsvBookSettings settings, const Zone* zone, FileSystem* files)
    : settings_(std::move(settings)), zone_(*zone), files_(files) {
  FindFiles();
}

void CsvBook::FindFiles() {
  FileStamp stamp;
  (void)files_->Stat(settings_.path, &stamp);
  const bool own_file = !stamp.is_directory && LowerAscii(settings_.path).ends_with(".csv");
  contacts_path_ = own_file ? settings_.path : settings_.path + "/contacts.csv";
  touches_path_ =
      own_file ? FolderOf(settings_.path) + "/touches.csv" : settings_.path + "/touches.csv";
}

bool CsvBook::Unchanged(const std::string& fingerprint) {
  const auto blank = fingerprint.find(' ');
  if (blank == std::string::npos) return false;
  bool contacts_ok = false;
  bool touches_ok = false;
  const std::string_view text = fingerprint;
  const FileMark contacts = FileMark::Parse(text.substr(0, blank), &contacts_ok);
  const FileMark touches = FileMark::Parse(text.substr(blank + 1), &touches_ok);
  return contacts_ok && touches_ok && SameFile(files_, contacts_path_, contacts) &&
         SameFile(files_, touches_path_, touches);
}

BookSnapshot CsvBook::Read() {
  BookSnapshot snapshot;
  FileMark contacts_mark;
  {
    const CsvFile contacts = LoadCsvFile(files_, contacts_path_);
    contacts_mark = contacts.mark;
    contacts_dialect_ = contacts.dialect;
    snapshot.contacts = ReadContacts(contacts, &snapshot.warnings);
  }
  const CsvFile touches = LoadCsvFile(files_, touches_path_);
  CsvLog log = ReadCsvLog(touches, settings_.columns, zone_);
  snapshot.touches = std::move(log.touches);
  snapshot.left_out = std::move(log.left_out);
  snapshot.warnings.insert(snapshot.warnings.end(), log.warnings.begin(), log.warnings.end());
  snapshot.fingerprint = contacts_mark.Text() + " " + touches.mark.Text();
  touches_read_ = touches.mark;
  return snapshot;
}

std::vector<Contact> CsvBook::ReadContacts(const CsvFile& file,
                                           std::vector<std::string>* warnings) const {
  if (!file.exists()) {
    throw InputError(
        "there is no contacts file; make one with a header line such as "
        "name,email,company, or name your own with book = \"people.csv\"",
        file.path);
  }
  std::optional<ContactsReader> reader;
  const auto problem = ParseCsv(file.text, file.dialect, [&](const CsvRecord& record) {
    if (reader) {
      reader->Row(record.line, record.cells);
      return;
    }
    const std::vector<std::string> header(record.cells.begin(), record.cells.end());
    reader.emplace(file.path, header, settings_.columns);
  });
  if (problem) {
    throw InputError(
        "reading the contacts found " + problem->what + "; mend the file and run again",
        file.path + ":" + std::to_string(problem->line) + ":" + std::to_string(problem->column));
  }
  if (!reader) {
    throw InputError(
        "the contacts file is empty; its first line must name the columns, such as "
        "name,email,company",
        file.path);
  }
  *warnings = reader->TakeWarnings();
  return reader->TakeContacts();
}

// Why nothing may be written now: the lock that LibreOffice puts beside an open file, or "".
std::string CsvBook::HeldOpen(const std::string& path) const {
  const std::string lock = FolderOf(path) + "/.~lock." + NameOf(path) + "#";
  FileStamp stamp;
  if (files_->Stat(lock, &stamp) || !stamp.exists) return {};
  return path + " is open in LibreOffice; close it there (or remove " + NameOf(lock) +
         " if it is not); the rows wait";
}

// What opens the contacts file well opens the log well, too; but UTF-8 takes every character.
CsvDialect CsvBook::DialectOfNewLog() const {
  CsvDialect dialect;
  dialect.delimiter = contacts_dialect_.delimiter;
  dialect.line_end = contacts_dialect_.line_end;
  dialect.byte_order_mark = contacts_dialect_.byte_order_mark;
  return dialect;
}

AppendResult CsvBook::Append(std::span<const Touch> rows) {
  if (!touches_read_) return {false, touches_path_ + " has not been read yet"};
  std::string target;
  if (const auto error = files_->Resolve(touches_path_, &target)) {
    return {false, SayFailure(touches_path_, error)};
  }
  for (const std::string& path : {touches_path_, target}) {
    if (std::string why = HeldOpen(path); !why.empty()) return {false, why};
  }
  try {
    CsvFile file = LoadCsvFile(files_, target);
    if (!file.exists()) file.dialect = DialectOfNewLog();
    const bool same = file.exists() == touches_read_->stamp.exists &&
                      (!file.exists() || file.mark.hash == touches_read_->hash);
    if (!same) {
      return {false,
              touches_path_ + " was changed since it was read; the rows wait for the next run"};
    }
    const CsvLog log = ReadCsvLog(file, settings_.columns, zone_);
    const Extended extended = ExtendCsvLog(file, log, rows, settings_.columns, zone_);
    if (extended.added == 0) return {true, {}};
    return Replace(file, extended.bytes);
  } catch (const InputError& error) {
    // It was readable at Read; expected, therefore a value.
    return {false, error.where() + ": " + error.what()};
  }
}

AppendResult CsvBook::Replace(const CsvFile& file, const std::string& bytes) {
  // A new log takes after the contacts file: who may read the one may read the other.
  FileStamp like = file.mark.stamp;
  if (!like.exists) (void)files_->Stat(contacts_path_, &like);
  Replacement how;
  how.mode = file.exists() ? ReplaceMode::kReplace : ReplaceMode::kOnlyCreate;
  how.like = &like;
  how.unchanged = file.exists() ? &file.mark.stamp : nullptr;
  if (const auto error = ReplaceFile(files_, file.path, bytes, how)) {
    return {false, SayFailure(touches_path_, error)};
  }
  FileMark mark;
  (void)files_->Stat(file.path, &mark.stamp);
  mark.stamp.exists = true;
  mark.hash = ContentHash(bytes);
  mark.fresh = true;
  touches_read_ = mark;
  return {true, {}};
}

}  // namespace touchbase::store
