#include "sync/cli/why_text.h"

#include <algorithm>
#include <set>

#include "model/day_words.h"
#include "sync/cli/output.h"

namespace touchbase::cli {
namespace {

// What the log says of one person, withdrawn rows left out.
struct Facts {
  const Touch* last_out = nullptr;       // of outreach: not skipped, not a note
  const Touch* last_response = nullptr;  // theirs
  const Touch* wait = nullptr;           // the last response, when it asked to wait
  const Touch* closed = nullptr;
  int sent = 0;  // messages of mine since the last response
};

bool IsMessage(const Touch& touch) {
  if (touch.direction != Direction::kOut || touch.outcome == Outcome::kSkipped) return false;
  switch (touch.kind) {
    case Kind::kNote:
    case Kind::kDebrief:
    case Kind::kConnected:
    case Kind::kPromise:
    case Kind::kNext:
      return false;
    default:
      return true;
  }
}

Facts FactsOf(const WhyQuestion& question) {
  std::set<std::string> withdrawn;
  for (const Touch& touch : question.touches) {
    if (touch.outcome == Outcome::kWithdrawn) withdrawn.emplace(WithdrawnId(touch.id));
  }
  std::vector<const Touch*> live;
  for (const Touch& touch : question.touches) {
    const bool theirs = touch.contact == question.person.contact->id;
    const bool counts = touch.outcome != Outcome::kWithdrawn && !withdrawn.contains(touch.id);
    if (theirs && counts && touch.at <= question.now) live.push_back(&touch);
  }
  std::stable_sort(live.begin(), live.end(),
                   [](const Touch* a, const Touch* b) { return a->at < b->at; });
  Facts facts;
  for (const Touch* touch : live) {
    if (IsResponse(*touch)) {
      facts.last_response = touch;
      facts.wait = touch->outcome == Outcome::kWait ? touch : nullptr;
      facts.sent = 0;
      const bool closed = touch->outcome == Outcome::kClosed || touch->outcome == Outcome::kPaid;
      if (closed) facts.closed = touch;
    } else if (IsMessage(*touch)) {
      facts.last_out = touch;
      ++facts.sent;
    }
  }
  return facts;
}

std::string Messages(int count) {
  return count == 1 ? "one message" : CountText(count) + " messages";
}

// The touch that a follow-up counts from.
const Touch* AnchorOf(const FollowUp& next, const WhyQuestion& question) {
  for (const Touch& touch : question.touches) {
    if (touch.id == next.key.anchor) return &touch;
  }
  return nullptr;
}

std::string OnDay(const Touch* touch, Date today) {
  return touch == nullptr ? "" : " on " + DayText(DateOf(touch->at), today);
}

std::string OfOutreach(const std::string& name, const Person& person, const Facts& facts,
                       Date today) {
  if (facts.wait != nullptr) {
    const auto& until = facts.wait->until;
    return name + " asked you to wait" + (until ? " until " + DayText(*until, today) : "") + ".";
  }
  if (facts.sent == 0) return name + " has not been written to yet.";
  const std::string sent = Messages(facts.sent) + " so far.";
  if (person.standing.relation != "warm") {
    return name + " does not know you yet and has not answered: " + sent;
  }
  const std::string since =
      facts.last_response == nullptr
          ? "has not answered"
          : "has not answered since " + DayText(DateOf(facts.last_response->at), today);
  return name + " knows you and " + since + ": " + Messages(facts.sent) + " from you.";
}

std::string OfTail(const std::string& name, const FollowUp& next, const Facts& facts) {
  if (next.key.step == "reconnect") {
    return name + " is a friend, and you have not been in touch for over a year.";
  }
  if (next.track == "friend") return name + " is a friend; you keep in touch, without asks.";
  if (next.track == "customer") return name + " is a customer; you keep in touch.";
  const bool silent = facts.last_out == nullptr && facts.last_response == nullptr;
  return "You keep in touch with " + name + (silent ? "; the first time is still to come." : ".");
}

// The first sentence, for somebody who has something next.
std::string Stands(const FollowUp& next, const WhyQuestion& question, const Facts& facts) {
  const Person& person = question.person;
  const std::string name = person.contact->DisplayName();
  const Date today = DateOf(question.now);
  const Touch* anchor = AnchorOf(next, question);
  const std::string& step = next.key.step;
  if (step == "answer") return name + " wrote to you and has no answer yet.";
  if (step == "promise") return "You owe " + name + " what you promised.";
  if (step == "asked") return name + " asked you to write.";
  if (step == "offered") return name + " has offered you something.";
  if (step == "next") return "You have set yourself a next step with " + name + ".";
  if (step == "thank-you") {
    const bool ahead = anchor != nullptr && anchor->at > question.now;
    return ahead ? "You are going to meet " + name + OnDay(anchor, today) + "."
                 : "You met " + name + OnDay(anchor, today) + " and have not thanked yet.";
  }
  if (step == "check-in") return "You met " + name + OnDay(anchor, today) + ".";
  if (step == "ask") return "You met " + name + " and your goal is open.";
  if (step == "thanks") return name + " became a customer" + OnDay(facts.closed, today) + ".";
  if (next.kind == Kind::kFirst) return name + " has not been written to yet.";
  const bool tail = next.track == "keep" || next.track == "customer" || next.track == "friend";
  return tail ? OfTail(name, next, facts) : OfOutreach(name, person, facts, today);
}

std::string Occasion(const FollowUp& next, const std::string& name) {
  const std::string& title = next.title;
  return title.starts_with(name + ": ") ? title.substr(name.size() + 2) : title;
}

std::string DaysText(int count) { return count == 1 ? "one day" : CountText(count) + " days"; }

// One date: the slot's; the due day only to say why it is another.
std::string WhenText(const FollowUp& next, bool placed, Date today) {
  if (!placed) return ShortDate(next.due) + ", which has no place in the calendar yet.";
  std::string text = ShortTime(next.start);
  const Date day = DateOf(next.start);
  if (next.pinned) return text + ", where you put it.";
  if (day == next.due) return text + ".";
  if (next.postponed > 0) {
    return text + "; it was due on " + DayText(next.due, today) + " and has been put off " +
           (next.postponed == 1 ? "once." : CountText(next.postponed) + " times.");
  }
  if (next.overdue_days > 0) {
    return text + ", " + DaysText(next.overdue_days) + " late; it was due on " +
           DayText(next.due, today) + ".";
  }
  if (next.due < today) return text + "; it was due on " + DayText(next.due, today) + ".";
  return text + "; the day it is due, " + DayText(next.due, today) + ", has no better place.";
}

std::string NextLine(const FollowUp& next, const WhyQuestion& question, bool placed) {
  const Date today = DateOf(question.now);
  std::string text = "Next: " + Occasion(next, question.person.contact->DisplayName()) + ", " +
                     WhenText(next, placed, today);
  for (const Block& block : question.plan.blocks) {
    const bool its = !next.block.empty() && block.key.Hash() == next.block;
    if (its) text += " It is a line of \"" + block.title + "\".";
  }
  return text;
}

const Unplaced* HeldBack(const Person& person, const FollowUp& next) {
  for (const Unplaced* held : {person.waiting, person.unplaced}) {
    if (held != nullptr && held->follow_up.key == next.key) return held;
  }
  return nullptr;
}

const FollowUp* PlacedOf(const Person& person, const FollowUp& next) {
  for (const FollowUp* item : person.placed) {
    if (item->key == next.key) return item;
  }
  return nullptr;
}

std::string BesideLine(const FollowUp& next, const WhyQuestion& question) {
  const FollowUp* placed = PlacedOf(question.person, next);
  return "Besides: " + Occasion(next, question.person.contact->DisplayName()) + ", " +
         (placed != nullptr ? ShortTime(placed->start) : ShortDate(next.due)) + ".";
}

// How the user changes what holds somebody back; empty where they do not.
std::string WayBack(const Person& person) {
  const Contact& contact = *person.contact;
  const bool plain = contact.id.find_first_of(" '\"|;&$") == std::string::npos;
  const std::string who = plain ? contact.id : "\"" + contact.DisplayName() + "\"";
  switch (contact.status) {
    case ContactStatus::kPaused:
    case ContactStatus::kArchived:
    case ContactStatus::kDeclined:
      return "To go on: touchbase set " + who + " status=active";
    default:
      break;
  }
  const bool no = person.standing.sentence.starts_with("They said no");
  return no ? "If that has changed: touchbase log " + who + " reopen" : "";
}

// What the plan has first, else what would come first.
const FollowUp* FirstOf(const Person& person) {
  if (!person.placed.empty()) return person.placed.front();
  return person.standing.next.empty() ? nullptr : &person.standing.next.front();
}

}  // namespace

std::vector<std::string> WhyLines(const WhyQuestion& question) {
  const Person& person = question.person;
  const FollowUp* next = FirstOf(person);
  if (next == nullptr) {
    std::vector<std::string> lines = {person.standing.sentence.empty()
                                          ? "Nothing is planned, and nothing says why."
                                          : person.standing.sentence};
    if (std::string way = WayBack(person); !way.empty()) lines.push_back(std::move(way));
    return lines;
  }
  std::vector<std::string> lines = {Stands(*next, question, FactsOf(question))};
  const FollowUp* placed = PlacedOf(person, *next);
  const Unplaced* held = placed == nullptr ? HeldBack(person, *next) : nullptr;
  if (held != nullptr) {
    const bool waits = held == person.waiting;
    const std::string what = Occasion(*next, person.contact->DisplayName());
    lines.push_back((waits ? "Next: " + what + ", when it is their turn. "
                           : "Next: " + what + ", but it has no place. ") +
                    held->why);
  } else {
    lines.push_back(NextLine(*next, question, placed != nullptr));
  }
  if (!next->reason.empty()) lines.push_back(next->reason);
  for (const FollowUp& other : person.standing.next) {
    if (other.key != next->key) lines.push_back(BesideLine(other, question));
  }
  return lines;
}

}  // namespace touchbase::cli
