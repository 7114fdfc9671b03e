// Long stretches of a whole list: gaps, level days, fairs, a large import, two weeks away. Each
// prints what it found as one line of blocks a week.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

// A user who does on each working day what stands there, and what is left from before.
class Year {
 public:
  explicit Year(PlanWorld world, const std::string& first) : world_(std::move(world)) {
    day_ = PlanWorld::Day(first);
    first_ = day_;
  }

  void Live(int day_count) {
    for (int i = 0; i < day_count; ++i, day_ += days{1}) {
      if (!IsOpen(day_)) continue;
      world_.plan = MakePlan(world_.Input(day_ + hours{7}));
      world_.placed = AsPlaced(world_.plan);
      DoTheDay();
    }
  }

  PlanWorld& world() { return world_; }
  Date day() const { return day_; }
  const std::map<Date, int>& load() const { return load_; }  // items of each open day
  int hard_on(Date day) const { return hard_.contains(day) ? hard_.at(day) : 0; }
  int longest_gap() const { return longest_gap_; }
  int most_late() const { return most_late_; }
  int done() const { return done_; }
  int LeastOf(Date from) const {
    int least = 1000;
    for (const auto& [day, count] : load_) {
      if (day >= from) least = std::min(least, count);
    }
    return least;
  }
  int MostOf(Date from) const {
    int most = 0;
    for (const auto& [day, count] : load_) {
      if (day >= from) most = std::max(most, count);
    }
    return most;
  }

  // Blocks a week.
  std::string Chart(int weeks) const {
    std::vector<int> counts(static_cast<std::size_t>(weeks), 0);
    for (const auto& [day, count] : load_) {
      const auto week = static_cast<std::size_t>((day - first_) / days{7});
      if (week < counts.size()) counts[week] += count;
    }
    std::string text;
    for (const int count : counts) text += (text.empty() ? "" : " ") + std::to_string(count);
    return text;
  }

 private:
  bool IsOpen(Date day) const {
    const auto within = [day](const DateSpan& span) {
      return span.first <= day && day <= span.last;
    };
    return WeekdayOf(day).iso_encoding() <= 5 &&
           std::none_of(world_.settings.away.begin(), world_.settings.away.end(), within);
  }

  void DoTheDay() {
    load_[day_] = 0;
    const std::vector<FollowUp> items = world_.plan.follow_ups;
    std::map<std::string, int> blocks;
    for (const FollowUp& item : items) {
      if (DateOf(item.start) != day_) continue;
      if (item.block.empty() || blocks[item.block]++ == 0) {
        ++load_[day_];
        hard_[day_] += item.hard ? 1 : 0;
      }
      ++done_;
      const auto last = last_.find(item.key.contact);
      const int late = std::max(0, item.overdue_days);
      most_late_ = std::max(most_late_, late);
      if (last != last_.end() && item.track == "keep") {
        longest_gap_ =
            std::max(longest_gap_, static_cast<int>((day_ - last->second).count()) - late);
      }
      last_[item.key.contact] = day_;
      world_.Tick(item.key.contact, item.key.step, FormatLocal(item.end()));
    }
  }

  PlanWorld world_;
  Date first_;
  Date day_;
  std::map<Date, int> load_;
  std::map<Date, int> hard_;  // of these, the hard ones
  std::map<std::string, Date> last_;
  int longest_gap_ = 0;
  int most_late_ = 0;
  int done_ = 0;
};

PlanWorld Kept(int people) {
  PlanWorld world;
  for (int i = 0; i < people; ++i) {
    world.Add("p" + std::to_string(i), "Person " + std::to_string(i));
  }
  return world;
}

