// Writes a plan down: from placed steps to follow-ups, blocks and warnings. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/call_hours.h"
#include "model/calls.h"
#include "model/placing.h"
#include "model/plan.h"
#include "model/tracks.h"

namespace touchbase {

// The warning of a hard one that missed its last day.
std::string MissedText(const std::string& title, Date latest, LocalTime start, Date today);

class PlanWriter {
 public:
  // All must outlive it.
  PlanWriter(const PlanInput& input, const TrackRules& rules, const CallHours& call_hours,
             Date horizon)
      : input_(input), rules_(rules), call_hours_(call_hours), horizon_(horizon) {}

  // A follow-up with an item of its own.
  void PutOwn(const DueStep& item, const Place& place, CallFate fate);
  // A line of a block of several, which has that place.
  void PutLine(const DueStep& item, const Place& place, CallFate fate, const std::string& block,
               int postponed);
  // A block: `unit` is what was placed; `block` has everything but the place.
  void PutBlock(Block block, const DueStep& unit, const Place& place);
  void Wait(const DueStep& item, std::string why);
  // Somebody who waits for the next catch-up, counted for that day.
  void WaitForCatchUp(const DueStep& item, Date day, int postponed);
  void Warn(std::string warning) { plan_.warnings.push_back(std::move(warning)); }
  void SetQuiet() { plan_.quiet = true; }

  // How many of those put so far are overdue.
  std::size_t CountOverdue() const;
  // In order, with the days that are too full named. Ends the writer.
  Plan Finish();

 private:
  FollowUp At(const DueStep& item, const Place& place) const;
  void WarnHard(const DueStep& item, const Place& place, const std::string& title,
                int overdue_days);
  void SettleCall(const DueStep& item, CallFate fate, FollowUp* follow_up);
  std::string NoPlace() const;
  int DaysPast(Date latest, Date day) const;
  void NameTurned(const std::vector<std::string>& turned, const std::string& why);
  void NameFullDays();

  const PlanInput& input_;
  const TrackRules& rules_;
  const CallHours& call_hours_;
  Date horizon_;
  Plan plan_;
  std::vector<std::string> called_enough_, no_common_hour_;  // calls that became messages
};

}  // namespace touchbase
