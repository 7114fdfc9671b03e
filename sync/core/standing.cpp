#include "sync/core/standing.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sync/core/pull.h"

namespace touchbase {
namespace {

std::optional<Placed> PlaceOf(const std::string& key, const Entry& entry, const Zone& zone) {
  Placed place;
  place.key = key;
  place.postponed = -1;
  if (entry.base && entry.base->start != 0) {
    place.start = LocalTime{seconds{entry.base->start}};
    place.length = minutes{entry.base->length_minutes};
    place.pinned = entry.base->pinned;
    place.postponed = entry.base->postponed;
    return place;
  }
  const Half& half = entry.event.theirs ? entry.event : entry.task;
  if (!half.theirs || !half.theirs->item.start) return std::nullopt;
  const ical::CalendarItem& item = half.theirs->item;
  place.start = *item.start;
  if (item.date_only) {
    place.start = item.slot ? zone.ToLocal(*item.slot) : place.start + hours{9};
  }
  if (item.length_minutes > 0) place.length = minutes{item.length_minutes};
  return place;
}

}  // namespace

std::vector<Placed> PlacedOf(const World& world, const FollowUpRows& rows,
                             const std::set<std::string>& held, const Zone& zone) {
  std::vector<Placed> placed;
  for (const auto& [key, entry] : world.entries) {
    if (entry.base && !entry.base->contact.empty()) {
      const FollowUpKey known{entry.base->contact, entry.base->anchor, entry.base->step};
      if (rows.LiveOutcome(known) != nullptr) continue;
    }
    const bool standing = entry.Present() || held.contains(key) ||
                          entry.event.presence == Presence::kUnknown ||
                          entry.task.presence == Presence::kUnknown;
    if (!standing) continue;
    if (auto place = PlaceOf(key, entry, zone)) placed.push_back(std::move(*place));
  }
  return placed;
}

void NameOrphans(const Plan& plan, World* world) {
  KnownKeys keys;
  for (const FollowUp& follow_up : plan.follow_ups) keys.Add(follow_up.key);
  for (const auto* list : {&plan.unplaced, &plan.waiting}) {
    for (const Unplaced& unplaced : *list) keys.Add(unplaced.follow_up.key);
  }
  std::vector<std::string> orphans;
  for (const auto& [key, entry] : world->entries) {
    if (key.starts_with("uid:")) orphans.push_back(key);
  }
  for (const std::string& orphan : orphans) {
    const auto parts = ParseUid(orphan.substr(4));
    const auto known = parts ? keys.by_hex.find(parts->hex) : keys.by_hex.end();
    if (known == keys.by_hex.end()) continue;
    const std::string key = known->second.Hash();
    Entry& from = world->entries[orphan];
    Entry& to = world->entries[key];
    to.key = key;
    to.generation = std::max(to.generation, from.generation);
    if (from.event.theirs) to.event = std::move(from.event);
    if (from.task.theirs) to.task = std::move(from.task);
    world->entries.erase(orphan);
  }
}

void FindFacts(const Plan& plan, const World& world, std::map<std::string, StepFacts>* facts) {
  const auto add = [&](const FollowUp& follow_up) {
    const std::string key = follow_up.key.Hash();
    const auto entry = world.entries.find(key);
    StepFacts& known = (*facts)[key];
    known = {follow_up.key, follow_up.kind, follow_up.channel, follow_up.title};
    if (entry != world.entries.end() && entry->second.base && !entry->second.base->title.empty()) {
      known.title = entry->second.base->title;
    }
  };
  for (const auto& [key, entry] : world.entries) {
    if (!entry.base || entry.base->contact.empty()) continue;
    (*facts)[key] = {{entry.base->contact, entry.base->anchor, entry.base->step},
                     ParseKind(entry.base->kind).value_or(Kind::kFollowUp),
                     ParseChannel(entry.base->channel).value_or(Channel::kNone),
                     entry.base->title};
  }
  for (const auto* list : {&plan.unplaced, &plan.waiting}) {
    for (const Unplaced& unplaced : *list) add(unplaced.follow_up);
  }
  for (const FollowUp& follow_up : plan.follow_ups) add(follow_up);
}

}  // namespace touchbase
