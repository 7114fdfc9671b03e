#include "sync/cli/schedule.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace touchbase::cli {

std::vector<Appointment> InOrder(const std::vector<FollowUp>& items, const Plan& plan,
                                 const DateSpan& alone) {
  std::vector<Appointment> list;
  list.reserve(items.size() + plan.blocks.size());
  std::map<std::string, Appointment> blocks;
  for (const Block& block : plan.blocks) {
    blocks[block.key.Hash()] = {block.start, &block, {}};
  }
  for (const FollowUp& item : items) {
    const auto block = blocks.find(item.block);
    if (block == blocks.end()) {
      list.push_back({item.start, nullptr, {&item}});
    } else {
      block->second.people.push_back(&item);
    }
  }
  for (auto& [key, appointment] : blocks) {
    const Date day = DateOf(appointment.start);
    const bool shown = alone.first <= day && day <= alone.last;
    if (shown || !appointment.people.empty()) list.push_back(std::move(appointment));
  }
  std::stable_sort(list.begin(), list.end(), [](const Appointment& left, const Appointment& right) {
    return left.start < right.start;
  });
  return list;
}

}  // namespace touchbase::cli
