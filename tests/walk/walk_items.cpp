// What the user of a walk does to items, on one of the devices.
#include <algorithm>
#include <array>
#include <string>

#include "ical/signs.h"
#include "tests/walk/switches.h"
#include "tests/walk/walk.h"

namespace touchbase::test {
namespace {

const Href kPersonal{"memory://server/ana/personal/"};

// The last name is enough to tell the items of a walk apart in its story.
std::string NameOf(const ical::CalendarItem& item) {
  return "\"" + item.title + "\"" + (item.component == Component::kEvent ? " block " : " task ") +
         item.uid.substr(12, 6) + item.uid.substr(44);
}

const std::vector<std::string>& Words() {
  static const std::vector<std::string> kWords = {"#replied",
                                                  "#noanswer",
                                                  "#leftmessage",
                                                  "#meeting",
                                                  "#wait 10d",
                                                  "#notnow",
                                                  "#skip",
                                                  "#closed",
                                                  "#bounced",
                                                  "#no",
                                                  "#next 2027-02-12 ring again"};
  return kWords;
}

void Untick(PhoneItem& phone) {
  if (phone.Text().find("BEGIN:VTODO") != std::string::npos) return phone.Untick();
  for (const char* mark : {"✓ ", "✔ ", "✅ ", "x ", "[x] ", "r ", "done "}) {
    if (phone.Get("SUMMARY").starts_with(mark)) phone.Erase(mark);
  }
}

void EraseWords(PhoneItem& phone) {
  for (const std::string& word : Words()) phone.Replace("\\n" + word, "\\n");
}

}  // namespace

std::optional<Walk::Pick> Walk::Choose(const Device& device, Random* random,
                                       const Wanted& wanted) const {
  std::vector<Pick> found;
  for (const auto& [place, copy] : device.copies()) {
    if (copy.deleted || copy.text.find("\nUID:tb-") == std::string::npos) continue;
    const auto item = ical::Decode(copy.text, *bench_.zone).item;
    if (!item) continue;
    Pick pick{place, *item};
    if (wanted(pick)) found.push_back(std::move(pick));
  }
  if (found.empty()) return std::nullopt;
  return random->Of(found);
}

void Walk::SayEdit(Act act, const Device& device, const Pick& pick, const std::string& more) {
  Say(std::string(&device == &phone_ ? "phone: " : "laptop: ") + std::string(ToWord(act)) + " " +
      NameOf(pick.item) + " " + more);
}

Claim Walk::Text(const Pick& pick, const std::string& tag, Claim::Sort sort) const {
  return {sort, tag, pick.item.uid, pick.item.key, {}};
}

Claim Walk::Outcome(const Pick& pick, const std::string& tag) {
  const auto resources = bench_.machine.base.Resources();
  const bool followed = std::any_of(resources.begin(), resources.end(), [&](const auto& resource) {
    return resource.uid == pick.item.uid && resource.collection == pick.place.collection;
  });
  for (const BaseFollowUp& known : bench_.machine.base.FollowUps()) {
    if (!followed || known.key != pick.item.key) continue;
    if (known.contact.empty() || known.step.empty()) continue;
    // What shows as done already is not done once more.
    const auto signs =
        ical::ReadSigns(pick.item, known.title, known.title, DateOf(bench_.now()), {});
    const bool shows = pick.finished() || signs.done || signs.replied || !signs.words.empty();
    return Text(pick, tag, shows ? Claim::Sort::kText : Claim::Sort::kTouch);
  }
  return Text(pick, tag);
}

void Walk::ActOnItem(Act act, Device* device, Random* random) {
  if (act == Act::kRestore) return Restore(random);
  const bool of_finished = act == Act::kUntick || random->Chance(15);
  const bool of_blocks = act == Act::kMove || act == Act::kLength;
  const auto pick = Choose(*device, random, [&](const Pick& one) {
    if (act == Act::kTickLine) return one.item.description.find("[ ] ") != std::string::npos;
    if (act == Act::kEraseWord) return one.item.description.find("zq") != std::string::npos;
    if (of_blocks && (one.item.component != Component::kEvent || one.finished())) return false;
    if (act == Act::kMoveDay && one.item.component != Component::kTodo) return false;
    return one.finished() == of_finished || of_blocks;
  });
  if (pick) EditItem(act, device, *pick, random);
}

void Walk::EditItem(Act act, Device* device, const Pick& pick, Random* random) {
  const std::string tag = ledger_.NewTag();
  SayEdit(act, *device, pick, tag);
  if (act < Act::kMove) return Write(act, device, pick, tag, random);
  switch (act) {
    case Act::kMove:
      return MoveTo(device, pick, random);
    case Act::kDeleteOne:
    case Act::kDeleteBoth:
      return Delete(device, pick, act == Act::kDeleteBoth);
    case Act::kOtherCalendar:
      return MoveElsewhere(device, pick);
    case Act::kTickLine:
      return TickLine(device, pick);
    default:
      return Change(act, device, pick, tag, random);
  }
}

// Into title and notes.
void Walk::Write(Act act, Device* device, const Pick& pick, const std::string& tag,
                 Random* random) {
  static const std::vector<std::string> kMarks = {"✓", "✔", "✅", "x", "[x]", "r", "done"};
  const auto edit = [&](const ItemEdit& how, const Claim& claim) {
    device->Edit(pick.place, how, {claim});
  };
  if (act == Act::kTick) return Tick(device, pick, tag, random);
  if (act == Act::kMark) {
    const std::string mark = random->Of(kMarks);
    const auto write = [=](PhoneItem& phone) {
      phone.MarkTitle(mark);
      phone.Type(tag);
    };
    return edit(write, Outcome(pick, tag));
  }
  if (act == Act::kWord) {
    const std::string word = random->Of(Words());
    story_.back() += " " + word;
    const auto write = [=](PhoneItem& phone) {
      phone.Type(tag);
      phone.Type(word);
    };
    return edit(write, word.starts_with("#next") ? Text(pick, tag) : Outcome(pick, tag));
  }
  if (act == Act::kType) {
    return edit([=](PhoneItem& phone) { phone.Type(tag); }, Text(pick, tag));
  }
  if (act == Act::kRetitle) {
    return edit([=](PhoneItem& phone) { phone.Set("SUMMARY", "Ring " + tag); }, Text(pick, tag));
  }
  edit(act == Act::kUntick ? Untick : EraseWords, Text(pick, tag, Claim::Sort::kUndoes));
}

// Everything else of one item.
void Walk::Change(Act act, Device* device, const Pick& pick, const std::string& tag,
                  Random* random) {
  const Claim undoes = Text(pick, tag, Claim::Sort::kUndoes);
  const Claim stays = Text(pick, tag, Claim::Sort::kOnItem);
  const int number = random->Below(9);
  const Date day = DateOf(bench_.now()) + days{number};
  const LocalTime start = pick.item.start.value_or(bench_.now());
  std::vector<Claim> claims = {undoes};
  if (act == Act::kAlarm || act == Act::kCategory) claims = {stays};
  if (act == Act::kTakeOver) claims.push_back(Text(pick, tag));
  const auto edit = [=](PhoneItem& phone) {
    if (act == Act::kLength) phone.MoveTo(start, 30 + 15 * number);
    if (act == Act::kMoveDay) phone.DueOn(day);
    if (act == Act::kAlarm) phone.AddAlarm("-PT45M", tag);
    if (act == Act::kCategory) phone.Set("CATEGORIES", tag);
    if (act == Act::kCancel) phone.Set("STATUS", "CANCELLED");
    if (act != Act::kTakeOver) return;
    phone.Set("RRULE", "FREQ=YEARLY");
    phone.Type(tag);
  };
  device->Edit(pick.place, edit, claims);
}

void Walk::Tick(Device* device, const Pick& pick, const std::string& tag, Random* random) {
  const Instant now = bench_.Now();
  const bool task = pick.item.component == Component::kTodo;
  const bool by_status = random->Chance(30);
  device->Edit(pick.place,
               [=](PhoneItem& phone) {
                 phone.Type(tag);
                 if (!task) return phone.MarkTitle("x");
                 if (by_status) return phone.Set("STATUS", "COMPLETED");
                 phone.Tick(now);
               },
               {Outcome(pick, tag)});
}

void Walk::TickLine(Device* device, const Pick& pick) {
  device->Edit(pick.place, [](PhoneItem& phone) { phone.Replace("[ ] ", "[x] "); }, {});
}

void Walk::MoveTo(Device* device, const Pick& pick, Random* random) {
  const LocalTime now = bench_.now();
  const LocalTime to = LocalTime{DateOf(now).time_since_epoch()} +
                       minutes{24 * 60 * (1 + random->Below(12)) + 15 * random->Below(4 * 23)};
  Claim place = Text(pick, "", Claim::Sort::kPlace);
  place.to = to;
  story_.back() += " to " + FormatLocal(to);
  device->Edit(pick.place, [=](PhoneItem& phone) { phone.MoveTo(to, 15); }, {place});
}

void Walk::MoveElsewhere(Device* device, const Pick& pick) {
  if (!Actors::kMovesElsewhere || pick.place.collection == kPersonal) return;
  const std::string text = device->Text(pick.place);
  std::string name = pick.place.href.substr(pick.place.href.rfind('/') + 1);
  if (Actors::kRandomNames) name = std::to_string(trash_.size()) + "-" + name.substr(14, 8);
  trash_.erase(std::remove_if(trash_.begin(), trash_.end(),
                              [&](const auto& one) { return one.first == pick.place; }),
               trash_.end());
  device->Sync(&bench_.server, &ledger_);
  if (device->Text(pick.place) != text) return;
  // At once: no claim is touched by it.
  const Place there{kPersonal, "/ana/personal/" + name};
  bench_.server.Put(there.collection, there.href, text);
  bench_.server.Delete(pick.place.collection, pick.place.href);
  device->Sync(&bench_.server, &ledger_);
}

void Walk::Delete(Device* device, const Pick& pick, bool both) {
  for (const auto& [place, copy] : device->copies()) {
    if (copy.deleted || copy.text.find("\nUID:tb-") == std::string::npos) continue;
    const bool same = place == pick.place;
    if (!same && !(both && copy.text.find(pick.item.key) != std::string::npos)) continue;
    trash_.emplace_back(place, copy.text);
    device->Delete(place);
  }
}

// From the server's trash, as its web page does it.
void Walk::Restore(Random* random) {
  if (trash_.empty()) return;
  const auto [place, text] = random->Of(trash_);
  const auto calendar = bench_.server.calendars().find(place.collection.value);
  if (calendar == bench_.server.calendars().end()) return;
  if (!bench_.server.Text(place.collection, place.href).empty()) return;
  const auto item = ical::Decode(text, *bench_.zone).item;
  for (const Seen& seen : bench_.Items()) {
    if (item && seen.item.key == item->key && seen.item.component == item->component) return;
  }
  Say("restored " + NameOf(*item));
  bench_.server.Put(place.collection, place.href, text);
}

void Walk::OwnEvent(Device* device, Random* random) {
  const std::string tag = ledger_.NewTag();
  const LocalTime start = LocalTime{DateOf(bench_.now()).time_since_epoch()} +
                          minutes{24 * 60 * random->Below(6) + 30 * (14 + random->Below(20))};
  const Href calendar = random->Chance(50) || bench_.server.calendars().size() < 2
                            ? kPersonal
                            : Href{bench_.server.calendars().begin()->first};
  const std::string stamp = FormatUtcBasic(bench_.Now());
  const std::string begin = FormatUtcBasic(bench_.zone->ToInstant(start));
  const std::string end = FormatUtcBasic(bench_.zone->ToInstant(start + minutes{60}));
  std::string text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//phone//EN\r\nBEGIN:VEVENT\r\nUID:";
  text += tag + "\r\nDTSTAMP:" + stamp + "\r\nDTSTART:" + begin + "\r\nDTEND:" + end +
          "\r\nSUMMARY:Lunch " + tag + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  Say("own event " + tag + " at " + FormatLocal(start));
  const std::string path = calendar.value.substr(std::string("memory://server").size());
  device->Make({calendar, path + tag + ".ics"}, text);
}

}  // namespace touchbase::test
