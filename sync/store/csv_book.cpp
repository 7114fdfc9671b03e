#include "sync/store/csv_book.h"

#include <cerrno>
#include <utility>

#include "model/error.h"
#include "model/letters.h"
#include "sync/store/content_hash.h"
#include "sync/store/csv_contacts.h"

namespace touchbase::store {
namespace {

std::string SayFailure(const std::string& path, std::error_code error, const std::string& then) {
  if (error == std::errc::no_space_on_device) {
    return "writing " + path + " failed: the disk is full; " + then + " until there is room";
  }
  if (error.value() == ESTALE) {
    return path + " was changed while it was being written; " + then + " for the next run";
  }
  if (error == std::errc::operation_would_block) {
    return "another touchbase is writing " + path + "; " + then + " for the next run";
  }
  return "writing " + path + " failed: " + error.message() + "; " + then;
}

// Beside the user's own contacts file.
constexpr const char* kNewPeople = "new-contacts.csv";

constexpr const char* kRowsWait = "the rows wait";
constexpr const char* kPeopleWait = "the new people wait";
constexpr const char* kUnchanged = "it stays as it is";

}  // namespace

CsvBook::CsvBook(CsvBookSettings settings, const Zone* zone, FileSystem* files)
    : settings_(std::move(settings)), zone_(*zone), files_(files) {
  FindFiles();
}

void CsvBook::FindFiles() {
  FileStamp stamp;
  (void)files_->Stat(settings_.path, &stamp);
  const bool own_file = !stamp.is_directory && LowerAscii(settings_.path).ends_with(".csv");
  const std::string folder = own_file ? FolderOf(settings_.path) : settings_.path;
  contacts_.path = own_file ? settings_.path : folder + "/contacts.csv";
  touches_.path = folder + "/touches.csv";
  if (!own_file) return;
  const bool taken = NameOf(settings_.path) == kNewPeople;
  added_.path = folder + "/" + (taken ? "more-" : "") + kNewPeople;
}

bool CsvBook::Unchanged(const std::string& fingerprint) {
  std::string_view rest = fingerprint;
  for (const KeptFile* file : {&contacts_, &touches_, &added_}) {
    if (file->path.empty()) continue;
    const auto blank = rest.find(' ');
    bool ok = false;
    const FileMark mark = FileMark::Parse(rest.substr(0, blank), &ok);
    if (!ok || !SameFile(files_, file->path, mark)) return false;
    rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
  }
  return rest.empty();
}

BookSnapshot CsvBook::Read() {
  BookSnapshot snapshot;
  ReadContacts(&snapshot);
  const CsvFile touches = LoadCsvFile(files_, touches_.path);
  CsvLog log = ReadCsvLog(touches, settings_.columns, zone_);
  touches_.read = touches.mark;
  snapshot.touches = std::move(log.touches);
  snapshot.left_out = std::move(log.left_out);
  snapshot.warnings.insert(snapshot.warnings.end(), log.warnings.begin(), log.warnings.end());
  snapshot.fingerprint = contacts_.read->Text() + " " + touches_.read->Text();
  if (!added_.path.empty()) snapshot.fingerprint += " " + added_.read->Text();
  return snapshot;
}

void CsvBook::ReadContacts(BookSnapshot* snapshot) {
  const CsvFile file = LoadCsvFile(files_, contacts_.path);
  if (!file.exists()) {
    throw InputError(
        "there is no contacts file; make one with a header line such as "
        "name,email,company, or name your own with book = \"people.csv\"",
        file.path);
  }
  CsvContacts read = ReadCsvContacts(file, settings_.columns);
  if (read.table.header.empty()) {
    throw InputError(
        "the contacts file is empty; its first line must name the columns, such as "
        "name,email,company",
        file.path);
  }
  contacts_.read = file.mark;
  contacts_dialect_ = file.dialect;
  own_people_ = read.contacts.size();
  snapshot->contacts = std::move(read.contacts);
  snapshot->warnings = std::move(read.warnings);
  snapshot->unknown_columns = std::move(read.unknown_columns);
  if (added_.path.empty()) return;
  const CsvFile beside = LoadCsvFile(files_, added_.path);
  CsvContacts added = ReadCsvContacts(beside, {});
  added_.read = beside.mark;
  for (Contact& person : added.contacts) snapshot->contacts.push_back(std::move(person));
  for (std::string& warning : added.warnings) snapshot->warnings.push_back(std::move(warning));
}

// Why nothing may be written now: the lock that LibreOffice puts beside an open file, or "".
std::string CsvBook::HeldOpen(const std::string& path, const std::string& then) const {
  const std::string lock = FolderOf(path) + "/.~lock." + NameOf(path) + "#";
  FileStamp stamp;
  if (files_->Stat(lock, &stamp) || !stamp.exists) return {};
  return path + " is open in LibreOffice; close it there (or remove " + NameOf(lock) +
         " if it is not); " + then;
}

// What opens the contacts file well opens the log well, too; but UTF-8 takes every character.
CsvDialect CsvBook::DialectOfNewFile() const {
  CsvDialect dialect;
  dialect.delimiter = contacts_dialect_.delimiter;
  dialect.line_end = contacts_dialect_.line_end;
  dialect.byte_order_mark = contacts_dialect_.byte_order_mark;
  return dialect;
}

AppendResult CsvBook::Append(std::span<const Touch> rows) {
  return Rewrite(&touches_, kRowsWait, [&](const CsvFile& file) {
    const CsvLog log = ReadCsvLog(file, settings_.columns, zone_);
    return ExtendCsvLog(file, log, rows, settings_.columns, zone_).bytes;
  });
}

AppendResult CsvBook::AddContacts(std::span<const Contact> people) {
  const bool beside = !added_.path.empty();
  KeptFile* const target = beside ? &added_ : &contacts_;
  return Rewrite(target, kPeopleWait, [&](const CsvFile& file) {
    const ColumnNames names = beside ? ColumnNames() : settings_.columns;
    const CsvContacts read = ReadCsvContacts(file, names);
    std::vector<Contact> known = read.contacts;
    if (beside) {
      const CsvFile own = LoadCsvFile(files_, contacts_.path);
      for (Contact& person : ReadCsvContacts(own, settings_.columns).contacts) {
        known.push_back(std::move(person));
      }
    }
    return WithPeople(file, read, known, people, names);
  });
}

AppendResult CsvBook::ChangeContact(std::size_t index, std::span<const CellChange> changes) {
  const bool beside = !added_.path.empty();
  if (beside && index < own_people_) {
    return {false, contacts_.path + " is your own file and never written; change the cell there"};
  }
  return Rewrite(beside ? &added_ : &contacts_, kUnchanged, [&](const CsvFile& file) {
    const ColumnNames names = beside ? ColumnNames() : settings_.columns;
    const CsvContacts read = ReadCsvContacts(file, names);
    return WithChangedContact(file, read, beside ? index - own_people_ : index, changes, names);
  });
}

AppendResult CsvBook::Rewrite(KeptFile* kept, const std::string& then,
                              const std::function<std::string(const CsvFile&)>& make) {
  if (!kept->read) return {false, kept->path + " has not been read yet"};
  std::string target;
  if (const auto error = files_->Resolve(kept->path, &target)) {
    return {false, SayFailure(kept->path, error, then)};
  }
  for (const std::string& path : {kept->path, target}) {
    if (std::string why = HeldOpen(path, then); !why.empty()) return {false, why};
  }
  try {
    CsvFile file = LoadCsvFile(files_, target);
    if (!file.exists()) file.dialect = DialectOfNewFile();
    const bool same = file.exists() == kept->read->stamp.exists &&
                      (!file.exists() || file.mark.hash == kept->read->hash);
    if (!same) {
      return {false, kept->path + " was changed since it was read; " + then + " for the next run"};
    }
    const std::string bytes = make(file);
    if (bytes.empty()) return {true, {}};
    return Replace(kept, file, bytes, then);
  } catch (const InputError& error) {
    // It was readable at Read; expected, therefore a value.
    return {false, error.where() + ": " + error.what()};
  }
}

AppendResult CsvBook::Replace(KeptFile* kept, const CsvFile& file, const std::string& bytes,
                              const std::string& then) {
  // A new file takes after the contacts file: who may read the one may read the other.
  FileStamp like = file.mark.stamp;
  if (!like.exists) (void)files_->Stat(contacts_.path, &like);
  Replacement how;
  how.mode = file.exists() ? ReplaceMode::kReplace : ReplaceMode::kOnlyCreate;
  how.like = &like;
  how.unchanged = file.exists() ? &file.mark.stamp : nullptr;
  if (const auto error = ReplaceFile(files_, file.path, bytes, how)) {
    return {false, SayFailure(kept->path, error, then)};
  }
  FileMark mark;
  (void)files_->Stat(file.path, &mark.stamp);
  mark.stamp.exists = true;
  mark.hash = ContentHash(bytes);
  mark.fresh = true;
  kept->read = mark;
  return {true, {}};
}

}  // namespace touchbase::store
