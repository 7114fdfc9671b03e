#include "model/civil_time.h"

#include <array>
#include <cstddef>

namespace touchbase {
namespace {

using std::chrono::day;
using std::chrono::last;
using std::chrono::local_days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;
constexpr int kMinutesPerDay = 24 * 60;

// snprintf would do, but planning prints tens of thousands of dates and the locale must not matter.
void AppendPadded(std::string* out, std::int64_t value, std::size_t width) {
  std::array<char, 20> digits;
  std::size_t count = 0;
  const bool negative = value < 0;
  for (auto rest = static_cast<std::uint64_t>(negative ? -value : value); rest > 0 || count < width;
       rest /= 10) {
    digits[count++] = static_cast<char>('0' + rest % 10);
  }
  if (negative) out->push_back('-');
  while (count > 0) out->push_back(digits[--count]);
}

void AppendDate(std::string* out, year_month_day ymd, std::string_view separator) {
  AppendPadded(out, static_cast<int>(ymd.year()), 4);
  out->append(separator);
  AppendPadded(out, static_cast<unsigned>(ymd.month()), 2);
  out->append(separator);
  AppendPadded(out, static_cast<unsigned>(ymd.day()), 2);
}

void AppendClock(std::string* out, seconds of_day, std::string_view separator, bool with_seconds) {
  AppendPadded(out, of_day.count() / 3600, 2);
  out->append(separator);
  AppendPadded(out, of_day.count() / 60 % 60, 2);
  if (!with_seconds) return;
  out->append(separator);
  AppendPadded(out, of_day.count() % 60, 2);
}

seconds SecondsOfDay(LocalTime time) { return time - std::chrono::floor<days>(time); }

// Reads a text from the front. A failed read leaves the text as it is and says so.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool AtEnd() const { return text_.empty(); }
  bool Digits(std::size_t width, int* value) {
    if (text_.size() < width) return false;
    int read = 0;
    for (const char c : text_.substr(0, width)) {
      if (c < '0' || c > '9') return false;
      read = read * 10 + (c - '0');
    }
    text_.remove_prefix(width);
    *value = read;
    return true;
  }
  // The character read, one of `wanted`, or 0.
  char OneOf(std::string_view wanted) {
    if (text_.empty() || wanted.find(text_.front()) == std::string_view::npos) return 0;
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }
  bool Literal(char c) { return OneOf({&c, 1}) != 0; }

