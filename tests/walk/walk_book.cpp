// What the user of a walk does to the book, in a spreadsheet.
#include <algorithm>
#include <set>
#include <string>

#include "tests/walk/walk.h"

namespace touchbase::test {

void Walk::NewContact(const std::string& track) {
  const std::string number = std::to_string(contacts_++);
  Say("new contact p" + number + " " + track);
  bench_.AddContact("p" + number, "Person" + number + " Name", track);
}

void Walk::AddRow(Random* random) {
  static const std::vector<Kind> kKinds = {Kind::kFollowUp, Kind::kFirst,  Kind::kReply,
                                           Kind::kReply,    Kind::kMet,    Kind::kNote,
                                           Kind::kPromise,  Kind::kCheckIn};
  const Kind kind = random->Of(kKinds);
  const std::string tag = ledger_.NewTag();
  const LocalTime at = bench_.now() - minutes{random->Below(20 * 60)};
  // Two people were met at once, now and then.
  const int people = kind == Kind::kMet && random->Chance(50) ? 2 : 1;
  const int first = random->Below(contacts_);
  for (int i = 0; i < people; ++i) {
    const std::string contact = "p" + std::to_string((first + i) % contacts_);
    Touch row = bench_.Row(contact, kind, FormatLocal(at), "hand-" + std::to_string(rows_++));
    row.notes = tag;
    Say("row by hand: " + contact + " " + std::string(ToWord(kind)) + " at " + FormatLocal(at) +
        " " + tag);
    bench_.book.AddTouch(row);
  }
  ledger_.Logged(tag);
}

void Walk::ChangeNotes(Random* random) {
  std::vector<Touch> rows = bench_.book.touches();
  if (rows.empty()) return;
  const std::string tag = ledger_.NewTag();
  Touch& row = rows.at(static_cast<std::size_t>(random->Below(static_cast<int>(rows.size()))));
  Say("notes of " + row.id + " " + tag);
  row.notes += (row.notes.empty() ? "" : " ") + tag;
  bench_.book.SetTouches(rows);
  ledger_.Logged(tag);
}

// What the program wrote in the last days it would take for a stale save.
void Walk::RemoveRow(Random* random) {
  std::vector<Touch> rows = bench_.book.touches();
  std::set<std::string> anchors;  // without them nothing tells what was done
  for (const BaseFollowUp& known : bench_.machine.base.FollowUps()) anchors.insert(known.anchor);
  std::vector<Touch> may;
  for (const Touch& row : rows) {
    if (anchors.contains(row.id)) continue;
    const bool ours = row.id.find("hand-") == std::string::npos;
    if (!ours || row.at + days{4} < bench_.now()) may.push_back(row);
  }
  if (may.empty()) return;
  const Touch row = random->Of(may);
  Say("row removed: " + row.id + " " + row.notes);
  bench_.book.RemoveTouch(row.id);
  removed_rows_.insert(row.id);
  ledger_.Dropped(row.notes);
}

// What was added meanwhile is lost. Rows of the program come back with the next run.
void Walk::SaveStale() {
  const bool open = sheet_at_ && bench_.now() - *sheet_at_ < hours{30};
  const bool calm = bench_.now() - stale_at_ > hours{100};
  if (!open || !calm) return;
  std::set<std::string> kept;
  for (const Touch& row : sheet_) kept.insert(row.id);
  Say("a stale save of the book");
  for (const Touch& row : bench_.book.touches()) {
    const bool known = kept.contains(row.id);
    if (known || row.id.starts_with("hand-")) ledger_.Dropped(row.notes);
  }
  for (const Touch& row : sheet_) {
    for (const std::string& tag : TagsIn(row.notes)) ledger_.Logged(tag);
  }
  bench_.book.SetTouches(sheet_);
  stale_at_ = bench_.now();
  sheet_at_.reset();
  CleanRun(&bench_.machine, "run after the stale save");
}

void Walk::Pause(Random* random) {
  std::vector<Contact> contacts = bench_.book.contacts();
  Contact& contact =
      contacts.at(static_cast<std::size_t>(random->Below(static_cast<int>(contacts.size()))));
  const bool active = contact.status == ContactStatus::kActive;
  contact.status = active ? ContactStatus::kPaused : ContactStatus::kActive;
  Say(contact.id + (active ? " is paused" : " goes on"));
  bench_.book.SetContacts(contacts);
}

}  // namespace touchbase::test
