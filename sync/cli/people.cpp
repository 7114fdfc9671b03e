#include "sync/cli/people.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace touchbase::cli {
namespace {

using TouchesOf = std::unordered_map<std::string, std::vector<Touch>>;

Standing StandingOf(const Contact& contact, std::span<const Touch> touches, const ReadBook& book,
                    std::span<const Placed> placed, Workplace& place) {
  PlanInput input = InputNow(place, book, placed);
  input.touches = touches;
  return Explain(contact, input);
}

// What the plan has for somebody; `person` finds them, null: somebody else.
void AddPlan(const Plan& plan, const std::function<Person*(const FollowUp&)>& person) {
  for (const FollowUp& item : plan.follow_ups) {
    if (Person* of = person(item)) of->placed.push_back(&item);
  }
  for (const Unplaced& item : plan.waiting) {
    if (Person* of = person(item.follow_up)) of->waiting = &item;
  }
  for (const Unplaced& item : plan.unplaced) {
    if (Person* of = person(item.follow_up)) of->unplaced = &item;
  }
}

void AddTouches(Person* person, const std::vector<Touch>& touches, Date today) {
  for (const Touch& touch : touches) {
    const Date day = DateOf(touch.at);
    if (day <= today && touch.outcome != Outcome::kWithdrawn) {
      person->last_touch = std::max(person->last_touch.value_or(day), day);
    }
  }
  for (const FollowUp& next : person->standing.next) {
    person->promise = person->promise || next.key.step == "promise";
  }
}

}  // namespace

void LookAtPeople(Workplace& place, People* people) {
  people->plan = PlanNow(place, &people->book);
  const ReadBook& book = people->book;
  const Date today = DateOf(place.LocalNow());
  const std::vector<Placed> placed = PlacedFromBase(place.base());
  TouchesOf touches;
  for (const Touch& touch : book.touches) touches[touch.contact].push_back(touch);
  std::unordered_map<std::string, std::size_t> places;
  for (const Contact& contact : book.contacts) {
    places[contact.id] = people->persons.size();
    Person person;
    person.contact = &contact;
    const std::vector<Touch>& theirs = touches[contact.id];
    person.standing = StandingOf(contact, theirs, book, placed, place);
    AddTouches(&person, theirs, today);
    people->persons.push_back(std::move(person));
  }
  AddPlan(people->plan, [&](const FollowUp& item) -> Person* {
    const auto found = places.find(item.key.contact);
    return found == places.end() ? nullptr : &people->persons[found->second];
  });
}

Person PersonOf(const Contact& contact, const ReadBook& book, const Plan& plan, Workplace& place) {
  std::vector<Touch> theirs;
  for (const Touch& touch : book.touches) {
    if (touch.contact == contact.id) theirs.push_back(touch);
  }
  Person person;
  person.contact = &contact;
  person.standing = StandingOf(contact, theirs, book, PlacedFromBase(place.base()), place);
  AddTouches(&person, theirs, DateOf(place.LocalNow()));
  AddPlan(plan,
          [&](const FollowUp& item) { return item.key.contact == contact.id ? &person : nullptr; });
  return person;
}

}  // namespace touchbase::cli
