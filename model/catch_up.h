// The catch-up: from the third postponement on a person is a line in one block a day. Pure.
//
// At most five names, longest overdue first; the others wait for the next day. The block is keyed
// by the day on which it was made and rolls on under that key until nobody in it is open.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/calendar_days.h"
#include "model/meeting_groups.h"
#include "model/plan.h"
#include "model/tracks.h"

namespace touchbase {

// The open block, by its key; null when there is none.
const Placed* FindCatchUp(const PlacedIndex& placed, Date today, FollowUpKey* key);
// Whether the block stands and nothing says who is in it: the state was lost.
bool HasLostLines(const Placed* standing, std::span<const Placed> all);
// Gives the lines of such a block back to those that must have been in it: not in the calendar and
// three open days past their day, the five longest overdue.
void AdoptLostLines(std::vector<DueStep>& items, const Placed& standing,
                    const WorkCalendar& calendar, std::deque<Placed>& made_up);

struct CatchUp {
  struct DoneLine {
    std::uint32_t contact = 0;
    FollowUpKey key;
  };
  FollowUpKey key;
  DueStep unit;                       // what is placed
  bool stands = false;                // it was in the calendar before this run
  std::vector<std::size_t> open;      // indexes into the items; empty: there is no block
  std::vector<DoneLine> done;         // lines of people who are done
  std::vector<std::size_t> tomorrow;  // indexes of those that wait for the next day
};

class CatchUpMaker {
 public:
  CatchUpMaker(const PlacedIndex& placed, std::span<const Placed> all, const WorkCalendar& calendar,
               const PlanSettings& settings, LocalTime now, bool quiet);

  // Who of the items, all of which are in the calendar or about to enter it, belongs here.
  CatchUp Make(std::span<const DueStep> items, std::span<const DoneBy> done,
               std::span<const Contact> contacts);

 private:
  bool Rolls(const DueStep& item) const;
  bool Belongs(const DueStep& item) const;
  bool IsMember(const DueStep& item) const;
  void Choose(std::span<const DueStep> items, std::vector<std::size_t> candidates,
              CatchUp& catch_up) const;
  void AddDone(std::span<const DoneBy> done, std::span<const Contact> contacts,
               CatchUp& catch_up) const;
  void MakeUnit(std::span<const DueStep> items, CatchUp& catch_up);

  std::span<const Placed> all_;
  const WorkCalendar& calendar_;
  const PlanSettings& settings_;
  LocalTime now_;
  Date today_;
  bool quiet_;
  FollowUpKey standing_key_;
  const Placed* standing_ = nullptr;  // the open block
  std::string standing_hash_;
  std::deque<Placed> made_up_;  // addresses stay
};

}  // namespace touchbase
