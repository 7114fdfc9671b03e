#include "sync/cli/sample_book.h"

#include <optional>

namespace touchbase::cli {
namespace {

constexpr std::size_t kLength = 10;  // 2026-03-02
constexpr days kAhead{2};            // the sample ends with an appointment

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The date that begins at `at` and is not part of a longer number.
std::optional<Date> DateAt(std::string_view text, std::size_t at) {
  if (at + kLength > text.size() || (at > 0 && IsDigit(text[at - 1]))) return std::nullopt;
  return ParseDate(text.substr(at, kLength));
}

}  // namespace

std::string MoveDates(std::string_view text, days by) {
  std::string moved;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto date = DateAt(text, at)) {
      moved += FormatDate(*date + by);
      at += kLength;
    } else {
      moved += text[at++];
    }
  }
  return moved;
}

days SampleAge(std::string_view touches, Date today) {
  std::optional<Date> last;
  bool first_of_line = true;  // the time of the touch; later ones are dates of promises
  for (std::size_t at = 0; at < touches.size(); ++at) {
    if (touches[at] == '\n') first_of_line = true;
    const auto date = first_of_line ? DateAt(touches, at) : std::nullopt;
    if (!date) continue;
    first_of_line = false;
    if (!last || *date > *last) last = date;
  }
  if (!last) return days{0};
  const auto late = (today + kAhead - *last).count();
  return days{late > 0 ? late / 7 * 7 : 0};
}

}  // namespace touchbase::cli
