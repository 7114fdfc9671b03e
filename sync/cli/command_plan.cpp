// plan, today: what would be done, from book and state; nothing is written and no server asked.
#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"

namespace touchbase::cli {
namespace {

std::vector<std::string> Warnings(const ReadBook& book, const Plan& plan) {
  std::vector<std::string> warnings = book.warnings;
  warnings.insert(warnings.end(), plan.warnings.begin(), plan.warnings.end());
  return warnings;
}

void PrintList(const std::vector<Unplaced>& list, const std::string& title, Output& out) {
  if (list.empty()) return;
  out.Line(title);
  for (const Unplaced& item : list) out.Line("  " + item.follow_up.title + ": " + item.why);
}

}  // namespace

int CommandPlan(Workplace& place) {
  ReadBook book;
  const Plan plan = PlanNow(place, &book);
  const std::vector<std::string> warnings = Warnings(book, plan);
  Output& out = place.out();
  if (place.options().json) {
    out.Answer(PlanJson(plan, place, warnings));
    return 0;
  }
  for (const FollowUp& item : plan.follow_ups) {
    out.Line(ItemLine(item, out));
    if (!item.reason.empty()) out.Line("    " + item.reason);
  }
  if (plan.follow_ups.empty()) out.Line("Nothing is due within the horizon.");
  PrintList(plan.waiting, "Waiting in line:", out);
  PrintList(plan.unplaced, "Without a place:", out);
  if (!place.options().quiet) {
    for (const std::string& warning : warnings) out.Complain("note: " + warning);
  }
  return 0;
}

int CommandToday(Workplace& place) {
  ReadBook book;
  const Plan plan = PlanNow(place, &book);
  const Date today = DateOf(place.LocalNow());
  std::vector<FollowUp> items;
  for (const FollowUp& item : plan.follow_ups) {
    if (DateOf(item.start) == today) items.push_back(item);
  }
  Output& out = place.out();
  if (place.options().json) {
    out.Answer(ItemsJson(items, place));
    return 0;
  }
  for (const FollowUp& item : items) out.Line(ItemLine(item, out));
  if (items.empty()) out.Line("Nothing today.");
  return 0;
}

}  // namespace touchbase::cli
