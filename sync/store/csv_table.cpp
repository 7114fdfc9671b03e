#include "sync/store/csv_table.h"

#include <algorithm>

namespace touchbase::store {
namespace {

using Row = std::vector<std::string>;

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
std::vector<std::size_t> MissingColumns(const TableColumns& columns, std::size_t count,
                                        std::span<const Row> rows) {
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < count; ++i) {
    const bool used =
        std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return !row[i].empty(); });
    if (used && !columns.Has(i)) missing.push_back(i);
  }
  return missing;
}

std::string NewTable(const CsvFile& file, const OurColumns& columns, std::span<const Row> rows) {
  Row header;
  for (const std::string_view name : columns.ours) {
    header.push_back(HeaderNameOf(name, columns.names));
  }
  std::string text = WriteCsvRecord(header, file.dialect);
  for (const Row& row : rows) text += WriteCsvRecord(row, file.dialect);
  return text;
}

// The cells of a record as they are written, with their quotes.
std::vector<CsvSpan> CellsOf(std::string_view record, char delimiter) {
  std::vector<CsvSpan> cells = {{0, 0}};
  bool quoted = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    // A quote inside an unquoted cell stands for itself.
    if (record[i] == '"' && (quoted || i == cells.back().begin)) {
      quoted = !quoted;
    } else if (record[i] == '"' && record[cells.back().begin] == '"') {
      quoted = true;  // the second of a doubled one
    } else if (record[i] == delimiter && !quoted) {
      cells.back().end = i;
      cells.push_back({i + 1, i + 1});
    }
  }
  cells.back().end = record.size();
  return cells;
}

std::string CellText(const std::string& value, CsvDialect dialect, bool quoted) {
  dialect.line_end.clear();
  dialect.quote_all = dialect.quote_all || quoted;
  // Two cells, for a lone empty one would be written with quotes.
  const std::vector<std::string> cells = {value, ""};
  std::string text = WriteCsvRecord(cells, dialect);
  text.erase(text.size() - (dialect.quote_all ? 3 : 1));
  return text;
}

}  // namespace

std::string WithColumns(const CsvFile& file, const CsvTable& table, const Row& added) {
  if (added.empty()) return file.text;
  // Rows wider than the header are outgrown by empty names first, or their surplus cells would come
  // to mean something.
  Row names(std::max(table.width, table.header.size()) - table.header.size());
  names.insert(names.end(), added.begin(), added.end());
  CsvDialect dialect = file.dialect;
  dialect.line_end.clear();
  return file.text.substr(0, table.header_end) + dialect.delimiter +
         WriteCsvRecord(names, dialect) + file.text.substr(table.header_end);
}

std::string WithRows(const CsvFile& file, const CsvTable& table, const OurColumns& columns,
                     std::span<const Row> rows) {
  if (table.header.empty()) return NewTable(file, columns, rows);
  const TableColumns places(file.path, table.header, columns.ours, columns.names);
  const std::vector<std::size_t> missing = MissingColumns(places, columns.ours.size(), rows);
  Row added;
  added.reserve(missing.size());
  for (const std::size_t column : missing) {
    added.push_back(HeaderNameOf(columns.ours[column], columns.names));
  }
  std::string text = WithColumns(file, table, added);
  if (text.back() != '\n') text += file.dialect.line_end;
  const std::size_t old_width = table.header.size();
  const std::size_t new_begin = std::max(table.width, old_width);
  for (const Row& row : rows) {
    Row record(added.empty() ? old_width : new_begin + added.size());
    for (std::size_t i = 0; i < columns.ours.size(); ++i) {
      if (places.Has(i)) record[places.Place(i)] = row[i];
    }
    for (std::size_t i = 0; i < missing.size(); ++i) record[new_begin + i] = row[missing[i]];
    text += WriteCsvRecord(record, file.dialect);
  }
  return text;
}

std::string WithCells(std::string_view record, const CsvDialect& dialect,
                      std::span<const CsvCell> cells) {
  std::string text(record);
  for (const CsvCell& cell : cells) {
    std::vector<CsvSpan> spans = CellsOf(text, dialect.delimiter);
    if (cell.place >= spans.size() && cell.value.empty()) continue;
    while (cell.place >= spans.size()) {
      text += dialect.delimiter;
      spans.push_back({text.size(), text.size()});
      if (dialect.quote_all && cell.place >= spans.size()) text += "\"\"";
    }
    const CsvSpan at = spans[cell.place];
    const bool quoted = at.end > at.begin && text[at.begin] == '"';
    text.replace(at.begin, at.end - at.begin, CellText(cell.value, dialect, quoted));
  }
  return text;
}

std::string CsvBytes(std::string_view text, const CsvDialect& dialect) {
  return ByteOrderMark(dialect) + EncodeCsv(text, dialect.encoding);
}

bool LacksCharacters(std::string_view text, CsvEncoding encoding) {
  if (encoding != CsvEncoding::kCp1252) return false;
  const auto spelled = [](std::string_view in) {
    std::size_t count = 0;
    for (auto at = in.find("{U+"); at != std::string_view::npos; at = in.find("{U+", at + 1)) {
      ++count;
    }
    return count;
  };
  return spelled(EncodeCsv(text, encoding)) > spelled(text);
}

}  // namespace touchbase::store
