#include "sync/cli/log_rows.h"

#include <algorithm>
#include <charconv>

#include "model/error.h"
#include "model/hash.h"
#include "model/identity.h"
#include "model/letters.h"
#include "model/nearest.h"

namespace touchbase::cli {
namespace {

const std::vector<std::string> kKinds = {"met",      "connected", "first",  "thank-you", "card",
                                         "check-in", "follow-up", "answer", "reply",     "promise",
                                         "offer",    "next",      "ask",    "referral",  "debrief",
                                         "note",     "reopen"};
const std::vector<std::string> kChannels = {"email", "phone", "meeting", "linkedin",
                                            "card",  "text",  "other"};
const std::vector<std::string> kDirections = {"in", "out"};
const std::vector<std::string> kOutcomes = {"done",    "replied",  "no-answer", "left-message",
                                            "meeting", "declined", "wait",      "closed",
                                            "paid",    "skipped",  "stopped",   "bounced"};

// A word of the log's columns, in any case; a wrong one ends with the right ones.
template <typename T>
T Word(const std::string& given, std::optional<T> (*parse)(std::string_view), const char* option,
       const std::vector<std::string>& words, T otherwise) {
  if (given.empty()) return otherwise;
  const std::string word = LowerAscii(given);
  const bool known = std::find(words.begin(), words.end(), word) != words.end();
  const auto value = parse(word);
  if (known && value) return *value;
  const std::string nearest = Nearest(word, words);
  std::string message = std::string(option) + " \"" + given + "\" is not known";
  if (!nearest.empty()) throw UsageError(message + "; did you mean " + nearest + "?");
  for (std::size_t i = 0; i < words.size(); ++i)
    message += (i == 0 ? "; it is one of " : ", ") + words[i];
  throw UsageError(message);
}

LocalTime ParseAt(const std::string& option, const std::string& text, const Zone& zone,
                  bool* has_time) {
  *has_time = true;
  if (const auto local = ParseLocal(text)) return *local;
  if (const auto offset = ParseRfc3339(text)) return zone.ToLocal(offset->instant());
  *has_time = false;
  if (const auto date = ParseDate(text)) return LocalTime{date->time_since_epoch()};
  throw UsageError(option + " \"" + text +
                   "\" is no time; write 2026-03-02, \"2026-03-02 14:30\" or RFC 3339");
}

// The end of an event: a time, or 18:00 of the day it begins.
LocalTime ParseEnd(const std::string& text, LocalTime start, const Zone& zone, bool* has_time) {
  *has_time = true;
  if (const auto time = ParseTimeOfDay(text))
    return LocalTime{DateOf(start).time_since_epoch()} + *time;
  return ParseAt("--until", text, zone, has_time);
}

// A touch has happened; only a meeting may stand before us.
void CheckPast(const Touch& touch, LocalTime now) {
  const bool ahead = touch.has_time ? touch.at > now : DateOf(touch.at) > DateOf(now);
  if (!ahead || touch.kind == Kind::kMet) return;
  const bool dated = touch.kind == Kind::kNext || touch.kind == Kind::kPromise;
  throw UsageError(std::string("--at lies in the future; ") +
                   (dated
                        ? "the date it is for is --until, --at is when it was agreed"
                        : "only a meeting (met) can be logged before it is over. What you plan to "
                          "do: touchbase log CONTACT next --until DATE --note TEXT"));
}

// 10d, 2w, 3mo, or a date.
Date ParseUntil(const std::string& text, Date today, const char* option) {
  if (const auto date = ParseDate(text)) return *date;
  int count = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  if (error == std::errc() && count > 0 && count <= 3650) {
    if (unit == "d") return today + days{count};
    if (unit == "w") return today + days{7 * count};
    if (unit == "mo") return AddMonths(today, count);
  }
  throw UsageError(std::string(option) + " \"" + text +
                   "\" is no time; write 10d, 2w, 3mo or a date");
}

// The id keeps two rows of the same second apart by what they say.
std::string HandId(const Touch& touch) {
  return UuidHex({"hand", touch.contact, FormatLocal(touch.at), ToWord(touch.direction),
                  ToWord(touch.kind), ToWord(touch.outcome), touch.notes,
                  touch.until ? FormatDate(*touch.until) : ""});
}

// A wait may be without a date (90 days); a next step may not.
void SetOutcome(const LogOptions& log, Date today, Touch* touch) {
  touch->outcome = Word(log.outcome, ParseOutcome, "--outcome", kOutcomes, Outcome::kNone);
  if (!log.until.empty()) touch->until = ParseUntil(log.until, today, "--until");
  if (!log.wait.empty()) {
    const bool other = touch->outcome != Outcome::kNone && touch->outcome != Outcome::kWait;
    if (other || touch->until) {
      throw UsageError("--wait says outcome and date by itself; leave --outcome and --until away");
    }
    touch->outcome = Outcome::kWait;
    touch->until = ParseUntil(log.wait, today, "--wait");
  }
  if (touch->kind == Kind::kNext && !touch->until && touch->outcome == Outcome::kNone) {
    throw UsageError("a next step needs its date: --until 2026-03-12, or --until 2w");
  }
}

Touch MakeTouch(const LogOptions& log, const std::string& contact, LocalTime now,
                const Zone& zone) {
  Touch touch;
  touch.contact = contact;
  touch.at = std::chrono::floor<minutes>(now);
  touch.has_time = true;
  touch.notes = log.note;
  if (!log.at.empty()) touch.at = ParseAt("--at", log.at, zone, &touch.has_time);
  if (log.kind == "reopen") {
    // To the second: the no that it takes back may be of this very minute.
    if (log.at.empty()) touch.at = now;
    touch.kind = Kind::kNote;
    touch.outcome = Outcome::kWithdrawn;
    return touch;
  }
  touch.kind = Word(log.kind, ParseKind, "the kind", kKinds, Kind::kNote);
  touch.direction =
      Word(log.direction, ParseDirection, "--direction", kDirections, DefaultDirection(touch.kind));
  touch.channel = Word(log.channel, ParseChannel, "--channel", kChannels, Channel::kNone);
  SetOutcome(log, DateOf(now), &touch);
  CheckPast(touch, now);
  return touch;
}

// An event is a row at its end, named by its notes, of nobody.
Touch EventTouch(const LogOptions& log, LocalTime now, const Zone& zone) {
  const bool extras = !log.outcome.empty() || !log.wait.empty() || !log.next.empty() ||
                      !log.direction.empty() || !log.channel.empty() || !log.note.empty() ||
                      !log.contact.empty() || log.make_new;
  if (extras) throw UsageError("log --event NAME takes --at and --until, and no contact or kind");
  if (Trimmed(log.event).empty()) throw UsageError("--event needs the name of the event");
  Touch touch;
  touch.kind = Kind::kDebrief;
  touch.notes = std::string(Trimmed(log.event));
  touch.has_time = true;
  touch.at = std::chrono::floor<minutes>(now);
  if (!log.at.empty()) touch.at = ParseAt("--at", log.at, zone, &touch.has_time);
  if (log.until.empty()) return touch;
  const LocalTime start = touch.at;
  const bool had_time = touch.has_time;
  touch.at = ParseEnd(log.until, start, zone, &touch.has_time);
  const bool days_only = !touch.has_time || !had_time;
  if (days_only ? DateOf(touch.at) < DateOf(start) : touch.at <= start) {
    throw UsageError("--until \"" + log.until + "\" is before the event begins");
  }
  return touch;
}

std::vector<std::string> SplitWords(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

Touch NextTouch(const LogOptions& log, const Touch& touch, Date today) {
  Touch next = touch;
  next.kind = Kind::kNext;
  next.direction = Direction::kOut;
  next.outcome = Outcome::kNone;
  next.until = ParseUntil(log.next[0], today, "--next");
  next.notes = log.next[1];
  return next;
}

}  // namespace

std::vector<Touch> LogRows(const LogOptions& log, const std::string& contact, LocalTime now,
                           const Zone& zone) {
  const bool extras = !log.outcome.empty() || !log.wait.empty() || !log.next.empty() ||
                      !log.until.empty() || !log.direction.empty() || !log.channel.empty();
  if (log.kind == "reopen" && extras) {
    throw UsageError("log CONTACT reopen takes --at and --note only");
  }
  std::vector<Touch> rows = {log.event.empty() ? MakeTouch(log, contact, now, zone)
                                               : EventTouch(log, now, zone)};
  if (!log.next.empty()) rows.push_back(NextTouch(log, rows.front(), DateOf(now)));
  for (Touch& row : rows) row.id = HandId(row);
  return rows;
}

Contact NewContact(std::string_view words) {
  Contact contact;
  std::string name;
  for (std::string word : SplitWords(words)) {
    std::erase_if(word, [](char c) { return c == '<' || c == '>'; });
    const auto at = word.find('@');
    const bool mail = at != std::string::npos && at > 0 && at + 1 < word.size();
    if (mail && contact.email.empty()) {
      contact.email = word;
    } else if (!word.empty()) {
      name += (name.empty() ? "" : " ") + word;
    }
  }
  contact.name = name;
  const auto ids = ResolveIdentities({&contact, 1}, {}).ids;
  if (ids.front().empty()) {
    throw UsageError(
        "a new contact needs a name or an e-mail, such as \"Jana Roth jana@x.example\"");
  }
  contact.id = ids.front();
  return contact;
}

}  // namespace touchbase::cli
