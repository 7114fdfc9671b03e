#include "model/live_log.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

#include "model/uid.h"

namespace touchbase {
namespace {

std::uint32_t HashOf(std::string_view text) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
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

// Sorted rather than hashed: eight bytes a row, and equal ids lie side by side. Dealt out by the
// first bits of the hash, so that a few rows at a time are left to sort.
void LiveLog::IndexIds() {
  constexpr std::size_t kRowsEach = 8;
  const int bits = static_cast<int>(std::bit_width(touches_.size() / kRowsEach));
  const auto bucket_of = [bits](IdEntry entry) { return (entry >> 32) >> (32 - bits); };
  std::vector<IdEntry> entries(touches_.size());
  std::vector<std::uint32_t> ends((std::size_t{1} << bits) + 1);
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    entries[i] = IdEntry{HashOf(touches_[i].id)} << 32 | i;
    ++ends[bucket_of(entries[i]) + 1];
  }
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  ids_.resize(entries.size());
  for (const IdEntry entry : entries) ids_[ends[bucket_of(entry)]++] = entry;
  auto begin = ids_.begin();
  for (std::size_t bucket = 0; bucket + 1 < ends.size(); ++bucket) {
    const auto end = ids_.begin() + ends[bucket];
    std::sort(begin, end);
    begin = end;
  }
  std::size_t kept = 0;
  for (const IdEntry entry : ids_) {
    bool again = false;
    for (std::size_t k = kept; k > 0 && ids_[k - 1] >> 32 == entry >> 32 && !again; --k) {
      again = touches_[RowOf(ids_[k - 1])].id == touches_[RowOf(entry)].id;
    }
    if (again) {
      live_[RowOf(entry)] = false;
    } else {
      ids_[kept++] = entry;
    }
  }
  ids_.resize(kept);
}

std::uint32_t LiveLog::Find(std::string_view id) const {
  const IdEntry hash = HashOf(id);
  auto entry = std::lower_bound(ids_.begin(), ids_.end(), hash << 32);
  for (; entry != ids_.end() && *entry >> 32 == hash; ++entry) {
    if (touches_[RowOf(*entry)].id == id) return RowOf(*entry);
  }
  return kNone;
}

void LiveLog::GroupRows() {
  // Counting sort by contact: `end` counts first, then walks from the group's begin to its end.
  std::vector<std::uint32_t> group_of(touches_.size(), kNone);
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    if (!live_[i]) continue;
    const bool as_before =
        i > 0 && group_of[i - 1] != kNone && touches_[i - 1].contact == touches_[i].contact;
    group_of[i] = as_before ? group_of[i - 1] : AddGroup(touches_[i].contact);
    ++groups_[group_of[i]].end;
  }
  std::uint32_t count = 0;
  for (Group& group : groups_) {
    group.begin = count;
    count += group.end;
    group.end = group.begin;
  }
  std::vector<Row> rows(count);
  times_.reserve(touches_.size());
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    times_.push_back(touches_[i].at.time_since_epoch().count());
    if (!live_[i]) continue;
    rows[groups_[group_of[i]].end++] = {times_[i], i, touches_[i].has_time, RoleOf(touches_[i])};
  }
  order_.reserve(count);
  for (Group& group : groups_) {
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
  if (slots_.empty()) return {};
  const std::uint32_t index = slots_[SlotOf(contact, HashOf(contact))];
  if (index == kNone) return {};
  const Group& group = groups_[index];
  return {order_.data() + group.begin, group.end - group.begin};
}

// The slot that holds the contact's group, or the free one where it would be.
std::size_t LiveLog::SlotOf(std::string_view contact, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != kNone) {
    const Group& group = groups_[slots_[slot]];
    if (group.hash == hash && group.contact == contact) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::uint32_t LiveLog::AddGroup(std::string_view contact) {
  if (slots_.size() < 2 * (groups_.size() + 1)) {
    slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), kNone);
    for (std::uint32_t i = 0; i < groups_.size(); ++i) {
      slots_[SlotOf(groups_[i].contact, groups_[i].hash)] = i;
    }
  }
  const std::uint32_t hash = HashOf(contact);
  const std::size_t slot = SlotOf(contact, hash);
  if (slots_[slot] == kNone) {
    slots_[slot] = static_cast<std::uint32_t>(groups_.size());
    groups_.push_back({contact, hash});
  }
  return slots_[slot];
}

FollowUpIndex::FollowUpIndex(const LiveLog& log) : touches_(log.Touches()) {
  for (std::uint32_t i = 0; i < touches_.size(); ++i) {
    if (touches_[i].follow_up.empty() || !log.IsLive(i)) continue;
    if (const auto parts = ViewUid(touches_[i].follow_up)) {
      rows_.emplace_back(HashOf(parts->hex), i);
    }
  }
  std::sort(rows_.begin(), rows_.end());
}

std::vector<std::uint32_t> FollowUpIndex::FindLiveByFollowUp(std::string_view hex) const {
  std::vector<std::uint32_t> found;
  const std::uint32_t hash = HashOf(hex);
  auto row = std::lower_bound(rows_.begin(), rows_.end(), std::pair(hash, std::uint32_t{0}));
  for (; row != rows_.end() && row->first == hash; ++row) {
    const auto parts = ViewUid(touches_[row->second].follow_up);
    if (parts && parts->hex == hex) found.push_back(row->second);
  }
  return found;
}

}  // namespace touchbase
