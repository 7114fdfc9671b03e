#include <algorithm>
#include <chrono>
#include <cstdint>

#include "ical/recurrence_rule.h"

namespace touchbase::ical {
namespace {

using std::chrono::year_month_day;

bool Has(const std::vector<int>& list, int value) {
  return std::binary_search(list.begin(), list.end(), value);
}

bool HasEither(const std::vector<int>& list, int forward, int backward) {
  return Has(list, forward) || Has(list, backward);
}

Date FirstOfYear(int year) { return MakeDate(year, 1, 1); }

int DaysOf(Date later, Date earlier) { return static_cast<int>((later - earlier).count()); }

struct DayParts {
  int year = 0, month = 0, day = 0;
  int of_month = 0;  // length of its month
  int year_day = 0, of_year = 0;
};

DayParts PartsOf(Date date) {
  const year_month_day ymd(date);
  DayParts parts;
  parts.year = static_cast<int>(ymd.year());
  parts.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  parts.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  const auto last = (ymd.year() / ymd.month() / std::chrono::last).day();
  parts.of_month = static_cast<int>(static_cast<unsigned>(last));
  parts.year_day = DaysOf(date, FirstOfYear(parts.year)) + 1;
  parts.of_year = ymd.year().is_leap() ? 366 : 365;
  return parts;
}

// Walks the periods of one rule.
class Walker {
 public:
  Walker(const RecurrenceRule& rule, const RuleSpan& span) : rule_(rule), span_(span) {
    first_ = DateOf(span.start);
    last_ = DateOf(span.to);
    FillIn();
    FindTimes();
  }

  bool Walk(std::size_t most, int* budget, std::vector<LocalTime>* out) {
    int left = rule_.count - 1;  // DTSTART is the first
    std::vector<LocalTime> found;
    for (std::int64_t n = FirstPeriod();; ++n) {
      const Date begin = BeginOf(n);
      if (begin > last_) return true;
      const int length = LengthOf(begin);
      *budget -= length;
      if (*budget < 0) return false;
      Collect(begin, length, &found);
      for (const LocalTime time : found) {
        if (time <= span_.start) continue;
        if (time > span_.to || (rule_.count > 0 && left-- <= 0)) return true;
        if (time < span_.from) continue;
        if (out->size() >= most) return false;
        out->push_back(time);
      }
    }
  }

 private:
  // What the rule leaves open is as in DTSTART.
  void FillIn() {
    const DayParts start = PartsOf(first_);
    if (!rule_.year_days.empty() || !rule_.month_days.empty() || !rule_.weekdays.empty()) return;
    const unsigned weekday = WeekdayOf(first_).c_encoding();
    if (rule_.frequency == Frequency::kWeekly || !rule_.week_numbers.empty()) {
      rule_.weekdays = {{0, weekday}};
    } else if (rule_.frequency != Frequency::kDaily) {
      rule_.month_days = {start.day};
      if (rule_.frequency == Frequency::kYearly && rule_.months.empty()) {
        rule_.months = {start.month};
      }
    }
  }

  void FindTimes() {
    times_.clear();
    const seconds of_day = span_.start - LocalTime{first_};
    if (span_.date_only) {
      times_ = {seconds{0}};
      return;
    }
    const auto or_own = [](const std::vector<int>& list, std::int64_t own) {
      return list.empty() ? std::vector<int>{static_cast<int>(own)} : list;
    };
    for (const int hour : or_own(rule_.hours, of_day.count() / 3600)) {
      for (const int minute : or_own(rule_.minutes, of_day.count() / 60 % 60)) {
        for (const int second : or_own(rule_.seconds, of_day.count() % 60)) {
          times_.emplace_back(hours{hour} + minutes{minute} + seconds{second});
        }
      }
    }
  }

  Date WeekBegin(Date date) const {
    const unsigned weekday = WeekdayOf(date).c_encoding();
    return date - days{(weekday + 7 - rule_.week_start) % 7};
  }

  Date BeginOf(std::int64_t n) const {
    const std::int64_t step = n * rule_.interval;
    const year_month_day start(first_);
    switch (rule_.frequency) {
      case Frequency::kDaily:
        return first_ + days{step};
      case Frequency::kWeekly:
        return WeekBegin(first_) + days{7 * step};
      case Frequency::kMonthly: {
        const Date month = first_ - days{static_cast<unsigned>(start.day()) - 1};
        return AddMonths(month, static_cast<int>(step));
      }
      case Frequency::kYearly:
        break;
    }
    return FirstOfYear(static_cast<int>(start.year()) + static_cast<int>(step));
  }

