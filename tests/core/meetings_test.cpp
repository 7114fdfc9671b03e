// Meetings, events and people that calendars and debriefs show.

#include "sync/core/meetings.h"

#include <gtest/gtest.h>

#include "sync/core/debrief_lines.h"

namespace touchbase {
namespace {

using ical::Attendee;
using ical::Occurrence;
using ical::PartStat;

LocalTime At(const char* text) { return ParseLocal(text).value(); }

Contact Person(const std::string& id, const std::string& name, const std::string& email,
               const std::string& company = "") {
  Contact contact;
  contact.id = id;
  contact.name = name;
  contact.email = email;
  contact.company = company;
  return contact;
}

const std::vector<Contact> kBook = {Person("jana", "Jana Roth", "jana@x.example", "ACME"),
                                    Person("bob", "Bob Ray", "bob@y.example"),
                                    Person("jana2", "Jana Roe", ""),
                                    Person("col", "Col League", "col@souza.example")};

Occurrence Meeting(const std::string& title, const std::vector<std::string>& mails) {
  Occurrence event;
  event.uid = "e1";
  event.title = title;
  event.start = At("2026-03-03 14:00");
  event.end = At("2026-03-03 15:30");
  for (const std::string& mail : mails) {
    event.attendees.push_back({mail, "", PartStat::kAccepted, true});
  }
  return event;
}

MeetingRules Rules() {
  MeetingRules rules;
  rules.own_domains = {"souza.example"};
  rules.own_addresses = {"ana@elsewhere.example"};
  rules.since = At("2026-03-01 00:00");
  return rules;
}

std::string Met(const Occurrence& event, const MeetingRules& rules = Rules()) {
  const std::vector<Occurrence> events = {event};
  std::string met;
  for (const Touch& touch : FindMeetings(events, kBook, rules).touches) {
    met += (met.empty() ? "" : " ") + touch.contact;
  }
  return met;
}

TEST(Meetings, AttendeesOfTheBookAreMet) {
  const std::vector<Occurrence> events = {Meeting("Lunch", {"jana@x.example", "who@z.example"})};
  const FoundMeetings found = FindMeetings(events, kBook, Rules());
  ASSERT_EQ(found.touches.size(), 1U);
  const Touch& touch = found.touches[0];
  EXPECT_EQ(touch.contact, "jana");
  EXPECT_EQ(touch.kind, Kind::kMet);
  EXPECT_EQ(touch.at, At("2026-03-03 14:00"));
  EXPECT_EQ(touch.length, minutes{90});
  EXPECT_EQ(touch.notes, "Lunch");
  EXPECT_TRUE(found.people.empty()) << "attendees whom the book does not know are nobody";
}

TEST(Meetings, TheIdStaysWhenTheMeetingMoves) {
  Occurrence event = Meeting("Lunch", {"jana@x.example"});
  const std::vector<Occurrence> before = {event};
  const std::string id = FindMeetings(before, kBook, Rules()).touches.at(0).id;
  event.start += days{2};
  event.end += days{2};
  const std::vector<Occurrence> after = {event};
  EXPECT_EQ(FindMeetings(after, kBook, Rules()).touches.at(0).id, id);
}

struct Exclusion {
  const char* what;
  void (*make)(Occurrence*);
  const char* met;  // with the exclusion; without it: jana
};

TEST(Meetings, EveryExclusionHolds) {
  const Exclusion table[] = {
      {"recurring", [](Occurrence* e) { e->recurring = true; }, ""},
      {"all-day", [](Occurrence* e) { e->all_day = true; }, ""},
      {"cancelled", [](Occurrence* e) { e->cancelled = true; }, ""},
      {"declined by the user", [](Occurrence* e) { e->declined = true; }, ""},
      {"they declined", [](Occurrence* e) { e->attendees[0].status = PartStat::kDeclined; }, ""},
      {"a room", [](Occurrence* e) { e->attendees[0].is_person = false; }, ""},
      {"over before the program was there", [](Occurrence* e) { e->end = At("2026-02-01 10:00"); },
       ""},
      {"own domain", [](Occurrence* e) { e->attendees[0].email = "col@souza.example"; }, ""},
      {"nine attendees",
       [](Occurrence* e) {
         for (int i = 0; i < 8; ++i)
           e->attendees.push_back({"a@b.example", "", PartStat::kAccepted, true});
       },
       ""},
      {"eight attendees",
       [](Occurrence* e) {
         for (int i = 0; i < 7; ++i)
           e->attendees.push_back({"a@b.example", "", PartStat::kAccepted, true});
       },
       "jana"},
      {"tentative", [](Occurrence* e) { e->attendees[0].status = PartStat::kTentative; }, "jana"},
      {"they invited",
       [](Occurrence* e) {
         e->attendees[0].email = "ana@elsewhere.example";
         e->organizer = "jana@x.example";
       },
       "jana"},
  };
  for (const Exclusion& row : table) {
    Occurrence event = Meeting("Lunch", {"jana@x.example"});
    row.make(&event);
    EXPECT_EQ(Met(event), row.met) << row.what;
  }
}

TEST(Meetings, MetInTheTitleMakesAnyEventOneThatTakesPlace) {
  Occurrence event = Meeting("Jour fixe #met Bob Ray", {});
  event.recurring = true;
  event.recurrence = "20260303T130000Z";
  EXPECT_EQ(Met(event), "bob");
  event.cancelled = true;
  EXPECT_EQ(Met(event), "");
  EXPECT_EQ(Met(Meeting("#MET: Bob Ray, Jana Roth", {})), "bob jana");
  EXPECT_EQ(Met(Meeting("Bob Ray #met", {})), "bob");
  EXPECT_EQ(Met(Meeting("#met Bob", {})), "bob") << "a first name that only one person has";
  EXPECT_EQ(Met(Meeting("#method Bob Ray", {})), "");
}

TEST(Meetings, MetWithSomebodyNewIsANewContact) {
  const std::vector<Occurrence> events = {Meeting("Coffee #met Jo Lane <jo@new.example>", {}),
                                          Meeting("#met jo@new.example", {})};
  const FoundMeetings found = FindMeetings(events, kBook, Rules());
  ASSERT_EQ(found.people.size(), 1U);
  EXPECT_EQ(found.people[0].name, "Jo Lane");
  EXPECT_EQ(found.people[0].email, "jo@new.example");
  EXPECT_EQ(found.people[0].event, "Coffee");
  EXPECT_TRUE(found.touches.empty()) << "the meeting follows when the book has them";
}

TEST(Meetings, AnAddressAfterACommaIsTheirs) {
  EXPECT_EQ(PeopleOfTitle("#met Jo Lane, jo@new.example, Bob Ray"),
            (std::vector<NamedPerson>{{"Jo Lane", "jo@new.example"}, {"Bob Ray", ""}}));
}

TEST(Meetings, AnAddressOfTheirOwnMakesThemSomebodyElse) {
  const std::vector<Occurrence> events = {Meeting("#met Jana Roth jana@other.example", {})};
  const FoundMeetings found = FindMeetings(events, kBook, Rules());
  EXPECT_TRUE(found.touches.empty());
  ASSERT_EQ(found.people.size(), 1U);
  EXPECT_EQ(found.people[0].email, "jana@other.example");
}

TEST(Meetings, TwoMatchesAreAsked) {
  const std::vector<Occurrence> events = {Meeting("#met Jana", {})};
  const FoundMeetings found = FindMeetings(events, kBook, Rules());
  EXPECT_TRUE(found.touches.empty());
  EXPECT_TRUE(found.people.empty());
  ASSERT_EQ(found.questions.size(), 1U);
  EXPECT_NE(found.questions[0].find("Jana Roth (ACME) or Jana Roe"), std::string::npos)
      << found.questions[0];
}

TEST(Meetings, EventInTheTitleEndsWithADebrief) {
  Occurrence event = Meeting("#event Spring Fair", {});
  std::vector<Occurrence> events = {event};
  FoundMeetings found = FindMeetings(events, kBook, Rules());
  ASSERT_EQ(found.events.size(), 1U);
  EXPECT_EQ(found.events[0].title, "Spring Fair");
  EXPECT_EQ(found.events[0].end, At("2026-03-03 15:30"));
  events[0].all_day = true;
  events[0].start = At("2026-03-03 00:00");
  events[0].end = At("2026-03-06 00:00");
  EXPECT_EQ(FindMeetings(events, kBook, Rules()).events.at(0).end, At("2026-03-05 17:00"));
}

TEST(Debrief, ALineIsAPerson) {
  const std::vector<DebriefPerson> people = ReadDebrief(
      "[x] Jana Roth, Jana@X.example, said: wants a call, soon\n"
      "\n"
      "- Bob Ray, ACME; +49 30 123456\n"
      "* \u2713 jo@new.example\n"
      "[ ] Max, asked: prices by 12 Mar\n"
      ", ,\n");
  ASSERT_EQ(people.size(), 4U);
  EXPECT_EQ(people[0], (DebriefPerson{true, "Jana Roth", "jana@x.example", "", "",
                                      "said: wants a call, soon"}));
  EXPECT_EQ(people[1], (DebriefPerson{false, "Bob Ray", "", "+49 30 123456", "ACME", ""}));
  EXPECT_EQ(people[2], (DebriefPerson{true, "", "jo@new.example", "", "", ""}));
  EXPECT_EQ(people[3], (DebriefPerson{false, "Max", "", "", "", "asked: prices by 12 Mar"}));
}

TEST(Debrief, IsBounded) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "Person " + std::to_string(i) + "\n";
  EXPECT_EQ(ReadDebrief(text).size(), 100U);
  EXPECT_LE(ReadDebrief(std::string(1'000'000, 'a')).at(0).name.size(), 1000U);
}

TEST(Debrief, ThreeMarkedPeopleAreThankedTheOthersShareOne) {
  const Event event{"fair", "Fair", At("2026-03-03 09:00"), At("2026-03-03 18:00")};
  std::vector<Contact> book;
  std::string text;
  for (int i = 0; i < 5; ++i) {
    const std::string name = "Person " + std::string(1, static_cast<char>('A' + i));
    book.push_back(Person(name, name, ""));
    text += (i == 0 ? "" : "[x] ") + name + "\n";
  }
  text += "New One, new@x.example\n";
  const Debriefed done = UnderstandDebrief(event, text, book);
  ASSERT_EQ(done.touches.size(), 5U);
  const Kind kinds[] = {Kind::kDebrief, Kind::kMet, Kind::kMet, Kind::kMet, Kind::kDebrief};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(done.touches[i].kind, kinds[i]) << i;
  EXPECT_EQ(done.touches[1].at, event.end);
  EXPECT_EQ(done.warnings.size(), 1U);
  ASSERT_EQ(done.people.size(), 1U);
  EXPECT_EQ(done.people[0].event, "Fair");
  EXPECT_EQ(UnderstandDebrief(event, text, book).touches[3].id, done.touches[3].id);
}

}  // namespace
}  // namespace touchbase
