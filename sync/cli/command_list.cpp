// today, agenda, overdue, list: what is due and for whom, from book and state; nothing is written
// and no server asked.
#include <algorithm>

#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/list_filter.h"
#include "sync/cli/output.h"
#include "sync/cli/people.h"
#include "sync/cli/schedule.h"

namespace touchbase::cli {
namespace {

std::string Days(int count) { return std::to_string(count) + (count == 1 ? " day" : " days"); }

// One line an appointment; the people of a block of several stand under its line.
void Print(const std::vector<Appointment>& list, Output& out) {
  for (const Appointment& one : list) {
    if (one.block != nullptr) out.Line(BlockLineText(*one.block, out));
    for (const FollowUp* item : one.people) {
      out.Line((one.block != nullptr ? "    " : "") + ItemLine(*item, out));
    }
  }
}

// Beside the days late that the line says: which day was missed.
std::string Behind(const FollowUp& item) {
  const std::string last = ShortDate(item.latest);
  if (item.overdue_days > 0) return "(its last day was " + last + ")";
  const std::string times =
      item.postponed == 1 ? "once" : std::to_string(item.postponed) + " times";
  return "put off " + (item.postponed > 0 ? times + ", " : "") + "in time until " + last;
}

int ShowSpan(Workplace& place, int count, const std::string& nothing) {
  ReadBook book;
  const Plan plan = PlanNow(place, &book);
  const Date today = DateOf(place.LocalNow());
  std::vector<FollowUp> items;
  for (const FollowUp& item : plan.follow_ups) {
    const Date day = DateOf(item.start);
    if (day >= today && day < today + days{count}) items.push_back(item);
  }
  const DateSpan span{today, today + days{count - 1}};
  std::vector<const Block*> debriefs;
  for (const Block& block : plan.blocks) {
    const Date day = DateOf(block.start);
    const bool in_span = span.first <= day && day <= span.last;
    if (block.sort == BlockSort::kDebrief && in_span) debriefs.push_back(&block);
  }
  Output& out = place.out();
  out.Answer(ItemsJson(items, debriefs, plan, place));
  const std::vector<Appointment> list = InOrder(items, plan, span);
  Print(list, out);
  if (list.empty()) out.Line(nothing);
  return 0;
}

ListItem ItemOf(const Person& person) {
  ListItem item;
  item.contact = person.contact;
  item.standing = &person.standing;
  if (person.waiting != nullptr) item.unplaced = person.waiting;
  if (person.unplaced != nullptr) item.unplaced = person.unplaced;
  return item;
}

std::string Where(const Person& person) {
  if (!person.placed.empty()) {
    const FollowUp& next = *person.placed.front();
    return ShortTime(next.start) + "  " + next.title;
  }
  if (person.waiting != nullptr) return "waits in line: " + person.waiting->follow_up.title;
  if (person.unplaced != nullptr) return "without a place: " + person.unplaced->follow_up.title;
  if (!person.standing.next.empty()) {
    const FollowUp& next = person.standing.next.front();
    return ShortDate(next.due) + "  " + next.title;
  }
  return person.standing.sentence.empty() ? "no next step" : person.standing.sentence;
}

void PrintPerson(const Person& person, Output& out) {
  const std::string& track = person.standing.track;
  out.Line(out.Painted(Paint::kLoud, person.contact->DisplayName()) +
           (track.empty() ? "" : " (" + track + ")") + "  " + Where(person));
}

}  // namespace

int CommandToday(Workplace& place) { return ShowSpan(place, 1, "Nothing today."); }

int CommandAgenda(Workplace& place) {
  const int count = place.options().days;
  return ShowSpan(place, count,
                  count == 1 ? "Nothing today." : "Nothing in the next " + Days(count) + ".");
}

int CommandOverdue(Workplace& place) {
  ReadBook book;
  const Plan plan = PlanNow(place, &book);
  const Date today = DateOf(place.LocalNow());
  std::vector<FollowUp> items;
  for (const FollowUp& item : plan.follow_ups) {
    if (IsOverdue(item, today)) items.push_back(item);
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const FollowUp& a, const FollowUp& b) { return a.due < b.due; });
  std::vector<const Block*> debriefs;
  for (const Block& block : plan.blocks) {
    const bool late = DateOf(block.start) < today || block.postponed > 0;
    if (block.sort == BlockSort::kDebrief && late) debriefs.push_back(&block);
  }
  Output& out = place.out();
  out.Answer(ItemsJson(items, debriefs, plan, place));
  for (const FollowUp& item : items) {
    out.Line(ItemLine(item, out) + "  " + Behind(item));
  }
  for (const Block* block : debriefs) out.Line(BlockLineText(*block, out) + "  put off");
  if (items.empty() && debriefs.empty()) out.Line("Nothing is overdue.");
  return 0;
}

int CommandList(Workplace& place) {
  const ListFilter filter(place.options().words, place.run_settings().cadences);
  People people;
  LookAtPeople(place, &people);
  const Date today = DateOf(place.LocalNow());
  Output& out = place.out();
  std::vector<ListItem> items;
  int found = 0;
  for (const Person& person : people.persons) {
    if (!filter.Holds(person, today)) continue;
    ++found;
    PrintPerson(person, out);
    for (const FollowUp* placed : person.placed) items.push_back({person.contact, placed});
    if (person.placed.empty()) items.push_back(ItemOf(person));
  }
  out.Answer(ListJson(items, people.plan, place));
  if (found == 0) out.Line("Nobody.");
  if (found > 1) out.Remark(std::to_string(found) + " people");
  return 0;
}

}  // namespace touchbase::cli
