#include "sync/core/moves.h"

namespace touchbase {
namespace {

using ical::CalendarItem;

// Something else of it was changed, not where it stands.
bool StandsAsBefore(const Half& half, const Zone& zone) {
  if (!half.base || half.base->life == BaseResource::Life::kDeleted) return false;
  const auto before = ical::Decode(half.base->text, zone).item;
  const CalendarItem& item = half.theirs->item;
  return before && before->start == item.start && before->date_only == item.date_only &&
         before->length_minutes == item.length_minutes;
}

// Where a half stands when that is not where the base has it.
std::optional<Move> MoveOf(const Entry& entry, const Half& half, const Zone& zone) {
  if (StandsAsBefore(half, zone)) return std::nullopt;
  const CalendarItem& item = half.theirs->item;
  Move move;
  move.start = *item.start;
  move.length_minutes = item.length_minutes > 0 ? item.length_minutes
                        : entry.base            ? entry.base->length_minutes
                                                : 15;
  std::optional<LocalTime> slot;
  if (item.slot) slot = zone.ToLocal(*item.slot);
  if (item.date_only) {  // a day without a time keeps the time it had
    const LocalTime known =
        entry.base ? LocalTime{seconds{entry.base->start}} : slot.value_or(move.start + hours{9});
    move.start = DateOf(*item.start) + (known - DateOf(known));
    // The day that one of our machines gave it, with the time that it has there.
    if (slot && DateOf(*slot) == DateOf(*item.start) && DateOf(known) != DateOf(*slot)) {
      move.start = *slot;
    }
  }
  const bool by_us = slot && *slot == move.start;
  if (entry.base && half.base) {
    const bool same_length =
        item.length_minutes == 0 || item.length_minutes == entry.base->length_minutes;
    if (move.start == LocalTime{seconds{entry.base->start}} && same_length) return std::nullopt;
    move.pinned = !by_us || !same_length;
    return move;
  }
  // No base: where it stands is the truth; it is the user's hand when no machine of ours wrote
  // it.
  if (half.theirs->item.component == Component::kTodo && entry.event.theirs) return std::nullopt;
  move.pinned = slot && !by_us;
  return move;
}

}  // namespace

std::optional<Move> ReadMove(const Entry& entry, const Zone& zone) {
  for (const Component component : {Component::kEvent, Component::kTodo}) {
    const Half& half = entry.half(component);
    if (!half.TheirsChanged() || !half.theirs->item.start) continue;
    if (auto move = MoveOf(entry, half, zone)) return move;
  }
  return std::nullopt;
}

}  // namespace touchbase
