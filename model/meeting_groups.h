// Meetings of several people: which open thank-yous share a block. Pure.
//
// Rows of kind met with the same time of day given are one meeting; people of one event who were
// not marked share their optional thanks. Who is in which block follows from the log alone, so that
// nobody changes places when somebody else is done.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model/live_log.h"
#include "model/tracks.h"

namespace touchbase {

// A step that a contact has done.
struct DoneBy {
  std::uint32_t contact = 0;
  DoneStep step;
};

struct MeetingBlock {
  struct Line {
    std::uint32_t contact = 0;
    const Touch* row = nullptr;
    bool done = false;
  };
  FollowUpKey key;
  Role role = Role::kThankYou;
  const Placed* placed = nullptr;  // where the block stands; null: not in the calendar
  std::vector<Line> lines;         // in the order of the log; at least two, at least one open
};

class MeetingGroups {
 public:
  MeetingGroups(const LiveLog& log, const PlacedIndex& placed) : log_(log), placed_(placed) {}

  // Names the block of each due step that belongs to one (DueStep::group), and gives its members
  // the place of the block.
  void Assign(std::vector<DueStep>& due, std::span<const DoneBy> done);
  std::span<const MeetingBlock> blocks() const { return blocks_; }

 private:
  using Key = std::pair<Role, LocalTime>;
  struct Person {
    const Touch* row = nullptr;
    int due = -1;   // index of the open step
    int done = -1;  // index of the done one
  };

  static Key KeyOfRow(const Touch& row, Role role);
  void CollectPeople();
  void Split(const Key& key, std::span<const Person> people, std::vector<DueStep>& due,
             std::span<const DoneBy> done);
  void GivePlace(MeetingBlock& block, std::span<DueStep* const> members);

  const LiveLog& log_;
  const PlacedIndex& placed_;
  std::map<Key, std::vector<Person>> meetings_;
  std::vector<MeetingBlock> blocks_;
  std::deque<Placed> made_up_;  // addresses stay
};

}  // namespace touchbase
