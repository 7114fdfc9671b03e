// Meetings and events that the user's own calendars show: whom the user meets, and what of it is to
// be followed up. Pure.
//
// A meeting becomes a touch of kind met whose id is made of the event and the person, so that it
// keeps its follow-ups while it is moved, and loses them when it is cancelled.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ical/occurrence.h"
#include "model/contact.h"
#include "model/plan.h"
#include "model/touch.h"

namespace touchbase {

struct MeetingRules {
  std::vector<std::string> own_domains;    // colleagues: their meetings start nothing
  std::vector<std::string> own_addresses;  // of the user, lower case
  LocalTime since{};                       // what ended before it is none of ours
};

struct FoundMeetings {
  std::vector<Touch> touches;          // kind met, Touch::length set; in order of time
  std::vector<Contact> people;         // named by #met and in no book: id empty
  std::vector<Event> events;           // #event in the title
  std::vector<std::string> questions;  // #met that fits two people
};

// Not a meeting: recurring, all-day, cancelled or declined events, more than eight attendees,
// people of the user's own domains, people who declined. `#met Name, name@x.example` in a title
// makes any event one that takes place, with these people and its attendees.
FoundMeetings FindMeetings(std::span<const ical::Occurrence> watched,
                           std::span<const Contact> contacts, const MeetingRules& rules);

// The touch of kind met that a time with that person makes.
struct MeetingTime {
  LocalTime start{};
  LocalTime end{};
  bool has_time = true;
  std::string notes;
};
Touch MeetingTouch(std::string id, std::string contact, MeetingTime time);
// Its id.
std::string MeetingId(const ical::Occurrence& event, std::string_view contact);

// One person as typed: "Jana Roth jana@x.example". Either may be empty, not both.
struct NamedPerson {
  std::string name;
  std::string email;  // lower case
  friend bool operator==(const NamedPerson&, const NamedPerson&) = default;
};
// The people after #met in a title, at most eight; before it when nothing follows.
std::vector<NamedPerson> PeopleOfTitle(std::string_view title);
// Whether the title has that word as a whole token, in any case: HasTag("Lunch #Met Jo", "#met").
bool HasTag(std::string_view title, std::string_view tag);
// The title without words that start with #, trimmed.
std::string WithoutTags(std::string_view title);

}  // namespace touchbase
