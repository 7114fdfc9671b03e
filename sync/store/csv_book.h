// The book as CSV files: a folder with contacts.csv and touches.csv, or the user's own contacts
// file with touches.csv beside it. Does file I/O through the FileSystem given.
//
// The user's own file is never written; new people go into new-contacts.csv beside it, which is
// read as well. In a folder of ours they go to the end of contacts.csv. A file changes by a whole
// new copy that replaces it, and never while it differs from what was read or an office program
// holds it open.
#pragma once

#include <functional>
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
  AppendResult AddContacts(std::span<const Contact> people) override;
  AppendResult ChangeContact(std::size_t index, std::span<const CellChange> changes) override;
  std::string Describe() const override { return settings_.path; }

 private:
  struct KeptFile {
    std::string path;
    std::optional<FileMark> read;  // as of the last read or write
  };

  void FindFiles();
  void ReadContacts(BookSnapshot* snapshot);
  std::string HeldOpen(const std::string& path, const std::string& then) const;
  CsvDialect DialectOfNewFile() const;
  // Puts what `make` returns in the place of the file; empty: nothing is to be changed. `then` ends
  // the message of a failure: what becomes of what was to be written.
  AppendResult Rewrite(KeptFile* kept, const std::string& then,
                       const std::function<std::string(const CsvFile&)>& make);
  AppendResult Replace(KeptFile* kept, const CsvFile& file, const std::string& bytes,
                       const std::string& then);

  const CsvBookSettings settings_;
  const Zone& zone_;
  FileSystem* files_;
  KeptFile contacts_, touches_;
  KeptFile added_;  // only beside an own file
  std::size_t own_people_ = 0;
  CsvDialect contacts_dialect_;
};

}  // namespace touchbase::store
