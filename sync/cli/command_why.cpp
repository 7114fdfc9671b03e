// why: where one contact stands, what comes next, and why.
#include "sync/cli/commands.h"
#include "sync/cli/find_contact.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/cli/people.h"
#include "sync/cli/why_text.h"

namespace touchbase::cli {

int CommandWhy(Workplace& place) {
  ReadBook book;
  const Plan plan = PlanNow(place, &book);
  const Contact& contact = FindContact(book, place.options().contact);
  const Person person = PersonOf(contact, book, plan, place);
  const std::vector<std::string> lines = WhyLines({person, book.touches, plan, place.LocalNow()});
  Output& out = place.out();
  out.Answer(WhyJson(person, lines, place));
  const std::string& track = person.standing.track;
  out.Line(out.Painted(Paint::kLoud, contact.DisplayName()) +
           (track.empty() ? "" : " (" + track + ")"));
  for (const std::string& line : lines) out.Line("  " + line);
  return 0;
}

}  // namespace touchbase::cli
