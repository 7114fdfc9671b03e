// A life with the program, day by day: a book, a user who ticks, skips, moves, forgets and goes
// away, people who answer or stay silent, fairs, meetings and other calendars. Everything follows
// from the seed. Each run is judged by tests/model/plan_oracle.h and against the run before.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/model/plan_world.h"

namespace touchbase {

struct LifeTraits {
  int people = 10;
  int diligence = 85;  // per cent of the days on which the user does what is due
  int answers = 8;     // per cent of what is written that is answered
  int refusals = 1;    // per cent
  bool answers_late = true;
  bool absences = true;
  bool fairs = true;
  bool meetings = true;
  bool busy_times = true;
  bool moves = true;
  bool telephones = false;
};

class Life {
 public:
  Life(std::uint32_t seed, LifeTraits traits, const std::string& first_day = "2026-03-02");

  // Runs the days; stops at the first fault, which is in faults().
  void Live(int day_count);

  const std::vector<std::string>& faults() const { return faults_; }
  PlanWorld& world() { return world_; }
  Date day() const { return day_; }
  int runs() const { return runs_; }
  int done() const { return done_; }
  int late() const { return late_; }  // done after the last day of the window

 private:
  int Dice(int sides) { return static_cast<int>(Next() % static_cast<std::uint32_t>(sides)); }
  bool Chance(int per_cent) { return Dice(100) < per_cent; }
  std::uint32_t Next();
  void AddPerson(bool known);
  void MorningNews();
  void Fair(int people);
  void Meet();
  void Hear();
  void BlockTime();
  void GoAway();
  void RunAt(LocalTime now, bool first_of_day);
  void Compare(const Plan& before, const Plan& after, LocalTime now, bool first_of_day);
  void CompareOne(const FollowUp& was, const FollowUp& is, LocalTime now, bool first_of_day);
  bool IsAway(Date day) const;
  void Act(LocalTime now);
  void ActOn(const FollowUp& item, LocalTime now);
  void MoveOne();
  void Count(const FollowUp& item);
  Touch& Log(const std::string& contact, LocalTime at, Kind kind, Outcome outcome);
  void Fault(const std::string& text) { faults_.push_back(text); }

  std::uint64_t state_;
  LifeTraits traits_;
  PlanWorld world_;
  Date day_;
  Date away_until_ = Date::min();
  bool idle_ = false;  // a user who says nothing and does nothing
  int idle_days_ = 0;
  bool calendar_changed_ = true;          // busy times or days away, since the last run
  std::set<std::string> touched_;         // contacts of whom something is new since the last run
  std::map<FollowUpKey, Date> moved_on_;  // by the planner alone
  std::map<std::string, int> cold_steps_;
  std::set<std::string> heard_;
  std::vector<std::string> faults_;
  int runs_ = 0;
  int done_ = 0;
  int late_ = 0;
};

}  // namespace touchbase
