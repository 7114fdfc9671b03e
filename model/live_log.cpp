#include "model/live_log.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "model/uid.h"

namespace touchbase {
namespace {

std::uint64_t HashOf(std::string_view text) { return std::hash<std::string_view>{}(text); }

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
    const bool as_before =
        i > 0 && group_of[i - 1] != nullptr && touches_[i - 1].contact == touches_[i].contact;
    group_of[i] = as_before ? group_of[i - 1] : &groups_[touches_[i].contact];
    ++group_of[i]->end;
  }
  std::uint32_t count = 0;
  for (auto& [contact, group] : groups_) {
    group.begin = count;
    count += group.end;
    group.end = group.begin;
  }
  std::vector<Row> rows(count);
  times_.reserve(touches_.size());
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    times_.push_back(touches_[i].at.time_since_epoch().count());
    if (live_[i])
      rows[group_of[i]->end++] = {times_[i], i, touches_[i].has_time, RoleOf(touches_[i])};
  }
  order_.reserve(count);
  for (auto& [contact, group] : groups_) {
    const std::span<Row> own(rows.data() + group.begin, group.end - group.begin);
    OrderByTime(own);
    ApplyReopenings(own);
    group.begin = static_cast<std::uint32_t>(order_.size());
    for (const Row& row : own) {
      times_[row.index] = row.time;
      if (live_[row.index]) order_.push_back(row.index);
    }
    group.end = static_cast<std::uint32_t>(order_.size());
  }
}

LiveLog::Role LiveLog::RoleOf(const Touch& touch) {
  if (touch.outcome == Outcome::kDeclined || touch.outcome == Outcome::kStopped) return Role::kNo;
  if (touch.outcome != Outcome::kWithdrawn) return Role::kPlain;
  const bool reopens = touch.follow_up.empty() && WithdrawnId(touch.id).empty();
  return reopens ? Role::kReopening : Role::kWithdrawal;
}

// `rows` are in the order of the file.
void LiveLog::OrderByTime(std::span<Row> rows) {
  constexpr std::int64_t kDay = 86400;
  const auto day_of = [](const Row& row) {
    return row.time >= 0 ? row.time / kDay : (row.time + 1) / kDay - 1;
  };
  const auto day_then_file = [&](const Row& a, const Row& b) {
    const std::int64_t day_a = day_of(a);
    const std::int64_t day_b = day_of(b);
    return day_a != day_b ? day_a < day_b : a.index < b.index;
  };
  if (!std::all_of(rows.begin(), rows.end(), [](const Row& row) { return row.has_time; })) {
    // Most logs are written in order.
    if (!std::is_sorted(rows.begin(), rows.end(), day_then_file)) {
      std::sort(rows.begin(), rows.end(), day_then_file);
    }
    for (std::size_t k = 1; k < rows.size(); ++k) {
      const bool same_day = day_of(rows[k]) == day_of(rows[k - 1]);
      if (!rows[k].has_time && same_day) rows[k].time = rows[k - 1].time;
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.time != b.time ? a.time < b.time : a.index < b.index;
  });
}

// Also strikes out the rows that only take others back.
void LiveLog::ApplyReopenings(std::span<const Row> rows) {
  bool reopened_later = false;
  for (std::size_t k = rows.size(); k-- > 0;) {
    const Role role = rows[k].role;
    if (role == Role::kReopening) reopened_later = true;
    if (role == Role::kReopening || role == Role::kWithdrawal ||
        (role == Role::kNo && reopened_later)) {
      live_[rows[k].index] = false;
    }
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
