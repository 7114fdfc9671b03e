#include "model/catch_up.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "model/placing.h"

namespace touchbase {
namespace {

constexpr int kFromPostponement = 3;
constexpr std::size_t kMostNames = 5;
constexpr hours kHandsOff{2};
constexpr std::string_view kStepName = "catch-up";

FollowUpKey KeyOfDay(Date day) { return {"", FormatDate(day), std::string(kStepName)}; }

}  // namespace

const Placed* FindCatchUp(const PlacedIndex& placed, Date today, FollowUpKey* key) {
  if (placed.empty()) return nullptr;
  for (int back = 0; back <= kDoneStepDays; ++back) {
    *key = KeyOfDay(today - days{back});
    if (const Placed* standing = placed.Find(*key)) return standing;
  }
  return nullptr;
}

bool HasLostLines(const Placed* standing, std::span<const Placed> all) {
  return standing != nullptr && std::none_of(all.begin(), all.end(), [&](const Placed& placed) {
           return placed.block == standing->key;
         });
}

void AdoptLostLines(std::vector<DueStep>& items, const Placed& standing,
                    const WorkCalendar& calendar, std::deque<Placed>& made_up) {
  const Date day = DateOf(standing.start);
  std::vector<DueStep*> lost;
  for (DueStep& item : items) {
    const bool may =
        item.placed == nullptr && item.queue != Queue::kLine && item.role != Role::kEventThanks;
    if (may && calendar.OpenDaysBetween(item.due, day) >= kFromPostponement) lost.push_back(&item);
  }
  std::stable_sort(lost.begin(), lost.end(), [](const DueStep* a, const DueStep* b) {
    return std::tie(a->latest, a->due) < std::tie(b->latest, b->due);
  });
  if (lost.size() > kMostNames) lost.resize(kMostNames);
  for (DueStep* item : lost) {
    Placed& place = made_up.emplace_back(standing);
    place.pinned = false;
    place.postponed = calendar.OpenDaysBetween(item->due, day);
    place.block = standing.key;
    item->placed = &place;
  }
}

CatchUpMaker::CatchUpMaker(const PlacedIndex& placed, std::span<const Placed> all,
                           const WorkCalendar& calendar, const PlanSettings& settings,
                           LocalTime now, bool quiet)
    : all_(all),
      calendar_(calendar),
      settings_(settings),
      now_(now),
      today_(DateOf(now)),
      quiet_(quiet),
      standing_(FindCatchUp(placed, today_, &standing_key_)) {
  if (standing_ != nullptr) standing_hash_ = standing_->key;
}

bool CatchUpMaker::Rolls(const DueStep& item) const {
  return !quiet_ && item.placed != nullptr && DateOf(item.placed->start) < today_;
}

bool CatchUpMaker::IsMember(const DueStep& item) const {
  return standing_ != nullptr && item.placed != nullptr && item.placed->block == standing_hash_;
}

bool CatchUpMaker::Belongs(const DueStep& item) const {
  if (item.placed == nullptr || item.role == Role::kEventThanks) return false;
  if (IsMember(item)) return true;
  if (Rolls(item)) return PostponedOf(item, calendar_) + 1 >= kFromPostponement;
  // An item of its own that the user moved stays until its day is over.
  return !item.placed->pinned && item.placed->postponed >= kFromPostponement;
}

CatchUp CatchUpMaker::Make(std::span<const DueStep> items, std::span<const DoneBy> done,
                           std::span<const Contact> contacts) {
  CatchUp catch_up;
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (Belongs(items[i])) candidates.push_back(i);
  }
  if (candidates.empty()) return catch_up;
  catch_up.stands = standing_ != nullptr;
  catch_up.key = standing_ != nullptr ? standing_key_ : KeyOfDay(today_);
  if (standing_ != nullptr) AddDone(done, contacts, catch_up);
  Choose(items, std::move(candidates), catch_up);
  if (!catch_up.open.empty()) MakeUnit(items, catch_up);
  return catch_up;
}

// While the block stands on its day it keeps its people; a new day, or a block that is new, takes
// the longest overdue.
void CatchUpMaker::Choose(std::span<const DueStep> items, std::vector<std::size_t> candidates,
                          CatchUp& catch_up) const {
  const bool fresh = standing_ == nullptr || (!quiet_ && DateOf(standing_->start) < today_);
  const bool may_grow = fresh || (!quiet_ && standing_->start >= now_ + kHandsOff);
  const auto stays = [&](std::size_t i) { return !fresh && IsMember(items[i]); };
  std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
    if (stays(a) != stays(b)) return stays(a);
    return std::tie(items[a].latest, items[a].due) < std::tie(items[b].latest, items[b].due);
  });
  std::set<std::uint32_t> people;
  const std::size_t taken = fresh ? 0 : catch_up.done.size();
  for (const std::size_t i : candidates) {
    const DueStep& item = items[i];
    // Whoever already waits for tomorrow does not begin a second block of the same day.
    const bool orphan = !item.placed->block.empty() && !IsMember(item);
    const bool may_join = may_grow && (Rolls(item) || orphan || IsMember(item));
    const bool room = catch_up.open.size() + taken < kMostNames;
    const bool in = stays(i) || (may_join && room && people.count(item.contact) == 0);
    (in ? catch_up.open : catch_up.tomorrow).push_back(i);
    if (in) people.insert(item.contact);
  }
  if (!fresh) return;
  const std::size_t kept = kMostNames - std::min(kMostNames, catch_up.open.size());
  if (catch_up.done.size() > kept) catch_up.done.resize(kept);
}

// Done lines are those members that the calendar still shows and a touch has satisfied since.
void CatchUpMaker::AddDone(std::span<const DoneBy> done, std::span<const Contact> contacts,
                           CatchUp& catch_up) const {
  std::set<std::string_view> members;
  for (const Placed& placed : all_) {
    if (placed.block == standing_hash_) members.insert(placed.key);
  }
  const Date made = ParseDate(standing_key_.anchor).value_or(today_);
  for (const DoneBy& one : done) {
    if (DateOf(one.step.by->at) < made) continue;
    FollowUpKey key = KeyOf(contacts[one.contact].id, one.step.anchor, one.step.step);
    // A step may have been done in two ways; it is one line.
    if (members.erase(key.Hash()) > 0) catch_up.done.push_back({one.contact, std::move(key)});
  }
}

void CatchUpMaker::MakeUnit(std::span<const DueStep> items, CatchUp& catch_up) {
  DueStep& unit = catch_up.unit;
  unit = items[catch_up.open.front()];
  unit.role = Role::kBlock;
  unit.queue = Queue::kNone;
  unit.group = -1;
  unit.hard = unit.wished = unit.ahead = unit.displaced = false;
  unit.not_before = {};
  unit.due = unit.earliest = unit.latest = calendar_.NextOpen(today_);
  if (standing_ != nullptr) {
    unit.placed = standing_;
    if (DateOf(standing_->start) >= today_) {
      unit.due = unit.earliest = unit.latest = DateOf(standing_->start);
    }
    return;
  }
  // A new one takes the place that its people leave: it rolls as the first of them would.
  LocalTime first = items[catch_up.open.front()].placed->start;
  for (const std::size_t i : catch_up.open) first = std::min(first, items[i].placed->start);
  first = std::min(first, LocalTime{today_} - minutes{1});
  unit.placed = &made_up_.emplace_back(
      Placed{catch_up.key.Hash(), first, minutes{settings_.slot_minutes}, false, -1});
}

}  // namespace touchbase
