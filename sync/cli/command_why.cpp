// why: where one contact stands, and what comes next.
#include "model/error.h"
#include "model/identity.h"
#include "sync/cli/commands.h"
#include "sync/cli/output.h"

namespace touchbase::cli {

int CommandWhy(Workplace& place) {
  ReadBook book = ReadTheBook(place.book(), place.base());
  const ContactIndex index(book.contacts);
  const auto match = index.Find(place.options().contact);
  if (!match.index) throw InputError("\"" + place.options().contact + "\": " + match.why);
  const Contact& contact = book.contacts[*match.index];
  const std::vector<Placed> placed = PlacedFromBase(place.base());
  const RunSettings& run = place.run_settings();
  const PlanInput input{book.contacts, book.touches, run.cadences,    run.plan,
                        placed,        {},           place.LocalNow()};
  const Standing standing = Explain(contact, input);
  if (place.options().json) {
    Print(WhyJson(contact, standing, place));
    return 0;
  }
  Print(contact.DisplayName() +
        (standing.track.empty() ? "" : " (" + standing.relation + ", " + standing.track + ")"));
  if (!standing.sentence.empty()) Print("  " + standing.sentence);
  for (const FollowUp& item : standing.next) {
    const bool slot = item.start != LocalTime{};
    Print("  next: " + (slot ? ShortTime(item.start) : ShortDate(item.due)) + "  " + item.title);
    if (!item.reason.empty()) Print("    " + item.reason);
  }
  return 0;
}

}  // namespace touchbase::cli
