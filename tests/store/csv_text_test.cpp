#include "sync/store/csv_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace touchbase::store {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Parsed {
  Rows rows;
  std::vector<std::size_t> lines;
  std::vector<std::size_t> ends;
  std::optional<CsvProblem> problem;
};

Parsed Parse(std::string_view text, char delimiter = ',', std::size_t chunk = 1 << 20) {
  Parsed parsed;
  const CsvSink sink = [&](const CsvRecord& record) {
    parsed.rows.emplace_back(record.cells.begin(), record.cells.end());
    parsed.lines.push_back(record.line);
    parsed.ends.push_back(record.end);
  };
  CsvParser parser(delimiter);
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    // A copy of its own, so that a view kept over the end of a chunk would be seen by the
    // sanitizer.
    const std::string piece(text.substr(at, chunk));
    (void)parser.Feed(piece, sink);
  }
  parsed.problem = parser.Finish(sink);
  return parsed;
}

TEST(CsvText, RecordsAreCutWhereRfc4180SaysInChunksOfAnySize) {
  const struct {
    std::string text;
    Rows rows;
  } cases[] = {
      {"a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\r\n1,2", {{"a", "b"}, {"1", "2"}}},
      {"a,\n,b\n", {{"a", ""}, {"", "b"}}},
      {"\"a\",\"b,c\"\n", {{"a", "b,c"}}},
      {"\"two\nlines\",x\n", {{"two\nlines", "x"}}},
      {"\"two\r\nlines\",x\r\n", {{"two\r\nlines", "x"}}},
      {"\"say \"\"hi\"\"\"\n", {{"say \"hi\""}}},
      {"5\" disk,x\n", {{"5\" disk", "x"}}},
      {"a\n\n\r\nb\n", {{"a"}, {"b"}}},
      {"\"\"\n", {{""}}},
      {"a,\"\"", {{"a", ""}}},
      {"a,b,", {{"a", "b", ""}}},
      {"", {}},
      {"\"\"\"\"", {{"\""}}},
  };
  for (const auto& c : cases) {
    for (const std::size_t chunk : {1, 2, 3, 7, 1000}) {
      const Parsed parsed = Parse(c.text, ',', chunk);
      EXPECT_EQ(parsed.rows, c.rows) << c.text << " in chunks of " << chunk;
      EXPECT_FALSE(parsed.problem) << parsed.problem->what;
    }
  }
}

TEST(CsvText, RecordsKnowTheirLineAndEnd) {
  const Parsed parsed = Parse("a,b\r\n\r\n\"x\ny\",2\r\nz,3");
  EXPECT_EQ(parsed.lines, (std::vector<std::size_t>{1, 3, 5}));
  EXPECT_EQ(parsed.ends, (std::vector<std::size_t>{3, 14, 19}));
}

TEST(CsvText, ProblemsNameLineAndColumn) {
  const struct {
    std::string text;
    std::size_t line, column;
    std::string what;
    std::size_t rows_before;
  } cases[] = {
      {"a,b\n1,\"open\nand on\n", 2, 2, "a quote that is never closed", 1},
      {"a,b\n\"x\"y,2\n", 2, 1, "text after the closing quote of a cell", 1},
      {"a,b\n1,\"x\" \n", 2, 2, "text after the closing quote of a cell", 1},
      {std::string("a,b\n1,x\0y\n", 10), 2, 2, "a NUL byte; is this a text file?", 1},
      {std::string("a\n\"x\0y\"\n", 8), 2, 1, "a NUL byte; is this a text file?", 1},
      {"a,b\rc,d\r", 1, 2, "a carriage return without a line feed", 0},
      {"a,b\n1,2\r", 2, 2, "a carriage return without a line feed", 1},
  };
  for (const auto& c : cases) {
    for (const std::size_t chunk : {1, 4, 1000}) {
      const Parsed parsed = Parse(c.text, ',', chunk);
      ASSERT_TRUE(parsed.problem) << c.text;
      EXPECT_EQ(parsed.problem->line, c.line) << c.text;
      EXPECT_EQ(parsed.problem->column, c.column) << c.text;
      EXPECT_EQ(parsed.problem->what, c.what);
      EXPECT_EQ(parsed.rows.size(), c.rows_before);
    }
  }
}

TEST(CsvText, HugeRecordsAreAProblemNotAMemoryHog) {
  const std::string wide(5000, ',');
  ASSERT_TRUE(Parse(wide).problem);
  const std::string long_cell(CsvParser::kMaxRecordBytes + 2, 'x');
  ASSERT_TRUE(Parse(long_cell).problem);
  ASSERT_TRUE(Parse("a\n\"" + long_cell).problem);
}

TEST(CsvText, DialectIsReadOffTheFirstLine) {
  const struct {
    std::string text;
    char delimiter;
    std::string line_end;
    bool quote_all;
  } cases[] = {
      {"a,b\n", ',', "\n", false},
      {"a;b;c,d\r\n1;2\n", ';', "\r\n", false},
      {"a\tb\r\n", '\t', "\r\n", false},
      {"a|b\n", '|', "\n", false},
      {"\"a;b;c\",d\n", ',', "\n", false},
      {"\"a;b\",\"d\"\n", ',', "\n", true},
      {"\"a\nb\";\"c\"\r\n", ';', "\r\n", true},
      {"name\n", ',', "\n", false},
      {"", ',', "\n", false},
      {"sep=;\r\na;b\r\n", ';', "\r\n", false},
  };
  for (const auto& c : cases) {
    CsvDialect dialect;
    SniffCsv(c.text, &dialect);
    EXPECT_EQ(dialect.delimiter, c.delimiter) << c.text;
    EXPECT_EQ(dialect.line_end, c.line_end) << c.text;
    EXPECT_EQ(dialect.quote_all, c.quote_all) << c.text;
  }
}

