#include "tests/support/dinner_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "model/live_log.h"

namespace touchbase::test {
namespace {

const Placed* PlacedAt(const PlanInput& input, const std::string& key) {
  for (const Placed& placed : input.placed) {
    if (placed.key == key) return &placed;
  }
  return nullptr;
}

std::string NameOf(const PlanInput& input, const std::string& contact) {
  for (const Contact& one : input.contacts) {
    if (one.id == contact) return one.DisplayName();
  }
  return contact;
}

// Done: a live row of the same kind after the meeting.
bool IsThanked(const LiveLog& log, const Touch& meeting) {
  for (const std::uint32_t i : log.Of(meeting.contact)) {
    const Touch& row = log.Touches()[i];
    if (row.kind == Kind::kThankYou && row.at >= meeting.at) return true;
  }
  return false;
}

void Put(const PlanInput& input, Block block, Plan* plan) {
  const std::string key = block.key.Hash();
  bool first = true;
  for (FollowUp& follow_up : plan->follow_ups) {
    const auto is_it = [&](const BlockLine& line) { return line.key == follow_up.key; };
    if (std::none_of(block.lines.begin(), block.lines.end(), is_it)) continue;
    if (first) {
      block.start = follow_up.start;
      block.due = follow_up.due;
    }
    first = false;
    if (const Placed* placed = PlacedAt(input, key);
        placed != nullptr && DateOf(placed->start) >= DateOf(input.now)) {
      block.start = placed->start;
      block.length = placed->length;
      block.pinned = placed->pinned;
    }
    follow_up.start = block.start;
    follow_up.length = block.length;
    follow_up.block = key;
  }
  if (!first) plan->blocks.push_back(block);
}

}  // namespace

Plan DinnerPlan(const PlanInput& input) {
  Plan plan = MakePlan(input);
  const LiveLog log(input.touches);
  std::map<LocalTime, std::vector<const Touch*>> meetings;
  for (std::size_t i = 0; i < input.touches.size(); ++i) {
    const Touch& touch = input.touches[i];
    if (touch.kind == Kind::kMet && touch.has_time && log.IsLive(static_cast<std::uint32_t>(i))) {
      meetings[touch.at].push_back(&touch);
    }
  }
  for (const auto& [at, rows] : meetings) {
    if (rows.size() < 2) continue;
    Block block;
    block.key = {"", rows.front()->id, "thank-you"};
    block.sort = BlockSort::kThankYou;
    block.title = "Dinner: thank-you";
    for (const Touch* row : rows) {
      block.lines.push_back({{row->contact, row->id, "thank-you"},
                             NameOf(input, row->contact),
                             IsThanked(log, *row)});
    }
    Put(input, block, &plan);
  }
  return plan;
}

}  // namespace touchbase::test
