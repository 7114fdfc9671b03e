#include "sync/core/holds.h"

#include <algorithm>

#include "model/hash.h"

namespace touchbase {
namespace {

void AddCell(std::string* text, std::string_view cell) {
  text->append(std::to_string(cell.size())).append(" ").append(cell).append("\n");
}

void AddDate(std::string* text, const std::optional<Date>& date) {
  AddCell(text, date ? FormatDate(*date) : "");
}

void AddContact(std::string* text, const Contact& c) {
  for (const std::string* cell : {&c.id, &c.kind, &c.track, &c.time_zone, &c.channel, &c.optimise,
                                  &c.goal, &c.event, &c.email, &c.phone, &c.postal_address}) {
    AddCell(text, *cell);
  }
  for (const std::string& tag : c.tags) AddCell(text, tag);
  AddCell(text, ToWord(c.status));
  AddCell(text, c.vip ? "vip" : "");
  AddDate(text, c.met_on);
  AddDate(text, c.wait_until);
}

// As it reads when it comes back from the file.
void AddRow(std::string* text, const Touch& row) {
  AddCell(text, row.id);
  AddCell(text, FormatLocal(std::chrono::floor<minutes>(row.at)));
  for (const std::string_view word :
       {ToWord(row.direction), ToWord(row.channel), ToWord(row.kind), ToWord(row.outcome)}) {
    AddCell(text, word);
  }
  AddDate(text, row.until);
}

class Holder {
 public:
  explicit Holder(const HoldCase& c) : c_(c) {
    for (const FollowUp& follow_up : c.plan.follow_ups) wanted_.insert(follow_up.key.Hash());
    for (const Block& block : c.plan.blocks) wanted_.insert(block.key.Hash());
  }

  bool Ends(const BaseStore::Hold& hold) const {
    if (c_.answered.contains(hold.key)) return true;
    if (InputsOf(hold.contacts, c_.book, c_.settings) != hold.inputs) return true;
    const auto entry = c_.world.entries.find(hold.key);
    const bool there = entry != c_.world.entries.end() && entry->second.Present();
    if (!there) return !hold.taken_out && !IsUnknown(entry);
    return wanted_.contains(hold.key) && IsOver(hold, entry->second);
  }

  // A block with one of them is left as it is, and so are the lines of one that is held.
  void AddTheirBlocks(std::set<std::string>* held) const {
    for (const std::string& key : std::set<std::string>(*held)) {
      const auto entry = c_.world.entries.find(key);
      if (entry == c_.world.entries.end() || !entry->second.base) continue;
      const auto& members = entry->second.base->members;
      held->insert(members.begin(), members.end());
    }
    for (const Block& block : c_.plan.blocks) {
      const bool holds =
          std::any_of(block.lines.begin(), block.lines.end(),
                      [&](const BlockLine& line) { return held->contains(line.key.Hash()); });
      if (holds) held->insert(block.key.Hash());
    }
  }

 private:
  bool IsUnknown(std::map<std::string, Entry>::const_iterator entry) const {
    return entry != c_.world.entries.end() && entry->second.Unknown();
  }

  bool IsOver(const BaseStore::Hold& hold, const Entry& entry) const {
    Date last{days{hold.day}};
    if (entry.base) last = std::max(last, DateOf(LocalTime{seconds{entry.base->start}}));
    return last < c_.today;
  }

  const HoldCase& c_;
  std::set<std::string> wanted_;
};

}  // namespace

std::string InputsOf(const std::vector<std::string>& contacts, const ReadBook& book,
                     const RunSettings& settings) {
  std::string text = settings.wishes + "\n";
  const auto is_one = [&](const std::string& id) {
    return std::find(contacts.begin(), contacts.end(), id) != contacts.end();
  };
  for (const Contact& contact : book.contacts) {
    if (is_one(contact.id)) AddContact(&text, contact);
  }
  std::vector<std::string> rows;
  for (const Touch& touch : book.touches) {
    if (touch.kind != Kind::kNote && is_one(touch.contact)) AddRow(&rows.emplace_back(), touch);
  }
  std::sort(rows.begin(), rows.end());  // those that wait for the file come last until they are in
  for (const std::string& row : rows) text += row;
  return UuidHex({text});
}

std::set<std::string> StandingHolds(const HoldCase& c, BaseStore& base) {
  std::set<std::string> held;
  const std::vector<BaseStore::Hold> holds = base.Holds();
  if (holds.empty()) return held;
  const Holder holder(c);
  base.Transaction([&] {
    for (const BaseStore::Hold& hold : holds) {
      if (holder.Ends(hold)) {
        base.DropHold(hold.key);
      } else {
        held.insert(hold.key);
      }
    }
  });
  holder.AddTheirBlocks(&held);
  return held;
}

std::set<std::string> TakenOut(BaseStore& base) {
  std::set<std::string> keys;
  for (const BaseStore::Hold& hold : base.Holds()) {
    if (hold.taken_out) keys.insert(hold.key);
  }
  return keys;
}

}  // namespace touchbase
