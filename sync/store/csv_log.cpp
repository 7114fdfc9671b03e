#include "sync/store/csv_log.h"

#include <algorithm>
#include <unordered_set>

#include "model/error.h"
#include "sync/store/touches_table.h"

namespace touchbase::store {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> NewRows(const CsvLog& log, std::span<const Touch> rows, const Zone& zone) {
  std::unordered_set<std::string> ids;
  for (const Touch& touch : log.touches) ids.insert(touch.id);
  for (const LeftOutRow& row : log.left_out) ids.insert(row.id);
  std::vector<Row> cells;
  for (const Touch& row : rows) {
    if (!ids.insert(row.id).second) continue;
    const auto of_row = TouchCells(row, zone);
    cells.emplace_back(of_row.begin(), of_row.end());
  }
  return cells;
}

}  // namespace

CsvLog ReadCsvLog(const CsvFile& file, const ColumnNames& names, const Zone& zone) {
  CsvLog log;
  std::optional<TouchesReader> reader;
  const auto problem = ParseCsv(file.text, file.dialect, [&](const CsvRecord& record) {
    log.table.width = std::max(log.table.width, record.cells.size());
    if (reader) {
      reader->Row(record.line, record.cells);
      return;
    }
    log.table.header.assign(record.cells.begin(), record.cells.end());
    log.table.header_end = record.end;
    reader.emplace(file.path, log.table.header, names, zone);
  });
  if (problem) {
    throw InputError(
        "reading the log found " + problem->what + "; mend the file and run again",
        file.path + ":" + std::to_string(problem->line) + ":" + std::to_string(problem->column));
  }
  if (reader) {
    log.touches = reader->TakeTouches();
    log.warnings = reader->TakeWarnings();
    log.left_out = reader->TakeLeftOut();
  }
  return log;
}

Extended ExtendCsvLog(const CsvFile& file, const CsvLog& log, std::span<const Touch> rows,
                      const ColumnNames& names, const Zone& zone) {
  Extended extended;
  const std::vector<Row> cells = NewRows(log, rows, zone);
  extended.added = cells.size();
  if (cells.empty()) return extended;
  const std::string text = WithRows(file, log.table, {TouchColumnNames(), names}, cells);
  extended.bytes = CsvBytes(text, file.dialect);
  return extended;
}

}  // namespace touchbase::store
