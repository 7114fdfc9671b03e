// The people of the book with what the plan says of each, for `list`, `doctor` and `why`. Pure but
// for the base, which is read once.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/plan.h"
#include "sync/cli/workplace.h"

namespace touchbase::cli {

struct Person {
  const Contact* contact = nullptr;
  Standing standing;                    // without slots
  std::vector<const FollowUp*> placed;  // of the plan, by start
  const Unplaced* waiting = nullptr;
  const Unplaced* unplaced = nullptr;
  std::optional<Date> last_touch;  // in either direction, not in the future
  bool promise = false;            // something that I owe is open
};

// Everything that people are asked about; it must outlive them.
struct People {
  ReadBook book;
  Plan plan;
  std::vector<Person> persons;  // in the order of the book
};

// Makes the plan and looks at everybody. Throws InputError as reading the book does.
void LookAtPeople(Workplace& place, People* people);

// One of them alone; `book` and `plan` must outlive it.
Person PersonOf(const Contact& contact, const ReadBook& book, const Plan& plan, Workplace& place);

}  // namespace touchbase::cli
