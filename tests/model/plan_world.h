// A small world for planner tests: a book, a calendar and days that pass. What a plan says stands
// in the calendar at the next run; ticking writes the row that the calendar would write.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/cadences.h"
#include "model/plan.h"

namespace touchbase {

class PlanWorld {
 public:
  PlanWorld() : cadences(BuiltInCadences()) {}

  static Date Day(const std::string& text) { return ParseDate(text).value(); }
  static LocalTime At(const std::string& text) {
    return text.size() > 10 ? ParseLocal(text).value() : LocalTime{Day(text)};
  }

  Contact& Add(const std::string& id, const std::string& name = "Jane Doe");
  // A row logged by hand; `at` with or without a time of day.
  Touch& Log(const std::string& contact, const std::string& at, Kind kind,
             Outcome outcome = Outcome::kNone);
  // Plans, and puts the result into the calendar.
  const Plan& Run(const std::string& now);
  // The row that acting on that open item writes. Fails the test when the item is not there.
  Touch& Tick(const std::string& contact, const std::string& step, const std::string& at,
              Outcome outcome = Outcome::kDone);
  void Withdraw(const Touch& touch, const std::string& at);
  // Ticks each next item of an outreach on its day until there is none; the days as "03-03 03-05".
  std::string TickAll(const std::string& contact, const std::string& from, int most = 20);

  // "check-in 2027-01-04, thank-you 2026-12-04 18:15": all open items of a contact in order of
  // time.
  std::string Items(const std::string& contact) const;
  const FollowUp* Find(const std::string& contact, const std::string& step) const;
  // The block of that sort, the n-th in order of time; null when there is none.
  const Block* FindBlock(BlockSort sort, std::size_t number = 0) const;
  // "2026-03-03 16:00 Jane Doe, Bob Ray [x]": when it stands and its lines.
  static std::string Text(const Block* block);
  bool Warned(const std::string& part) const;
  Placed& Calendar(const std::string& contact, const std::string& step);
  std::string Why(const std::string& contact, const std::string& now) const;
  PlanInput Input(LocalTime now) const;
  // The user lives there, and contacts are called in the zones of their cells.
  void LiveIn(const std::string& zone_name);

  std::vector<Contact> contacts;
  std::vector<Touch> touches;
  std::vector<Placed> placed;
  std::vector<Busy> busy;
  std::vector<Event> events;
  std::optional<Date> back_on;
  PlanSettings settings;
  CadenceSet cadences;
  Plan plan;
  std::shared_ptr<const Zone> zone;  // null: contacts' zones do not count

 private:
  int rows_ = 0;
};

std::vector<Placed> AsPlaced(const Plan& plan);

}  // namespace touchbase
