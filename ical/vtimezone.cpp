#include "ical/vtimezone.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

#include "ical/tz_zone.h"

namespace touchbase::ical {
namespace {

using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

// Two rules must hold for the years around the item; a longer look ahead only finds laws that will
// change. The tz database is read without its footers, so that nothing is known past 2037.
constexpr int kYearsAhead = 8;
constexpr int kYearsListed = 4;
constexpr int kLastKnownYear = 2037;
constexpr int kLastWeek = -1;

struct Transition {
  Instant at;
  seconds before;
  seconds after;
  LocalTime Wall() const { return LocalTime{at.time_since_epoch() + before}; }
};

// "The last Sunday of March at 02:00", of one of the two changes of a year.
struct YearlyRule {
  unsigned month = 0;
  unsigned weekday = 0;
  int week = 0;
  seconds time{};
  seconds before{};
  seconds after{};
  friend bool operator==(const YearlyRule&, const YearlyRule&) = default;
};

Instant StartOfYear(int number) { return Instant{MakeDate(number, 1, 1).time_since_epoch()}; }

// Weekly steps are enough: the shortest rest between two changes in force today is a Ramadan.
std::vector<Transition> Transitions(const Zone& zone, Instant from, Instant to) {
  std::vector<Transition> found;
  seconds offset = zone.OffsetAt(from);
  for (Instant low = from; low < to; low += days{7}) {
    Instant high = low + days{7};
    const seconds next = zone.OffsetAt(high);
    if (next == offset) continue;
    Instant same = low;
    while (high - same > seconds{1}) {
      const Instant middle = same + (high - same) / 2;
      (zone.OffsetAt(middle) == offset ? same : high) = middle;
    }
    found.push_back({high, offset, zone.OffsetAt(high)});
    offset = next;
  }
  return found;
}

// Every way to name the week: the third of five Sundays has one, the fourth of four has two.
std::vector<int> WeeksOf(Date date) {
  const year_month_day ymd{date};
  const unsigned day = static_cast<unsigned>(ymd.day());
  const unsigned length = static_cast<unsigned>(
      year_month_day_last{ymd.year() / ymd.month() / std::chrono::last}.day());
  std::vector<int> weeks;
  if (day + 7 > length) weeks.push_back(kLastWeek);
  if (day <= 28) weeks.push_back(static_cast<int>((day + 6) / 7));
  return weeks;
}

YearlyRule RuleOf(const Transition& transition, int week) {
  const Date date = DateOf(transition.Wall());
  return {static_cast<unsigned>(year_month_day{date}.month()),
          WeekdayOf(date).c_encoding(),
          week,
          transition.Wall() - date,
          transition.before,
          transition.after};
}

// The rule that every second transition, from `first` on, follows.
std::optional<YearlyRule> CommonRule(const std::vector<Transition>& all, std::size_t first) {
  for (const int week : WeeksOf(DateOf(all[first].Wall()))) {
    const YearlyRule rule = RuleOf(all[first], week);
    bool holds = true;
    for (std::size_t i = first + 2; i < all.size() && holds; i += 2) {
      bool one = false;
      for (const int other : WeeksOf(DateOf(all[i].Wall())))
        one = one || RuleOf(all[i], other) == rule;
      holds = one;
    }
    if (holds) return rule;
  }
  return std::nullopt;
}

std::string Offset(seconds offset) {
  const long long total = std::abs(offset.count());
  std::string text = offset.count() < 0 ? "-" : "+";
  const auto two = [&](long long number) {
    text.push_back(static_cast<char>('0' + number / 10 % 10));
    text.push_back(static_cast<char>('0' + number % 10));
  };
  two(total / 3600);
  two(total / 60 % 60);
  if (total % 60 != 0) two(total % 60);
  return text;
}

class Writer {
 public:
  explicit Writer(const Zone& zone) : names_(dynamic_cast<const ZoneNames*>(&zone)) {
    text_ = "BEGIN:VTIMEZONE\r\nTZID:" + zone.name() + "\r\n";
  }

  // `begin`: civil time by the offset before. `at`: any instant at which `after` is in force.
  void Observance(LocalTime begin, seconds before, seconds after, bool daylight, Instant at,
                  const std::string& rule) {
    const std::string kind = daylight ? "DAYLIGHT" : "STANDARD";
    const std::string utc = FormatUtcBasic(Instant{begin.time_since_epoch()});
    text_ += "BEGIN:" + kind + "\r\nDTSTART:" + utc.substr(0, utc.size() - 1) +
             "\r\nTZOFFSETFROM:" + Offset(before) + "\r\nTZOFFSETTO:" + Offset(after) + "\r\n" +
             rule + "TZNAME:" + (names_ != nullptr ? names_->Abbreviation(at) : Offset(after)) +
             "\r\nEND:" + kind + "\r\n";
  }

  std::string Finish() { return text_ + "END:VTIMEZONE\r\n"; }

 private:
  const ZoneNames* names_;
  std::string text_;
};

std::string RuleText(const YearlyRule& rule) {
  constexpr std::array<std::string_view, 7> kDays = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  return "RRULE:FREQ=YEARLY;BYMONTH=" + std::to_string(rule.month) +
         ";BYDAY=" + std::to_string(rule.week) + std::string(kDays[rule.weekday]) + "\r\n";
}

// Two changes in every year of the window, each by a rule of its own.
bool WriteTwoRules(const std::vector<Transition>& all, int years, Writer* writer) {
  if (all.size() != static_cast<std::size_t>(years) * 2) return false;
  const std::array rules = {CommonRule(all, 0), CommonRule(all, 1)};
  if (!rules[0] || !rules[1]) return false;
  for (std::size_t i = 0; i < 2; ++i) {
    writer->Observance(all[i].Wall(), all[i].before, all[i].after, all[i].after > all[i].before,
                       all[i].at, RuleText(*rules[i]));
  }
  return true;
}

std::string Make(const Zone& zone, int item_year) {
  const int first = item_year - 1;
  const int last = std::max(item_year, std::min(item_year + kYearsAhead, kLastKnownYear));
  const std::vector<Transition> all = Transitions(zone, StartOfYear(first), StartOfYear(last + 1));
  Writer writer(zone);
  if (WriteTwoRules(all, last - first + 1, &writer)) return writer.Finish();
  const Instant start = StartOfYear(first);
  const seconds offset = zone.OffsetAt(start);
  writer.Observance(LocalTime{MakeDate(1970, 1, 1)}, offset, offset, false, start, "");
  const Instant listed = StartOfYear(std::min(last, item_year + kYearsListed) + 1);
  for (const Transition& change : all) {
    if (change.at >= listed) break;
    writer.Observance(change.Wall(), change.before, change.after, change.after > change.before,
                      change.at, "");
  }
  return writer.Finish();
}

}  // namespace

std::string VTimezone(const Zone& zone, Instant at) {
  const Date date = DateOf(zone.ToLocal(at));
  const int item_year = static_cast<int>(year_month_day{date}.year());
  const auto make = [&] { return Make(zone, item_year); };
  const auto* names = dynamic_cast<const ZoneNames*>(&zone);
  return names != nullptr ? names->CachedVTimezone(item_year, make) : make();
}

}  // namespace touchbase::ical
