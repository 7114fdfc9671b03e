// set: cells of one contact, as the user says them; nothing else of the book changes.
#include <algorithm>
#include <array>

#include "ical/tz_zone.h"
#include "model/error.h"
#include "model/identity.h"
#include "model/known_steps.h"
#include "model/letters.h"
#include "model/nearest.h"
#include "sync/cli/commands.h"
#include "sync/cli/find_contact.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/store/contacts_table.h"

namespace touchbase::cli {
namespace {

constexpr std::size_t kLongestCell = 32768;

[[noreturn]] void Refuse(const CellChange& change, const std::string& expected,
                         const std::vector<std::string>& right) {
  const std::string nearest = Nearest(LowerAscii(change.value), right);
  std::string message = change.column + "=\"" + change.value + "\": " + expected;
  if (!nearest.empty()) throw UsageError(message + "; did you mean " + nearest + "?");
  for (std::size_t i = 0; i < right.size(); ++i) {
    message += (i == 0 ? ": " : ", ") + (right[i].empty() ? "nothing" : right[i]);
  }
  throw UsageError(message);
}

void CheckTrack(const CellChange& change, const CadenceSet& cadences) {
  const KnownCadences known(cadences);
  if (change.value.empty() || known.ForCell(change.value) != nullptr) return;
  std::vector<std::string> right;
  for (const auto& [name, cadence] : cadences) {
    if (known.ForCell(name) != nullptr) right.push_back(name);
  }
  Refuse(change, "no track that a contact can be put on", right);
}

void CheckWord(const CellChange& change, const std::vector<std::string>& right) {
  const bool known = change.value.empty() ||
                     std::find(right.begin(), right.end(), LowerAscii(change.value)) != right.end();
  if (!known) Refuse(change, "it is one of", right);
}

void CheckValue(const CellChange& change, const CadenceSet& cadences) {
  const std::string& column = change.column;
  if (change.value.size() > kLongestCell) throw UsageError(column + " would be longer than 32 KiB");
  if (column == "track") CheckTrack(change, cadences);
  if (column == "status") CheckWord(change, {"active", "paused", "declined", "closed", "archived"});
  if (column == "vip") CheckWord(change, {"yes", "no"});
  if (column == "optimise") CheckWord(change, {"speed", "outcome"});
  if (column == "channel") {
    CheckWord(change, {"email", "phone", "meeting", "linkedin", "card", "text", "other"});
  }
  const bool date = column == "met_on" || column == "wait_until";
  if (date && !change.value.empty() && !ParseDate(change.value)) {
    throw UsageError(column + "=\"" + change.value + "\" is no date; write it as 2026-03-31");
  }
  if (column == "time_zone" && !change.value.empty()) {
    try {
      ical::LoadZone(change.value);
    } catch (const InputError& error) {
      throw UsageError("time_zone=\"" + change.value + "\": " + error.what());
    }
  }
}

// The column that a key means: ours, the user's name of one of ours, or a column of their own.
std::string ColumnOf(const std::string& key, const std::vector<std::string>& own,
                     const std::map<std::string, std::string>& mapped) {
  std::string lower = LowerAscii(key);
  std::vector<std::string> right;
  for (const std::string_view name : store::ContactColumns()) {
    if (name == lower) return lower;
    right.emplace_back(name);
  }
  for (const auto& [ours, theirs] : mapped) {
    if (LowerAscii(theirs) == lower) return ours;
    right.push_back(theirs);
  }
  for (const std::string& name : own) {
    if (LowerAscii(name) == lower) return name;
    right.push_back(name);
  }
  const std::string nearest = Nearest(lower, right);
  throw UsageError(
      "there is no column \"" + key + "\"" +
      (nearest.empty() ? "; man touchbase lists them" : "; did you mean " + nearest + "?"));
}

std::vector<CellChange> ChangesOf(const Options& options, const Settings& settings,
                                  const BookSnapshot& book) {
  std::vector<CellChange> changes;
  for (const std::string& word : options.words) {
    const auto sign = word.find('=');
    if (sign == std::string::npos || sign == 0) {
      throw UsageError("\"" + word + "\" is no KEY=VALUE, such as track=keep");
    }
    const std::string key(Trimmed(word.substr(0, sign)));
    CellChange change{ColumnOf(key, book.unknown_columns, settings.book_columns),
                      std::string(Trimmed(word.substr(sign + 1)))};
    if (change.column == "id") {
      throw UsageError("the id is what the calendar knows a contact by; it stays as it is");
    }
    const bool twice = std::any_of(changes.begin(), changes.end(), [&](const CellChange& other) {
      return other.column == change.column;
    });
    if (twice) throw UsageError(key + " is given twice");
    CheckValue(change, settings.cadences);
    changes.push_back(std::move(change));
  }
  return changes;
}

// Without any of these the row would be nobody's.
void CheckStaysSomebody(const Contact& contact, const std::vector<CellChange>& changes) {
  const std::array<std::pair<const char*, const std::string*>, 6> names = {
      {{"name", &contact.name},
       {"first_name", &contact.first_name},
       {"last_name", &contact.last_name},
       {"email", &contact.email},
       {"phone", &contact.phone},
       {"linkedin_url", &contact.linkedin_url}}};
  for (const auto& [column, now] : names) {
    std::string value = *now;
    for (const CellChange& change : changes) {
      if (change.column == column) value = change.value;
    }
    if (!value.empty()) return;
  }
  throw UsageError("without a name and an e-mail the row would be nobody's");
}

std::size_t RowOf(const Contact& contact, const BookSnapshot& snapshot, BaseStore& base) {
  const Identities identities = ResolveIdentities(snapshot.contacts, base.Aliases());
  const auto found = std::find(identities.ids.begin(), identities.ids.end(), contact.id);
  if (found == identities.ids.end()) {
    throw InputError("the row of " + contact.DisplayName() + " is gone; look into the book");
  }
  return static_cast<std::size_t>(found - identities.ids.begin());
}

}  // namespace

int CommandSet(Workplace& place) {
  const Options& options = place.options();
  const ReadBook book = ReadTheBook(place.book(), place.base());
  const Contact& contact = FindContact(book, options.contact);
  const BookSnapshot snapshot = place.book().Read();
  const std::size_t row = RowOf(contact, snapshot, place.base());
  const std::vector<CellChange> changes = ChangesOf(options, place.settings(), snapshot);
  CheckStaysSomebody(snapshot.contacts[row], changes);
  const AppendResult result = place.book().ChangeContact(row, changes);
  if (!result.done) throw InputError(result.why);
  // The next run shall know the person again by what they are called now.
  (void)ReadTheBook(place.book(), place.base());
  place.out().Answer(SetJson(contact, changes));
  for (const CellChange& change : changes) {
    place.out().Remark("Set: " + contact.DisplayName() + ", " + change.column +
                       (change.value.empty() ? " emptied" : ": " + change.value));
  }
  return 0;
}

}  // namespace touchbase::cli
