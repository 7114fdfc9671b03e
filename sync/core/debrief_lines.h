// What the user typed into the debrief of an event: one person a line. Pure.
//
//   [x] Jana Roth, jana@x.example, said: looks for a new printer
//   Bob Ray, ACME
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/contact.h"
#include "model/plan.h"
#include "model/touch.h"

namespace touchbase {

struct DebriefPerson {
  bool marked = false;  // [x]: gets the hard thank-you
  std::string name, email, phone, company;
  std::string notes;  // "said: ..." and whatever else the line says
  friend bool operator==(const DebriefPerson&, const DebriefPerson&) = default;
};

// At most 100 people; lines without a name or an e-mail are left out. Fields stand between commas;
// an e-mail and a phone number are known by their form, the first other field is the name, the
// second the company, all after a label such as said: belongs to the notes.
std::vector<DebriefPerson> ReadDebrief(std::string_view text);

struct Debriefed {
  std::vector<Contact> people;         // not in the book: id empty
  std::vector<Touch> touches;          // of people that the book has; met or debrief
  std::vector<std::string> questions;  // a line that fits two people
  std::vector<std::string> warnings;   // more than three marked
};

// The id of the row that a line leads to.
std::string DebriefRowId(const Event& event, std::string_view contact, bool marked);

// The first three marked ones get a row of kind met at the end of the event, all others one of kind
// debrief, both with ids made of event and person. Whoever is in `people` gets theirs when this is
// asked again with the book that has them.
Debriefed UnderstandDebrief(const Event& event, std::string_view text,
                            std::span<const Contact> contacts);

}  // namespace touchbase
