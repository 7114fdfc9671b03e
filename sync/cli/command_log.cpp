// log: one touch, written by hand.
#include <charconv>

#include "model/error.h"
#include "model/hash.h"
#include "model/identity.h"
#include "sync/cli/commands.h"
#include "sync/cli/output.h"
#include "sync/core/outbox.h"

namespace touchbase::cli {
namespace {

template <typename T>
T Word(const std::string& word, std::optional<T> (*parse)(std::string_view), const char* option,
       T otherwise) {
  if (word.empty()) return otherwise;
  if (const auto value = parse(word)) return *value;
  throw UsageError(std::string(option) + " \"" + word +
                   "\" is not known; see touchbase log --help");
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

Touch MakeTouch(const LogOptions& log, const Contact& contact, Workplace& place) {
  const LocalTime now = place.LocalNow();
  Touch touch;
  touch.contact = contact.id;
  touch.at = std::chrono::floor<minutes>(now);
  touch.has_time = true;
  if (!log.at.empty()) touch.at = ParseAt(log.at, place.zone(), &touch.has_time);
  if (log.kind == "reopen") {
    touch.kind = Kind::kNote;
    touch.outcome = Outcome::kWithdrawn;
    touch.notes = log.note;
    return touch;
  }
  touch.kind = Word(log.kind, ParseKind, "the kind", Kind::kNote);
  touch.direction =
      Word(log.direction, ParseDirection, "--direction", DefaultDirection(touch.kind));
  touch.channel = Word(log.channel, ParseChannel, "--channel", Channel::kNone);
  touch.outcome = Word(log.outcome, ParseOutcome, "--outcome", Outcome::kNone);
  touch.notes = log.note;
  if (!log.wait.empty()) {
    touch.outcome = Outcome::kWait;
    touch.until = ParseUntil(log.wait, DateOf(now), "--wait");
  }
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

void Append(Workplace& place, const std::vector<Touch>& rows) {
  RunReport report;
  Outbox outbox(place.base(), place.book());
  outbox.Add(rows);
  outbox.Flush(place.clock().Now(), &report);
  for (const std::string& warning : report.warnings) Complain("note: " + warning);
}

}  // namespace

int CommandLog(Workplace& place) {
  const LogOptions& log = place.options().log;
  if (log.make_new) {
    throw UsageError("log --new comes with the import of contacts; add the row to " +
                     place.book().Describe() + " for now");
  }
  const ReadBook book = ReadTheBook(place.book(), place.base());
  const ContactIndex index(book.contacts);
  const auto match = index.Find(log.contact);
  if (!match.index) throw InputError("\"" + log.contact + "\": " + match.why);
  const Contact& contact = book.contacts[*match.index];

  std::vector<Touch> rows = {MakeTouch(log, contact, place)};
  if (log.next.size() == 2) {
    rows.push_back(NextTouch(log, rows.front(), DateOf(place.LocalNow())));
  }
  for (Touch& row : rows) row.id = HandId(row);
  for (const Touch& known : book.touches) {
    if (known.id == rows.front().id) {
      Complain("note: the log has this very row already; nothing was added");
      return 0;
    }
  }
  Append(place, rows);
  if (place.options().json) {
    Print(TouchJson(rows.front(), place));
  } else if (!place.options().quiet) {
    Print("Logged: " + contact.DisplayName() + ", " + std::string(ToWord(rows.front().kind)) +
          ", " + ShortTime(rows.front().at));
  }
  return 0;
}

}  // namespace touchbase::cli
