#include "sync/core/weekly.h"

#include <algorithm>
#include <set>
#include <utility>

#include "model/day_words.h"
#include "model/plan_writer.h"

namespace touchbase {
namespace {

constexpr std::size_t kMostListed = 12;  // of a list; a phone shows no more anyway
constexpr int kWeek = 7;

class Writer {
 public:
  explicit Writer(const WeeklyFacts& facts) : facts_(facts) {}

  std::string Write(const Plan& plan) {
    LastSuccess();
    List("What a guard stopped", facts_.stopped);
    ThisWeek(plan);
    Overdue(plan);
    Waiting(plan);
    List("Whom to let go", facts_.let_go);
    Unplaced(plan);
    List("Only you can tell", facts_.questions);
    List("Not understood", facts_.not_understood);
    Closed();
    Progress();
    return std::move(text_);
  }

 private:
  static std::string Clean(std::string line) {
    std::erase(line, '#');
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
  }

  void List(const char* heading, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    text_ += (text_.empty() ? "" : "\n") + std::string(heading) + "\n";
    for (std::size_t i = 0; i < std::min(lines.size(), kMostListed); ++i) {
      text_ += "- " + Clean(lines[i]) + "\n";
    }
    if (lines.size() > kMostListed) {
      text_ += "and " + std::to_string(lines.size() - kMostListed) + " more\n";
    }
  }

