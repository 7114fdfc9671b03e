#include "sync/cli/output.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include "config/settings_file.h"

namespace touchbase::cli {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool WantsColor(Color color) {
  if (color != Color::kAuto) return color == Color::kAlways;
  return isatty(STDOUT_FILENO) == 1 && !SystemEnv()("NO_COLOR");
}

}  // namespace

Output::Output(const Options& options, std::string prefix)
    : json_(options.json),
      quiet_(options.quiet),
      color_(!options.json && WantsColor(options.color)),
      prefix_(std::move(prefix)) {}

void Output::Line(const std::string& text) {
  if (!json_) PrintLine(text);
}

void Output::Remark(const std::string& text) {
  if (!quiet_) Line(text);
}

void Output::Complain(const std::string& text) {
  (void)std::fprintf(stderr, "%s%s\n", prefix_.c_str(), text.c_str());
}

std::string Output::Painted(Paint paint, const std::string& text) const {
  if (!color_) return text;
  constexpr std::array<const char*, 3> kCodes = {"\033[32m", "\033[31m", "\033[1m"};
  return kCodes.at(static_cast<std::size_t>(paint)) + text + "\033[0m";
}

void PrintLine(const std::string& line) { (void)std::fprintf(stdout, "%s\n", line.c_str()); }

bool FlushOutput() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

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

std::string ItemLine(const FollowUp& follow_up, const Output& out) {
  std::string line = ShortTime(follow_up.start) + "-" +
                     FormatTimeOfDay(TimeOfDay(follow_up.end())) + "  " +
                     out.Painted(Paint::kLoud, follow_up.title);
  if (follow_up.channel != Channel::kNone) {
    line += "  [" + std::string(ToWord(follow_up.channel)) + "]";
  }
  if (follow_up.hard) line += "  hard";
  if (follow_up.pinned) line += "  pinned";
  if (follow_up.overdue_days > 0) {
    line += "  " + out.Painted(Paint::kBad, std::to_string(follow_up.overdue_days) + " d late");
  }
  return line;
}

}  // namespace touchbase::cli
