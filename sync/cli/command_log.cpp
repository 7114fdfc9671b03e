// log: one touch, written by hand.
#include <algorithm>
#include <charconv>
#include <set>

#include "model/error.h"
#include "model/hash.h"
#include "model/letters.h"
#include "model/nearest.h"
#include "sync/cli/commands.h"
#include "sync/cli/find_contact.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/core/outbox.h"

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

LocalTime ParseAt(const std::string& text, const Zone& zone, bool* has_time) {
  *has_time = true;
  if (const auto local = ParseLocal(text)) return *local;
  if (const auto offset = ParseRfc3339(text)) return zone.ToLocal(offset->instant());
  *has_time = false;
  if (const auto date = ParseDate(text)) return LocalTime{date->time_since_epoch()};
  throw UsageError("--at \"" + text +
                   "\" is no time; write 2026-03-02, \"2026-03-02 14:30\" or RFC 3339");
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

Touch MakeTouch(const LogOptions& log, const Contact& contact, Workplace& place) {
  const LocalTime now = place.LocalNow();
  Touch touch;
  touch.contact = contact.id;
  touch.at = std::chrono::floor<minutes>(now);
  touch.has_time = true;
  touch.notes = log.note;
  if (!log.at.empty()) touch.at = ParseAt(log.at, place.zone(), &touch.has_time);
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
  return touch;
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

std::vector<Touch> RowsOf(const LogOptions& log, const Contact& contact, Workplace& place) {
  const bool extras = !log.outcome.empty() || !log.wait.empty() || !log.next.empty() ||
                      !log.until.empty() || !log.direction.empty() || !log.channel.empty();
  if (log.kind == "reopen" && extras) {
    throw UsageError("log CONTACT reopen takes --at and --note only");
  }
  std::vector<Touch> rows = {MakeTouch(log, contact, place)};
  if (!log.next.empty()) rows.push_back(NextTouch(log, rows.front(), DateOf(place.LocalNow())));
  for (Touch& row : rows) row.id = HandId(row);
  return rows;
}

// The rows that the log does not have yet; the same command given twice adds nothing.
std::vector<Touch> NewRows(const std::vector<Touch>& rows, const ReadBook& book, BaseStore& base) {
  std::set<std::string> known;
  for (const Touch& touch : book.touches) known.insert(touch.id);
  for (const BaseStore::OutboxRow& row : base.Outbox()) {
    if (row.written_at == 0) known.insert(row.touch.id);
  }
  std::vector<Touch> fresh;
  for (const Touch& row : rows) {
    if (!known.contains(row.id)) fresh.push_back(row);
  }
  return fresh;
}

// Into the outbox, and from there into the log. False: they wait.
bool Append(Workplace& place, const std::vector<Touch>& rows) {
  RunReport report;
  Outbox outbox(place.base(), place.book());
  outbox.Add(rows);
  outbox.Flush(place.clock().Now(), &report);
  for (const std::string& warning : report.warnings) place.out().Complain("note: " + warning);
  return !report.log_waits;
}

}  // namespace

int CommandLog(Workplace& place) {
  const LogOptions& log = place.options().log;
  if (log.make_new) {
    throw UsageError("log --new is not there yet; add a row with the name or e-mail to " +
                     place.book().Describe() + ", then log again without --new");
  }
  const ReadBook book = ReadTheBook(place.book(), place.base());
  const Contact& contact = FindContact(book, log.contact);
  const std::vector<Touch> rows = RowsOf(log, contact, place);
  const std::vector<Touch> fresh = NewRows(rows, book, place.base());
  if (fresh.empty()) place.out().Complain("note: the log has this very row already");
  const bool written = fresh.empty() || Append(place, fresh);
  place.out().Answer(TouchJson(rows, written, place));
  for (const Touch& row : fresh) {
    const std::string what = log.kind == "reopen" ? "reopened" : std::string(ToWord(row.kind));
    place.out().Remark((written ? "Logged: " : "Kept for the log: ") + contact.DisplayName() +
                       ", " + what + ", " +
                       (row.has_time ? ShortTime(row.at) : ShortDate(DateOf(row.at))) +
                       (row.until ? ", until " + ShortDate(*row.until) : ""));
  }
  return written ? 0 : 5;
}

}  // namespace touchbase::cli