  static std::string Weekday(Date date) {
    constexpr const char* kNames[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    return kNames[std::chrono::weekday{date}.c_encoding()];
  }

  void LastSuccess() {
    if (!facts_.last_success || facts_.now - *facts_.last_success <= hours{24}) return;
    text_ += "Before today the last run that ended well was on " +
             DayText(DateOf(*facts_.last_success), facts_.day) + ".\n";
  }

  void ThisWeek(const Plan& plan) {
    std::vector<std::string> lines;
    for (const FollowUp& follow_up : plan.follow_ups) {
      const Date day = DateOf(follow_up.start);
      if (day < facts_.day || day >= facts_.day + days{kWeek}) continue;
      lines.push_back(Weekday(day) + " " + FormatLocal(follow_up.start).substr(11, 5) + " " +
                      follow_up.title);
    }
    if (lines.empty()) {
      text_ += std::string(text_.empty() ? "" : "\n") + "Nothing stands in this week.\n";
    }
    List("This week", lines);
  }

  void Overdue(const Plan& plan) {
    std::vector<std::string> lines;
    for (const FollowUp& follow_up : plan.follow_ups) {
      if (!IsOverdue(follow_up, DateOf(facts_.now))) continue;
      lines.push_back(follow_up.title + ", due by " + DayText(follow_up.latest, facts_.day));
      Said(follow_up.title, follow_up.latest, follow_up.start);
      for (const Block& block : plan.blocks) {
        if (block.key.Hash() == follow_up.block) Said(block.title, follow_up.latest, block.start);
      }
    }
    List("Overdue", lines);
  }

  // The plan's warning of a missed day says the same as the list.
  void Said(const std::string& title, Date latest, LocalTime start) {
    said_.insert(MissedText(title, latest, start, DateOf(facts_.now)));
  }

  void Waiting(const Plan& plan) {
    std::vector<std::string> lines;
    for (const auto& unplaced : plan.waiting) lines.push_back(unplaced.follow_up.contact_name);
    List("Waiting in line", lines);
  }

  void Unplaced(const Plan& plan) {
    std::vector<std::string> lines;
    for (const auto& unplaced : plan.unplaced) {
      lines.push_back(unplaced.follow_up.title + ": " + unplaced.why);
    }
    for (const std::string& warning : plan.warnings) {
      if (!said_.contains(warning)) lines.push_back(warning);
    }
    List("Without a place, or in conflict", lines);
  }

  std::string NameOf(const std::string& id) const {
    for (const Contact& contact : facts_.contacts) {
      if (contact.id == id) return contact.DisplayName();
    }
    return id;
  }

  void Closed() {
    std::vector<std::string> lines;
    for (const Touch& touch : facts_.touches) {
      const Date day = DateOf(touch.at);
      const bool lately = day >= facts_.day - days{kWeek} && day < facts_.day;
      if (touch.outcome != Outcome::kDeclined || touch.follow_up.empty() || !lately) continue;
      lines.push_back(NameOf(touch.contact) + ", " + DayText(day, facts_.day));
    }
    List("Closed by a definite no", lines);
  }

  // In the first week of a month: what the month before came to.
  void Progress() {
    const std::chrono::year_month_day today{facts_.day};
    if (static_cast<unsigned>(today.day()) > kWeek) return;
    const std::chrono::year_month before =
        std::chrono::year_month{today.year(), today.month()} - std::chrono::months{1};
    int sent = 0;
    std::set<std::string> written, answered;
    for (const Touch& touch : facts_.touches) {
      const std::chrono::year_month_day day{DateOf(touch.at)};
      if (std::chrono::year_month{day.year(), day.month()} != before) continue;
      if (touch.outcome == Outcome::kWithdrawn || touch.outcome == Outcome::kSkipped) continue;
      const bool said = touch.kind != Kind::kNote && touch.kind != Kind::kDebrief &&
                        touch.kind != Kind::kConnected;
      if (touch.direction == Direction::kOut && said) {
        ++sent;
        written.insert(touch.contact);
      }
      if (IsResponse(touch)) answered.insert(touch.contact);
    }
    if (sent == 0) return;
    text_ += "\nLast month: " + std::to_string(sent) + (sent == 1 ? " touch" : " touches") +
             " to " + std::to_string(written.size()) +
             (written.size() == 1 ? " person, " : " people, ") + std::to_string(answered.size()) +
             " answered.\n";
  }

  const WeeklyFacts& facts_;
  std::set<std::string> said_;  // warnings that need not be repeated
  std::string text_;
};

const BaseFollowUp* StandingOf(Date day, const KnownItem& known) {
  return known(WeeklyKey(day).Hash());
}

Date DayOfWeek(const WeeklyTime& weekly, Date today) {
  const int passed =
      (static_cast<int>(std::chrono::weekday{today}.c_encoding()) - weekly.weekday + kWeek) % kWeek;
  return today - days{passed};
}

}  // namespace

std::string WeeklyText(const Plan& plan, const WeeklyFacts& facts) {
  return Writer(facts).Write(plan);
}

FollowUpKey WeeklyKey(Date day) { return {"", FormatDate(day), "weekly"}; }

std::optional<Date> WeeklyDay(const WeeklyTime& weekly, const KnownItem& known, Date began,
                              LocalTime now) {
  const Date today = DateOf(now);
  const Date day = DayOfWeek(weekly, today);
  if (const BaseFollowUp* standing = StandingOf(day, known)) {
    const Date stands_on = DateOf(LocalTime{seconds{standing->start}});
    return stands_on >= today ? std::optional(day) : std::nullopt;
  }
  return day == today && began < day ? std::optional(day) : std::nullopt;
}

LocalTime WeeklyStart(const WeeklyTime& weekly, Date day, const KnownItem& known, LocalTime now) {
  if (const BaseFollowUp* standing = StandingOf(day, known)) {
    return LocalTime{seconds{standing->start}};
  }
  const LocalTime start = LocalTime{day} + weekly.at;
  if (start >= now) return start;
  const auto since = std::chrono::ceil<minutes>(now - LocalTime{DateOf(now)});
  const minutes next = (since + kWeeklyLength - minutes{1}) / kWeeklyLength * kWeeklyLength;
  // Late at night it stands where it would have been.
  return next + kWeeklyLength <= hours{24} ? LocalTime{DateOf(now)} + next : start;
}

std::vector<Busy> WeeklyTimes(const WeeklyTime& weekly, std::optional<Date> day,
                              const KnownItem& known, LocalTime now, int horizon_days) {
  std::vector<Busy> times;
  if (day) {
    const LocalTime start = WeeklyStart(weekly, *day, known, now);
    const BaseFollowUp* standing = StandingOf(*day, known);
    const minutes length = standing != nullptr ? minutes{standing->length_minutes} : kWeeklyLength;
    times.push_back({start, start + length});
  }
  const Date today = DateOf(now);
  for (Date next = DayOfWeek(weekly, today) + days{kWeek}; next <= today + days{horizon_days};
       next += days{kWeek}) {
    const LocalTime start = LocalTime{next} + weekly.at;
    times.push_back({start, start + kWeeklyLength});
  }
  return times;
}

Block WeeklyBlock(const WeeklyTime& weekly, Date day, const KnownItem& known, LocalTime now,
                  std::string text) {
  Block block;
  block.key = WeeklyKey(day);
  block.sort = BlockSort::kWeekly;
  block.title = "touchbase: the week";
  block.reason = std::move(text);
  block.start = WeeklyStart(weekly, day, known, now);
  block.length = kWeeklyLength;
  if (const BaseFollowUp* standing = StandingOf(day, known)) {
    block.length = minutes{standing->length_minutes};
    block.pinned = standing->pinned;
  }
  block.due = day;
  return block;
}

}  // namespace touchbase
