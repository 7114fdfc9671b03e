#include "sync/cli/output.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace touchbase::cli {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

void Print(const std::string& line) { std::fprintf(stdout, "%s\n", line.c_str()); }

void Complain(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

std::string ShortDate(Date date) {
  const std::chrono::year_month_day ymd{date};
  return std::string(kDays.at(WeekdayOf(date).c_encoding())) + " " +
         std::to_string(static_cast<unsigned>(ymd.day())) + " " +
         std::string(kMonths.at(static_cast<unsigned>(ymd.month()) - 1)) + " " +
         std::to_string(static_cast<int>(ymd.year()));
}

std::string ShortTime(LocalTime time) {
  return ShortDate(DateOf(time)) + " " + FormatTimeOfDay(TimeOfDay(time));
}

std::string ItemLine(const FollowUp& follow_up) {
  std::string line = ShortTime(follow_up.start) + "-" +
                     FormatTimeOfDay(TimeOfDay(follow_up.end())) + "  " + follow_up.title + "  [" +
                     std::string(ToWord(follow_up.channel)) + "]";
  if (follow_up.hard) line += "  hard";
  if (follow_up.pinned) line += "  pinned";
  if (follow_up.overdue_days > 0) line += "  " + std::to_string(follow_up.overdue_days) + " d late";
  return line;
}

}  // namespace touchbase::cli
