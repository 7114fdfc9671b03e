#include "sync/core/removals.h"

#include <charconv>
#include <set>

namespace touchbase {
namespace {

int ToInt(const std::string& text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A new touch or a status says why it goes.
bool Explained(const Entry& entry, const std::map<std::string, const Contact*>& contacts,
               const FollowUpRows& rows) {
  if (!entry.base) return false;
  const auto contact = contacts.find(entry.base->contact);
  if (contact == contacts.end()) return false;
  if (contact->second->status != ContactStatus::kActive) return true;
  return rows.CountOf(entry.base->contact) > entry.base->touches;
}

}  // namespace

OutgoingCounts CountRemovals(const std::vector<Action>& actions, const World& world,
                             const std::map<std::string, const Contact*>& contacts,
                             const FollowUpRows& rows, std::size_t rows_read, BaseStore& base,
                             const std::string& settings_fingerprint) {
  OutgoingCounts counts;
  counts.contacts_before = ToInt(base.Get("contacts"), -1);
  counts.contacts_now = static_cast<int>(contacts.size());
  counts.touches_before = ToInt(base.Get("touches"), -1);
  counts.touches_now = static_cast<int>(rows_read);
  const bool other_settings = base.Get("settings") != settings_fingerprint;
  std::set<std::string> removed;
  for (const Action& action : actions) {
    if (action.decision == Decision::kDelete || action.decision == Decision::kSaveDelete) {
      removed.insert(action.key);
    }
  }
  for (const auto& [key, entry] : world.entries) {
    if (!entry.Present() || (entry.base && entry.base->finished)) continue;
    ++counts.standing;
    if (removed.contains(key) && !other_settings && !Explained(entry, contacts, rows)) {
      ++counts.unexplained;
    }
  }
  return counts;
}

}  // namespace touchbase
