#include "sync/core/standing.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "ical/signs.h"
#include "sync/core/pull.h"
#include "sync/core/shared_block.h"

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

// Steps by name, beside those of the cadences.
constexpr std::array<std::string_view, 12> kSideSteps = {
    "opening", "promise", "asked", "offered", "next",   "debrief",
    "answer",  "ask",     "vip-1", "weekly",  "thanks", "reconnect"};

BaseFollowUp FinishedBase(const Entry& entry, const FollowUpKey& key, const Touch& row,
                          const Zone& zone) {
  const ical::CalendarItem& item = (entry.event.theirs ? entry.event : entry.task).theirs->item;
  BaseFollowUp base;
  base.key = entry.key;
  base.contact = key.contact;
  base.anchor = key.anchor;
  base.step = key.step;
  base.kind = ToWord(row.kind);
  base.channel = ToWord(row.channel);
  base.generation = entry.generation;
  const LocalTime start = item.slot ? zone.ToLocal(*item.slot) : item.start.value_or(row.at);
  base.start = start.time_since_epoch().count();
  if (item.length_minutes > 0) base.length_minutes = item.length_minutes;
  base.postponed = -1;
  base.title = ical::ReadSigns(item, "", "", DateOf(row.at), {}).title;
  base.finished = true;
  return base;
}

// One that was turned into the other component is still what it was made as, and the user's. False:
// something else is there.
bool PutWhereMade(const FollowUpKey& key, Theirs theirs, Entry* entry) {
  const auto parts = ParseUid(theirs.item.uid);
  const Component is = theirs.item.component;
  const Component made_as = parts ? MadeAs(key, parts->hex, is) : is;
  Half& half = entry->half(made_as);
  if (half.theirs && half.theirs->item.uid != theirs.item.uid) return false;
  if (made_as != is) theirs.item.taken_over = true;
  half.theirs = std::move(theirs);
  half.presence = Presence::kThere;
  return true;
}

void PutHalvesWhereMade(const FollowUpKey& key, Entry* entry) {
  for (const Component component : {Component::kEvent, Component::kTodo}) {
    Half& half = entry->half(component);
    if (half.base || !half.theirs) continue;
    const auto parts = ParseUid(half.theirs->item.uid);
    if (!parts || MadeAs(key, parts->hex, component) == component) continue;
    if (entry->half(MadeAs(key, parts->hex, component)).theirs) continue;
    Theirs theirs = std::move(*half.theirs);
    half = Half{};
    PutWhereMade(key, std::move(theirs), entry);
  }
}

// Moves items that stand under their UID to their key.
void NameBy(const KnownKeys& keys, World* world) {
  for (auto& [key, entry] : world->entries) {
    const auto known = keys.by_hash.find(key);
    if (known != keys.by_hash.end()) PutHalvesWhereMade(known->second, &entry);
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
    Entry from = std::move(world->entries[orphan]);
    world->entries.erase(orphan);
    Entry& to = world->entries[key];
    to.key = key;
    to.generation = std::max(to.generation, from.generation);
    to.todo.insert(to.todo.end(), from.todo.begin(), from.todo.end());
    for (Half* half : {&from.event, &from.task}) {
      if (!half->theirs || PutWhereMade(known->second, *half->theirs, &to)) continue;
      world->warnings.push_back("\"" + half->theirs->item.title + "\" is in the calendar twice");
    }
  }
}

}  // namespace

std::set<std::string, std::less<>> StepNames(const CadenceSet& cadences) {
  std::set<std::string, std::less<>> steps(kSideSteps.begin(), kSideSteps.end());
  // Further lines of one note; nobody promises more at once.
  for (const std::string name : {"promise-", "asked-", "offered-"}) {
    for (int number = 2; number <= 5; ++number) {
      steps.insert(name + std::to_string(number));
    }
  }
  for (const auto& [name, cadence] : cadences) {
    for (const Step& step : cadence.steps) steps.insert(step.name);
    if (cadence.tail) steps.insert(cadence.tail->name);
  }
  return steps;
}

std::optional<FollowUpKey> StepOf(const Touch& row, const FollowUpRows& rows,
                                  const CadenceSet& cadences) {
  const auto uid = ParseUid(row.follow_up);
  if (!uid) return std::nullopt;
  const std::set<std::string, std::less<>> steps = StepNames(cadences);
  std::vector<std::string> anchors = {"start"};
  for (const std::uint32_t index : rows.log().Of(row.contact)) {
    anchors.push_back(rows.log().Touches()[index].id);
  }
  for (const std::string& anchor : anchors) {
    for (const std::string& step : steps) {
      const FollowUpKey key{row.contact, anchor, step};
      for (const Component half : {Component::kEvent, Component::kTodo}) {
        if (HalfHex(key, half) == uid->hex) return key;
      }
    }
  }
  return std::nullopt;
}

