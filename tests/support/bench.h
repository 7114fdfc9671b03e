// Calendar, book and state in memory with the real run between them, for tests that tell what
// happens run by run. The user's hand acts on items that are found by contact and step, from the
// calendar alone. Pure, but for the tz database.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ical/calendar_item.h"
#include "ical/tz_zone.h"
#include "sync/core/run.h"
#include "sync/core/undo.h"
#include "tests/support/memory_account.h"
#include "tests/support/memory_base_store.h"
#include "tests/support/memory_book.h"
#include "tests/support/phone.h"

namespace touchbase::test {

struct Seen {
  Href collection;
  std::string href;
  std::string text;
  ical::CalendarItem item;
  bool block() const { return item.component == Component::kEvent; }
  bool finished() const { return item.completed || item.transparent; }
};

// Everything that one machine keeps for itself.
struct Machine {
  explicit Machine(std::shared_ptr<CallLog> log) : base(std::move(log)) {}
  MemoryBaseStore base;
  RunOptions options;
};

class Bench {
 public:
  Bench();

  // Time: "2026-03-02 09:00" in Europe/Berlin.
  void At(std::string_view local);
  LocalTime now() const { return now_; }
  void SetNow(LocalTime now) { now_ = now; }

  void AddContact(const std::string& id, const std::string& name, const std::string& track = "");
  // A row by the user's hand. `id` empty: as the book makes one.
  Touch Row(const std::string& contact, Kind kind, std::string_view at, const std::string& id = "");
  void Log(const std::string& contact, Kind kind, std::string_view at, const std::string& id = "");

  // One run on the machine; the options are used once.
  RunReport Run(Machine* machine = nullptr);
  RunReport RunWith(const RunOptions& options, Machine* machine = nullptr);
  // Takes a run back. Throws UsageError.
  RunReport Undo(std::int64_t run, bool dry_run = false, Machine* machine = nullptr);

  // Items of ours in the calendar.
  std::vector<Seen> Items() const;
  // The open ones (or finished) of a contact, by a word of the title; empty: any.
  std::vector<Seen> Find(const std::string& name, const std::string& title = "",
                         bool finished = false) const;
  std::optional<Seen> Block(const std::string& name, const std::string& title = "") const;
  std::optional<Seen> Task(const std::string& name, const std::string& title = "") const;

  // The user's phone: what it does reaches the server at once.
  void Edit(const Seen& seen, const std::function<void(PhoneItem&)>& edit);
  void Tick(const std::string& name, const std::string& title = "");
  void Move(const std::string& name, std::string_view start, const std::string& title = "");
  void Type(const std::string& name, const std::string& text, const std::string& title = "");
  void DeleteBoth(const std::string& name, const std::string& title = "");
  void Delete(const Seen& seen) { server.Delete(seen.collection, seen.href); }

  // What people would call the same: items without stamps, one per line, sorted; rows of the log.
  std::string Calendar() const;
  std::string LogText() const;
  // Two items of one follow-up and component, two rows with one id: their names, else "".
  std::string Doubles() const;

  Instant Now() const { return zone->ToInstant(now_); }

  std::shared_ptr<CallLog> log = std::make_shared<CallLog>();
  std::shared_ptr<const Zone> zone = ical::LoadZone("Europe/Berlin");
  MemoryServer server{log};
  MemoryBook book{log};
  Machine machine{log};
  RunSettings settings;
  Feeds* feeds = nullptr;
  std::function<Plan(const PlanInput&)> planner = MakePlan;

 private:
  LocalTime now_{};
};

int Writes(const RunReport& report);
LocalTime Local(std::string_view text);

}  // namespace touchbase::test
