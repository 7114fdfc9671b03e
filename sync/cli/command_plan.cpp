// plan, today: what would be done, from book and state; nothing is written and no server asked.
#include "sync/cli/commands.h"
#include "sync/cli/output.h"

namespace touchbase::cli {
namespace {

std::vector<std::string> Warnings(const ReadBook& book, const Plan& plan) {
  std::vector<std::string> warnings = book.warnings;
  warnings.insert(warnings.end(), plan.warnings.begin(), plan.warnings.end());
  return warnings;
}

void PrintList(const std::vector<Unplaced>& list, const std::string& title) {
  if (list.empty()) return;
  Print(title);
  for (const Unplaced& item : list) Print("  " + item.follow_up.title + ": " + item.why);
}

}  // namespace

int CommandPlan(Workplace& place) {
  ReadBook book;
  const Plan plan =
      PlanFromBase(place.book(), place.base(), place.run_settings(), place.LocalNow(), &book);
  const std::vector<std::string> warnings = Warnings(book, plan);
  if (place.options().json) {
    Print(PlanJson(plan, place, warnings));
    return 0;
  }
  for (const FollowUp& item : plan.follow_ups) {
    Print(ItemLine(item));
    if (!item.reason.empty()) Print("    " + item.reason);
  }
  if (plan.follow_ups.empty()) Print("Nothing is due within the horizon.");
  PrintList(plan.waiting, "Waiting in line:");
  PrintList(plan.unplaced, "Without a place:");
  for (const std::string& warning : warnings) Complain("note: " + warning);
  return 0;
}

int CommandToday(Workplace& place) {
  ReadBook book;
  const LocalTime now = place.LocalNow();
  const Plan plan = PlanFromBase(place.book(), place.base(), place.run_settings(), now, &book);
  std::vector<FollowUp> today;
  for (const FollowUp& item : plan.follow_ups) {
    if (DateOf(item.start) == DateOf(now)) today.push_back(item);
  }
  if (place.options().json) {
    Print(ItemsJson(today, place));
    return 0;
  }
  for (const FollowUp& item : today) Print(ItemLine(item));
  if (today.empty()) Print("Nothing today.");
  return 0;
}

}  // namespace touchbase::cli
