#include "sync/core/listening.h"

#include <algorithm>
#include <utility>

#include "sync/core/absence.h"
#include "sync/core/guard.h"
#include "sync/core/holds.h"
#include "sync/core/left_out.h"
#include "sync/core/restore.h"
#include "sync/core/shared_block.h"
#include "sync/core/standing.h"

namespace touchbase {
namespace {

std::set<std::string> KeysOf(const Plan& plan) {
  std::set<std::string> keys;
  for (const FollowUp& follow_up : plan.follow_ups) keys.insert(follow_up.key.Hash());
  for (const auto* list : {&plan.unplaced, &plan.waiting}) {
    for (const Unplaced& unplaced : *list) keys.insert(unplaced.follow_up.key.Hash());
  }
  for (const Block& block : plan.blocks) keys.insert(block.key.Hash());
  return keys;
}

}  // namespace

Listener::Result Listener::Listen(const ReadBook& book, World* world, const FollowUpRows& rows,
                                  const std::map<std::string, StepFacts>& facts, Instant now,
                                  const Planning& planning) {
  book_ = &book;
  world_ = world;
  rows_ = &rows;
  facts_ = &facts;
  now_ = now;
  killed_on_ = AbsenceWatch::KilledOn(ports_.base);
  unfinished_ = AbsenceWatch::Unfinished(ports_.base);
  const OnDelete on_delete = options_.restore ? OnDelete::kReplan : settings_.on_delete;
  const ActContext context{rows, ports_.zone, now_, on_delete, settings_.words, settings_.book_id};
  AllActs all;
  for (const auto& [key, entry] : world->entries) {
    const auto known = facts.find(key);
    if (known == facts.end()) continue;
    all.emplace(key, UnderstandActs(PersonView(*world, entry), known->second, context));
  }
  result_.held = KeysLeftOut(book, *world, facts);
  KeepWantedDeletions(planning, &all);
  HoldDoubtful(all);
  HoldBlocks();
  for (auto& [key, acts] : all) {
    if (!result_.held.contains(key)) Accept(&world->entries[key], std::move(acts));
  }
  MoveBlocks();
  return std::move(result_);
}

// Only of what is wanted still, by all that the user did, is an absence a deletion: what another
// machine removed because of the log is none.
void Listener::KeepWantedDeletions(const Planning& planning, AllActs* all) const {
  const auto is_deleted = [](const auto& acts) { return acts.second.deleted; };
  if (std::none_of(all->begin(), all->end(), is_deleted)) return;
  ReadBook after = *book_;
  for (const auto& [key, acts] : *all) {
    after.touches.insert(after.touches.end(), acts.rows.begin(), acts.rows.end());
  }
  const FollowUpRows rows(after.touches);
  std::set<std::string> standing = GoneSince(*world_);
  standing.insert(result_.held.begin(), result_.held.end());
  const std::set<std::string> wanted = KeysOf(planning(after, *world_, rows, standing));
  const std::set<std::string> by_undo = TakenOut(ports_.base);
  for (auto& [key, acts] : *all) {
    if (!acts.deleted || (wanted.contains(key) && !by_undo.contains(key))) continue;
    acts.deleted = acts.replan = false;
    acts.deletion.reset();
  }
}

// What a guard stops, and what another machine may have removed.
void Listener::HoldDoubtful(const AllActs& all) {
  AbsenceWatch absence(ports_.base, now_, book_->fingerprint, ports_.account.Rules().late_listings);
  absence.Notice(*world_);
  std::set<std::string> gone, declined;
  IncomingCounts counts;
  for (const auto& [key, acts] : all) {
    const Entry& entry = world_->entries.at(key);
    const bool closed = rows_->LiveOutcome(FactsOf(key).key) != nullptr;
    if (!closed && entry.base && !entry.base->finished) ++counts.standing;
    if (acts.declined) declined.insert(key);
    if (entry.base && entry.Present()) absence.IsBack(*entry.base);
    if (!acts.deleted || options_.restore) continue;
    gone.insert(key);
    if (options_.allow_mass_change || !entry.base) continue;
    if (!absence.Confirmed(*entry.base)) result_.held.insert(key);
  }
  if (options_.allow_mass_change) return;
  counts.gone = static_cast<int>(gone.size());
  counts.declines = static_cast<int>(declined.size());
  const IncomingGuard guard = GuardIncoming(counts);
  report_.guard = guard.Text();
  if (!guard.gone.empty()) result_.held.merge(gone);
  if (!guard.declines.empty()) result_.held.merge(declined);
}

// An item is left alone when that of any of its lines is not known.
void Listener::HoldBlocks() {
  for (const auto& [member, block] : world_->block_of) {
    if (result_.held.contains(member)) result_.held.insert(block);
  }
}

void Listener::Accept(Entry* entry, Acts acts) {
  const auto append = [](std::vector<std::string>* to, const std::vector<std::string>& from) {
    for (const std::string& line : from) {
      if (std::find(to->begin(), to->end(), line) == to->end()) to->push_back(line);
    }
  };
  append(&report_.lines, acts.lines);
  append(&report_.warnings, acts.warnings);
  append(&report_.not_understood, acts.warnings);
  const auto block = world_->block_of.find(entry->key);
  if (!acts.rows.empty() || acts.deletion || (acts.move && acts.move->pinned)) {
    result_.answered.insert(entry->key);
    if (block != world_->block_of.end()) result_.answered.insert(block->second);
  }
  if (acts.deletion) {
    report_.lines.push_back(FactsOf(entry->key).title + ": deleted, taken as " +
                            std::string(ToWord(acts.deletion->outcome)));
    acts.rows.push_back(*acts.deletion);
  }
  if (acts.replan) {
    result_.anew.Take(entry);
    if (block != world_->block_of.end()) result_.anew.Take(&world_->entries.at(block->second));
  }
  if (acts.move && !IsHalfDone(*entry, *acts.move)) AcceptMove(entry, *acts.move, true);
  for (Touch& row : acts.rows) {
    if (row.outcome == Outcome::kSkipped) ++report_.skipped;
    result_.rows.push_back(std::move(row));
  }
}

std::optional<Date> Listener::LeftOn(const std::string& key) const {
  if (killed_on_) return killed_on_;
  const auto found = unfinished_.find(key);
  return found == unfinished_.end() ? std::nullopt : std::optional(found->second);
}

// The killed run moved the task and did not get to the block, which may be in another item by now:
// the plan is made from where both stood.
bool Listener::IsHalfDone(const Entry& entry, const Move& move) const {
  if (!LeftOn(entry.key) || move.pinned || !entry.base) return false;
  const auto block = world_->block_of.find(entry.key);
  const bool shared = block != world_->block_of.end();
  const Half& event = shared ? world_->entries.at(block->second).event : entry.event;
  return event.theirs && !event.TheirsChanged();
}

// Of what one of our machines moved. After a killed run that was this one, and its base, which did
// not learn of it, tells the count; another machine counted by itself.
int Listener::PostponedAfter(const BaseFollowUp& known) const {
  const bool counted = known.postponed >= 0 || known.pinned;
  const auto left_on = LeftOn(known.key);
  if (!left_on || !counted) return -1;
  const bool rolled = DateOf(LocalTime{seconds{known.start}}) < *left_on;
  return std::max(known.postponed, 0) + (rolled ? 1 : 0);
}

void Listener::AcceptMove(Entry* entry, const Move& move, bool said) {
  if (!entry->base) {
    entry->base = BaseFollowUp{};
    entry->base->key = entry->key;
    entry->base->generation = entry->generation;
    entry->base->postponed = -1;
  } else if (move.pinned && said) {
    ++report_.moved;
  }
  if (!move.pinned) entry->base->postponed = PostponedAfter(*entry->base);
  entry->base->start = move.start.time_since_epoch().count();
  entry->base->length_minutes = move.length_minutes;
  entry->base->pinned = move.pinned;
  if (move.pinned) result_.moved.insert(entry->key);
}

// The killed run made the block, and did not get to saying who has come into it.
void Listener::FollowNewBlock(const Entry& block) {
  Move move;
  move.start = LocalTime{seconds{block.base->start}};
  move.length_minutes = block.base->length_minutes;
  for (const std::string& member : block.base->members) {
    const auto place = world_->block_of.find(member);
    if (place == world_->block_of.end() || place->second != block.key) continue;
    Entry& line = world_->entries.at(member);
    const bool older = line.base && line.base->block != block.key && line.base->start != 0;
    if (older && DateOf(LocalTime{seconds{line.base->start}}) < *LeftOn(block.key)) {
      AcceptMove(&line, move, false);
    }
  }
}

// A block of several moves with everybody in it, a note of the program by itself.
void Listener::MoveBlocks() {
  for (auto& [key, entry] : world_->entries) {
    const bool block = entry.base && (HasLines(*entry.base) || IsNote(*entry.base));
    if (!block || entry.base->finished || result_.held.contains(key)) continue;
    const Half* half = BlockHalf(entry);
    if (half == nullptr) continue;
    if (!half->base) {  // as the item itself says
      if (LeftOn(key) && half->theirs) FollowNewBlock(entry);
      continue;
    }
    const auto move = ReadMove(entry, ports_.zone);
    if (!move) continue;
    AcceptMove(&entry, *move, true);
    for (const std::string& member : entry.base->members) {
      const auto place = world_->block_of.find(member);
      if (place == world_->block_of.end() || place->second != key) continue;
      AcceptMove(&world_->entries[member], *move, false);
      if (move->pinned) result_.answered.insert(member);
    }
    if (!move->pinned) continue;
    result_.answered.insert(key);
    report_.lines.push_back(entry.base->title + ": moved to " + FormatLocal(move->start));
  }
}

}  // namespace touchbase
