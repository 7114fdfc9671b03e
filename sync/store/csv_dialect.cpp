#include <array>
#include <string>

#include "sync/store/csv_text.h"

namespace touchbase::store {
namespace {

constexpr std::string_view kDelimiters = ",;\t|";

// "sep=;" as the first line is an instruction to Excel and no record.
bool TakeSeparatorLine(std::string_view text, CsvDialect* dialect) {
  if (text.size() < 5 || (text.substr(0, 4) != "sep=" && text.substr(0, 4) != "SEP=")) return false;
  const std::size_t line_end = text.find('\n');
  if (line_end == std::string_view::npos) return false;
  std::string_view rest = text.substr(5, line_end - 5);
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  if (!rest.empty() || kDelimiters.find(text[4]) == std::string_view::npos) return false;
  dialect->delimiter = text[4];
  dialect->skip = line_end + 1;
  return true;
}

struct FirstLine {
  std::array<std::size_t, 4> count{};  // of each delimiter outside quotes
  bool quote_all = true;
  std::string line_end;  // empty: the text has one line without an end
};

FirstLine ReadFirstLine(std::string_view text, std::string_view delimiters) {
  FirstLine line;
  bool quoted = false;
  bool cell_starts = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (cell_starts && c != '"') line.quote_all = false;
    cell_starts = false;
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '\n') {
      line.line_end = i > 0 && text[i - 1] == '\r' ? "\r\n" : "\n";
      return line;
    } else if (const auto which = delimiters.find(c); !quoted && which != std::string_view::npos) {
      ++line.count[which];
      cell_starts = true;
    }
  }
  return line;
}

}  // namespace

void SniffCsv(std::string_view text, CsvDialect* dialect) {
  const bool told = TakeSeparatorLine(text, dialect);
  const std::string_view body = text.substr(dialect->skip);
  if (!told) {
    const FirstLine line = ReadFirstLine(body, kDelimiters);
    std::size_t best = 0;
    for (std::size_t i = 1; i < kDelimiters.size(); ++i) {
      if (line.count[i] > line.count[best]) best = i;
    }
    dialect->delimiter = kDelimiters[best];
  }
  // Once more with the one delimiter, or a comma inside a cell would pass for the start of one.
  const FirstLine line = ReadFirstLine(body, {&dialect->delimiter, 1});
  if (!line.line_end.empty()) dialect->line_end = line.line_end;
  dialect->quote_all = !body.empty() && line.quote_all;
}

std::string WriteCsvRecord(std::span<const std::string> cells, const CsvDialect& dialect) {
  const std::string special = std::string("\"\r\n") + dialect.delimiter;
  std::string record;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = cells[i];
    if (i > 0) record += dialect.delimiter;
    const bool blank_at_edge = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
    // A record of one empty cell would be an empty line, which is no record.
    const bool lone = cells.size() == 1 && cell.empty();
    const bool quote = dialect.quote_all || blank_at_edge || lone ||
                       cell.find_first_of(special) != std::string::npos;
    if (quote) record += '"';
    for (const char c : cell) {
      if (c == '\0') continue;
      if (c == '"' && quote) record += '"';
      record += c;
    }
    if (quote) record += '"';
  }
  return record + dialect.line_end;
}

}  // namespace touchbase::store
