#include "sync/core/shared_block.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include "ical/signs.h"
#include "sync/core/standing.h"

namespace touchbase {
namespace {

constexpr std::size_t kMostLines = 20;  // of a block that somebody else may have written

bool IsHex32(const std::string& text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// What the item says of itself, for a base that was lost.
std::optional<BaseFollowUp> BaseByItem(const Entry& entry, const Zone& zone) {
  const Half* half = BlockHalf(entry);
  if (half == nullptr || !half->theirs || half->theirs->item.lines.empty()) return std::nullopt;
  const ical::CalendarItem& item = half->theirs->item;
  std::istringstream words(item.lines);
  std::string word;
  words >> word;
  BaseFollowUp base;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), base.sort);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  if (base.sort < 0 || base.sort > static_cast<int>(BlockSort::kWelcome)) return std::nullopt;
  while (words >> word && base.members.size() < kMostLines) {
    if (IsHex32(word)) base.members.push_back(word);
  }
  base.key = entry.key;
  base.generation = entry.generation;
  base.postponed = -1;
  base.title = ical::ReadSigns(item, "", "", Date{}, {}).title;
  if (item.start) {
    LocalTime start = *item.start;
    const LocalTime slot = item.slot ? zone.ToLocal(*item.slot) : start + hours{9};
    if (item.date_only) start = slot;
    base.start = start.time_since_epoch().count();
    base.pinned = item.slot && start != slot;
  }
  if (item.length_minutes > 0) base.length_minutes = item.length_minutes;
  return base;
}

void FindMembers(const std::string& key, World* world) {
  const Entry& block = world->entries.at(key);
  const Half* half = BlockHalf(block);
  const bool known = half != nullptr && half->base.has_value();
  for (const std::string& member : block.base->members) {
    Entry& entry = world->entries[member];
    entry.key = member;
    // The base knows better who has left.
    if (known && entry.base && entry.base->block != key) continue;
    if (!known && entry.base && !entry.base->block.empty() && entry.base->block != key) continue;
    world->block_of[member] = key;
  }
}

std::string NameOf(const World& world, const std::string& member) {
  const auto entry = world.entries.find(member);
  return entry == world.entries.end() || !entry->second.base ? "" : entry->second.base->line;
}

// A line's follow-up gets what the base would have of it.
BaseFollowUp& BaseOf(const std::string& key, World* world) {
  Entry& entry = world->entries[key];
  entry.key = key;
  if (!entry.base) {
    entry.base = BaseFollowUp{};
    entry.base->key = key;
    entry.base->generation = entry.generation;
    entry.base->postponed = -1;
    const auto block = world->block_of.find(key);
    if (block != world->block_of.end()) {
      const Entry& shared = world->entries.at(block->second);
      entry.base->block = shared.key;
      entry.base->start = shared.base->start;
      entry.base->length_minutes = shared.base->length_minutes;
      entry.base->pinned = shared.base->pinned;
    }
  }
  return *entry.base;
}

void NameKey(const FollowUpKey& key, BaseFollowUp* base) {
  if (!base->step.empty()) return;
  base->contact = key.contact;
  base->anchor = key.anchor;
  base->step = key.step;
}

}  // namespace

bool HasLines(const BaseFollowUp& known) {
  return known.sort >= static_cast<int>(BlockSort::kThankYou) &&
         known.sort <= static_cast<int>(BlockSort::kCatchUp);
}

bool IsNote(const BaseFollowUp& known) {
  return known.sort >= static_cast<int>(BlockSort::kBack) &&
         known.sort <= static_cast<int>(BlockSort::kWelcome);
}

bool IsOwnNote(const BaseFollowUp& known) {
  return known.sort >= static_cast<int>(BlockSort::kWeekly) &&
         known.sort <= static_cast<int>(BlockSort::kWelcome);
}

bool IsSort(const Entry& entry, BlockSort sort) {
  return entry.base && entry.base->sort == static_cast<int>(sort);
}

std::string LinesValue(int sort, const std::vector<std::string>& members) {
  std::string value = std::to_string(sort);
  for (const std::string& member : members) value += " " + member;
  return value;
}

