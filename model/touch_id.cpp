#include "model/touch_id.h"

#include <charconv>

#include "model/hash.h"

namespace touchbase {
namespace {

// The words in front keep the two sorts of names apart from each other and from those of uid.cpp.
constexpr std::string_view kHandRow = "row";
constexpr std::string_view kCalendarRow = "touch";

std::string HandRowId(const RawTouchKey& row, std::uint32_t n) {
  return UuidHex(
      {kHandRow, row.contact, row.at, ToWord(row.direction), row.kind, std::to_string(n)});
}

std::uint64_t FrontOf(std::string_view hex) {
  constexpr std::size_t kDigits = 16;
  std::uint64_t value = 0;
  std::from_chars(hex.data(), hex.data() + kDigits, value, 16);
  return value;
}

std::string_view WordOf(TouchSort sort) {
  switch (sort) {
    case TouchSort::kOutcome:
      return "outcome";
    case TouchSort::kAnswer:
      return "answer";
    case TouchSort::kNote:
      return "note";
  }
  return {};
}

}  // namespace

std::string TouchIds::Next(const RawTouchKey& row) {
  if (!row.id.empty()) return std::string(row.id);
  std::string id = HandRowId(row, 1);
  const std::uint32_t n = ++count_[FrontOf(id)];
  return n == 1 ? id : HandRowId(row, n);
}

std::string CalendarTouchId(const CalendarTouch& touch, int withdrawals) {
  const std::string text_hash = touch.sort == TouchSort::kNote ? UuidHex({touch.text}) : "";
  return UuidHex({kCalendarRow, touch.key, std::to_string(touch.generation), touch.contact,
                  WordOf(touch.sort), text_hash, std::to_string(withdrawals)});
}

int CountWithdrawals(const LiveLog& log, const CalendarTouch& touch) {
  // The withdrawals name their rows, so that the first row of the series without one is the current
  // one, and a row that is gone still counts. A reopening names none: its rows count no more.
  int count = 0;
  for (std::string id = CalendarTouchId(touch, 0);
       log.Contains(WithdrawalId(id)) || log.IsTakenBack(id); id = CalendarTouchId(touch, count)) {
    ++count;
  }
  return count;
}

std::string CalendarTouchId(const LiveLog& log, const CalendarTouch& touch) {
  return CalendarTouchId(touch, CountWithdrawals(log, touch));
}

}  // namespace touchbase
