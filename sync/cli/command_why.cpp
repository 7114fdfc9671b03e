// why: where one contact stands, and what comes next.
#include "sync/cli/commands.h"
#include "sync/cli/find_contact.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"

namespace touchbase::cli {

int CommandWhy(Workplace& place) {
  ReadBook book;
  const Plan plan = PlanNow(place, &book);
  const Contact& contact = FindContact(book, place.options().contact);
  const std::vector<Placed> placed = PlacedFromBase(place.base());
  const RunSettings& run = place.run_settings();
  const PlanInput input{book.contacts, book.touches, run.cadences,    run.plan,
                        placed,        {},           place.LocalNow()};
  Standing standing = Explain(contact, input);
  std::string line;  // what holds the next step back
  bool placed_now = false;
  for (FollowUp& next : standing.next) {
    for (const FollowUp& item : plan.follow_ups) {
      if (item.key != next.key) continue;
      next = item;
      placed_now = true;
    }
    for (const auto* list : {&plan.waiting, &plan.unplaced}) {
      for (const Unplaced& item : *list) {
        if (item.follow_up.key == next.key) line = item.why;
      }
    }
  }
  // Explain looks at one person and cannot see that the line has let them through.
  if (placed_now && standing.sentence.starts_with("Waits in line")) standing.sentence.clear();
  if (!line.empty()) standing.sentence += (standing.sentence.empty() ? "" : " ") + line;
  Output& out = place.out();
  out.Answer(WhyJson(contact, standing, place));
  out.Line(out.Painted(Paint::kLoud, contact.DisplayName()) +
           (standing.track.empty() ? "" : " (" + standing.track + ")"));
  if (!standing.sentence.empty()) out.Line("  " + standing.sentence);
  for (const FollowUp& item : standing.next) {
    const bool slot = item.start != LocalTime{};
    out.Line("  next: " + (slot ? ShortTime(item.start) : ShortDate(item.due)) + "  " + item.title);
    if (!item.reason.empty()) out.Line("    " + item.reason);
  }
  return 0;
}

}  // namespace touchbase::cli
