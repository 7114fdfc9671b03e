// The book as planning needs it, and the plan from it without a look at the calendar. I/O: the
// ports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/plan.h"
#include "sync/core/run_settings.h"

namespace touchbase {

// Identities resolved, rows of the log tied to their contacts.
struct ReadBook {
  std::vector<Contact> contacts;
  std::vector<Touch> touches;  // of nobody known: left out, with a warning
  std::vector<std::string> warnings;
  std::string fingerprint;
  std::vector<LeftOutRow> left_out;  // contact: the id, or as written when it is nobody known
  std::size_t rows = 0;              // of the log as it is in the file, readable or not
};

// Resolves who is who by the aliases in `base`, which learns the new ones. Throws InputError.
ReadBook ReadTheBook(Book& book, BaseStore& base);

// What stands open in the calendar according to the base.
std::vector<Placed> PlacedFromBase(BaseStore& base);

// What a plan needs beside the book, as the last run that looked left it in the base.
struct Surroundings {
  PlanSettings settings;  // with days away and holidays that calendars told
  std::vector<Busy> busy;
  std::vector<Event> events;
  std::vector<Touch> meetings;  // ahead
  std::optional<Date> back_on;
};
Surroundings SurroundingsOf(BaseStore& base, const RunSettings& settings, LocalTime now,
                            const Zone& zone);

// For `plan`, `today`, `why`: rows that wait in the outbox count.
Plan PlanFromBase(Book& book, BaseStore& base, const RunSettings& settings, LocalTime now,
                  const Zone& zone, const std::function<const Zone*(const std::string&)>& zones,
                  ReadBook* read);

}  // namespace touchbase
