#include "sync/core/meetings.h"

#include <algorithm>
#include <utility>

#include "model/day_words.h"
#include "model/hash.h"
#include "model/letters.h"
#include "sync/core/people_finder.h"

namespace touchbase {
namespace {

using ical::Attendee;
using ical::Occurrence;
using ical::PartStat;

constexpr std::size_t kMostAttendees = 8;
constexpr std::size_t kMostNameBytes = 120;
// An all-day event names no end: the debrief comes when a day of work is over.
constexpr hours kEndOfDay{17};
constexpr std::string_view kMet = "#met";
constexpr std::string_view kEvent = "#event";
constexpr std::string_view kBlanks = " \t";

std::string_view NextWord(std::string_view* text) {
  const std::size_t begin = std::min(text->find_first_not_of(kBlanks), text->size());
  const std::size_t end = std::min(text->find_first_of(kBlanks, begin), text->size());
  const std::string_view word = text->substr(begin, end - begin);
  text->remove_prefix(end);
  return word;
}

bool IsTag(std::string_view word, std::string_view tag) {
  while (!word.empty() && (word.back() == ':' || word.back() == ',')) word.remove_suffix(1);
  return LowerAscii(word) == tag;
}

std::string_view WithoutBrackets(std::string_view word) {
  while (!word.empty() && (word.front() == '<' || word.front() == '(')) word.remove_prefix(1);
  while (!word.empty() && (word.back() == '>' || word.back() == ')' || word.back() == '.')) {
    word.remove_suffix(1);
  }
  return word;
}

NamedPerson PersonOf(std::string_view text) {
  NamedPerson person;
  for (std::string_view word = NextWord(&text); !word.empty(); word = NextWord(&text)) {
    const std::string_view bare = WithoutBrackets(word);
    if (person.email.empty() && LooksLikeMail(bare)) {
      person.email = LowerAscii(bare);
    } else if (word.front() != '#' && person.name.size() + word.size() < kMostNameBytes) {
      person.name.append(person.name.empty() ? "" : " ").append(word);
    }
  }
  return person;
}

std::string_view DomainOf(std::string_view email) {
  return email.substr(std::min(email.find('@') + 1, email.size()));
}

// What the meeting was about; people named after #met are not.
std::string NotesOf(const Occurrence& event) {
  if (!HasTag(event.title, kMet)) return event.title;
  return WithoutTags(event.title.substr(0, event.title.find('#')));
}

class Finder {
 public:
  Finder(std::span<const Contact> contacts, const MeetingRules& rules)
      : people_(contacts), rules_(rules) {}

  void Look(const Occurrence& event) {
    if (event.cancelled || event.declined || event.end < rules_.since) return;
    const bool tagged = HasTag(event.title, kMet);
    if (HasTag(event.title, kEvent)) AddEvent(event);
    const auto is_person = [](const Attendee& attendee) { return attendee.is_person; };
    const auto attendees = std::count_if(event.attendees.begin(), event.attendees.end(), is_person);
    const bool counts =
        !event.recurring && !event.all_day && static_cast<std::size_t>(attendees) <= kMostAttendees;
    if (!tagged && !counts) return;
    std::set<std::string> met;  // one touch a person and event
    for (const Attendee& attendee : event.attendees) {
      if (!attendee.is_person || attendee.status == PartStat::kDeclined) continue;
      AddKnown(event, attendee.email, &met);
    }
    AddKnown(event, event.organizer, &met);
    if (!tagged) return;
    for (const NamedPerson& person : PeopleOfTitle(event.title)) AddNamed(event, person, &met);
  }

  FoundMeetings Take() {
    std::stable_sort(found_.touches.begin(), found_.touches.end(),
                     [](const Touch& left, const Touch& right) { return left.at < right.at; });
    return std::move(found_);
  }

 private:
  bool IsOwn(const std::string& email) const {
    const auto has = [](const std::vector<std::string>& list, std::string_view wanted) {
      return std::any_of(list.begin(), list.end(),
                         [&](const std::string& one) { return LowerAscii(one) == wanted; });
    };
    return has(rules_.own_addresses, email) || has(rules_.own_domains, DomainOf(email));
  }

  void AddKnown(const Occurrence& event, const std::string& email, std::set<std::string>* met) {
    if (email.empty() || IsOwn(email)) return;
    if (const Contact* contact = people_.ByMail(email)) AddMeeting(event, contact->id, met);
  }

