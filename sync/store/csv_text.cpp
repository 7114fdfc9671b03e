#include "sync/store/csv_text.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace touchbase::store {

CsvParser::CsvParser(char delimiter, std::size_t first_line)
    : delimiter_(delimiter), line_(first_line), record_line_(first_line) {
  std::fill(std::begin(plain_), std::end(plain_), true);
  for (const char special : {delimiter, '\n', '\r', '\0', '"'}) {
    plain_[static_cast<unsigned char>(special)] = false;
  }
}

const char* CsvParser::Fail(const char* end, std::size_t line, std::string what) {
  problem_ = CsvProblem{line, ends_.size() + 1, std::move(what)};
  return end;
}

void CsvParser::EndCell() { ends_.push_back(buffer_.size()); }

void CsvParser::EndRecord(const CsvSink& sink) {
  const bool nothing = ends_.size() == 1 && buffer_.empty() && !any_quote_;
  if (!nothing) {
    cells_.clear();
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      cells_.emplace_back(buffer_.data() + begin, end - begin);
      begin = end;
    }
    sink({cells_, record_line_, record_end_});
  }
  buffer_.clear();
  ends_.clear();
  any_quote_ = false;
  ++line_;
  record_line_ = line_;
  state_ = State::kStart;
}

// kStart and kPlain: up to the next delimiter, line end or problem.
const char* CsvParser::OutsideQuotes(const char* at, const char* end, const CsvSink& sink) {
  const char* const run = at;
  while (at != end && plain_[static_cast<unsigned char>(*at)]) ++at;
  if (at != run) {
    buffer_.append(run, at);
    state_ = State::kPlain;
  }
  if (at == end) return at;
  if (*at == delimiter_) {
    EndCell();
    state_ = State::kStart;
    return ends_.size() < kMaxCells ? at + 1 : Fail(end, line_, "more than 4096 cells in a row");
  }
  switch (*at) {
    case '\n':
      EndCell();
      record_end_ = OffsetOf(at);
      EndRecord(sink);
      break;
    case '\r':
      EndCell();
      record_end_ = OffsetOf(at);
      state_ = State::kCarriageReturn;
      break;
    case '"':
      if (state_ == State::kPlain) {  // a quote inside an unquoted cell stands for itself
        buffer_.push_back('"');
      } else {
        state_ = State::kQuoted;
        any_quote_ = true;
        quote_line_ = line_;
      }
      break;
    default:
      return Fail(end, line_, "a NUL byte; is this a text file?");
  }
  return at + 1;
}

const char* CsvParser::InsideQuotes(const char* at, const char* end) {
  const auto* quote = static_cast<const char*>(std::memchr(at, '"', end - at));
  const char* const stop = quote != nullptr ? quote : end;
  if (const void* nul = std::memchr(at, '\0', stop - at)) {
    line_ += static_cast<std::size_t>(std::count(at, static_cast<const char*>(nul), '\n'));
    return Fail(end, line_, "a NUL byte; is this a text file?");
  }
  line_ += static_cast<std::size_t>(std::count(at, stop, '\n'));
  buffer_.append(at, stop);
  if (quote == nullptr) return end;
  state_ = State::kQuoteInQuoted;
  return quote + 1;
}

// At the byte after a quote in a quoted cell: another quote is a quote, anything else ends the
// cell.
const char* CsvParser::AfterQuote(const char* at) {
  if (*at == '"') {
    buffer_.push_back('"');
    state_ = State::kQuoted;
    return at + 1;
  }
  // kStart without a new cell: the delimiter or line end that must follow closes this one.
  state_ = State::kStart;
  return at;
}

std::optional<CsvProblem> CsvParser::Feed(std::string_view chunk, const CsvSink& sink) {
  if (problem_ || chunk.empty()) return problem_;
  chunk_begin_ = chunk.data();
  const char* at = chunk.data();
  const char* const end = at + chunk.size();
  while (at != end) {
    switch (state_) {
      case State::kStart:
      case State::kPlain:
        at = OutsideQuotes(at, end, sink);
        break;
      case State::kQuoted:
        at = InsideQuotes(at, end);
        break;
      case State::kQuoteInQuoted:
        at = AfterQuote(at);
        if (state_ == State::kStart && *at != delimiter_ && *at != '\n' && *at != '\r') {
          at = Fail(end, line_, "text after the closing quote of a cell");
        }
        break;
      case State::kCarriageReturn:
        if (*at != '\n') {
          ends_.pop_back();
          at = Fail(end, line_, "a carriage return without a line feed");
          break;
        }
        EndRecord(sink);
        ++at;
        break;
    }
    if (buffer_.size() > kMaxRecordBytes) {
      at = Fail(end, any_quote_ ? quote_line_ : record_line_,
                "a row of more than 16 MiB; is a quote not closed?");
    }
  }
  chunk_offset_ += chunk.size();
  return problem_;
}

std::optional<CsvProblem> CsvParser::Finish(const CsvSink& sink) {
  if (problem_) return problem_;
  if (state_ == State::kQuoted) {
    problem_ = CsvProblem{quote_line_, ends_.size() + 1, "a quote that is never closed"};
    return problem_;
  }
  if (state_ == State::kCarriageReturn) {
    problem_ = CsvProblem{line_, ends_.size(), "a carriage return without a line feed"};
    return problem_;
  }
  if (state_ != State::kStart || !ends_.empty()) {
    EndCell();
    record_end_ = chunk_offset_;
    EndRecord(sink);
  }
  return problem_;
}

std::optional<CsvProblem> ParseCsv(std::string_view text, const CsvDialect& dialect,
                                   const CsvSink& sink) {
  const std::size_t skip = std::min(dialect.skip, text.size());
  CsvParser parser(dialect.delimiter, skip > 0 ? 2 : 1);
  const auto shifted = [&](const CsvRecord& record) {
    sink({record.cells, record.line, record.end + skip});
  };
  if (auto problem = parser.Feed(text.substr(skip), shifted)) return problem;
  return parser.Finish(shifted);
}

}  // namespace touchbase::store
