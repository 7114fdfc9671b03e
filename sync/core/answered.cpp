#include "sync/core/answered.h"

#include <sstream>

namespace touchbase {
namespace {

constexpr const char* kUnanswered = "unanswered";
// Later the item may be written without this.
constexpr days kLater{1};

}  // namespace

std::set<std::string> UnansweredKeys(BaseStore& base, Date today) {
  std::istringstream lines(base.Get(kUnanswered));
  std::set<std::string> keys;
  std::string line;
  std::getline(lines, line);
  const auto day = ParseDate(line);
  if (!day || *day + kLater < today) return keys;
  while (std::getline(lines, line)) keys.insert(line);
  return keys;
}

void KeepUnanswered(const std::set<std::string>& keys, Date today, BaseStore& base) {
  std::string text;
  if (!keys.empty()) text = FormatDate(today);
  for (const std::string& key : keys) text.append("\n").append(key);
  if (base.Get(kUnanswered) != text) base.Set(kUnanswered, text);
}

void KeepMoves(const std::set<std::string>& keys, const World& world, BaseStore& base) {
  if (keys.empty()) return;
  for (BaseFollowUp known : base.FollowUps()) {
    const auto entry = world.entries.find(known.key);
    if (!keys.contains(known.key) || entry == world.entries.end() || !entry->second.base) continue;
    known.start = entry->second.base->start;
    known.length_minutes = entry->second.base->length_minutes;
    known.pinned = entry->second.base->pinned;
    base.PutFollowUp(known);
  }
}

}  // namespace touchbase
