#include "sync/core/follow_up_rows.h"

#include <algorithm>
#include <cstdint>

namespace touchbase {

RowSort SortOf(const Touch& row) {
  if (row.kind == Kind::kNote) return RowSort::kNote;
  if (row.kind == Kind::kNext && row.outcome == Outcome::kNone) return RowSort::kNext;
  return row.direction == Direction::kIn && row.kind == Kind::kReply ? RowSort::kAnswer
                                                                     : RowSort::kOutcome;
}

std::vector<const Touch*> FollowUpRows::LiveOf(const std::vector<std::string>& hexes) const {
  std::vector<std::uint32_t> found;
  for (const std::string& hex : hexes) {
    const auto rows = index_.FindLiveByFollowUp(hex);
    found.insert(found.end(), rows.begin(), rows.end());
  }
  std::sort(found.begin(), found.end());
  std::vector<const Touch*> rows;
  rows.reserve(found.size());
  for (const std::uint32_t index : found) rows.push_back(&log_.Touches()[index]);
  return rows;
}

std::vector<const Touch*> FollowUpRows::Live(const FollowUpKey& key) const {
  return LiveOf({HalfHex(key, Component::kEvent), HalfHex(key, Component::kTodo)});
}

std::vector<const Touch*> FollowUpRows::LiveByUid(std::string_view uid) const {
  const auto parts = ParseUid(uid);
  return parts ? LiveOf({parts->hex}) : std::vector<const Touch*>();
}

const Touch* FollowUpRows::LiveOutcome(const FollowUpKey& key) const {
  for (const Touch* row : Live(key)) {
    if (SortOf(*row) == RowSort::kOutcome) return row;
  }
  return nullptr;
}

int FollowUpRows::CountOf(std::string_view contact) const {
  if (counts_.empty()) {
    for (const Touch& touch : log_.Touches()) ++counts_[touch.contact];
  }
  const auto found = counts_.find(contact);
  return found == counts_.end() ? 0 : found->second;
}

std::string FollowUpRows::NextId(const FollowUpKey& key, int generation, RowSort sort,
                                 std::string_view text, int withdrawn) const {
  CalendarTouch touch;
  touch.key = key.Hash();
  touch.generation = generation;
  touch.contact = key.contact;
  touch.sort = sort == RowSort::kOutcome  ? TouchSort::kOutcome
               : sort == RowSort::kAnswer ? TouchSort::kAnswer
                                          : TouchSort::kNote;
  // An ad hoc step is told from a note of the same words.
  touch.text = sort == RowSort::kNext ? "#next " + std::string(text) : std::string(text);
  return CalendarTouchId(touch, CountWithdrawals(log_, touch) + withdrawn);
}

}  // namespace touchbase
