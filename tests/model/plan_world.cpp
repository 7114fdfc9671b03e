#include "tests/model/plan_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "ical/tz_zone.h"

namespace touchbase {

namespace {

const Zone* ZoneNamed(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const Zone>> known;
  const auto [entry, is_new] = known.try_emplace(name);
  if (is_new) entry->second = ical::FindZone(name);
  return entry->second.get();
}

}  // namespace

std::vector<Placed> AsPlaced(const Plan& plan) {
  std::vector<Placed> placed;
  for (const FollowUp& item : plan.follow_ups) {
    placed.push_back(
        {item.key.Hash(), item.start, item.length, item.pinned, item.postponed, item.block});
  }
  for (const Block& block : plan.blocks) {
    const std::string key = block.key.Hash();
    placed.push_back({key, block.start, block.length, block.pinned, block.postponed});
    if (block.sort == BlockSort::kDebrief) continue;
    for (const BlockLine& line : block.lines) {
      if (!line.done) continue;
      placed.push_back({line.key.Hash(), block.start, block.length, block.pinned, 0, key});
    }
  }
  for (const Unplaced& waiting : plan.waiting) {
    const FollowUp& item = waiting.follow_up;
    if (item.postponed == 0) continue;
    placed.push_back({item.key.Hash(), item.start, item.length, false, item.postponed});
  }
  return placed;
}

Contact& PlanWorld::Add(const std::string& id, const std::string& name) {
  Contact contact;
  contact.id = id;
  contact.name = name;
  contact.email = id + "@example.org";
  contacts.push_back(contact);
  return contacts.back();
}

Touch& PlanWorld::Log(const std::string& contact, const std::string& at, Kind kind,
                      Outcome outcome) {
  Touch touch;
  touch.id = "row-" + std::to_string(++rows_);
  touch.contact = contact;
  touch.at = At(at);
  touch.has_time = at.size() > 10;
  touch.kind = kind;
  touch.outcome = outcome;
  touch.direction = DefaultDirection(kind);
  touches.push_back(touch);
  return touches.back();
}

void PlanWorld::LiveIn(const std::string& zone_name) { zone = ical::LoadZone(zone_name); }

PlanInput PlanWorld::Input(LocalTime now) const {
  PlanInput input{contacts, touches, cadences, settings, placed, busy, now};
  input.events = events;
  input.back_on = back_on;
  input.zone = zone.get();
  if (zone != nullptr) input.zones = ZoneNamed;
  return input;
}

const Plan& PlanWorld::Run(const std::string& now) {
  plan = MakePlan(Input(At(now)));
  placed = AsPlaced(plan);
  return plan;
}

const FollowUp* PlanWorld::Find(const std::string& contact, const std::string& step) const {
  for (const FollowUp& item : plan.follow_ups) {
    if (item.key.contact == contact && item.key.step == step) return &item;
  }
  return nullptr;
}

const Block* PlanWorld::FindBlock(BlockSort sort, std::size_t number) const {
  for (const Block& block : plan.blocks) {
    if (block.sort == sort && number-- == 0) return &block;
  }
  return nullptr;
}

std::string PlanWorld::Text(const Block* block) {
  if (block == nullptr) return "none";
  std::string text = FormatLocal(block->start);
  for (const BlockLine& line : block->lines) {
    text += (&line == &block->lines.front() ? " " : ", ") + line.name + (line.done ? " [x]" : "");
  }
  return text;
}

bool PlanWorld::Warned(const std::string& part) const {
  return std::any_of(plan.warnings.begin(), plan.warnings.end(), [&part](const std::string& text) {
    return text.find(part) != std::string::npos;
  });
}

Placed& PlanWorld::Calendar(const std::string& contact, const std::string& step) {
  const FollowUp* item = Find(contact, step);
  if (item == nullptr) throw std::logic_error("no open item " + contact + " " + step);
  const std::string key = item->key.Hash();
  return *std::find_if(placed.begin(), placed.end(),
                       [&key](const Placed& open) { return open.key == key; });
}

Touch& PlanWorld::Tick(const std::string& contact, const std::string& step, const std::string& at,
                       Outcome outcome) {
  const FollowUp* item = Find(contact, step);
  if (item == nullptr) throw std::logic_error("no open item " + contact + " " + step);
  Touch& touch = Log(contact, at, item->kind, outcome);
  touch.follow_up = MakeUid("00000000", HalfHex(item->key, Component::kTodo), 0);
  touch.channel = item->channel;
  return touch;
}

void PlanWorld::Withdraw(const Touch& touch, const std::string& at) {
  const Touch taken_back = Withdrawal(touch, At(at));
  touches.push_back(taken_back);
}

std::string PlanWorld::TickAll(const std::string& contact, const std::string& from, int most) {
  std::string days_done;
  Date day = Day(from);
  for (int i = 0; i < 400 && most > 0; ++i, day += days{1}) {
    Run(FormatDate(day) + " 08:00");
    for (const FollowUp& item : plan.follow_ups) {
      if (item.key.contact != contact || DateOf(item.start) != day) continue;
      days_done += (days_done.empty() ? "" : " ") + FormatDate(day).substr(5);
      --most;
      Tick(contact, item.key.step, FormatDate(day) + " 09:20");
      break;
    }
  }
  return days_done;
}

std::string PlanWorld::Items(const std::string& contact) const {
  std::string text;
  for (const FollowUp& item : plan.follow_ups) {
    if (item.key.contact != contact) continue;
    text += (text.empty() ? "" : ", ") + item.key.step + " " + FormatDate(DateOf(item.start));
  }
  return text;
}

std::string PlanWorld::Why(const std::string& contact, const std::string& now) const {
  for (const Contact& person : contacts) {
    if (person.id == contact) return Explain(person, Input(At(now))).sentence;
  }
  return "no such contact";
}

}  // namespace touchbase
