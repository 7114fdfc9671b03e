// The log as it counts: equal ids once, withdrawn rows gone, per contact and in order of time.
// Pure.
//
// Holds indexes into the touches, which must outlive it unchanged. Made once per plan: for
// 1,000,000 touches of 100,000 contacts well under a second and under 100 MB beside them, O(n log
// n).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "model/touch.h"

namespace touchbase {

// What counts, by these rules:
// - Of equal ids the first row in the file counts.
// - A row with outcome withdrawn never counts. With the id "<id>-w" it takes back the row <id>;
// without
//   a follow-up and without such an id it is a reopening, which takes back every declined and
//   stopped of its contact before it. One that names an unknown row does nothing.
// - A row that has only a date takes the time of the contact's row before it in the file that is of
// the
//   same day, else midnight, so that rows of a day stay in the order in which they were written.
class LiveLog {
 public:
  explicit LiveLog(std::span<const Touch> touches);

  // The rows of a contact that count, earliest first, as indexes into Touches().
  std::span<const std::uint32_t> Of(std::string_view contact) const;
  // The time a row is ordered by: `at`, or the one borrowed by a row that has only a date.
  LocalTime TimeOf(std::uint32_t index) const { return LocalTime{seconds{times_[index]}}; }
  bool IsLive(std::uint32_t index) const { return live_[index]; }
  // Whether the log has a row of this id, live or not.
  bool Contains(std::string_view id) const { return Find(id) != kNone; }
  // Whether the log has it and it counts no more: withdrawn, or a no that was reopened.
  bool IsTakenBack(std::string_view id) const {
    const std::uint32_t index = Find(id);
    return index != kNone && !live_[index];
  }
  std::span<const Touch> Touches() const { return touches_; }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;
  // Half the hash of an id, and below it the index of the row.
  using IdEntry = std::uint64_t;
  static std::uint32_t RowOf(IdEntry entry) { return static_cast<std::uint32_t>(entry); }
  // The rows of one contact, of any name that the log holds.
  struct Group {
    std::string_view contact;
    std::uint32_t hash = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  enum class Role : std::uint8_t { kPlain, kNo, kReopening, kWithdrawal };
  // What ordering needs of a touch, side by side: touches are large and far apart.
  struct Row {
    std::int64_t time;
    std::uint32_t index;
    bool has_time;
    Role role;
  };

  static Role RoleOf(const Touch& touch);
  static void OrderByTime(std::span<Row> rows);
  std::uint32_t Find(std::string_view id) const;
  std::size_t SlotOf(std::string_view contact, std::uint32_t hash) const;
  std::uint32_t AddGroup(std::string_view contact);
  void IndexIds();
  void GroupRows();
  void ApplyReopenings(std::span<const Row> rows);

  std::span<const Touch> touches_;
  std::vector<bool> live_;
  std::vector<std::int64_t> times_;   // seconds of TimeOf
  std::vector<IdEntry> ids_;          // by hash, one entry per id: its first row
  std::vector<std::uint32_t> order_;  // the live rows, group after group
  std::vector<Group> groups_;         // in the order of their first rows
  std::vector<std::uint32_t> slots_;  // a hash table of indexes into groups_; a power of two
};

// Finds the live rows that name a follow-up in their `follow_up` cell.
class FollowUpIndex {
 public:
  // Holds indexes into the log's touches.
  explicit FollowUpIndex(const LiveLog& log);
  // `hex` is the middle part of a UID; ask for both halves (HalfHex) to find a follow-up, since a
  // row names the half that was acted on. Every generation counts. In the order of the file.
  std::vector<std::uint32_t> FindLiveByFollowUp(std::string_view hex) const;

 private:
  std::span<const Touch> touches_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows_;  // by hash of the hex
};

}  // namespace touchbase