const Half* BlockHalf(const Entry& block) {
  for (const Half* half : {&block.event, &block.task}) {
    if (half->theirs || half->base) return half;
  }
  return nullptr;
}

void FindBlocks(const Zone& zone, World* world) {
  std::vector<std::string> blocks;
  for (auto& [key, entry] : world->entries) {
    if (!entry.base) entry.base = BaseByItem(entry, zone);
    if (entry.base && HasLines(*entry.base)) blocks.push_back(key);
  }
  for (const std::string& key : blocks) FindMembers(key, world);
}

void NameLines(const Plan& plan, World* world) {
  for (const Block& block : plan.blocks) {
    const std::string key = block.key.Hash();
    const auto entry = world->entries.find(key);
    if (entry == world->entries.end()) continue;
    if (entry->second.Present() && !entry->second.base) {  // the server dropped our property
      BaseFollowUp base;
      base.key = key;
      base.sort = static_cast<int>(block.sort);
      base.generation = entry->second.generation;
      base.postponed = -1;
      base.title = block.title;
      for (const BlockLine& line : block.lines) base.members.push_back(line.key.Hash());
      entry->second.base = std::move(base);
      if (HasLines(*entry->second.base)) FindMembers(key, world);
    }
    if (!entry->second.base) continue;
    NameKey(block.key, &*entry->second.base);
    for (const BlockLine& line : block.lines) {
      const std::string member = line.key.Hash();
      const auto place = world->block_of.find(member);
      if (place == world->block_of.end() || place->second != key) continue;
      BaseFollowUp& base = BaseOf(member, world);
      NameKey(line.key, &base);
      if (base.line.empty()) base.line = line.name;
      if (line.done) world->done_lines.insert(member);
    }
  }
}

void NameFinishedLines(const FollowUpRows& rows, const CadenceSet& cadences,
                       const std::vector<Contact>& contacts, World* world) {
  std::set<std::string> unknown;
  for (const auto& [member, block] : world->block_of) {
    const Entry& entry = world->entries.at(member);
    if (!entry.base || entry.base->step.empty()) unknown.insert(member);
  }
  if (unknown.empty()) return;
  std::map<std::string, std::string> names;
  for (const Contact& contact : contacts) names[contact.id] = contact.DisplayName();
  const std::span<const Touch> touches = rows.log().Touches();
  for (std::size_t i = touches.size(); i-- > 0 && !unknown.empty();) {
    const Touch& row = touches[i];
    if (row.follow_up.empty() || !rows.log().IsLive(static_cast<std::uint32_t>(i))) continue;
    const auto step = StepOf(row, rows, cadences);
    if (!step || unknown.erase(step->Hash()) == 0) continue;
    BaseFollowUp& base = BaseOf(step->Hash(), world);
    NameKey(*step, &base);
    base.kind = ToWord(row.kind);
    base.channel = ToWord(row.channel);
    base.line = names.contains(step->contact) ? names[step->contact] : step->contact;
    base.title = base.line;
    base.finished = SortOf(row) == RowSort::kOutcome;
  }
}

Entry PersonView(const World& world, const Entry& entry) {
  Entry view = entry;
  const auto place = world.block_of.find(entry.key);
  if (place == world.block_of.end()) return view;
  const Entry& block = world.entries.at(place->second);
  const Half* half = BlockHalf(block);
  if (half == nullptr) return view;
  const Component component = half == &block.event ? Component::kEvent : Component::kTodo;
  // One of its own that the user wrote into before it was removed is heard first.
  if (view.half(component).theirs && view.half(component).TheirsChanged()) return view;
  view.half(component) = *half;
  SharedLine line;
  line.component = component;
  line.title = block.base->title;
  line.name = NameOf(world, entry.key);
  for (const std::string& member : block.base->members) {
    const std::string name = NameOf(world, member);
    if (!name.empty()) line.names.push_back(name);
  }
  line.done_by_log = world.done_lines.contains(entry.key);
  view.shared = std::move(line);
  return view;
}

}  // namespace touchbase
