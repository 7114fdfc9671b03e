// The book as CSV files: a folder with contacts.csv and touches.csv, or the user's own contacts
// file with touches.csv beside it. Does file I/O through the FileSystem given.
//
// The contacts file is never written. The log is only ever added to, by a whole new copy that
// replaces it, and never while it differs from what was read or an office program holds it open.
#pragma once

#include <optional>
#include <string>

#include "model/zone.h"
#include "sync/core/book.h"
#include "sync/store/csv_file.h"
#include "sync/store/csv_log.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

struct CsvBookSettings {
  std::string path;  // the folder, or the contacts file
  ColumnNames columns;
};

class CsvBook : public Book {
 public:
  // Both must outlive the book.
  CsvBook(CsvBookSettings settings, const Zone* zone, FileSystem* files = &PosixFiles());

  bool Unchanged(const std::string& fingerprint) override;
  BookSnapshot Read() override;
  AppendResult Append(std::span<const Touch> rows) override;
  std::string Describe() const override { return settings_.path; }

 private:
  void FindFiles();
  std::vector<Contact> ReadContacts(const CsvFile& file, std::vector<std::string>* warnings) const;
  std::string HeldOpen(const std::string& path) const;
  CsvDialect DialectOfNewLog() const;
  AppendResult Replace(const CsvFile& file, const std::string& bytes);

  const CsvBookSettings settings_;
  const Zone& zone_;
  FileSystem* files_;
  std::string contacts_path_;
  std::string touches_path_;
  CsvDialect contacts_dialect_;
  std::optional<FileMark> touches_read_;  // as of the last Read or Append
};

}  // namespace touchbase::store
