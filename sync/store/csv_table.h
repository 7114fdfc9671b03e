// What is needed of a CSV table of the book to write into it: rows added at its end, missing
// columns at the end of its header, single cells changed. Every other byte stays. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/store/csv_file.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

struct CsvTable {
  std::vector<std::string> header;
  std::size_t header_end = 0;  // offset in the text: here go further columns
  std::size_t width = 0;       // cells of the widest row: beyond them a new column is empty in all
};

// Where a record stands in the text, without its line end.
struct CsvSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// What a cell is to say; places count from 0.
struct CsvCell {
  std::size_t place = 0;
  std::string value;
};

// The file's text with `rows` (cells by `columns.ours`) at its end. Without a header it begins with
// one of all our columns. Throws InputError when a column is there twice.
std::string WithRows(const CsvFile& file, const CsvTable& table, const OurColumns& columns,
                     std::span<const std::vector<std::string>> rows);

// The same text with the names `added` at the end of the header; the first of them is at the place
// max(width, header size).
std::string WithColumns(const CsvFile& file, const CsvTable& table,
                        const std::vector<std::string>& added);

// `record` of the text with these cells: quotes stay where a cell had them, missing cells before
// them are added as empty ones.
std::string WithCells(std::string_view record, const CsvDialect& dialect,
                      std::span<const CsvCell> cells);

// The whole file: byte order mark, and the text in its encoding.
std::string CsvBytes(std::string_view text, const CsvDialect& dialect);
// Whether a character of `text` would have to be spelled out there: {U+2713}.
bool LacksCharacters(std::string_view text, CsvEncoding encoding);

}  // namespace touchbase::store
