// today, agenda, overdue, list: what is due and for whom, from book and state; nothing is written
// and no server asked.
#include <algorithm>

#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/list_filter.h"
#include "sync/cli/output.h"
#include "sync/cli/people.h"

namespace touchbase::cli {
namespace {

std::string Days(int count) { return std::to_string(count) + (count == 1 ? " day" : " days"); }

const Block* BlockOf(const Plan& plan, const FollowUp& item) {
  if (item.block.empty()) return nullptr;
  for (const Block& block : plan.blocks) {
    if (block.key.Hash() == item.block) return &block;
  }
  return nullptr;
}

// One line an item; the people of a block of several stand under its line, which comes once.
void PrintItems(const std::vector<FollowUp>& items, const Plan& plan, Output& out) {
  const Block* last = nullptr;
  for (const FollowUp& item : items) {
    const Block* block = BlockOf(plan, item);
    if (block != nullptr && block != last) out.Line(BlockLineText(*block, out));
    out.Line((block != nullptr ? "    " : "") + ItemLine(item, out));
    last = block;
  }
}

// Blocks of which nobody's follow-up is a line: an event to look back on, "Back?".
bool PrintLoneBlocks(const std::vector<FollowUp>& items, const Plan& plan, const DateSpan& span,
                     Output& out) {
  bool any = false;
  for (const Block& block : plan.blocks) {
    const Date day = DateOf(block.start);
    const std::string key = block.key.Hash();
    const bool shared = std::any_of(items.begin(), items.end(),
                                    [&](const FollowUp& item) { return item.block == key; });
    if (shared || day < span.first || day > span.last) continue;
    out.Line(BlockLineText(block, out));
    any = true;
  }
  return any;
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
  Output& out = place.out();
  out.Answer(ItemsJson(items, plan, place));
  const bool alone = PrintLoneBlocks(items, plan, {today, today + days{count - 1}}, out);
  PrintItems(items, plan, out);
  if (items.empty() && !alone) out.Line(nothing);
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
    if (DaysLate(item, today) > 0) items.push_back(item);
  }
  std::stable_sort(items.begin(), items.end(), [&](const FollowUp& a, const FollowUp& b) {
    return DaysLate(a, today) > DaysLate(b, today);
  });
  Output& out = place.out();
  out.Answer(ItemsJson(items, plan, place));
  for (const FollowUp& item : items) {
    out.Line(Days(DaysLate(item, today)) + " late, was due " + ShortDate(item.due) + "; now " +
             ItemLine(item, out));
  }
  if (items.empty()) out.Line("Nothing is overdue.");
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
