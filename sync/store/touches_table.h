// Rows of the touches table <-> touches. Pure; serves CSV and SQLite.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/touch.h"
#include "model/touch_id.h"
#include "model/zone.h"
#include "sync/core/book.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

enum class TouchColumn : std::uint8_t {
  kId,
  kContact,
  kAt,
  kDirection,
  kChannel,
  kKind,
  kOutcome,
  kNotes,
  kFollowUp,
  kUntil
};
constexpr std::size_t kTouchColumns = 10;

// The names of our columns, by TouchColumn.
std::span<const std::string_view> TouchColumnNames();

class TouchesReader {
 public:
  // Throws InputError when contact or at is missing, or a column is there twice.
  TouchesReader(const std::string& table, std::span<const std::string> header,
                const ColumnNames& names, const Zone& zone);

  // A row without contact (unless it is an event, kind debrief, or has a follow_up) or with an `at`
  // that is no time is left out, with a warning; any other cell that cannot be read counts as empty
  // or unknown, with a warning. Rows without id get one.
  void Row(std::size_t line, std::span<const std::string_view> cells);

  const TableColumns& columns() const { return columns_; }
  // Touch::contact is as written.
  std::vector<Touch> TakeTouches() { return std::move(touches_); }
  std::vector<std::string> TakeWarnings() { return warnings_.Take(); }
  // The rows of somebody whose `at` is no time.
  std::vector<LeftOutRow> TakeLeftOut() { return std::move(left_out_); }

 private:
  std::string_view Cell(TouchColumn column, std::span<const std::string_view> cells) const {
    return columns_.Cell(static_cast<std::size_t>(column), cells);
  }
  void Warn(std::size_t line, TouchColumn column, std::string_view value, const char* what);
  bool ReadTime(std::size_t line, std::string_view cell, Touch* touch);
  void ReadWords(std::size_t line, std::span<const std::string_view> cells, Touch* touch);

  std::string table_;
  TableColumns columns_;
  const Zone& zone_;
  CellWarnings warnings_;
  TouchIds ids_;
  std::vector<Touch> touches_;
  std::vector<LeftOutRow> left_out_;
};

// The cells of a row of the log, by TouchColumn, in the words that TouchesReader reads back.
std::array<std::string, kTouchColumns> TouchCells(const Touch& touch, const Zone& zone);

}  // namespace touchbase::store
