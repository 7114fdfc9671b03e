#include <algorithm>
#include <utility>

#include "sync/core/half_case.h"
#include "sync/core/voice.h"

namespace touchbase {
namespace {

class Rescuer {
 public:
  Rescuer(const DecideInput& input, std::map<std::string, std::vector<Touch>>* rows)
      : in_(input), rows_(*rows), local_now_(input.zone.ToLocal(input.now)) {}

  bool Rescue(const HalfCase& c) {
    if (c.HasLines()) return RescueLines(c);
    const std::string text = UserText(c.half, c.title(), in_.zone, in_.now, in_.settings.words);
    if (text.empty()) return true;
    if (c.facts == nullptr) {
      return c.outcome != nullptr && LinesBeyond(text, {c.outcome->notes}).empty();
    }
    RescueFor(c, c.entry, *c.facts, text);
    return true;
  }

 private:
  // In a block of several it is a note of everybody who is open; of all when nobody is.
  bool RescueLines(const HalfCase& c) {
    bool known = false;
    for (const bool open : {true, false}) {
      for (const std::string& member : c.entry.base->members) {
        const auto entry = in_.world.entries.find(member);
        const auto facts = in_.facts.find(member);
        if (entry == in_.world.entries.end() || facts == in_.facts.end()) continue;
        if (open == (in_.rows.LiveOutcome(facts->second.key) != nullptr)) continue;
        known = true;
        const Listening listening{facts->second.title, in_.zone, DateOf(local_now_),
                                  in_.settings.words};
        const std::string text = SignsIn(PersonView(in_.world, entry->second), c.half.theirs->item,
                                         c.half.theirs->item.title, listening)
                                     .notes;
        if (!text.empty()) RescueFor(c, entry->second, facts->second, text);
      }
      if (known) return true;
    }
    return UserText(c.half, c.title(), in_.zone, in_.now, in_.settings.words).empty();
  }

  void RescueFor(const HalfCase& c, const Entry& entry, const StepFacts& facts, std::string text) {
    std::vector<std::string> known;  // a note may wait in the outbox still, so it does not count
    for (const Touch* row : in_.rows.Live(facts.key)) {
      if (SortOf(*row) == RowSort::kOutcome) known.push_back(row->notes);
    }
    text = LinesBeyond(text, known);
    if (text.empty()) return;
    Touch row;
    row.id = in_.rows.NextId(facts.key, entry.generation, RowSort::kNote, text);
    row.contact = facts.key.contact;
    row.at = local_now_;
    row.has_time = true;
    row.kind = Kind::kNote;
    row.notes = text;
    row.follow_up =
        MakeUid(in_.settings.book_id, HalfHex(facts.key, c.component), entry.generation);
    auto& rows = rows_[c.key];
    const bool twice = std::any_of(rows.begin(), rows.end(),
                                   [&](const Touch& other) { return other.id == row.id; });
    if (!twice) rows.push_back(std::move(row));
  }

  const DecideInput& in_;
  std::map<std::string, std::vector<Touch>>& rows_;
  const LocalTime local_now_;
};

}  // namespace

void KeepUnsaved(const std::set<std::string>& waiting, Decisions* decisions) {
  for (const auto& [key, rescued] : decisions->rescued) {
    const bool safe = std::none_of(rescued.begin(), rescued.end(),
                                   [&](const Touch& row) { return waiting.contains(row.id); });
    if (safe) continue;
    std::erase_if(decisions->actions, [&, &item = key](const Action& action) {
      return action.write.kind == WriteKind::kDelete && action.key == item;
    });
  }
}

bool RescueText(const DecideInput& input, const HalfCase& c,
                std::map<std::string, std::vector<Touch>>* rows) {
  return Rescuer(input, rows).Rescue(c);
}

}  // namespace touchbase
