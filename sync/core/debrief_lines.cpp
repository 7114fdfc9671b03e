#include "sync/core/debrief_lines.h"

#include <algorithm>
#include <set>
#include <utility>

#include "model/hash.h"
#include "model/letters.h"
#include "sync/core/people_finder.h"

namespace touchbase {
namespace {

constexpr std::size_t kMostPeople = 100;
constexpr std::size_t kMostLineBytes = 1000;
constexpr std::size_t kMostMarked = 3;

// What a line may begin with; the mark after it is the user's.
std::string_view WithoutBullet(std::string_view line) {
  line = Trimmed(line);
  for (const std::string_view bullet : {"- ", "* ", "\u2022 "}) {
    if (line.starts_with(bullet)) return Trimmed(line.substr(bullet.size()));
  }
  return line;
}

bool TakeMark(std::string_view* line) {
  bool marked = false;
  for (const std::string_view mark :
       {"[x]", "[X]", "[ ]", "[]", "\u2713", "\u2714", "\u2705", "\u2611", "\u2610"}) {
    if (!line->starts_with(mark)) continue;
    marked = mark != "[ ]" && mark != "[]" && mark != "\u2610";
    *line = Trimmed(line->substr(mark.size()));
    break;
  }
  return marked;
}

bool LooksLikePhone(std::string_view field) {
  const auto digits =
      std::count_if(field.begin(), field.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 6 && field.find_first_not_of("0123456789 +-/().") == std::string_view::npos;
}

// "said: ...": a word and a colon, but no URL.
bool OpensNotes(std::string_view field) {
  const std::size_t colon = field.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         field.substr(0, colon).find(' ') == std::string_view::npos &&
         !field.substr(colon).starts_with("://");
}

DebriefPerson ReadLine(std::string_view line) {
  DebriefPerson person;
  line = WithoutBullet(line);
  person.marked = TakeMark(&line);
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(",;"), line.size());
    const std::string_view field = Trimmed(line.substr(0, end));
    if (OpensNotes(field)) {
      person.notes = Trimmed(line);
      break;
    }
    if (person.email.empty() && LooksLikeMail(field)) {
      person.email = LowerAscii(field);
    } else if (person.phone.empty() && LooksLikePhone(field)) {
      person.phone = field;
    } else if (person.name.empty()) {
      person.name = field;
    } else if (person.company.empty()) {
      person.company = field;
    } else if (!field.empty()) {
      person.notes.append(person.notes.empty() ? "" : ", ").append(field);
    }
    line.remove_prefix(std::min(end + 1, line.size()));
    line = Trimmed(line);
  }
  return person;
}

Contact NewContact(const Event& event, const DebriefPerson& person) {
  Contact contact;
  contact.name = person.name;
  contact.email = person.email;
  contact.phone = person.phone;
  contact.company = person.company;
  contact.event = event.title;
  return contact;
}

Touch RowOf(const Event& event, const DebriefPerson& person, const std::string& contact,
            bool marked) {
  Touch touch;
  touch.id = DebriefRowId(event, contact, marked);
  touch.contact = contact;
  touch.at = event.end;
  touch.has_time = true;
  touch.direction = Direction::kOut;
  touch.channel = Channel::kMeeting;
  touch.kind = marked ? Kind::kMet : Kind::kDebrief;
  touch.notes = person.notes;
  return touch;
}

// One row a person; a mark on a second line of theirs counts.
void AddRow(Touch row, std::vector<Touch>* rows) {
  for (Touch& known : *rows) {
    if (known.contact != row.contact) continue;
    if (row.kind == Kind::kMet) known = std::move(row);
    return;
  }
  rows->push_back(std::move(row));
}

}  // namespace

std::string DebriefRowId(const Event& event, std::string_view contact, bool marked) {
  return UuidHex({marked ? "debrief met" : "debrief", event.id, contact});
}

std::vector<DebriefPerson> ReadDebrief(std::string_view text) {
  std::vector<DebriefPerson> people;
  while (!text.empty() && people.size() < kMostPeople) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    DebriefPerson person = ReadLine(text.substr(0, std::min(end, kMostLineBytes)));
    if (!person.name.empty() || !person.email.empty()) people.push_back(std::move(person));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return people;
}

Debriefed UnderstandDebrief(const Event& event, std::string_view text,
                            std::span<const Contact> contacts) {
  Debriefed result;
  const std::vector<DebriefPerson> people = ReadDebrief(text);
  if (people.empty()) return result;
  const PeopleFinder finder(contacts);
  std::set<std::string> marked;
  for (const DebriefPerson& person : people) {
    const std::vector<const Contact*> fitting = finder.Fitting(person.name, person.email);
    const std::string who = fitting.empty() ? person.name + person.email : fitting.front()->id;
    if (person.marked) marked.insert(who);
    const bool first_three = person.marked && marked.size() <= kMostMarked;
    if (fitting.size() > 1) {
      result.questions.push_back(event.title + ": \"" + person.name + "\" fits " + WhoOf(fitting) +
                                 "; add the e-mail to the line.");
    } else if (fitting.empty()) {
      result.people.push_back(NewContact(event, person));
    } else {
      AddRow(RowOf(event, person, fitting.front()->id, first_three), &result.touches);
    }
  }
  if (marked.size() > kMostMarked) {
    result.warnings.push_back(event.title + ": " + std::to_string(marked.size()) +
                              " people are marked; the first three get a thank-you of their own, "
                              "the others share one.");
  }
  return result;
}

}  // namespace touchbase
