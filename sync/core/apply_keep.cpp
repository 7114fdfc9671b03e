// What the base takes of follow-ups, blocks and lines after each write.
#include <algorithm>
#include <optional>
#include <utility>

#include "sync/core/apply.h"

namespace touchbase {

bool Apply::IsPlanned(const std::string& key) const {
  return planned_.contains(key) || blocks_.contains(key);
}

// What the base has of it, or would have; with what its block has brought in this run.
BaseFollowUp Apply::KnownOf(const std::string& key) const {
  BaseFollowUp follow_up;
  const auto line = lines_.find(key);
  if (line != lines_.end()) return line->second;
  const auto entry = world_.entries.find(key);
  if (entry != world_.entries.end()) {
    if (entry->second.base) follow_up = *entry->second.base;
    follow_up.generation = entry->second.generation;
  }
  follow_up.key = key;
  follow_up.first_absent = 0;
  return follow_up;
}

void Apply::Put(const BaseFollowUp& follow_up) {
  ports_.base.KeepFollowUp(report_->run, follow_up.key);
  ports_.base.PutFollowUp(follow_up);
}

void Apply::KeepFollowUp(const std::string& key, bool finished) {
  BaseFollowUp follow_up = KnownOf(key);
  follow_up.finished = finished;
  if (const auto facts = facts_->find(key); facts != facts_->end()) {
    follow_up.contact = facts->second.key.contact;
    follow_up.anchor = facts->second.key.anchor;
    follow_up.step = facts->second.key.step;
    follow_up.kind = ToWord(facts->second.kind);
    follow_up.channel = ToWord(facts->second.channel);
    follow_up.title = facts->second.title;
    follow_up.touches = rows_->CountOf(follow_up.contact);
  }
  if (const auto planned = planned_.find(key); planned != planned_.end()) {
    follow_up.title = planned->second->title;
    // What goes to a block of several has got there when that is written, not with its own task.
    if (planned->second->block.empty() || follow_up.start == 0) Place(*planned->second, &follow_up);
    if (const std::optional<Offer>& offer = planned->second->offer) {
      follow_up.offered_first = offer->first.time_since_epoch().count();
      follow_up.offered_second = offer->second.time_since_epoch().count();
      follow_up.offered_on = offer->made.time_since_epoch().count();
    }
  }
  if (const auto block = blocks_.find(key); block != blocks_.end()) {
    return KeepBlock(*block->second, std::move(follow_up));
  }
  Put(follow_up);
  if (!finished) return;
  for (const std::string& member : follow_up.members) {
    BaseFollowUp line = KnownOf(member);
    if (line.block != key || planned_.contains(member)) continue;
    line.finished = true;
    Put(line);
  }
}

void Apply::Place(const FollowUp& planned, BaseFollowUp* known) const {
  known->start = planned.start.time_since_epoch().count();
  known->length_minutes = static_cast<int>(planned.length.count());
  known->pinned = planned.pinned;
  known->postponed = planned.postponed;
  known->block = planned.block;
  known->line = LineOf(known->key, known->block);
}

std::string Apply::LineOf(const std::string& key, const std::string& block) const {
  const auto found = blocks_.find(block);
  if (found == blocks_.end()) return {};
  for (const BlockLine& line : found->second->lines) {
    if (line.key.Hash() == key) return line.name;
  }
  return {};
}

// A block, and its lines: they may have no item that would be kept.
void Apply::KeepBlock(const Block& block, BaseFollowUp known) {
  const std::vector<std::string> before = std::move(known.members);
  known.anchor = block.key.anchor;
  known.step = block.key.step;
  known.sort = static_cast<int>(block.sort);
  known.title = block.title;
  known.start = block.start.time_since_epoch().count();
  known.length_minutes = static_cast<int>(block.length.count());
  known.pinned = block.pinned;
  known.postponed = block.postponed;
  known.members.clear();
  for (const BlockLine& line : block.lines) known.members.push_back(line.key.Hash());
  Put(known);
  for (const BlockLine& line : block.lines) KeepLine(line, known);
  for (const std::string& member : before) {
    if (std::find(known.members.begin(), known.members.end(), member) != known.members.end()) {
      continue;
    }
    BaseFollowUp left = KnownOf(member);
    if (left.block != known.key || left.step.empty()) continue;
    left.block.clear();
    left.line.clear();
    left.finished = !planned_.contains(member);
    Put(left);
  }
}

void Apply::KeepLine(const BlockLine& line, const BaseFollowUp& block) {
  const std::string key = line.key.Hash();
  BaseFollowUp follow_up = KnownOf(key);
  follow_up.contact = line.key.contact;
  follow_up.anchor = line.key.anchor;
  follow_up.step = line.key.step;
  follow_up.finished = line.done || !planned_.contains(key);
  follow_up.touches = rows_->CountOf(line.key.contact);
  follow_up.block = block.key;
  follow_up.line = line.name;
  follow_up.start = block.start;
  follow_up.length_minutes = block.length_minutes;
  follow_up.pinned = block.pinned;
  if (const auto facts = facts_->find(key); facts != facts_->end()) {
    follow_up.kind = ToWord(facts->second.kind);
    follow_up.channel = ToWord(facts->second.channel);
    follow_up.title = facts->second.title;
  }
  if (const auto planned = planned_.find(key); planned != planned_.end()) {
    follow_up.postponed = planned->second->postponed;
    follow_up.title = planned->second->title;
  }
  Put(follow_up);
  lines_[key] = std::move(follow_up);
}

}  // namespace touchbase
