#include "model/meeting_groups.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace touchbase {
namespace {

constexpr std::size_t kMostThankYous = 4;
constexpr std::size_t kMostEventThanks = 5;
// From here on a person's own state, not the block's, says where it stands.
constexpr int kCatchUpFrom = 3;

bool IsGrouped(const DueStep& item) {
  if (item.anchor == nullptr) return false;
  if (item.role == Role::kEventThanks) return true;
  return item.role == Role::kThankYou && item.anchor->kind == Kind::kMet && item.anchor->has_time;
}

std::string_view StepOf(Role role) {
  return role == Role::kEventThanks ? "event-thanks" : "thank-you";
}

}  // namespace

MeetingGroups::Key MeetingGroups::KeyOfRow(const Touch& row, Role role) {
  if (role == Role::kEventThanks) return {role, LocalTime{DateOf(row.at)}};
  return {role, row.at};
}

// Everybody of these meetings, in the order of the file; of two rows of one person the first.
void MeetingGroups::CollectPeople() {
  std::map<Key, std::unordered_set<std::string_view>> seen;
  const std::span<const Touch> touches = log_.Touches();
  for (std::uint32_t i = 0; i < touches.size(); ++i) {
    const Touch& row = touches[i];
    const bool met = row.kind == Kind::kMet && row.has_time;
    if ((!met && !IsEventRow(row)) || row.contact.empty() || !log_.IsLive(i)) continue;
    const Key key = KeyOfRow(row, met ? Role::kThankYou : Role::kEventThanks);
    const auto meeting = meetings_.find(key);
    if (meeting == meetings_.end() || !seen[key].insert(row.contact).second) continue;
    meeting->second.push_back({&row, -1, -1});
  }
}

void MeetingGroups::Assign(std::vector<DueStep>& due, std::span<const DoneBy> done) {
  std::unordered_map<const Touch*, int> open;
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (!IsGrouped(due[i])) continue;
    meetings_[KeyOfRow(*due[i].anchor, due[i].role)];
    open.emplace(due[i].anchor, static_cast<int>(i));
  }
  if (meetings_.empty()) return;
  CollectPeople();
  std::unordered_map<const Touch*, int> thanked;
  for (std::size_t i = 0; i < done.size(); ++i) {
    const std::string_view step = done[i].step.step;
    if (step == "thank-you" || step == "event-thanks") {
      thanked.emplace(done[i].step.anchor, static_cast<int>(i));
    }
  }
  for (auto& [key, people] : meetings_) {
    for (Person& person : people) {
      if (const auto found = open.find(person.row); found != open.end()) {
        person.due = found->second;
      }
      if (const auto found = thanked.find(person.row); found != thanked.end()) {
        person.done = found->second;
      }
    }
    Split(key, people, due, done);
  }
}

void MeetingGroups::Split(const Key& key, std::span<const Person> people, std::vector<DueStep>& due,
                          std::span<const DoneBy> done) {
  const std::size_t most = key.first == Role::kThankYou ? kMostThankYous : kMostEventThanks;
  for (std::size_t first = 0, number = 1; first < people.size(); first += most, ++number) {
    MeetingBlock block;
    block.role = key.first;
    block.key = {"", people[0].row->id, std::string(StepOf(key.first))};
    if (number > 1) block.key.step += "-" + std::to_string(number);
    std::vector<DueStep*> members;
    for (const Person& person : people.subspan(first, std::min(most, people.size() - first))) {
      if (person.due >= 0) {
        members.push_back(&due[static_cast<std::size_t>(person.due)]);
        block.lines.push_back({members.back()->contact, person.row, false});
      } else if (person.done >= 0) {
        const std::uint32_t contact = done[static_cast<std::size_t>(person.done)].contact;
        block.lines.push_back({contact, person.row, true});
      }
    }
    if (members.empty() || block.lines.size() < 2) continue;
    GivePlace(block, members);
    for (DueStep* member : members) member->group = static_cast<int>(blocks_.size());
    blocks_.push_back(std::move(block));
  }
}

void MeetingGroups::GivePlace(MeetingBlock& block, std::span<DueStep* const> members) {
  const Placed* standing = placed_.Find(block.key);
  if (standing == nullptr) {
    // It was logged person by person: the first one's own item becomes the block.
    const auto own = std::find_if(members.begin(), members.end(), [](const DueStep* member) {
      return member->placed != nullptr && member->placed->block.empty() &&
             member->placed->postponed < kCatchUpFrom;
    });
    if (own != members.end()) standing = (*own)->placed;
  }
  block.placed = standing;
  if (standing == nullptr) return;
  const std::string key = block.key.Hash();
  for (DueStep* member : members) {
    const Placed* own = member->placed;
    const bool elsewhere = own != nullptr && !own->block.empty() && own->block != key;
    if (elsewhere || (own != nullptr && own->postponed >= kCatchUpFrom)) continue;
    Placed& place = made_up_.emplace_back(*standing);
    // Whoever was added later was not postponed with the others.
    place.postponed = own != nullptr ? own->postponed : 0;
    member->placed = &place;
  }
}

}  // namespace touchbase
