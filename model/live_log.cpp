#include "model/live_log.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "model/uid.h"

namespace touchbase {
namespace {

std::uint64_t HashOf(std::string_view text) { return std::hash<std::string_view>{}(text); }

bool IsReopening(const Touch& touch) {
  return touch.outcome == Outcome::kWithdrawn && touch.follow_up.empty() &&
         WithdrawnId(touch.id).empty();
}

}  // namespace

LiveLog::LiveLog(std::span<const Touch> touches) : touches_(touches) {
  live_.assign(touches.size(), true);
  IndexIds();
  for (const Touch& touch : touches_) {
    if (touch.outcome != Outcome::kWithdrawn) continue;
    const std::string_view taken_back = WithdrawnId(touch.id);
    const std::uint32_t index = taken_back.empty() ? kNone : Find(taken_back);
    if (index != kNone) live_[index] = false;
  }
  GroupRows();
}

// Sorted rather than hashed: 16 bytes a row, and equal ids lie side by side.
void LiveLog::IndexIds() {
  ids_.reserve(touches_.size());
  for (std::uint32_t i = 0; i < touches_.size(); ++i) ids_.push_back({HashOf(touches_[i].id), i});
  std::sort(ids_.begin(), ids_.end(), [](const IdEntry& a, const IdEntry& b) {
    return std::tie(a.hash, a.index) < std::tie(b.hash, b.index);
  });
  std::size_t kept = 0;
  for (const IdEntry& entry : ids_) {
    bool again = false;
    for (std::size_t k = kept; k > 0 && ids_[k - 1].hash == entry.hash && !again; --k) {
      again = touches_[ids_[k - 1].index].id == touches_[entry.index].id;
    }
    if (again) {
      live_[entry.index] = false;
    } else {
      ids_[kept++] = entry;
    }
  }
  ids_.resize(kept);
}

std::uint32_t LiveLog::Find(std::string_view id) const {
  const std::uint64_t hash = HashOf(id);
  auto entry = std::lower_bound(ids_.begin(), ids_.end(), hash,
                                [](const IdEntry& e, std::uint64_t h) { return e.hash < h; });
  for (; entry != ids_.end() && entry->hash == hash; ++entry) {
    if (touches_[entry->index].id == id) return entry->index;
  }
  return kNone;
}

void LiveLog::GroupRows() {
  // Counting sort by contact: `end` counts first, then walks from the group's begin to its end.
  std::vector<Group*> group_of(touches_.size());
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    if (!live_[i]) continue;
    group_of[i] = &groups_[touches_[i].contact];
    ++group_of[i]->end;
  }
  std::uint32_t next = 0;
  for (auto& [contact, group] : groups_) {
    group.begin = next;
    next += group.end;
    group.end = group.begin;
  }
  order_.resize(next);
  times_.reserve(touches_.size());
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    times_.push_back(touches_[i].at.time_since_epoch().count());
    if (live_[i]) order_[group_of[i]->end++] = i;
  }
  for (auto& [contact, group] : groups_) {
    const std::span<std::uint32_t> rows(order_.data() + group.begin, group.end - group.begin);
    OrderByTime(rows);
    ApplyReopenings(rows);
    const auto end = std::remove_if(rows.begin(), rows.end(), [&](std::uint32_t i) {
      if (touches_[i].outcome == Outcome::kWithdrawn) live_[i] = false;
      return !live_[i];
    });
    group.end = group.begin + static_cast<std::uint32_t>(end - rows.begin());
  }
}

// `rows` are in the order of the file.
void LiveLog::OrderByTime(std::span<std::uint32_t> rows) {
  const auto day_of = [&](std::uint32_t i) { return DateOf(touches_[i].at); };
  const auto by_time = [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(times_[a], a) < std::tie(times_[b], b);
  };
  const bool all_timed =
      std::all_of(rows.begin(), rows.end(), [&](std::uint32_t i) { return touches_[i].has_time; });
  if (!all_timed) {
    std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Date day_a = day_of(a);
      const Date day_b = day_of(b);
      return std::tie(day_a, a) < std::tie(day_b, b);
    });
    for (std::size_t k = 1; k < rows.size(); ++k) {
      if (!touches_[rows[k]].has_time && day_of(rows[k]) == day_of(rows[k - 1])) {
        times_[rows[k]] = times_[rows[k - 1]];
      }
    }
  }
  std::sort(rows.begin(), rows.end(), by_time);
}

void LiveLog::ApplyReopenings(std::span<const std::uint32_t> rows) {
  bool reopened_later = false;
  for (std::size_t k = rows.size(); k-- > 0;) {
    const Touch& touch = touches_[rows[k]];
    if (IsReopening(touch)) reopened_later = true;
    const bool no = touch.outcome == Outcome::kDeclined || touch.outcome == Outcome::kStopped;
    if (no && reopened_later) live_[rows[k]] = false;
  }
}

std::span<const std::uint32_t> LiveLog::Of(std::string_view contact) const {
  const auto group = groups_.find(contact);
  if (group == groups_.end()) return {};
  return {order_.data() + group->second.begin, group->second.end - group->second.begin};
}

FollowUpIndex::FollowUpIndex(const LiveLog& log) : touches_(log.Touches()) {
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    if (touches_[i].follow_up.empty() || !log.IsLive(i)) continue;
    if (const auto parts = ParseUid(touches_[i].follow_up)) {
      rows_.emplace_back(HashOf(parts->hex), i);
    }
  }
  std::sort(rows_.begin(), rows_.end());
}

std::vector<std::uint32_t> FollowUpIndex::FindLiveByFollowUp(std::string_view hex) const {
  std::vector<std::uint32_t> found;
  const std::uint64_t hash = HashOf(hex);
  auto row = std::lower_bound(rows_.begin(), rows_.end(), std::pair(hash, std::uint32_t{0}));
  for (; row != rows_.end() && row->first == hash; ++row) {
    const auto parts = ParseUid(touches_[row->second].follow_up);
    if (parts && parts->hex == hex) found.push_back(row->second);
  }
  return found;
}

}  // namespace touchbase