TEST(CsvText, SeparatorLineOfExcelIsNoRecord) {
  CsvDialect dialect;
  const std::string text = "sep=;\r\na;b\r\n1;2\r\n";
  SniffCsv(text, &dialect);
  Rows rows;
  std::vector<std::size_t> lines;
  const auto problem = ParseCsv(text, dialect, [&](const CsvRecord& record) {
    rows.emplace_back(record.cells.begin(), record.cells.end());
    lines.push_back(record.line);
    EXPECT_EQ(text[record.end], '\r');
  });
  EXPECT_FALSE(problem);
  EXPECT_EQ(rows, (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(lines, (std::vector<std::size_t>{2, 3}));
}

TEST(CsvText, EncodingIsTheMarkElseStrictUtf8ElseWindows1252) {
  const struct {
    std::string bytes, text;
    CsvEncoding encoding;
    bool mark;
  } cases[] = {
      {"\xEF\xBB\xBFJos\xC3\xA9", "Jos\xC3\xA9", CsvEncoding::kUtf8, true},
      {"Jos\xC3\xA9", "Jos\xC3\xA9", CsvEncoding::kUtf8, false},
      {"Jos\xE9 \x80", "Jos\xC3\xA9 \xE2\x82\xAC", CsvEncoding::kCp1252, false},
      {std::string("\xFF\xFEJ\0\xE9\0\x3D\xD8\x00\xDE", 10), "J\xC3\xA9\xF0\x9F\x98\x80",
       CsvEncoding::kUtf16Le, true},
      {std::string("\xFE\xFF\0J\0\xE9\xD8\x3D\xDE\x00", 10), "J\xC3\xA9\xF0\x9F\x98\x80",
       CsvEncoding::kUtf16Be, true},
      // Overlong, surrogate, cut short: not UTF-8.
      {"\xC0\xAF", "\xC3\x80\xC2\xAF", CsvEncoding::kCp1252, false},
      {"\xED\xA0\x80", "\xC3\xAD\xC2\xA0\xE2\x82\xAC", CsvEncoding::kCp1252, false},
      {"aaaaaaaa\xC3", "aaaaaaaa\xC3\x83", CsvEncoding::kCp1252, false},
  };
  for (const auto& c : cases) {
    CsvDialect dialect;
    EXPECT_EQ(DecodeCsv(c.bytes, &dialect), c.text);
    EXPECT_EQ(dialect.encoding, c.encoding) << c.text;
    EXPECT_EQ(dialect.byte_order_mark, c.mark) << c.text;
    EXPECT_TRUE(c.bytes.ends_with(EncodeCsv(c.text, dialect.encoding))) << c.text;
  }
}

TEST(CsvText, EveryWindows1252ByteSurvives) {
  std::string bytes = "\xFF";  // alone no UTF-8
  for (int i = 1; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  CsvDialect dialect;
  const std::string text = DecodeCsv(bytes, &dialect);
  ASSERT_EQ(dialect.encoding, CsvEncoding::kCp1252);
  EXPECT_EQ(EncodeCsv(text, CsvEncoding::kCp1252), bytes);
  EXPECT_EQ(EncodeCsv("\xE2\x9C\x93", CsvEncoding::kCp1252), "{U+2713}")
      << "a check mark does not exist there, and must not hold up the log";
}

RC_GTEST_PROP(CsvText, WhatIsWrittenIsReadBack, ()) {
  const auto cell = rc::gen::container<std::string>(
      rc::gen::element('a', ' ', ',', ';', '"', '\n', '\r', '\t', '\'', '='));
  const auto rows = *rc::gen::nonEmpty(rc::gen::container<Rows>(
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell))));
  CsvDialect dialect;
  dialect.delimiter = *rc::gen::element(',', ';', '\t', '|');
  dialect.quote_all = *rc::gen::arbitrary<bool>();
  dialect.line_end = *rc::gen::element<std::string>("\n", "\r\n");
  std::string text;
  for (const auto& row : rows) text += WriteCsvRecord(row, dialect);
  const auto chunk = *rc::gen::inRange<std::size_t>(1, 20);
  const Parsed parsed = Parse(text, dialect.delimiter, chunk);
  RC_ASSERT(!parsed.problem);
  RC_ASSERT(parsed.rows == rows);
}

RC_GTEST_PROP(CsvText, AnyBytesInAnyChunksComeOutTheSame, ()) {
  const auto bytes = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::element(',', '"', '\n', '\r', 'a'), rc::gen::arbitrary<char>()));
  const auto chunk = *rc::gen::inRange<std::size_t>(1, 10);
  CsvDialect dialect;
  const std::string text = DecodeCsv(bytes, &dialect);
  SniffCsv(text, &dialect);
  const Parsed whole = Parse(text, dialect.delimiter);
  const Parsed cut = Parse(text, dialect.delimiter, chunk);
  RC_ASSERT(whole.rows == cut.rows);
  RC_ASSERT(whole.lines == cut.lines);
  RC_ASSERT(whole.ends == cut.ends);
  RC_ASSERT(whole.problem.has_value() == cut.problem.has_value());
  if (whole.problem) {
    RC_ASSERT(whole.problem->line == cut.problem->line);
    RC_ASSERT(whole.problem->column == cut.problem->column);
    RC_ASSERT(whole.problem->what == cut.problem->what);
  }
}

}  // namespace
}  // namespace touchbase::store