namespace {

bool IsOver(const BaseFollowUp& known, const FollowUpRows& rows) {
  if (known.step.empty()) return false;
  return rows.LiveOutcome({known.contact, known.anchor, known.step}) != nullptr;
}

// Nobody in it is open: like a follow-up that is over, it has no place any more.
bool IsOverForAll(const Entry& block, const World& world, const FollowUpRows& rows) {
  const std::vector<std::string>& members = block.base->members;
  return !members.empty() &&
         std::all_of(members.begin(), members.end(), [&](const std::string& member) {
           const auto entry = world.entries.find(member);
           return entry != world.entries.end() && entry->second.base &&
                  IsOver(*entry->second.base, rows);
         });
}

}  // namespace

std::vector<Placed> PlacedOf(const World& world, const FollowUpRows& rows,
                             const std::set<std::string>& held, const Zone& zone) {
  std::vector<Placed> placed;
  for (const auto& [key, raw] : world.entries) {
    const Entry entry = PersonView(world, raw);
    if (entry.base && IsOwnNote(*entry.base)) continue;
    const auto block = world.block_of.find(key);  // who is done keeps the line of an open one
    const Entry& whole = block == world.block_of.end() ? raw : world.entries.at(block->second);
    if (whole.base && HasLines(*whole.base)) {
      if (IsOverForAll(whole, world, rows)) continue;
    } else if (entry.base && IsOver(*entry.base, rows)) {
      continue;
    }
    const bool waits = entry.base && entry.base->block == kNextCatchUp;
    const bool standing = entry.Present() || held.contains(key) || entry.Unknown() || waits;
    if (!standing) continue;
    auto place = PlaceOf(key, entry, zone);
    if (!place) continue;
    if (block != world.block_of.end()) {
      const auto shared = PlaceOf(key, whole, zone);
      const int postponed = place->postponed;
      if (shared) place = shared;
      place->postponed = postponed;
      place->block = block->second;
    }
    placed.push_back(std::move(*place));
  }
  return placed;
}

std::vector<Offer> OffersOf(const World& world) {
  std::vector<Offer> offers;
  for (const auto& [key, entry] : world.entries) {
    if (!entry.base || entry.base->offered_on == 0) continue;
    const BaseFollowUp& base = *entry.base;
    offers.push_back({key, LocalTime{seconds{base.offered_first}},
                      LocalTime{seconds{base.offered_second}},
                      Date{days{static_cast<int>(base.offered_on)}}});
  }
  return offers;
}

std::set<std::string> GoneSince(const World& world) {
  std::set<std::string> gone;
  for (const auto& [key, raw] : world.entries) {
    const Entry entry = PersonView(world, raw);
    if (entry.Present() || !entry.base) continue;
    for (const Half* half : {&entry.event, &entry.task}) {
      if (half->base && half->base->life != BaseResource::Life::kDeleted) gone.insert(key);
    }
  }
  return gone;
}

void NameFinished(const FollowUpRows& rows, const CadenceSet& cadences, const Zone& zone,
                  World* world) {
  KnownKeys keys;
  std::map<std::string, const Touch*> outcomes;  // by key
  for (const auto& [key, entry] : world->entries) {
    if (entry.base || !entry.Present()) continue;
    for (const Half* half : {&entry.task, &entry.event}) {
      if (!half->theirs) continue;
      for (const Touch* row : rows.LiveByUid(half->theirs->item.uid)) {
        if (SortOf(*row) != RowSort::kOutcome) continue;
        const auto step = StepOf(*row, rows, cadences);
        if (!step) continue;
        keys.Add(*step);
        outcomes[step->Hash()] = row;
      }
    }
  }
  NameBy(keys, world);
  for (const auto& [key, row] : outcomes) {
    const auto entry = world->entries.find(key);
    if (entry == world->entries.end() || entry->second.base) continue;
    entry->second.base = FinishedBase(entry->second, keys.by_hash.at(key), *row, zone);
  }
}

void NameOrphans(const Plan& plan, World* world) {
  KnownKeys keys;
  for (const Block& block : plan.blocks) keys.Add(block.key);
  for (const FollowUp& follow_up : plan.follow_ups) keys.Add(follow_up.key);
  for (const auto* list : {&plan.unplaced, &plan.waiting}) {
    for (const Unplaced& unplaced : *list) keys.Add(unplaced.follow_up.key);
  }
  NameBy(keys, world);
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
    if (!entry.base || entry.base->step.empty()) continue;
    if (HasLines(*entry.base) || IsNote(*entry.base)) continue;  // no follow-up of their own
    (*facts)[key] = {{entry.base->contact, entry.base->anchor, entry.base->step},
                     ParseKind(entry.base->kind).value_or(Kind::kFollowUp),
                     ParseChannel(entry.base->channel).value_or(Channel::kNone),
                     entry.base->title};
  }
  for (const auto* list : {&plan.unplaced, &plan.waiting}) {
    for (const Unplaced& unplaced : *list) add(unplaced.follow_up);
  }
  for (const FollowUp& follow_up : plan.follow_ups) add(follow_up);
  for (const Block& block : plan.blocks) {
    if (block.sort != BlockSort::kDebrief) continue;
    FollowUp debrief;
    debrief.key = block.key;
    debrief.kind = Kind::kDebrief;
    debrief.channel = Channel::kNone;
    debrief.title = block.title;
    add(debrief);
  }
}

}  // namespace touchbase
