// plan: what would be done, from book and state; nothing is written and no server asked.
#include "model/arithmetic.h"
#include "model/projection.h"
#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/cli/schedule.h"

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

void PrintAll(const Plan& plan, Output& out) {
  for (const Appointment& one : InOrder(plan.follow_ups, plan, {Date::min(), Date::max()})) {
    if (one.block != nullptr) {
      out.Line(BlockLineText(*one.block, out));
      if (!one.block->reason.empty()) out.Line("    " + one.block->reason);
    }
    const std::string indent = one.block != nullptr ? "    " : "";
    for (const FollowUp* item : one.people) {
      out.Line(indent + ItemLine(*item, out));
      if (!item->reason.empty()) out.Line(indent + "    " + item->reason);
    }
  }
}

// The weeks to come, if everything is done on its slot and nobody answers.
int ShowProjection(Workplace& place) {
  const ReadBook book = ReadTheBook(place.book(), place.base());
  const std::vector<Placed> placed = PlacedFromBase(place.base());
  const PlanInput input = InputNow(place, book, placed);
  const Projection projection = Project(input);
  const std::vector<std::string> sentences =
      WorkloadSentences(ReckonWorkload(input), place.run_settings().plan);
  Output& out = place.out();
  out.Answer(ProjectionJson(projection, sentences, place));
  for (const std::string& sentence : sentences) out.Line(sentence);
  for (const Projection::Week& week : projection.weeks) {
    const std::string count = std::to_string(week.blocks);
    out.Line("week of " + ShortDate(week.monday) + ": " + count +
             (week.blocks == 1 ? " block" : " blocks") +
             (week.blocks > 0 ? ", at most " + std::to_string(week.fullest) + " a day" : ""));
  }
  if (projection.done.empty()) out.Line("Nothing is due in the coming twelve weeks.");
  return 0;
}

}  // namespace

int CommandPlan(Workplace& place) {
  if (place.options().project) return ShowProjection(place);
  ReadBook book;
  const Plan plan = PlanNow(place, &book);
  const std::vector<std::string> warnings = Warnings(book, plan);
  Output& out = place.out();
  if (place.options().json) {
    out.Answer(PlanJson(plan, place, warnings));
    return 0;
  }
  PrintAll(plan, out);
  if (plan.follow_ups.empty() && plan.blocks.empty())
    out.Line("Nothing is due within the horizon.");
  PrintList(plan.waiting, "Waiting in line:", out);
  PrintList(plan.unplaced, "Without a place:", out);
  if (!place.options().quiet) {
    for (const std::string& warning : warnings) out.Complain("note: " + warning);
  }
  return 0;
}

}  // namespace touchbase::cli
