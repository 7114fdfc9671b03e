#include "model/plan_writer.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "model/channels.h"
#include "model/describe.h"
#include "model/titles.h"

namespace touchbase {

std::string PlanWriter::NoPlace() const {
  return "No free quarter of an hour until " + FormatDate(horizon_) + ".";
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
  follow_up.overdue_days = std::max(0, static_cast<int>((day - item.latest).count()));
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
    const auto late = (DateOf(place.start) - unit.latest).count();
    WarnHard(unit, place, block.title, std::max(0, static_cast<int>(late)));
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
  follow_up.overdue_days = std::max(0, static_cast<int>((day - item.latest).count()));
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
  Warn(follow_up->title +
       (fate == CallFate::kCalledEnough
            ? ": no call, because there was one that day or two within seven days; a message "
              "instead"
            : ": no call, because no free hour of yours lies within their 9 to 17" + zone +
                  "; a message instead"));
}

void PlanWriter::WarnHard(const DueStep& item, const Place& place, const std::string& title,
                          int overdue_days) {
  if (place.overlaps) {
    Warn(title + ": overlaps another event on " + FormatLocal(place.start) +
         ", and its day has no other free place");
  }
  if (place.pinned) return;
  if (overdue_days > 0) {
    Warn(title + ": was due by " + FormatDate(item.latest) + ", now on " +
         FormatLocal(place.start));
  } else if (item.conflict) {
    Warn(title + ": its own day is closed, now on " + FormatLocal(place.start));
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
    Warn(FormatDate(day) + " has " + std::to_string(load.count) +
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
  NameFullDays();
  return std::move(plan_);
}

}  // namespace touchbase
