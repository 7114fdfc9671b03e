// What is needed of a touches.csv to add rows to it, and the bytes that it has afterwards. Pure.
//
// Old rows stay byte for byte: new rows go to the end, missing columns to the end of the header.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/touch.h"
#include "model/zone.h"
#include "sync/core/book.h"
#include "sync/store/csv_file.h"
#include "sync/store/csv_table.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

// A touches file taken apart.
struct CsvLog {
  std::vector<Touch> touches;
  std::vector<std::string> warnings;
  std::vector<LeftOutRow> left_out;
  CsvTable table;
};

// Throws InputError (file:line:column) when it cannot be read as a whole. An empty or missing file
// is an empty log.
CsvLog ReadCsvLog(const CsvFile& file, const ColumnNames& names, const Zone& zone);

struct Extended {
  std::size_t added = 0;  // rows that were not there yet
  std::string bytes;      // the whole new file, when added > 0
};

// `file` with `rows` added, those whose id it holds passed over.
Extended ExtendCsvLog(const CsvFile& file, const CsvLog& log, std::span<const Touch> rows,
                      const ColumnNames& names, const Zone& zone);

}  // namespace touchbase::store
