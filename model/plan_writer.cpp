#include "model/plan_writer.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "model/channels.h"
#include "model/day_words.h"
#include "model/describe.h"
#include "model/titles.h"

namespace touchbase {

namespace {

std::string TimeText(LocalTime time, Date today) {
  return DayText(DateOf(time), today) + " at " + FormatTimeOfDay(TimeOfDay(time));
}

}  // namespace

std::string MissedText(const std::string& title, Date latest, LocalTime start, Date today) {
  return title + ": was due by " + DayText(latest, today) + ", now on " + TimeText(start, today);
}

std::string PlanWriter::NoPlace() const {
  return "No free quarter of an hour until " + DayText(horizon_, rules_.today()) + ".";
}

std::size_t PlanWriter::CountOverdue() const {
  return static_cast<std::size_t>(
      std::count_if(plan_.follow_ups.begin(), plan_.follow_ups.end(),
                    [this](const FollowUp& one) { return IsOverdue(one, rules_.today()); }));
}

int PlanWriter::DaysPast(Date latest, Date day) const {
  return std::max(0, static_cast<int>((std::max(day, rules_.today()) - latest).count()));
}

FollowUp PlanWriter::At(const DueStep& item, const Place& place) const {
  const Contact& contact = input_.contacts[item.contact];
  FollowUp follow_up = Describe(item, contact);
  if (!place.found) return follow_up;
  const Date day = DateOf(place.start);
  follow_up.start = place.start;
  follow_up.length = place.length;
  follow_up.pinned = place.pinned;
  follow_up.postponed = place.postponed;
  follow_up.overdue_days = DaysPast(item.latest, day);
  if (item.queue == Queue::kLine) {
    // A start has no day of its own but the one it was given.
    follow_up.due = follow_up.earliest = day;
    follow_up.latest = day + days{item.step->tolerance_after_days};
    follow_up.overdue_days = 0;
  }
  follow_up.reason = ReasonOf(item, contact, day, rules_);
  return follow_up;
}

void PlanWriter::PutOwn(const DueStep& item, const Place& place, CallFate fate) {
  FollowUp follow_up = At(item, place);
  if (!place.found) {
    plan_.unplaced.push_back({std::move(follow_up), NoPlace()});
    return;
  }
  if (fate != CallFate::kNoCall) SettleCall(item, fate, &follow_up);
  if (item.hard) WarnHard(item, place, follow_up.title, follow_up.overdue_days);
  plan_.follow_ups.push_back(std::move(follow_up));
}

void PlanWriter::PutLine(const DueStep& item, const Place& place, CallFate fate,
                         const std::string& block, int postponed) {
  FollowUp follow_up = At(item, place);
  follow_up.postponed = postponed;
  if (!place.found) {
    plan_.unplaced.push_back({std::move(follow_up), NoPlace()});
    return;
  }
  follow_up.block = block;
  if (fate != CallFate::kNoCall) SettleCall(item, fate, &follow_up);
  plan_.follow_ups.push_back(std::move(follow_up));
}

void PlanWriter::PutBlock(Block block, const DueStep& unit, const Place& place) {
  if (!place.found) {
    if (block.lines.empty()) Warn(block.title + ": " + NoPlace());
    return;
  }
  block.start = place.start;
  block.length = place.length;
  block.pinned = place.pinned;
  block.postponed = place.postponed;
  block.due = unit.due;
  block.hard = unit.hard;
  if (block.hard) {
    WarnHard(unit, place, block.title, DaysPast(unit.latest, DateOf(place.start)));
  }
  plan_.blocks.push_back(std::move(block));
}

void PlanWriter::Wait(const DueStep& item, std::string why) {
  plan_.waiting.push_back({Describe(item, input_.contacts[item.contact]), std::move(why)});
}

void PlanWriter::WaitForCatchUp(const DueStep& item, Date day, int postponed) {
  const Contact& contact = input_.contacts[item.contact];
  FollowUp follow_up = Describe(item, contact);
  follow_up.reason = ReasonOf(item, contact, day, rules_);
  follow_up.start = LocalTime{day} + TimeOfDay(item.placed->start);
  follow_up.length = item.placed->length;
  follow_up.postponed = postponed;
  follow_up.overdue_days = DaysPast(item.latest, day);
  plan_.waiting.push_back(
      {std::move(follow_up), "Waits for the next catch-up: there are five names in one at most."});
}

// A call that cannot be made becomes a message, and that is said.
void PlanWriter::SettleCall(const DueStep& item, CallFate fate, FollowUp* follow_up) {
  const Contact& contact = input_.contacts[item.contact];
  if (call_hours_.IsUnknown(contact)) {
    Warn(contact.DisplayName() + ": the time zone \"" + contact.time_zone +
         "\" is not known; calls are placed in your own hours");
  }
  if (fate == CallFate::kCall) return;
  follow_up->channel = InsteadOfCall(contact);
  const std::string zone = contact.time_zone.empty() ? "" : " (" + contact.time_zone + ")";
  auto& turned = fate == CallFate::kCalledEnough ? called_enough_ : no_common_hour_;
  turned.push_back(follow_up->title + (fate == CallFate::kCalledEnough ? "" : zone));
}

// One line each up to a few, else one line for all.
void PlanWriter::NameTurned(const std::vector<std::string>& turned, const std::string& why) {
  constexpr std::size_t kFew = 3;
  if (turned.size() <= kFew) {
    for (std::string one : turned) Warn(one.append(": no call, because ").append(why));
    return;
  }
  std::string names;
  for (std::size_t i = 0; i < kFew; ++i) names += (i == 0 ? "" : ", ") + turned[i];
  Warn(names + " and " + std::to_string(turned.size() - kFew) + " more: no calls, because " + why);
}

void PlanWriter::WarnHard(const DueStep& item, const Place& place, const std::string& title,
                          int overdue_days) {
  const Date today = rules_.today();
  if (place.overlaps) {
    Warn(title + ": overlaps another event on " + TimeText(place.start, today) +
         ", and its day has no other free place");
  }
  if (place.pinned) return;
  if (overdue_days > 0) {
    Warn(MissedText(title, item.latest, place.start, today));
  } else if (item.conflict) {
    Warn(title + ": its own day is closed, now on " + TimeText(place.start, today));
  }
}

// Hard items may exceed max_per_day; that is said, once per day. A block of several is one.
void PlanWriter::NameFullDays() {
  struct Load {
    std::size_t count = 0;
    std::string hard;
    void Add(const std::string& title, bool is_hard) {
      ++count;
      if (is_hard) hard += (hard.empty() ? "" : ", ") + title;
    }
  };
  const auto most = static_cast<std::size_t>(std::max(0, input_.settings.max_per_day));
  std::map<Date, Load> loads;
  for (const FollowUp& item : plan_.follow_ups) {
    if (item.key.step == "answer" || !item.block.empty()) continue;
    loads[DateOf(item.start)].Add(item.title, item.hard);
  }
  for (const Block& block : plan_.blocks) loads[DateOf(block.start)].Add(block.title, block.hard);
  for (const auto& [day, load] : loads) {
    if (day < rules_.today() || load.count <= most || load.hard.empty()) continue;
    Warn(DayText(day, rules_.today()) + " has " + std::to_string(load.count) +
         " follow-ups, more than max_per_day = " + std::to_string(most) +
         ", because of: " + load.hard);
  }
}

Plan PlanWriter::Finish() {
  std::sort(plan_.follow_ups.begin(), plan_.follow_ups.end(),
            [](const FollowUp& left, const FollowUp& right) {
              return std::tie(left.start, left.key.contact, left.key.step, left.key.anchor) <
                     std::tie(right.start, right.key.contact, right.key.step, right.key.anchor);
            });
  std::sort(plan_.blocks.begin(), plan_.blocks.end(), [](const Block& left, const Block& right) {
    return std::tie(left.start, left.key) < std::tie(right.start, right.key);
  });
  NameTurned(called_enough_, "there was one that day or two within seven days; a message instead");
  NameTurned(no_common_hour_, "no free hour of yours lies within their 9 to 17; a message instead");
  NameFullDays();
  return std::move(plan_);
}

}  // namespace touchbase
