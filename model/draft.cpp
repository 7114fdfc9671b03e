#include "model/draft.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "model/code_points.h"
#include "model/first_name.h"
#include "model/known_steps.h"
#include "model/letters.h"
#include "model/said_lines.h"
#include "model/spoken.h"

namespace touchbase {
namespace {

constexpr std::size_t kLongestValue = 200;  // bytes; longer words are no part of a short text
constexpr int kMostWords = 20;

bool IsWritten(const Touch& touch) {
  switch (touch.kind) {
    case Kind::kNote:
    case Kind::kDebrief:
    case Kind::kPromise:
    case Kind::kOffer:
    case Kind::kConnected:
    case Kind::kNext:
    case Kind::kMet:
    case Kind::kUnknown:
      return false;
    default:
      break;
  }
  const bool sent = touch.outcome != Outcome::kSkipped && touch.outcome != Outcome::kStopped &&
                    touch.outcome != Outcome::kBounced && touch.outcome != Outcome::kWithdrawn;
  const bool by_writing = touch.channel == Channel::kNone || touch.channel == Channel::kEmail ||
                          touch.channel == Channel::kLinkedin || touch.channel == Channel::kText ||
                          touch.channel == Channel::kCard;
  return touch.direction == Direction::kOut && sent && by_writing;
}

// What the log says of a contact up to the follow-up.
struct Past {
  const Touch* written = nullptr;  // my last message
  const Touch* anchor = nullptr;
  std::optional<Date> met;  // the last meeting
  int meetings = 0;
  int sent = 0;       // messages of mine
  int responses = 0;  // of theirs
};

Past PastOf(const FollowUp& follow_up, const Contact& contact, const LiveLog& log) {
  Past past;
  past.met = contact.met_on;
  for (const std::uint32_t index : log.Of(contact.id)) {
    const Touch& touch = log.Touches()[index];
    if (touch.id == follow_up.key.anchor) past.anchor = &touch;
    if (touch.at > follow_up.start) continue;
    if (touch.kind == Kind::kMet) {
      past.met = std::max(past.met.value_or(DateOf(touch.at)), DateOf(touch.at));
      ++past.meetings;
    }
    if (IsResponse(touch)) ++past.responses;
    if (!IsWritten(touch)) continue;
    past.written = &touch;
    ++past.sent;
  }
  return past;
}

// One line of the user's words as part of a sentence: no #, no < >, no full stop; empty when it is
// too long for a short text.
std::string Words(std::string_view text) {
  std::string words;
  int count = 0;
  text = text.substr(0, text.find_first_of("\r\n", text.find_first_not_of(" \t\r\n")));
  for (const char c : Trimmed(text)) {
    const bool blank = c == ' ' || static_cast<unsigned char>(c) < 0x20;
    if (c == '#') continue;
    if (blank && (words.empty() || words.back() == ' ')) continue;
    if (blank) ++count;
    words += blank ? ' ' : c == '<' ? '(' : c == '>' ? ')' : c;
  }
  while (!words.empty() &&
         std::string_view(" .!?,;:").find(words.back()) != std::string_view::npos) {
    words.pop_back();
  }
  return words.size() > kLongestValue || count >= kMostWords ? std::string() : words;
}

std::string FullNameOf(const Contact& contact) {
  const std::string first = FirstNameOfCell(contact.first_name);
  const std::string last = PlainName(contact.last_name);
  return first.empty() || last.empty() ? PlainName(contact.name) : first + " " + last;
}

// The contact's event is that of the last meeting, as far as can be told.
bool IsOfLastMeeting(const Contact& contact, const Past& past) {
  return contact.met_on ? past.met == contact.met_on : past.meetings <= 1;
}

void AddOffer(const FollowUp& follow_up, const Contact& contact, const DraftSources& sources,
              std::string_view language, FieldValues* values) {
  if (!follow_up.offer) return;
  const Zone* theirs = nullptr;
  if (sources.zone != nullptr && sources.zones && !contact.time_zone.empty()) {
    theirs = sources.zones(contact.time_zone);
  }
  const auto said = [&](LocalTime time) {
    if (theirs == nullptr) return SpokenSlot(time, language);
    const LocalTime there = theirs->ToLocal(sources.zone->ToInstant(time));
    return SpokenSlot(time, there, SpokenPlace(theirs->name()), language);
  };
  (*values)["slot1"] = said(follow_up.offer->first);
  (*values)["slot2"] = said(follow_up.offer->second);
}

// Repeated steps go through the variants one after the other; others take the next one after a
// response, when the same track starts again.
std::size_t VariantOf(const FollowUp& follow_up, const Past& past) {
  constexpr std::array<std::string_view, 5> kRepeated = {"monthly", "weekly", "keep", "friend",
                                                         "follow-up-6"};
  const bool repeats =
      std::find(kRepeated.begin(), kRepeated.end(), follow_up.key.step) != kRepeated.end();
  if (repeats) return static_cast<std::size_t>(past.sent);
  // These follow a response themselves.
  constexpr std::array<std::string_view, 5> kAfter = {"thank-you", "check-in", "call", "answer",
                                                      "ask"};
  const bool after = std::any_of(kAfter.begin(), kAfter.end(), [&](std::string_view step) {
    return follow_up.key.step.starts_with(step);
  });
  return static_cast<std::size_t>(std::max(0, past.responses - (after ? 1 : 0)));
}

struct Choice {
  std::string language;
  const Script* script = nullptr;
};

Choice Choose(std::string_view name, const FollowUp& follow_up, const Contact& contact,
              const DraftSources& sources, const Past& past) {
  const Manner manner = MannerOf(follow_up, contact);
  for (const std::string_view language :
       {std::string_view(contact.language), std::string_view(sources.language),
        std::string_view("en")}) {
    const auto found = sources.scripts.Find(language, name, manner);
    if (found.empty()) continue;
    return {MainLanguage(language), found[VariantOf(follow_up, past) % found.size()]};
  }
  return {};
}

bool Mentions(const Script& script, const std::string& field) {
  return script.body.find("{" + field + "}") != std::string::npos ||
         script.body.find("{?" + field + "}") != std::string::npos;
}

// The promised thing that cannot be sent yet.
std::string WaitsForLink(const Script& script, const FieldValues& values) {
  if (HasLink(values.at("article"))) return {};
  for (const char* field : {"note", "promised"}) {
    const std::string& value = values.at(field);
    if (!Mentions(script, "promised") || value.empty()) continue;
    if (Mentions(script, field) && NeedsLink(value) && !HasLink(value)) return value;
  }
  return {};
}

}  // namespace

std::string ScriptFor(const FollowUp& follow_up) {
  return follow_up.channel == Channel::kPhone ? "call" : follow_up.script;
}

Manner MannerOf(const FollowUp& follow_up, const Contact& contact) {
  for (const std::string& tag : contact.tags) {
    const std::string word = LowerText(tag);
    for (const std::string_view informal : {"du", "tu", "t\u00FA", "informal"}) {
      if (word == informal) return Manner::kInformal;
    }
    for (const std::string_view formal : {"sie", "vous", "usted", "formal"}) {
      if (word == formal) return Manner::kFormal;
    }
  }
  const bool friendly =
      follow_up.track == "friend" || contact.track == "friend" || contact.kind == "friend";
  return friendly ? Manner::kInformal : Manner::kAny;
}

bool HasLink(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find("www.") != std::string_view::npos;
}

bool NeedsLink(std::string_view text) {
  constexpr std::array<std::string_view, 31> kSentByLink = {
      "article",     "artikel",    "art\u00EDculo", "artigo",    "link",           "enlace",
      "lien",        "slides",     "folien",        "diapos",    "slide",          "paper",
      "report",      "bericht",    "rapport",       "informe",   "relat\u00F3rio", "video",
      "v\u00EDdeo",  "vid\u00E9o", "podcast",       "pdf",       "template",       "vorlage",
      "mod\u00E8le", "plantilla",  "deck",          "recording", "document",       "documento",
      "dokument"};
  std::string word;
  const auto is_it = [&] {
    const bool found = std::find(kSentByLink.begin(), kSentByLink.end(), word) != kSentByLink.end();
    word.clear();
    return found;
  };
  while (!text.empty()) {
    const CodePoint point = FirstCodePoint(text);
    text.remove_prefix(point.length);
    if (IsLetter(point.value)) {
      AppendCodePoint(LowerOf(point.value), &word);
    } else if (is_it()) {
      return true;
    }
  }
  return is_it();
}

Contact AsSaid(Contact contact, const FollowUp& follow_up, const DraftSources& sources) {
  std::vector<const Touch*> touches;
  for (const std::uint32_t index : sources.log.Of(contact.id)) {
    const Touch& touch = sources.log.Touches()[index];
    if (touch.at <= follow_up.start) touches.push_back(&touch);
  }
  SaidTexts said = LatestSaid(touches, sources.words);
  const auto take = [](std::string& text, std::string* cell) {
    if (!text.empty()) *cell = std::move(text);
  };
  take(said.said, &contact.they_said);
  take(said.article, &contact.article);
  take(said.promised, &contact.promised);
  take(said.offered, &contact.they_offered);
  return contact;
}

std::string SubjectOfSide(const FollowUp& follow_up, const DraftSources& sources) {
  constexpr std::array<std::string_view, 4> kSides = {"promise", "asked", "offered", "next"};
  const std::string_view step = WithoutNumber(follow_up.key.step);
  if (std::find(kSides.begin(), kSides.end(), step) == kSides.end()) return {};
  for (const std::uint32_t index : sources.log.Of(follow_up.key.contact)) {
    const Touch& touch = sources.log.Touches()[index];
    if (touch.id != follow_up.key.anchor) continue;
    const bool labelled = !ReadSaidLines(touch.notes, DateOf(touch.at), sources.words).empty();
    return labelled ? std::string() : touch.notes;
  }
  return {};
}

FieldValues FieldsOf(const FollowUp& follow_up, const Contact& as_in_book,
                     const DraftSources& sources, std::string_view language) {
  const Contact contact = AsSaid(as_in_book, follow_up, sources);
  const Past past = PastOf(follow_up, contact, sources.log);
  FieldValues values;
  for (const std::string& field : ScriptFields()) values[field];
  values["first_name"] = contact.Greeting();
  values["full_name"] = FullNameOf(contact);
  values["company"] = Words(contact.company);
  if (IsOfLastMeeting(contact, past)) values["event"] = Words(contact.event);
  values["they_said"] = Words(contact.they_said);
  values["interesting"] = Words(contact.interesting);
  values["promised"] = Words(contact.promised);
  values["they_offered"] = Words(contact.they_offered);
  values["advice_given"] = Words(contact.advice_given);
  if (HasLink(contact.article)) values["article"] = Words(contact.article);
  values["introduced_by"] = Words(contact.introduced_by);
  values["goal"] = Words(contact.goal);
  if (past.anchor != nullptr) {
    // Notes with lines such as promised: are not what the step is about; their values are taken.
    const Date day = DateOf(past.anchor->at);
    const bool labelled = !ReadSaidLines(past.anchor->notes, day, sources.words).empty();
    if (!labelled) values["note"] = Words(past.anchor->notes);
  }
  // The year is said of what is long ago only.
  const auto said = [&](Date day) {
    const Date start = DateOf(follow_up.start);
    return SpokenDay(day, start - day < days{300} ? day : start, language);
  };
  if (past.written != nullptr) {
    values["last_day"] = said(DateOf(past.written->at));
    values["last_way"] = SpokenWay(past.written->channel, language);
  }
  if (past.met) values["met_day"] = said(*past.met);
  values["me"] = Words(sources.sender.name);
  values["sign_off"] = sources.sender.sign_off.empty() ? FirstNameOfName(sources.sender.name)
                                                       : Words(sources.sender.sign_off);
  values["news"] = Words(sources.sender.news);
  values["news_link"] = Words(sources.sender.news_link);
  AddOffer(follow_up, contact, sources, language, &values);
  return values;
}

Draft MakeDraft(std::string_view script, const FollowUp& follow_up, const Contact& contact,
                const DraftSources& sources) {
  const Past past = PastOf(follow_up, contact, sources.log);
  const Choice choice = Choose(script, follow_up, contact, sources, past);
  Draft draft;
  if (choice.script == nullptr) return draft;
  draft.language = choice.language;
  const FieldValues values = FieldsOf(follow_up, contact, sources, choice.language);
  draft.held = WaitsForLink(*choice.script, values);
  if (!draft.held.empty()) return draft;
  const Filled body = FillScript(choice.script->body, values);
  if (body.sentences == 0 && script != "short") {
    return MakeDraft("short", follow_up, contact, sources);
  }
  draft.subject = FillScript(choice.script->subject, values).text;
  draft.body = body.text;
  return draft;
}

}  // namespace touchbase