  void AddNamed(const Occurrence& event, const NamedPerson& person, std::set<std::string>* met) {
    const std::vector<const Contact*> fitting = people_.Fitting(person.name, person.email);
    if (fitting.empty()) return AddPerson(event, person);
    if (fitting.size() == 1) return AddMeeting(event, fitting.front()->id, met);
    found_.questions.push_back("Whom did you meet on " +
                               DayText(DateOf(event.start), DateOf(event.start)) + ": " +
                               WhoOf(fitting) + "? \"" + person.name +
                               "\" fits each; add the e-mail to the title of the event.");
  }

  void AddPerson(const Occurrence& event, const NamedPerson& person) {
    const auto same = [&](const Contact& one) {
      return person.email.empty() ? one.email.empty() && Squeezed(one.name) == Squeezed(person.name)
                                  : one.email == person.email;
    };
    const bool twice = std::any_of(found_.people.begin(), found_.people.end(), same);
    if (twice) return;
    Contact contact;
    contact.name = person.name;
    contact.email = person.email;
    contact.event = WithoutTags(event.title.substr(0, event.title.find('#')));
    found_.people.push_back(std::move(contact));
  }

  void AddMeeting(const Occurrence& event, const std::string& contact, std::set<std::string>* met) {
    if (!met->insert(contact).second) return;
    MeetingTime time{event.start, event.end, !event.all_day, NotesOf(event)};
    found_.touches.push_back(MeetingTouch(MeetingId(event, contact), contact, std::move(time)));
  }

  void AddEvent(const Occurrence& event) {
    Event made;
    made.id = UuidHex({"event", event.uid, event.recurrence});
    made.title = WithoutTags(event.title);
    made.start = event.start;
    made.end = event.end;
    if (event.all_day) {
      const Date last = std::max(DateOf(event.start), DateOf(event.end) - days{1});
      made.end = LocalTime{last} + kEndOfDay;
    }
    found_.events.push_back(std::move(made));
  }

  PeopleFinder people_;
  const MeetingRules& rules_;
  FoundMeetings found_;
};

}  // namespace

bool HasTag(std::string_view title, std::string_view tag) {
  for (std::string_view word = NextWord(&title); !word.empty(); word = NextWord(&title)) {
    if (IsTag(word, tag)) return true;
  }
  return false;
}

std::string WithoutTags(std::string_view title) {
  std::string text;
  for (std::string_view word = NextWord(&title); !word.empty(); word = NextWord(&title)) {
    if (word.front() == '#') continue;
    text.append(text.empty() ? "" : " ").append(word);
  }
  return text;
}

Touch MeetingTouch(std::string id, std::string contact, MeetingTime time) {
  Touch touch;
  touch.id = std::move(id);
  touch.contact = std::move(contact);
  touch.at = time.start;
  touch.has_time = time.has_time;
  touch.kind = Kind::kMet;
  touch.direction = Direction::kOut;
  touch.channel = Channel::kMeeting;
  touch.notes = std::move(time.notes);
  touch.length = std::chrono::duration_cast<minutes>(time.end - time.start);
  return touch;
}

std::string MeetingId(const Occurrence& event, std::string_view contact) {
  return UuidHex({"meeting", event.uid, event.recurrence, contact});
}

std::vector<NamedPerson> PeopleOfTitle(std::string_view title) {
  std::string_view rest = title;
  std::string_view word = NextWord(&rest);
  while (!word.empty() && !IsTag(word, kMet)) word = NextWord(&rest);
  if (word.empty()) return {};
  std::string_view named = Trimmed(rest);
  if (named.empty()) named = title.substr(0, static_cast<std::size_t>(word.data() - title.data()));
  std::vector<NamedPerson> people;
  while (!named.empty() && people.size() < kMostAttendees) {
    const std::size_t end = std::min(named.find_first_of(",;&"), named.size());
    NamedPerson person = PersonOf(named.substr(0, end));
    // "Jana Roth, jana@x.example" is one person.
    const bool belongs = person.name.empty() && !people.empty() && people.back().email.empty();
    if (belongs) {
      people.back().email = std::move(person.email);
    } else if (!person.name.empty() || !person.email.empty()) {
      people.push_back(std::move(person));
    }
    named.remove_prefix(std::min(end + 1, named.size()));
  }
  return people;
}

FoundMeetings FindMeetings(std::span<const Occurrence> watched, std::span<const Contact> contacts,
                           const MeetingRules& rules) {
  if (watched.empty()) return {};
  Finder finder(contacts, rules);
  for (const Occurrence& event : watched) finder.Look(event);
  return finder.Take();
}

}  // namespace touchbase
