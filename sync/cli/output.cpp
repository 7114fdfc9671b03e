#include "sync/cli/output.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include "config/settings_file.h"
#include "sync/log/log.h"

namespace touchbase::cli {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr std::array<std::string_view, 3> kCodes = {"\033[32m", "\033[31m", "\033[1m"};
constexpr std::string_view kPlain = "\033[0m";

// The length of a code of ours that `text` begins with, else 0.
std::size_t OwnCode(std::string_view text) {
  for (const std::string_view code : kCodes) {
    if (text.starts_with(code)) return code.size();
  }
  return text.starts_with(kPlain) ? kPlain.size() : 0;
}

// `text` with its control characters escaped, but for line ends and, in colour, our own codes.
std::string Harmless(std::string_view text, bool color) {
  std::string out;
  std::size_t from = 0;
  const auto keep = [&](std::size_t at, std::size_t size) {
    out += log::Escaped(text.substr(from, at - from));
    out += text.substr(at, size);
    from = at + size;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t size = text[i] == '\n' ? 1 : color ? OwnCode(text.substr(i)) : 0;
    if (size == 0) continue;
    keep(i, size);
    i += size - 1;
  }
  keep(text.size(), 0);
  return out;
}

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
  if (!json_) PrintLine(Harmless(text, color_));
}

void Output::Remark(const std::string& text) {
  if (!quiet_) Line(text);
}

void Output::Complain(const std::string& text) {
  (void)std::fprintf(stderr, "%s%s\n", Harmless(prefix_, false).c_str(),
                     Harmless(text, false).c_str());
}

std::string Output::Painted(Paint paint, const std::string& text) const {
  if (!color_) return text;
  std::string painted(kCodes.at(static_cast<std::size_t>(paint)));
  return painted.append(text).append(kPlain);
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

std::string BlockLineText(const Block& block, const Output& out) {
  std::string line = ShortTime(block.start) + "-" + FormatTimeOfDay(TimeOfDay(block.end())) + "  " +
                     out.Painted(Paint::kLoud, block.title);
  // A title of names says them already.
  const bool named =
      !block.lines.empty() && block.title.find(block.lines[0].name) != std::string::npos;
  for (std::size_t i = 0; !named && i < block.lines.size(); ++i) {
    line += (i == 0 ? ": " : ", ") + block.lines[i].name + (block.lines[i].done ? " (done)" : "");
  }
  if (block.hard) line += "  hard";
  if (block.pinned) line += "  pinned";
  return line;
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
  if (follow_up.overdue_days > 0 && !follow_up.pinned) {
    line += "  " + out.Painted(Paint::kBad, std::to_string(follow_up.overdue_days) + " d late");
  }
  return line;
}

}  // namespace touchbase::cli
