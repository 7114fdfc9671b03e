// Placing: gives each due step its quarter of an hour. Pure.
//
// What stands in the calendar keeps its place, except for its once-a-day roll, a new busy time and
// a new date of its own; then come rolled items, then new ones.
#pragma once

#include <span>
#include <vector>

#include "model/calls.h"
#include "model/slots.h"
#include "model/tracks.h"

namespace touchbase {

// What became of one due step.
struct Place {
  bool found = false;
  LocalTime start{};
  minutes length{15};
  bool pinned = false;
  int postponed = 0;
  bool overlaps = false;  // hard, under a busy time, and no other place in its tolerance
};

// How often it rolled so far. When state was lost, the open days since due; what the user moved was
// never rolled there.
int PostponedOf(const DueStep& item, const WorkCalendar& calendar);

class Placing {
 public:
  // `quiet`: nothing that stands is moved.
  Placing(const PlanSettings& settings, const WorkCalendar& calendar, std::span<const Busy> busy,
          LocalTime now, Date last_day, Calls* calls, bool quiet = false);

  // Before Run(): no place in the times that the clock changes of the user's zone skip.
  void CloseSkipped(const Zone& zone) { slots_.CloseSkipped(zone); }
  // One place per item, in the order of the items, which must be the same for the same input.
  std::vector<Place> Run(std::span<const DueStep> items);

 private:
  enum class Fate : std::uint8_t { kStays, kMovesFromBusy, kMovesToDate, kRolls, kEnters };

  Fate FateOf(const DueStep& item) const;
  void Stay(std::size_t index);
  void MoveFromBusy(std::size_t index);
  void Roll(std::size_t index);
  void Enter(std::size_t index);
  void EnterInTurn(std::vector<std::size_t>& entering);
  void OrderStarters(std::vector<std::size_t>& entering);
  std::optional<LocalTime> FindForThankYou(const DueStep& item, minutes length) const;
  std::optional<LocalTime> FindInWindow(const DueStep& item, minutes length, Date wanted) const;
  std::optional<LocalTime> FindLeastLoaded(const DueStep& item, minutes length) const;
  std::optional<LocalTime> FindFrom(const DueStep& item, minutes length, Date from,
                                    Date until = Date::max()) const;
  std::optional<LocalTime> FindOn(const DueStep& item, minutes length, Date day) const;
  std::optional<LocalTime> FindToEnter(const DueStep& item, minutes length) const;
  std::optional<LocalTime> FindRolled(const DueStep& item, minutes length) const;
  // As a call if it is one and there is a place for it, else as a message.
  template <typename Find>
  std::optional<LocalTime> CallElseMessage(const DueStep& item, const Find& find) const;
  void Settle(std::size_t index, std::optional<LocalTime> start, minutes length, int postponed);
  std::optional<LocalTime> FindBehindAway(const DueStep& item, minutes length) const;
  std::optional<LocalTime> FindEmptiest(const DueStep& item, minutes length, Date first,
                                        Date last) const;

  const PlanSettings& settings_;
  const WorkCalendar& calendar_;
  LocalTime now_;
  Date today_;
  bool quiet_;
  SlotDays slots_;
  Calls* calls_;
  std::span<const DueStep> items_;
  std::vector<Place> places_;
};

}  // namespace touchbase