TEST(Year, A150PersonListHasNobodyPastTheGapAndLevelDays) {
  Year year(Kept(150), "2026-03-02");
  year.Live(731);
  const double level = static_cast<double>(year.done()) / static_cast<double>(year.load().size());
  const Date first = PlanWorld::Day("2026-03-02");
  std::cout << "150 people, two years: " << year.done() << " done, level " << level << ", days of "
            << year.LeastOf(first) << " to " << year.MostOf(first) << ", longest gap "
            << year.longest_gap() << " days, at most " << year.most_late()
            << " late\nweeks: " << year.Chart(104) << "\n";
  EXPECT_LE(year.longest_gap(), 90 + 14 + 2);  // the due day moves off a weekend
  EXPECT_EQ(year.most_late(), 0);
  EXPECT_LE(year.MostOf(first), level + 2);
  EXPECT_GE(year.LeastOf(first), level - 2);
}

TEST(Year, AFairWithFortyNewPeopleIsNoFlood) {
  PlanWorld world = Kept(60);
  Year year(std::move(world), "2026-03-02");
  year.Live(28);
  for (int i = 0; i < 40; ++i) {
    const std::string id = "f" + std::to_string(i);
    year.world().Add(id, "Guest " + std::to_string(i));
    year.world().Log(id, FormatDate(year.day() - days{1}) + " 14:00", Kind::kMet);
  }
  year.Live(70);
  std::cout << "a fair of 40 in week 5: " << year.Chart(14) << "\n";
  // The thank-yous are hard and stand on their days; everything else keeps to the cap.
  int full = 0;
  for (const auto& [day, count] : year.load()) {
    EXPECT_LE(count - year.hard_on(day), 4) << FormatDate(day);
    if (count > 4) ++full;
    if (day > PlanWorld::Day("2026-03-31")) {
      EXPECT_LE(count, 4) << FormatDate(day);
    }
  }
  EXPECT_LE(full, 2) << "the day of the fair's thank-yous and the next";
}

TEST(Year, SixHundredConnectionsStartFiveAWeekAndKeepTheCap) {
  PlanWorld world = Kept(600);
  for (int i = 0; i < 600; ++i) {
    const Date day = PlanWorld::Day("2026-03-01") - days{i < 60 ? i / 2 : 31 + i};
    world.Log("p" + std::to_string(i), FormatDate(day), Kind::kConnected);
  }
  Year year(std::move(world), "2026-03-02");
  year.Live(84);
  std::map<Date, int> started;
  for (const Touch& touch : year.world().touches) {
    if (touch.kind != Kind::kFirst) continue;
    const Date day = DateOf(touch.at);
    ++started[day - days{static_cast<int>(WeekdayOf(day).iso_encoding()) - 1}];
  }
  std::cout << "600 connections: " << year.Chart(12) << "\n";
  EXPECT_LE(year.MostOf(PlanWorld::Day("2026-03-02")), 4);
  int starts = 0;
  for (const auto& [monday, count] : started) {
    EXPECT_LE(count, 5) << FormatDate(monday);
    starts += count;
  }
  // Few, because the days fill up with people of earlier years; whose 30 days pass is kept.
  EXPECT_GE(starts, 10);
  EXPECT_GE(year.world().plan.waiting.size(), 400u);
}

TEST(Year, TwoWeeksAwayAreFollowedByNoFlood) {
  PlanWorld world = Kept(150);
  for (int i = 0; i < 12; ++i) {
    const std::string id = "w" + std::to_string(i);
    world.Add(id).track = "warm";
    world.Log(id, FormatDate(PlanWorld::Day("2026-06-15") - days{i}), Kind::kFirst);
  }
  const DateSpan away{PlanWorld::Day("2026-06-29"), PlanWorld::Day("2026-07-12")};
  Year year(std::move(world), "2026-06-15");
  year.Live(10);
  year.world().settings.away.push_back(away);
  year.Live(74);
  std::cout << "two weeks away in weeks 3 and 4: " << year.Chart(12) << ", at most "
            << year.most_late() << " days late\n";
  EXPECT_LE(year.MostOf(PlanWorld::Day("2026-06-15")), 4);
  for (const auto& [day, count] : year.load()) EXPECT_FALSE(away.first <= day && day <= away.last);
}

}  // namespace
}  // namespace touchbase