  int LengthOf(Date begin) const {
    switch (rule_.frequency) {
      case Frequency::kDaily:
        return 1;
      case Frequency::kWeekly:
        return 7;
      case Frequency::kMonthly:
        return PartsOf(begin).of_month;
      case Frequency::kYearly:
        break;
    }
    return PartsOf(begin).of_year;
  }

  // Without COUNT the periods before the window need not be walked.
  std::int64_t FirstPeriod() const {
    const Date from = DateOf(span_.from);
    if (rule_.count > 0 || from <= first_) return 0;
    const DayParts a = PartsOf(first_);
    const DayParts b = PartsOf(from);
    std::int64_t periods = b.year - a.year;
    if (rule_.frequency == Frequency::kDaily) periods = DaysOf(from, first_);
    if (rule_.frequency == Frequency::kWeekly) periods = DaysOf(from, WeekBegin(first_)) / 7;
    if (rule_.frequency == Frequency::kMonthly) periods = periods * 12 + b.month - a.month;
    return std::max<std::int64_t>(0, periods / rule_.interval - 1);
  }

  void Collect(Date begin, int length, std::vector<LocalTime>* found) const {
    found->clear();
    for (int i = 0; i < length; ++i) {
      const Date day = begin + days{i};
      if (!Matches(day)) continue;
      for (const seconds time : times_) found->push_back(LocalTime{day} + time);
    }
    if (rule_.set_pos.empty()) return;
    const auto size = static_cast<int>(found->size());
    std::vector<LocalTime> chosen;
    for (int i = 0; i < size; ++i) {
      if (HasEither(rule_.set_pos, i + 1, i - size)) {
        chosen.push_back((*found)[static_cast<std::size_t>(i)]);
      }
    }
    found->swap(chosen);
  }

  bool Matches(Date date) const {
    const DayParts day = PartsOf(date);
    if (!rule_.months.empty() && !Has(rule_.months, day.month)) return false;
    if (!rule_.month_days.empty() &&
        !HasEither(rule_.month_days, day.day, day.day - day.of_month - 1)) {
      return false;
    }
    if (!rule_.year_days.empty() &&
        !HasEither(rule_.year_days, day.year_day, day.year_day - day.of_year - 1)) {
      return false;
    }
    return (rule_.week_numbers.empty() || MatchesWeek(date, day)) &&
           (rule_.weekdays.empty() || MatchesWeekday(date, day));
  }

  // Week 1 is the first with at least four days in the year.
  Date FirstWeekOf(int year) const { return WeekBegin(FirstOfYear(year) + days{3}); }

  bool MatchesWeek(Date date, const DayParts& day) const {
    int year = day.year;
    if (date < FirstWeekOf(year)) --year;
    if (date >= FirstWeekOf(year + 1)) ++year;
    const int week = DaysOf(date, FirstWeekOf(year)) / 7 + 1;
    const int weeks = DaysOf(FirstWeekOf(year + 1), FirstWeekOf(year)) / 7;
    return HasEither(rule_.week_numbers, week, week - weeks - 1);
  }

  bool MatchesWeekday(Date date, const DayParts& day) const {
    const unsigned weekday = WeekdayOf(date).c_encoding();
    const bool yearly = rule_.frequency == Frequency::kYearly;
    const bool counted = rule_.frequency == Frequency::kMonthly || yearly;
    const bool of_year = yearly && rule_.months.empty();
    const int at = of_year ? day.year_day : day.day;
    const int length = of_year ? day.of_year : day.of_month;
    const int forward = (at - 1) / 7 + 1;
    const int backward = -((length - at) / 7 + 1);
    return std::any_of(rule_.weekdays.begin(), rule_.weekdays.end(), [&](const NthWeekday& wanted) {
      if (wanted.weekday != weekday) return false;
      return wanted.nth == 0 || !counted || !rule_.week_numbers.empty() || wanted.nth == forward ||
             wanted.nth == backward;
    });
  }

  RecurrenceRule rule_;
  RuleSpan span_;
  Date first_{};
  Date last_{};
  std::vector<seconds> times_;  // of a day, in order
};

}  // namespace

bool ExpandRule(const RecurrenceRule& rule, const RuleSpan& span, std::size_t most, int* budget,
                std::vector<LocalTime>* out) {
  return Walker(rule, span).Walk(most, budget, out);
}

}  // namespace touchbase::ical
