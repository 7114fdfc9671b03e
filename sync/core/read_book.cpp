#include "sync/core/read_book.h"

#include <unordered_set>
#include <utility>

#include "model/identity.h"
#include "sync/core/busy_times.h"
#include "sync/core/other_calendars.h"
#include "sync/core/own_addresses.h"
#include "sync/core/program_notes.h"
#include "sync/core/shared_block.h"
#include "sync/core/watch.h"

namespace touchbase {

ReadBook ReadTheBook(Book& book, BaseStore& base) {
  BookSnapshot snapshot = book.Read();
  ReadBook read;
  read.fingerprint = std::move(snapshot.fingerprint);
  read.warnings = std::move(snapshot.warnings);
  read.rows = snapshot.touches.size() + snapshot.left_out.size();

  const Aliases known = base.Aliases();
  Identities identities = ResolveIdentities(snapshot.contacts, known);
  if (identities.aliases != known) base.PutAliases(identities.aliases);
  for (std::string& warning : identities.warnings) read.warnings.push_back(std::move(warning));
  read.contacts.reserve(snapshot.contacts.size());
  for (std::size_t i = 0; i < snapshot.contacts.size(); ++i) {
    if (identities.ids[i].empty()) continue;
    snapshot.contacts[i].id = identities.ids[i];
    read.contacts.push_back(std::move(snapshot.contacts[i]));
  }

  const ContactIndex index(read.contacts);
  read.touches.reserve(snapshot.touches.size());
  for (Touch& touch : snapshot.touches) {
    if (touch.contact.empty()) {  // an event, or about a block
      read.touches.push_back(std::move(touch));
      continue;
    }
    const ContactIndex::Match match = index.Find(touch.contact);
    if (match.index) {
      touch.contact = read.contacts[*match.index].id;
    } else if (touch.follow_up.empty()) {
      read.warnings.push_back("touch of " + FormatLocal(touch.at) + ": " + match.why);
      continue;
    }
    // A row of ours keeps its contact, who may be gone from the book: it says that the item is
    // done.
    read.touches.push_back(std::move(touch));
  }
  for (LeftOutRow& row : snapshot.left_out) {
    const ContactIndex::Match match = index.Find(row.contact);
    if (match.index) row.contact = read.contacts[*match.index].id;
    read.left_out.push_back(std::move(row));
  }
  return read;
}

std::vector<Placed> PlacedFromBase(BaseStore& base) {
  std::unordered_set<std::string> live;
  for (const BaseResource& resource : base.Resources()) {
    if (resource.life != BaseResource::Life::kDeleted) live.insert(resource.key);
  }
  const std::vector<BaseFollowUp> follow_ups = base.FollowUps();
  for (const BaseFollowUp& known : follow_ups) {
    if (known.finished && known.sort >= 0) live.erase(known.key);
  }
  std::vector<Placed> placed;
  for (const BaseFollowUp& known : follow_ups) {
    if (IsOwnNote(known)) continue;
    const bool line = live.contains(known.block);  // also of somebody who is done
    const bool stands =
        !known.finished && (live.contains(known.key) || known.block == kNextCatchUp);
    if (!line && !stands) continue;
    placed.push_back({known.key, LocalTime{seconds{known.start}}, minutes{known.length_minutes},
                      known.pinned, known.postponed, line ? known.block : ""});
  }
  return placed;
}

Surroundings SurroundingsOf(BaseStore& base, const RunSettings& settings, LocalTime now,
                            const Zone& zone) {
  OtherTimes others = OtherTimesOf(base);
  RunSettings rules = settings;
  AddOwnAddresses(base, &rules.own_addresses);
  for (const BaseResource& resource : base.Resources()) {
    AddUsersTimes(resource, {rules, zone, now}, &others);
  }
  WatchedTimes watched = WatchedOf(base);
  Surroundings around;
  around.settings = WithOthers(settings.plan, others);
  around.busy = others.busy;
  for (const Busy& time : WeeklyTimesFromBase(base, settings, now)) around.busy.push_back(time);
  around.events = std::move(watched.events);
  around.meetings = std::move(watched.meetings);
  around.back_on = BackOnOf(base);
  return around;
}

Plan PlanFromBase(Book& book, BaseStore& base, const RunSettings& settings, LocalTime now,
                  const Zone& zone, const std::function<const Zone*(const std::string&)>& zones,
                  ReadBook* read) {
  *read = ReadTheBook(book, base);
  std::unordered_set<std::string> ids;
  for (const Touch& touch : read->touches) ids.insert(touch.id);
  const auto add = [&](const Touch& touch) {
    if (ids.insert(touch.id).second) read->touches.push_back(touch);
  };
  for (const BaseStore::OutboxRow& row : base.Outbox()) {
    if (row.written_at == 0) add(row.touch);
  }
  const Surroundings around = SurroundingsOf(base, settings, now, zone);
  for (const Touch& meeting : around.meetings) add(meeting);
  const std::vector<Placed> placed = PlacedFromBase(base);
  PlanInput input{
      read->contacts, read->touches, settings.cadences, around.settings, placed, around.busy, now};
  input.events = around.events;
  input.back_on = around.back_on;
  input.zone = &zone;
  input.zones = zones;
  return MakePlan(input);
}

}  // namespace touchbase
