#include "sync/store/open_book.h"

#include "model/error.h"
#include "model/letters.h"
#include "sync/store/csv_book.h"
#include "sync/store/sqlite_book.h"

namespace touchbase::store {

std::unique_ptr<Book> OpenBook(const Settings& settings, const Zone* zone) {
  const std::string name = LowerAscii(settings.book);
  for (const auto* ending : {".db", ".sqlite", ".sqlite3"}) {
    if (!name.ends_with(ending)) continue;
    return std::make_unique<SqliteBook>(
        SqliteBookSettings{settings.book, settings.book_columns, settings.book_sql}, zone);
  }
  for (const auto* ending : {".ods", ".xlsx", ".xls"}) {
    if (!name.ends_with(ending)) continue;
    throw InputError(
        "a spreadsheet cannot be the book yet; save it as CSV (UTF-8) and name that "
        "file",
        settings.book);
  }
  return std::make_unique<CsvBook>(CsvBookSettings{settings.book, settings.book_columns}, zone);
}

}  // namespace touchbase::store
