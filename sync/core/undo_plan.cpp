#include "sync/core/undo_plan.h"

#include <algorithm>
#include <utility>

#include "ical/calendar_item.h"
#include "model/uid.h"

namespace touchbase {
namespace {

std::string HexOf(const std::string& uid) {
  const auto parts = ParseUid(uid);
  return parts ? parts->hex : std::string();
}

// A row that says so again after it was withdrawn; none: it counts already.
std::optional<Touch> SaidAgain(const Touch& row, const LiveLog& log) {
  Touch again = row;
  do {
    if (log.Contains(again.id) && !log.IsTakenBack(again.id)) return std::nullopt;
    again.id += "-a";
  } while (log.Contains(again.id));
  return again;
}

}  // namespace

std::vector<UndoItem> ItemsOf(std::span<const BaseStore::Kept> kept,
                              std::span<const BaseResource> resources) {
  std::vector<UndoItem> items;
  std::map<std::string, std::size_t> place;
  for (const BaseStore::Kept& one : kept) {
    const auto [known, is_new] = place.try_emplace(one.uid, items.size());
    if (is_new) {
      items.push_back(
          {one.uid, one.key, one.collection, one.href, one.before, {}, {}, {}, {}, {}, {}});
    }
    UndoItem& item = items[known->second];
    item.after = one.after;
    item.by_user = one.by_user;
    if (!one.href.empty()) item.href = one.href;
  }
  for (UndoItem& item : items) {
    item.now.status = FetchStatus::kGone;
    for (const BaseResource& resource : resources) {
      if (resource.life == BaseResource::Life::kDeleted) continue;
      if (resource.uid == item.uid) {
        item.base = resource;
        item.collection = resource.collection;
        item.href = resource.href;
      } else if (HexOf(resource.uid) == HexOf(item.uid)) {
        item.successor = resource;
      }
    }
  }
  std::erase_if(items, [](const UndoItem& item) { return item.before == item.after; });
  return items;
}

bool SayTheSame(const std::string& a, const std::string& b, const Zone& zone) {
  if (a == b) return true;
  const auto one = ical::Decode(a, zone).item;
  const auto other = ical::Decode(b, zone).item;
  if (!one || !other) return false;
  const auto said = [](const ical::CalendarItem& item) {
    return std::tie(item.component, item.start, item.date_only, item.length_minutes, item.title,
                    item.description, item.completed, item.cancelled, item.taken_over);
  };
  return said(*one) == said(*other);
}

UndoStep StepFor(const UndoItem& item, const Zone& zone) {
  if (item.now.status == FetchStatus::kUnknown) return UndoStep::kUnknown;
  if (item.now.status == FetchStatus::kGone) {
    if (item.after.empty()) return item.successor ? UndoStep::kNothing : UndoStep::kMake;
    // The user's deletion, of which no run has heard yet, or a later run's.
    return item.before.empty() && (!item.base || item.taken_out) ? UndoStep::kNothing
                                                                 : UndoStep::kLeave;
  }
  if (!item.before.empty() && SayTheSame(item.now.text, item.before, zone)) {
    return UndoStep::kNothing;
  }
  if (item.after.empty() || !SayTheSame(item.now.text, item.after, zone)) return UndoStep::kLeave;
  return item.before.empty() ? UndoStep::kTakeOut : UndoStep::kPutBack;
}

void UndoKeys::Add(const BaseFollowUp& known) {
  if (!known.block.empty()) block_of[known.key] = known.block;
  for (const std::string& member : known.members) block_of[member] = known.key;
  if (known.step.empty()) return;
  const FollowUpKey key{known.contact, known.anchor, known.step};
  by_hex[HalfHex(key, Component::kEvent)] = known.key;
  by_hex[HalfHex(key, Component::kTodo)] = known.key;
}

std::string UndoKeys::KeyOf(const Touch& row) const {
  const auto found = by_hex.find(HexOf(row.follow_up));
  return found == by_hex.end() ? std::string() : found->second;
}

std::vector<Touch> RowsTakenBack(std::span<const std::string> ids, std::span<const Touch> log,
                                 const UndoKeys& keys, const std::set<std::string>& left,
                                 LocalTime now) {
  const LiveLog live(log);
  std::map<std::string_view, const Touch*> by_id;
  for (const Touch& touch : log) by_id.try_emplace(touch.id, &touch);
  std::vector<Touch> rows;
  for (const std::string& id : ids) {
    const auto found = by_id.find(id);
    if (found == by_id.end() || found->second->kind == Kind::kNote) continue;
    const Touch& row = *found->second;
    const std::string key = keys.KeyOf(row);
    const auto block = keys.block_of.find(key);
    if (left.contains(key) || (block != keys.block_of.end() && left.contains(block->second))) {
      continue;
    }
    const auto withdrawn = by_id.find(WithdrawnId(id));
    if (row.outcome == Outcome::kWithdrawn && withdrawn != by_id.end()) {
      if (auto again = SaidAgain(*withdrawn->second, live)) rows.push_back(*std::move(again));
    } else if (!live.IsTakenBack(id)) {
      rows.push_back(Withdrawal(row, now));
    }
  }
  return rows;
}

}  // namespace touchbase
