// log: touches written by hand, and with --new their contact.
#include <set>

#include "model/error.h"
#include "model/identity.h"
#include "sync/cli/commands.h"
#include "sync/cli/find_contact.h"
#include "sync/cli/json_text.h"
#include "sync/cli/log_rows.h"
#include "sync/cli/output.h"
#include "sync/core/outbox.h"

namespace touchbase::cli {
namespace {

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

struct Whom {
  std::string id, name;
};

// Somebody who is there already is not made a second time.
Whom AddNew(const ReadBook& book, const LogOptions& log, Workplace& place) {
  const Contact contact = NewContact(log.contact);
  const ContactIndex index(book.contacts);
  for (const std::string& word : {log.contact, contact.email, contact.id, contact.name}) {
    const auto match = word.empty() ? ContactIndex::Match() : index.Find(word);
    if (!match.index) continue;
    const Contact& known = book.contacts[*match.index];
    // Somebody else of the same name has another address.
    if (word == contact.name && !contact.email.empty() && !known.email.empty()) continue;
    place.out().Complain("note: " + known.DisplayName() + " is in the book already");
    return {known.id, known.DisplayName()};
  }
  const AppendResult added = place.book().AddContacts({&contact, 1});
  if (!added.done) throw ItemError("the new contact was not added: " + added.why);
  place.out().Remark("Added: " + contact.DisplayName() + " to " + place.book().Describe());
  // Who it is now may follow from keys of people before.
  for (const Contact& known : ReadTheBook(place.book(), place.base()).contacts) {
    const bool same =
        contact.email.empty() ? known.name == contact.name : known.email == contact.email;
    if (same) return {known.id, known.DisplayName()};
  }
  return {contact.id, contact.DisplayName()};
}

Whom FindWhom(const ReadBook& book, const LogOptions& log, Workplace& place) {
  if (!log.event.empty()) return {"", log.event};
  if (log.contact.empty() || log.kind.empty()) {
    throw UsageError(
        "log needs a contact and a kind: touchbase log CONTACT KIND, such as "
        "touchbase log \"Jane Doe\" met; or an event: touchbase log --event NAME");
  }
  // Nobody is added for a row that cannot be written.
  (void)LogRows(log, "", place.LocalNow(), place.zone());
  if (log.make_new) return AddNew(book, log, place);
  const Contact& contact = FindContact(book, log.contact);
  return {contact.id, contact.DisplayName()};
}

void Say(const Touch& row, const std::string& name, const LogOptions& log, bool written,
         Output& out) {
  const std::string what = log.kind == "reopen" ? "reopened"
                           : log.event.empty()  ? std::string(ToWord(row.kind))
                                                : "event";
  out.Remark((written ? "Logged: " : "Kept for the log: ") + name + ", " + what + ", " +
             (row.has_time ? ShortTime(row.at) : ShortDate(DateOf(row.at))) +
             (row.until ? ", until " + ShortDate(*row.until) : ""));
}

}  // namespace

int CommandLog(Workplace& place) {
  const LogOptions& log = place.options().log;
  const ReadBook book = ReadTheBook(place.book(), place.base());
  const Whom whom = FindWhom(book, log, place);
  const std::vector<Touch> rows = LogRows(log, whom.id, place.LocalNow(), place.zone());
  const std::vector<Touch> fresh = NewRows(rows, book, place.base());
  if (fresh.empty()) place.out().Complain("note: the log has this very row already");
  const bool written = fresh.empty() || Append(place, fresh);
  place.out().Answer(TouchJson(rows, written, place));
  for (const Touch& row : fresh) Say(row, whom.name, log, written, place.out());
  return written ? 0 : 5;
}

}  // namespace touchbase::cli
