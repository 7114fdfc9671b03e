// CSV text: a chunked parser (RFC 4180, with the delimiters that spreadsheets use), the dialect of
// a file, its encoding, and writing records in both. Pure. Errors are values with line and column.
//
// A column is the number of the cell in its record from 1, as the user sees it in a spreadsheet; a
// line is the line of the file from 1, also inside quoted cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchbase::store {

enum class CsvEncoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kCp1252 };

struct CsvDialect {
  char delimiter = ',';
  std::string line_end = "\n";
  bool quote_all = false;  // the header quotes every cell, so do all written ones
  CsvEncoding encoding = CsvEncoding::kUtf8;
  bool byte_order_mark = false;
  std::size_t skip = 0;  // bytes of a first line "sep=;" that is no record
};

struct CsvProblem {
  std::size_t line = 0;
  std::size_t column = 0;
  std::string what;
};

// One record. The cells stay valid until the sink returns.
struct CsvRecord {
  std::span<const std::string_view> cells;
  std::size_t line = 0;  // where it begins
  std::size_t end = 0;   // offset of the first byte after its last cell, before the line end
};

using CsvSink = std::function<void(const CsvRecord&)>;

// Feed() any number of chunks, then Finish() once. Lines without any text are no records. The first
// problem ends it: records before it were delivered, later calls do nothing.
class CsvParser {
 public:
  // A record of more than 16 MiB or 4096 cells is a problem.
  static constexpr std::size_t kMaxRecordBytes = std::size_t{16} << 20;
  static constexpr std::size_t kMaxCells = 4096;

  explicit CsvParser(char delimiter, std::size_t first_line = 1);

  std::optional<CsvProblem> Feed(std::string_view chunk, const CsvSink& sink);
  std::optional<CsvProblem> Finish(const CsvSink& sink);

 private:
  enum class State : std::uint8_t { kStart, kPlain, kQuoted, kQuoteInQuoted, kCarriageReturn };

  const char* OutsideQuotes(const char* at, const char* end, const CsvSink& sink);
  const char* InsideQuotes(const char* at, const char* end);
  const char* AfterQuote(const char* at);
  void EndCell();
  void EndRecord(const CsvSink& sink);
  const char* Fail(const char* end, std::size_t line, std::string what);
  std::size_t OffsetOf(const char* at) const { return chunk_offset_ + (at - chunk_begin_); }

  const char delimiter_;
  State state_ = State::kStart;
  std::string buffer_;             // the cells of this record, one after the other
  std::vector<std::size_t> ends_;  // where each of them ends in the buffer
  std::vector<std::string_view> cells_;
  std::size_t line_;
  std::size_t record_line_;
  std::size_t quote_line_ = 0;
  std::size_t record_end_ = 0;
  std::size_t chunk_offset_ = 0;
  const char* chunk_begin_ = nullptr;
  bool any_quote_ = false;  // in this record: "" is a cell, an empty line is none
  bool plain_[256];         // bytes that mean nothing special outside quotes
  std::optional<CsvProblem> problem_;
};

// The whole text, already decoded, from `dialect.skip` on.
std::optional<CsvProblem> ParseCsv(std::string_view text, const CsvDialect& dialect,
                                   const CsvSink& sink);

// Looks at the first line: the delimiter (, ; tab |) that stands most often outside quotes, the
// line end, whether every cell is quoted, "sep=". Encoding and mark are left as they are.
void SniffCsv(std::string_view text, CsvDialect* dialect);

// The bytes as UTF-8: by byte order mark, else UTF-8 when strictly valid, else Windows-1252.
// Sets encoding and mark of the dialect.
std::string DecodeCsv(std::string bytes, CsvDialect* dialect);

// UTF-8 in the file's encoding, without a mark. A character that does not exist there is spelled
// out: {U+2713}.
std::string EncodeCsv(std::string_view text, CsvEncoding encoding);

// One record with its line end, in UTF-8. A NUL inside a cell is left out.
std::string WriteCsvRecord(std::span<const std::string> cells, const CsvDialect& dialect);

}  // namespace touchbase::store
