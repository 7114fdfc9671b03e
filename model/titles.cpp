#include "model/titles.h"

#include <algorithm>
#include <utility>

#include "model/channels.h"

namespace touchbase {
namespace {

std::string_view Occasion(const DueStep& item) {
  const std::string_view step = WithoutNumber(item.step->name);
  switch (item.role) {
    case Role::kThankYou:
      return "thank-you";
    case Role::kCheckIn:
      return "check in";
    case Role::kAnswer:
      return "answer";
    case Role::kAsk:
      return "ask";
    case Role::kArrange:
      return "find a date";
    case Role::kOpening:
      return "first message";
    case Role::kThanks:
      return "thanks";
    case Role::kLap:
      return step == "reconnect" ? "reconnect" : "keep in touch";
    case Role::kCall:
      return "call";
    case Role::kEventThanks:
      return "thank-you";
    case Role::kBlock:
      break;
    case Role::kOutreach:
      return step == "call" ? "call" : "follow up";
    case Role::kSide:
      if (step == "promise") return "what you promised";
      if (step == "asked") return "write as asked";
      return step == "offered" ? "what they offered" : "next step";
  }
  return "follow up";
}

// "You wrote on 3 March", for the touch that the step follows.
std::string PastText(const Touch& touch, Date around) {
  const std::string day = DayText(DateOf(touch.at), around);
  if (touch.outcome == Outcome::kSkipped) return "The one before was left out on " + day;
  if (touch.direction == Direction::kIn) return "They wrote on " + day;
  if (touch.kind == Kind::kMet) return "You met on " + day;
  if (touch.channel == Channel::kPhone) return "You called on " + day;
  return "You wrote on " + day;
}

Date DayOfNext(const DueStep& item, Date start, const TrackRules& rules) {
  const bool anchored = item.next->from_anchor && item.anchor != nullptr;
  const Date raw = item.next->after.After(anchored ? DateOf(item.anchor->at) : start);
  return rules.calendar.NextOpen(raw);
}

std::string SilentText(const DueStep& item, Date start, const TrackRules& rules) {
  if (item.next == nullptr) {
    if (item.limit > 0) return "It is the last one; if silent, nothing more is planned.";
    return "If silent, they are kept in touch with.";
  }
  std::string text = "If silent: " + DayText(DayOfNext(item, start, rules), start);
  if (item.limit > 0) {
    text += ", the " + OrdinalText(item.number + 1) + " of " + CountText(item.limit);
  }
  return text + ".";
}

std::string OutreachReason(const DueStep& item, const Contact& contact, Date start,
                           const TrackRules& rules) {
  std::string why;
  if (item.wished && contact.wait_until) {
    why = "They asked you to wait until " + DayText(*contact.wait_until, start) + ".";
  } else if (item.after_wait) {
    why = "They asked you to write now.";
  } else if (item.role == Role::kOpening) {
    const bool connected = item.anchor != nullptr;
    why = connected ? "You connected on " + DayText(DateOf(item.anchor->at), start) +
                          " and have not written yet."
                    : "You have not written yet.";
  } else {
    why = PastText(*item.since, start) + ", no answer.";
  }
  return why + " " + SilentText(item, start, rules);
}

std::string LapReason(const DueStep& item, Date start, const TrackRules& rules) {
  const std::string last =
      item.since == nullptr ? "Nothing is in the log yet." : PastText(*item.since, start) + ".";
  const Date next = rules.calendar.NextOpen(start + days{item.lap_days});
  return last + " In touch every " + std::to_string(item.lap_days) + " days; the next time is " +
         DayText(next, start) + ".";
}

std::string AfterText(const DueStep& item, Date start, const TrackRules& rules) {
  if (item.goal_open) {
    return "Then your goal is open: you ask on " +
           DayText(rules.calendar.NextOpenAfter(start), start) + ".";
  }
  return "Then you keep in touch.";
}

std::string EventText(const Contact& contact) {
  const std::string event = OwnWords(contact.event, kTitleBytes);
  return event.empty() ? event : " (" + event + ")";
}

std::string MeetingReason(const DueStep& item, const Contact& contact, Date start,
                          const TrackRules& rules) {
  const Date met = DateOf(item.anchor->at);
  const bool ahead = item.anchor->at > rules.now;
  std::string why = (ahead ? "You meet on " : "You met on ") + DayText(met, start);
  why += EventText(contact) + ". ";
  if (item.role == Role::kCheckIn) return why + AfterText(item, start, rules);
  if (item.next == nullptr) return why + "The track goes on as before.";
  return why + "Next: a check-in on " + DayText(DayOfNext(item, start, rules), start) + ".";
}

std::string AnswerReason(const DueStep& item, Date start, const TrackRules& rules) {
  const std::string why =
      "They wrote on " + DayText(DateOf(item.anchor->at), start) + " and wait for an answer. ";
  if (item.mode == Mode::kMet) return why + "The check-in stays as it is.";
  if (item.mode != Mode::kTalk) return why + "The rest goes on as before.";
  if (!item.goal_open) return why + "Then you keep in touch.";
  return why + "If silent: " + DayText(rules.calendar.NextOpenAfter(start), start) + ".";
}

std::string SideReason(const DueStep& item, Date start) {
  const std::string day = DayText(DateOf(item.anchor->at), start);
  std::string why;
  const std::string_view step = WithoutNumber(item.step->name);
  if (step == "promise") {
    why = "You promised it on " + day;
  } else if (step == "asked") {
    why = "They asked you on " + day + " to write";
  } else if (step == "offered") {
    why = "They offered it on " + day;
  } else {
    why = "You planned it on " + day;
  }
  const std::string words = OwnWords(item.anchor->notes, 200);
  if (!words.empty()) why += ": " + words;
  return why + ". The rest goes on as before.";
}

}  // namespace

std::string OwnWords(std::string_view text, std::size_t most) {
  std::string words;
  for (const char c : text.substr(0, text.find_first_of("\r\n"))) {
    if (c == '#') continue;
    words += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  while (!words.empty() && (words.back() == ' ' || words.back() == '.')) words.pop_back();
  if (words.size() <= most) return words;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
  return words.substr(0, end);
}

std::string TitleOf(const DueStep& item, const Contact& contact) {
  std::string title = contact.DisplayName() + ": ";
  if (item.role == Role::kSide && item.step->name == "next") {
    const std::string words = OwnWords(item.anchor->notes, kTitleBytes);
    if (!words.empty()) return title + words;
  }
  return title.append(Occasion(item));
}

std::string ReasonOf(const DueStep& item, const Contact& contact, Date start,
                     const TrackRules& rules) {
  switch (item.role) {
    case Role::kThankYou:
    case Role::kCheckIn:
      return MeetingReason(item, contact, start, rules);
    case Role::kAnswer:
      return AnswerReason(item, start, rules);
    case Role::kAsk:
      return "You checked in on " + DayText(DateOf(item.anchor->at), start) +
             " and your goal is open: " + OwnWords(contact.goal, 200) +
             ". If silent: " + DayText(rules.calendar.NextOpenAfter(start), start) + ".";
    case Role::kArrange:
      return "They agreed to meet on " + DayText(DateOf(item.anchor->at), start) +
             " and no meeting is in the log. Ask for a date.";
    case Role::kSide:
      return SideReason(item, start);
    case Role::kThanks:
      return "It was closed on " + DayText(DateOf(item.anchor->at), start) +
             ". Then you keep in touch.";
    case Role::kLap:
      return LapReason(item, start, rules);
    case Role::kCall:
      return "You met on " + DayText(DateOf(item.anchor->at), start) +
             ". The call is to arrange another meeting.";
    case Role::kEventThanks:
      return "You were both there on " + DayText(DateOf(item.anchor->at), start) +
             EventText(contact) + ". This one is optional; then nothing more is planned.";
    case Role::kOpening:
    case Role::kOutreach:
      return OutreachReason(item, contact, start, rules);
    case Role::kBlock:
      break;
  }
  return {};
}

std::vector<std::string> LinesOf(const DueStep& item, const Contact& contact) {
  std::vector<std::string> lines;
  if (item.role == Role::kThankYou && !contact.postal_address.empty()) {
    lines.emplace_back("Card first, in the post within 24 hours: about them, no selling.");
    lines.emplace_back("Then the mail, with what you promised.");
  }
  if (item.role == Role::kThankYou && !item.connected) {
    lines.emplace_back(contact.linkedin_url.empty()
                           ? "Not connected yet: look them up on LinkedIn and send an invitation."
                           : "Not connected yet: send the LinkedIn invitation, too.");
  }
  if (item.role == Role::kCall) {
    lines.emplace_back("Referral: who else should you talk to?");
    lines.emplace_back("Resource: what could each of you use that the other has?");
    lines.emplace_back("Collaboration: what could you do together?");
    lines.emplace_back("Introduction: whom could you bring together?");
  }
  // One ask after the close, once more at the second lap.
  const bool asks = item.role == Role::kThanks ||
                    (item.role == Role::kLap && item.track == "customer" && item.laps == 1);
  if (asks) lines.emplace_back("Ask once who else you could help.");
  std::string advice = ChannelAdvice(item, contact);
  if (!advice.empty()) lines.push_back(std::move(advice));
  return lines;
}

std::string RestText(Rest rest, const TrackState& state, Date today) {
  switch (rest) {
    case Rest::kDeclined:
      if (state.declined == nullptr) return "Marked as declined: nothing is planned.";
      return "They said no on " + DayText(DateOf(state.declined->at), today) +
             "; nothing more is planned.";
    case Rest::kPaused:
      return "Paused by you.";
    case Rest::kArchived:
      return "Archived by you.";
    case Rest::kStopped:
      return "Stopped by you on " + DayText(DateOf(state.stopped->at), today) +
             "; it starts again when they write, when you meet, or when you reopen it.";
    case Rest::kSilent: {
      const std::string count = CountText(state.done);
      return (state.done == 1
                  ? "One was"
                  : static_cast<char>(count[0] - 'a' + 'A') + count.substr(1) + " were") +
             " sent without an answer; nothing more is planned.";
    }
    case Rest::kStepsDone:
      return "All steps are done; nothing more is planned.";
    case Rest::kSkippedStart:
      return "You left the first message out; nothing is planned.";
    case Rest::kOnlyEvent:
      return "You were at the same event; nothing more is planned.";
    case Rest::kNoSteps:
      return "This track has no further steps.";
    case Rest::kNone:
      break;
  }
  return {};
}

std::string NextText(const DueStep& item, const TrackRules& rules) {
  if (item.queue == Queue::kLine && item.placed == nullptr) {
    return "Waits in line: at most " + std::to_string(rules.settings.start_per_week) +
           " start a week.";
  }
  std::string text =
      "Next: " + std::string(Occasion(item)) + ", " + DayText(item.due, rules.today());
  if (item.role == Role::kOutreach && item.limit > 0) {
    text += ", the " + OrdinalText(item.number) + " of " + CountText(item.limit);
  }
  return text + ".";
}

}  // namespace touchbase
