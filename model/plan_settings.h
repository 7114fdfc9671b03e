// The settings that planning depends on: [plan] and what belongs to it. A plain value.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/civil_time.h"
#include "model/word_date.h"

namespace touchbase {

struct TimeSpan {  // of a day, end after start, both 00:00 to 24:00
  minutes start{};
  minutes end{};
  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

struct DateSpan {  // both days belong to it
  Date first{};
  Date last{};
  friend bool operator==(const DateSpan&, const DateSpan&) = default;
};

struct PlanSettings {
  std::vector<bool> work_days = {false, true, true, true, true, true, false};  // index: Sunday = 0
  std::vector<TimeSpan> work_hours = {{minutes{540}, minutes{750}}, {minutes{810}, minutes{1050}}};
  std::vector<TimeSpan> prefer = {{minutes{540}, minutes{600}}, {minutes{960}, minutes{1050}}};
  minutes evening_until{1200};
  bool weekend_thanks = true;
  int slot_minutes = 15;   // 5 to 240
  int max_per_day = 4;     // 1 to 100
  int start_per_week = 5;  // 0 to 1000
  int horizon_days = 35;   // 1 to 400
  std::vector<Date> holidays;
  std::vector<DateSpan> away;
  bool known = true;         // the people of the book know the user; else who has no row is cold
  bool anchor_plan = false;  // anchor = "plan": count from the planned date
  int keep_cap = 150;
  // Scripts whose text offers two free times.
  std::vector<std::string> offering_scripts;
  // The user's words -> ours, folded: labels such as promised: in the notes of touches.
  Translations words;
  std::map<std::string, int, std::less<>> tiers = {{"monthly", 30}};  // tag -> days
};

}  // namespace touchbase
