#include "sync/core/rekey.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>

namespace touchbase {
namespace {

constexpr const char* kEdits = "anchors";  // lines: contact TAB id before TAB id now

struct Edit {
  std::string contact, before, now;
};

std::vector<Edit> ReadEdits(BaseStore& base) {
  std::vector<Edit> edits;
  std::istringstream lines(base.Get(kEdits));
  for (std::string line; std::getline(lines, line);) {
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    if (second == std::string::npos) continue;
    edits.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                     line.substr(second + 1)});
  }
  return edits;
}

void StoreEdits(const std::vector<Edit>& edits, BaseStore& base) {
  std::string text;
  for (const Edit& edit : edits) text += edit.contact + "\t" + edit.before + "\t" + edit.now + "\n";
  base.Set(kEdits, text);
}

// The ids that are made for rows without one (model/touch_id.h).
bool IsMadeId(const std::string& id) {
  return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool StoresAsLine(const std::string& contact) {
  return contact.find_first_of("\t\n") == std::string::npos;
}

using Anchors = std::map<std::string, std::set<std::string>>;  // by contact

// Anchors of open follow-ups that the log has no more.
Anchors LostAnchors(const std::vector<BaseFollowUp>& follow_ups, const FollowUpRows& rows,
                    BaseStore& base) {
  std::set<std::string> standing;
  for (const BaseResource& resource : base.Resources()) {
    if (resource.life != BaseResource::Life::kDeleted) standing.insert(resource.key);
  }
  Anchors lost;
  for (const BaseFollowUp& known : follow_ups) {
    if (known.finished || known.contact.empty() || !StoresAsLine(known.contact)) continue;
    if (!standing.contains(known.key) && !standing.contains(known.block)) continue;
    if (IsMadeId(known.anchor) && !rows.Has(known.anchor)) lost[known.contact].insert(known.anchor);
  }
  return lost;
}

// The one anchor of the plan that is new, with a step that was known under the lost one.
std::string NewAnchor(const Plan& plan, const std::vector<BaseFollowUp>& follow_ups,
                      const std::string& contact, const std::string& lost) {
  std::set<std::string> known, steps, found;
  for (const BaseFollowUp& follow_up : follow_ups) {
    if (follow_up.contact != contact) continue;
    known.insert(follow_up.anchor);
    if (follow_up.anchor == lost) steps.insert(follow_up.step);
  }
  const auto look = [&](const FollowUp& planned) {
    const FollowUpKey& key = planned.key;
    if (key.contact == contact && IsMadeId(key.anchor) && !known.contains(key.anchor) &&
        steps.contains(key.step)) {
      found.insert(key.anchor);
    }
  };
  for (const FollowUp& planned : plan.follow_ups) look(planned);
  for (const Unplaced& unplaced : plan.unplaced) look(unplaced.follow_up);
  return found.size() == 1 ? *found.begin() : std::string();
}

// Who is in which block, by the keys of after the edit.
void NameAnew(const std::map<std::string, std::string>& keys, BaseStore& base) {
  const auto now = [&](std::string* key) {
    const auto found = keys.find(*key);
    if (found == keys.end()) return false;
    *key = found->second;
    return true;
  };
  for (BaseFollowUp follow_up : base.FollowUps()) {
    bool changed = now(&follow_up.block);
    for (std::string& member : follow_up.members) changed = now(&member) || changed;
    if (changed) base.PutFollowUp(follow_up);
  }
}

void Store(const Edit& edit, BaseStore& base) {
  std::map<std::string, std::string> keys;
  for (BaseFollowUp follow_up : base.FollowUps()) {
    // A block of several is named by the first row of its meeting.
    const bool block = follow_up.contact.empty() && follow_up.sort >= 0;
    if (follow_up.contact != edit.contact && !block) continue;
    if (follow_up.anchor != edit.before) continue;
    const std::string before = follow_up.key;
    follow_up.anchor = edit.now;
    follow_up.key = FollowUpKey{follow_up.contact, edit.now, follow_up.step}.Hash();
    keys[before] = follow_up.key;
    base.DropFollowUp(before);
    base.PutFollowUp(follow_up);
  }
  NameAnew(keys, base);
  for (BaseResource resource : base.Resources()) {
    const auto key = keys.find(resource.key);
    if (key == keys.end()) continue;
    resource.key = key->second;
    base.PutResource(resource);
  }
  std::vector<Edit> edits = ReadEdits(base);
  for (Edit& earlier : edits) {
    if (earlier.contact == edit.contact && earlier.now == edit.before) earlier.now = edit.now;
  }
  edits.push_back(edit);
  StoreEdits(edits, base);
}

}  // namespace

void FollowEditedAnchors(BaseStore& base, std::vector<Touch>* touches) {
  const std::vector<Edit> edits = ReadEdits(base);
  if (edits.empty()) return;
  std::map<std::string, std::string> hexes;  // of before -> of now
  const std::vector<BaseFollowUp> follow_ups = base.FollowUps();
  for (const Edit& edit : edits) {
    for (const BaseFollowUp& known : follow_ups) {
      if (known.contact != edit.contact || known.anchor != edit.now) continue;
      for (const Component half : {Component::kEvent, Component::kTodo}) {
        hexes[HalfHex({known.contact, edit.before, known.step}, half)] =
            HalfHex({known.contact, edit.now, known.step}, half);
      }
    }
  }
  for (Touch& touch : *touches) {
    if (touch.follow_up.empty()) continue;
    const auto parts = ParseUid(touch.follow_up);
    const auto found = parts ? hexes.find(parts->hex) : hexes.end();
    if (found == hexes.end()) continue;
    touch.follow_up = MakeUid(parts->book_id, found->second, parts->generation);
  }
}

bool FindEditedAnchors(const Plan& plan, const FollowUpRows& rows,
                       const std::set<std::string>& unreadable, BaseStore& base) {
  const std::vector<BaseFollowUp> follow_ups = base.FollowUps();
  std::vector<Edit> edits;
  for (const auto& [contact, lost] : LostAnchors(follow_ups, rows, base)) {
    // Two at once are not to be told apart; and an unreadable row may be the one.
    if (lost.size() != 1 || unreadable.contains(contact)) continue;
    const std::string now = NewAnchor(plan, follow_ups, contact, *lost.begin());
    if (!now.empty()) edits.push_back({contact, *lost.begin(), now});
  }
  if (edits.empty()) return false;
  base.Transaction([&] {
    for (const Edit& edit : edits) Store(edit, base);
  });
  return true;
}

}  // namespace touchbase
