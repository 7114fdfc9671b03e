#include "sync/store/csv_log.h"

#include <algorithm>
#include <unordered_set>

#include "model/error.h"
#include "sync/store/touches_table.h"

namespace touchbase::store {
namespace {

using Cells = std::array<std::string, kTouchColumns>;

std::string HeaderNameOf(std::size_t column, const ColumnNames& names) {
  const std::string ours(TouchColumnNames()[column]);
  const auto mapped = names.find(ours);
  return mapped == names.end() ? ours : mapped->second;
}

std::vector<Cells> NewRows(const CsvLog& log, std::span<const Touch> rows, const Zone& zone) {
  std::unordered_set<std::string> ids;
  for (const Touch& touch : log.touches) ids.insert(touch.id);
  for (const LeftOutRow& row : log.left_out) ids.insert(row.id);
  std::vector<Cells> cells;
  for (const Touch& row : rows) {
    if (ids.insert(row.id).second) cells.push_back(TouchCells(row, zone));
  }
  return cells;
}

// The header's text with `added` names at its end. Rows wider than the header are outgrown by empty
// names first, or their surplus cells would come to mean something.
std::string ExtendedHeader(const CsvFile& file, const CsvLog& log,
                           const std::vector<std::string>& added) {
  std::string head = file.text.substr(0, log.header_end);
  std::vector<std::string> names(std::max(log.width, log.header.size()) - log.header.size());
  names.insert(names.end(), added.begin(), added.end());
  CsvDialect dialect = file.dialect;
  dialect.line_end.clear();
  return head + dialect.delimiter + WriteCsvRecord(names, dialect);
}

std::string ByteOrderMark(const CsvDialect& dialect) {
  if (!dialect.byte_order_mark) return {};
  switch (dialect.encoding) {
    case CsvEncoding::kUtf16Le:
      return "\xFF\xFE";
    case CsvEncoding::kUtf16Be:
      return "\xFE\xFF";
    default:
      return "\xEF\xBB\xBF";
  }
}

// The columns of ours that `rows` fill and the header lacks.
std::vector<std::size_t> MissingColumns(const TableColumns& columns,
                                        const std::vector<Cells>& rows) {
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < kTouchColumns; ++i) {
    const bool used =
        std::any_of(rows.begin(), rows.end(), [&](const Cells& row) { return !row[i].empty(); });
    if (used && !columns.Has(i)) missing.push_back(i);
  }
  return missing;
}

std::string NewLog(const CsvFile& file, const std::vector<Cells>& rows, const ColumnNames& names) {
  const CsvDialect& dialect = file.dialect;
  std::vector<std::string> header;
  for (std::size_t i = 0; i < kTouchColumns; ++i) header.push_back(HeaderNameOf(i, names));
  std::string text = WriteCsvRecord(header, dialect);
  for (const Cells& row : rows) text += WriteCsvRecord(row, dialect);
  return text;
}

}  // namespace

CsvLog ReadCsvLog(const CsvFile& file, const ColumnNames& names, const Zone& zone) {
  CsvLog log;
  std::optional<TouchesReader> reader;
  const auto problem = ParseCsv(file.text, file.dialect, [&](const CsvRecord& record) {
    log.width = std::max(log.width, record.cells.size());
    if (reader) {
      reader->Row(record.line, record.cells);
      return;
    }
    log.header.assign(record.cells.begin(), record.cells.end());
    log.header_end = record.end;
    reader.emplace(file.path, log.header, names, zone);
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
  const std::vector<Cells> cells = NewRows(log, rows, zone);
  extended.added = cells.size();
  if (cells.empty()) return extended;
  std::string text;
  if (log.header.empty()) {
    text = NewLog(file, cells, names);
  } else {
    const TableColumns columns(file.path, log.header, TouchColumnNames(), names);
    const std::vector<std::size_t> missing = MissingColumns(columns, cells);
    std::vector<std::string> added;
    added.reserve(missing.size());
    for (const std::size_t column : missing) added.push_back(HeaderNameOf(column, names));
    text = added.empty() ? file.text
                         : ExtendedHeader(file, log, added) + file.text.substr(log.header_end);
    if (text.back() != '\n') text += file.dialect.line_end;
    const std::size_t old_width = log.header.size();
    const std::size_t new_begin = std::max(log.width, old_width);
    for (const Cells& row : cells) {
      std::vector<std::string> record(added.empty() ? old_width : new_begin + added.size());
      for (std::size_t i = 0; i < kTouchColumns; ++i) {
        if (columns.Has(i)) record[columns.Place(i)] = row[i];
      }
      for (std::size_t i = 0; i < missing.size(); ++i) record[new_begin + i] = row[missing[i]];
      text += WriteCsvRecord(record, file.dialect);
    }
  }
  const CsvDialect& dialect = file.dialect;
  extended.bytes = ByteOrderMark(dialect) + EncodeCsv(text, dialect.encoding);
  return extended;
}

}  // namespace touchbase::store
