#include "sync/core/left_out.h"

namespace touchbase {

std::set<std::string> PeopleLeftOut(const ReadBook& book) {
  std::set<std::string> people;
  for (const LeftOutRow& row : book.left_out) people.insert(row.contact);
  return people;
}

std::set<std::string> KeysLeftOut(const ReadBook& book, const World& world,
                                  const std::map<std::string, StepFacts>& facts) {
  std::set<std::string> keys;
  const std::set<std::string> people = PeopleLeftOut(book);
  if (people.empty()) return keys;
  for (const auto& [key, known] : facts) {
    if (people.contains(known.key.contact)) keys.insert(key);
  }
  for (const auto& [key, entry] : world.entries) {
    const bool known = entry.base && !entry.base->contact.empty();
    if (known ? people.contains(entry.base->contact) : !facts.contains(key)) keys.insert(key);
  }
  return keys;
}

std::vector<FailedItem> SayLeftOut(const ReadBook& book) {
  std::map<std::string, std::vector<std::string>> rows;  // by contact
  for (const LeftOutRow& row : book.left_out) rows[row.contact].push_back(row.where);
  std::vector<FailedItem> said;
  for (const auto& [contact, places] : rows) {
    const std::string more =
        places.size() > 1 ? " (and " + std::to_string(places.size() - 1) + " more)" : "";
    said.push_back({"", "follow-ups of " + contact,
                    places.front() + more +
                        ": the time of this row cannot be read, so this person's items were left "
                        "alone; mend the row (2026-03-31 or 2026-03-31 14:00), then run again"});
  }
  return said;
}

}  // namespace touchbase