 private:
  std::string_view text_;
};

std::optional<Date> Day(int y, int m, int d) {
  const year_month_day ymd{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (y < kFirstYear || y > kLastYear || !ymd.ok()) return std::nullopt;
  return local_days{ymd};
}

std::optional<Date> ReadDate(Reader* in) {
  int y = 0;
  int m = 0;
  int d = 0;
  if (!in->Digits(4, &y) || !in->Literal('-') || !in->Digits(2, &m) || !in->Literal('-') ||
      !in->Digits(2, &d)) {
    return std::nullopt;
  }
  return Day(y, m, d);
}

// HH:MM with optional :SS; a leap second counts as the second before it.
std::optional<seconds> ReadClock(Reader* in) {
  int h = 0;
  int m = 0;
  int s = 0;
  if (!in->Digits(2, &h) || !in->Literal(':') || !in->Digits(2, &m)) return std::nullopt;
  if (in->Literal(':') && !in->Digits(2, &s)) return std::nullopt;
  if (h > 23 || m > 59 || s > 60) return std::nullopt;
  return hours{h} + minutes{m} + seconds{s == 60 ? 59 : s};
}

std::optional<LocalTime> ReadLocal(Reader* in) {
  const auto date = ReadDate(in);
  if (!date || in->OneOf(" Tt") == 0) return std::nullopt;
  const auto clock = ReadClock(in);
  if (!clock) return std::nullopt;
  return LocalTime{*date} + *clock;
}

// RFC 3339 allows any number of digits; they are finer than a second and dropped.
bool SkipFraction(Reader* in) {
  if (!in->Literal('.')) return true;
  if (in->OneOf("0123456789") == 0) return false;
  while (in->OneOf("0123456789") != 0) {
  }
  return true;
}

}  // namespace

Date MakeDate(int y, unsigned m, unsigned d) {
  return local_days{year_month_day{year{y}, month{m}, day{d}}};
}

Date DateOf(LocalTime time) { return std::chrono::floor<days>(time); }

minutes TimeOfDay(LocalTime time) {
  return std::chrono::duration_cast<minutes>(SecondsOfDay(time));
}

std::chrono::weekday WeekdayOf(Date date) { return std::chrono::weekday{date}; }

Date AddMonths(Date date, int count) {
  const year_month_day from{date};
  const year_month target = from.year() / from.month() + months{count};
  const year_month_day day_there{target / from.day()};
  return day_there.ok() ? local_days{day_there} : local_days{year_month_day_last{target / last}};
}

std::string FormatDate(Date date) {
  std::string text;
  AppendDate(&text, year_month_day{date}, "-");
  return text;
}

std::string FormatLocal(LocalTime time) {
  const seconds of_day = SecondsOfDay(time);
  std::string text = FormatDate(DateOf(time));
  text.push_back(' ');
  AppendClock(&text, of_day, ":", of_day.count() % 60 != 0);
  return text;
}

std::string FormatTimeOfDay(minutes time) {
  std::string text;
  AppendClock(&text, time, ":", false);
  return text;
}

std::string FormatRfc3339(LocalTime wall, seconds offset) {
  std::string text = FormatDate(DateOf(wall));
  text.push_back('T');
  AppendClock(&text, SecondsOfDay(wall), ":", true);
  text.push_back(offset < seconds{0} ? '-' : '+');
  AppendClock(&text, std::chrono::abs(offset), ":", false);
  return text;
}

std::string FormatUtcBasic(Instant instant) {
  const LocalTime wall{instant.time_since_epoch()};
  std::string text;
  AppendDate(&text, year_month_day{DateOf(wall)}, "");
  text.push_back('T');
  AppendClock(&text, SecondsOfDay(wall), "", true);
  text.push_back('Z');
  return text;
}

std::optional<Date> ParseDate(std::string_view text) {
  Reader in(text);
  const auto date = ReadDate(&in);
  return in.AtEnd() ? date : std::nullopt;
}

std::optional<minutes> ParseTimeOfDay(std::string_view text) {
  Reader in(text);
  int h = 0;
  int m = 0;
  if (!in.Digits(2, &h) || !in.Literal(':') || !in.Digits(2, &m) || !in.AtEnd()) {
    return std::nullopt;
  }
  const int total = h * 60 + m;
  if (m > 59 || total > kMinutesPerDay) return std::nullopt;
  return minutes{total};
}

std::optional<LocalTime> ParseLocal(std::string_view text) {
  Reader in(text);
  const auto time = ReadLocal(&in);
  return in.AtEnd() ? time : std::nullopt;
}

std::optional<OffsetTime> ParseRfc3339(std::string_view text) {
  Reader in(text);
  const auto wall = ReadLocal(&in);
  if (!wall || !SkipFraction(&in)) return std::nullopt;
  if (in.OneOf("Zz") != 0) {
    return in.AtEnd() ? std::optional(OffsetTime{*wall, seconds{0}}) : std::nullopt;
  }
  const char sign = in.OneOf("+-");
  int h = 0;
  int m = 0;
  if (sign == 0 || !in.Digits(2, &h) || !in.Literal(':') || !in.Digits(2, &m) || !in.AtEnd() ||
      h > 23 || m > 59) {
    return std::nullopt;
  }
  const seconds offset = hours{h} + minutes{m};
  return OffsetTime{*wall, sign == '-' ? -offset : offset};
}

std::optional<Instant> ParseUtcBasic(std::string_view text) {
  Reader in(text);
  int y = 0;
  int mo = 0;
  int d = 0;
  int h = 0;
  int mi = 0;
  int s = 0;
  if (!in.Digits(4, &y) || !in.Digits(2, &mo) || !in.Digits(2, &d) || !in.Literal('T') ||
      !in.Digits(2, &h) || !in.Digits(2, &mi) || !in.Digits(2, &s) || !in.Literal('Z') ||
      !in.AtEnd() || h > 23 || mi > 59 || s > 60) {
    return std::nullopt;
  }
  const auto date = Day(y, mo, d);
  if (!date) return std::nullopt;
  return Instant{date->time_since_epoch() + hours{h} + minutes{mi} + seconds{s == 60 ? 59 : s}};
}

}  // namespace touchbase
