#include "model/projection.h"

#include <algorithm>
#include <set>
#include <string>

namespace touchbase {
namespace {

constexpr int kMostDays = 366;

Date MondayOf(Date day) { return day - days{static_cast<int>(WeekdayOf(day).iso_encoding()) - 1}; }

// The row that ticking the item on its slot writes.
Touch RowOf(const FollowUp& item, std::size_t number) {
  Touch touch;
  touch.id = "projected-" + std::to_string(number);
  touch.contact = item.key.contact;
  touch.at = item.end();
  touch.has_time = true;
  touch.kind = item.kind;
  touch.direction = DefaultDirection(item.kind);
  touch.channel = item.channel;
  touch.outcome = Outcome::kDone;
  touch.follow_up = MakeUid("00000000", HalfHex(item.key, Component::kEvent), 0);
  return touch;
}

// What stands after the day, and what is counted on although it has no item.
std::vector<Placed> StillPlaced(const Plan& plan, Date day) {
  std::vector<Placed> placed;
  for (const FollowUp& item : plan.follow_ups) {
    if (DateOf(item.start) <= day) continue;
    placed.push_back(
        {item.key.Hash(), item.start, item.length, item.pinned, item.postponed, item.block});
  }
  for (const Block& block : plan.blocks) {
    if (DateOf(block.start) <= day) continue;
    const std::string key = block.key.Hash();
    placed.push_back({key, block.start, block.length, block.pinned, block.postponed});
    if (block.sort == BlockSort::kDebrief) continue;
    for (const BlockLine& line : block.lines) {
      if (line.done) {
        placed.push_back({line.key.Hash(), block.start, block.length, block.pinned, 0, key});
      }
    }
  }
  for (const Unplaced& one : plan.waiting) {
    const FollowUp& item = one.follow_up;
    if (item.postponed == 0) continue;
    placed.push_back({item.key.Hash(), item.start, item.length, false, item.postponed});
  }
  return placed;
}

// A debrief that took place does not come again.
void DropDebriefed(const Plan& plan, Date day, std::vector<Event>* events) {
  for (const Block& block : plan.blocks) {
    if (block.sort != BlockSort::kDebrief || DateOf(block.start) > day) continue;
    std::erase_if(*events, [&block](const Event& event) { return event.id == block.key.anchor; });
  }
}

}  // namespace

Projection Project(const PlanInput& input, int length) {
  const Date first = DateOf(input.now);
  const Date last = first + days{std::clamp(length, 1, kMostDays) - 1};
  Projection projection;
  for (Date monday = MondayOf(first); monday <= last; monday += days{7}) {
    projection.weeks.push_back({monday, 0, 0});
  }
  std::vector<Touch> touches(input.touches.begin(), input.touches.end());
  std::vector<Event> events(input.events.begin(), input.events.end());
  Plan plan = MakePlan(input);
  for (Date day = first; day <= last; day += days{1}) {
    std::set<std::string> blocks;
    int count = 0;
    for (const FollowUp& item : plan.follow_ups) {
      if (DateOf(item.start) != day) continue;
      touches.push_back(RowOf(item, projection.done.size()));
      projection.done.push_back({day, item});
      if (item.block.empty() || blocks.insert(item.block).second) ++count;
    }
    Projection::Week& week =
        projection.weeks[static_cast<std::size_t>((day - MondayOf(first)) / days{7})];
    week.blocks += count;
    week.fullest = std::max(week.fullest, count);
    const std::vector<Placed> placed = StillPlaced(plan, day);
    DropDebriefed(plan, day, &events);
    PlanInput tomorrow{
        input.contacts,           touches, input.cadences, input.settings, placed,     input.busy,
        LocalTime{day + days{1}}, events,  input.offers,   input.back_on,  input.zone, input.zones};
    plan = MakePlan(tomorrow);
  }
  return projection;
}

}  // namespace touchbase
