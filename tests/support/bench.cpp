#include "tests/support/bench.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "config/cadences.h"
#include "config/script_text.h"
#include "model/hash.h"
#include "model/touch_id.h"

namespace touchbase::test {
namespace {

const Zone* ZoneNamed(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const Zone>> known;
  const auto [entry, is_new] = known.try_emplace(name);
  if (is_new) entry->second = ical::FindZone(name);
  return entry->second.get();
}

// As ical::Decode, which is most of the time of a test that looks at the calendar again and again.
std::optional<ical::CalendarItem> DecodedItem(const std::string& text,
                                              const std::shared_ptr<const Zone>& zone) {
  using Key = std::pair<std::shared_ptr<const Zone>, std::string>;
  constexpr std::size_t kMost = 2000;
  static std::map<Key, std::optional<ical::CalendarItem>> known;
  if (known.size() > kMost) known.clear();
  const auto [entry, is_new] = known.try_emplace({zone, text});
  if (is_new) entry->second = ical::Decode(text, *zone).item;
  return entry->second;
}

}  // namespace

LocalTime Local(std::string_view text) {
  const auto local = ParseLocal(text);
  if (!local) throw std::invalid_argument("no local time: " + std::string(text));
  return *local;
}

int Writes(const RunReport& report) { return report.created + report.updated + report.deleted; }

Bench::Bench() {
  server.AddCalendar("/ana/personal/", "Personal");
  settings.items = Items::kBoth;
  settings.cadences = BuiltInCadences();
  settings.scripts = BuiltInScripts();
  settings.account = "ana memory";
  settings.fingerprint = "settings";
}

void Bench::At(std::string_view local) { now_ = Local(local); }

void Bench::AddContact(const std::string& id, const std::string& name, const std::string& track) {
  Contact contact;
  contact.id = id;
  contact.name = name;
  contact.email = id + "@x.example";
  contact.track = track;
  book.AddContact(contact);
}

Touch Bench::Row(const std::string& contact, Kind kind, std::string_view at,
                 const std::string& id) {
  Touch touch;
  touch.contact = contact;
  touch.kind = kind;
  touch.at = Local(at);
  touch.has_time = true;
  touch.direction = DefaultDirection(kind);
  touch.channel = Channel::kEmail;
  touch.id = id;
  if (id.empty()) {
    TouchIds ids;
    touch.id = ids.Next({"", contact, at, touch.direction, ToWord(kind)});
  }
  return touch;
}

void Bench::Log(const std::string& contact, Kind kind, std::string_view at, const std::string& id) {
  book.AddTouch(Row(contact, kind, at, id));
}

RunReport Bench::Run(Machine* on) {
  Machine& used = on == nullptr ? machine : *on;
  return RunWith(used.options, &used);
}

RunReport Bench::RunWith(const RunOptions& options, Machine* on) {
  Machine& used = on == nullptr ? machine : *on;
  FixedClock clock(Now());
  MemoryAccount account(&server);
  RunPorts ports{account,   book,  used.base, clock, *zone, [] { return false; },
                 ZoneNamed, feeds, planner};
  return RunSync(ports, settings, options);
}

RunReport Bench::Undo(std::int64_t run, bool dry_run, Machine* on) {
  Machine& used = on == nullptr ? machine : *on;
  FixedClock clock(Now());
  MemoryAccount account(&server);
  RunPorts ports{account,   book,  used.base, clock, *zone, [] { return false; },
                 ZoneNamed, feeds, planner};
  return RunUndo(ports, settings, {run, dry_run, false});
}

std::vector<Seen> Bench::Items() const {
  std::vector<Seen> items;
  const std::string prefix = "tb-" + settings.book_id + "-";
  for (const auto& [url, calendar] : const_cast<MemoryServer&>(server).calendars()) {
    for (const auto& [href, stored] : calendar.items) {
      auto item = DecodedItem(stored.text, zone);
      if (!item || !item->uid.starts_with(prefix)) continue;
      items.push_back({calendar.state.url, href, stored.text, std::move(*item)});
    }
  }
  return items;
}

std::vector<Seen> Bench::Find(const std::string& name, const std::string& title,
                              bool finished) const {
  std::vector<Seen> found;
  for (Seen& seen : Items()) {
    if (seen.item.title.find(name) == std::string::npos) continue;
    if (seen.item.title.find(title) == std::string::npos) continue;
    if (seen.finished() == finished) found.push_back(std::move(seen));
  }
  return found;
}

std::optional<Seen> Bench::Block(const std::string& name, const std::string& title) const {
  for (Seen& seen : Find(name, title)) {
    if (seen.block()) return std::move(seen);
  }
  return std::nullopt;
}

std::optional<Seen> Bench::Task(const std::string& name, const std::string& title) const {
  for (Seen& seen : Find(name, title)) {
    if (!seen.block()) return std::move(seen);
  }
  return std::nullopt;
}

void Bench::Edit(const Seen& seen, const std::function<void(PhoneItem&)>& edit) {
  PhoneItem phone(seen.text);
  phone.Set("LAST-MODIFIED", FormatUtcBasic(Now()));
  edit(phone);
  server.Put(seen.collection, seen.href, phone.Text());
}

void Bench::Tick(const std::string& name, const std::string& title) {
  if (const auto task = Task(name, title)) {
    Edit(*task, [&](PhoneItem& phone) { phone.Tick(Now()); });
  } else if (const auto block = Block(name, title)) {
    Edit(*block, [&](PhoneItem& phone) { phone.MarkTitle("x"); });
  }
}

void Bench::Move(const std::string& name, std::string_view start, const std::string& title) {
  const auto block = Block(name, title);
  if (block) Edit(*block, [&](PhoneItem& phone) { phone.MoveTo(Local(start), 15); });
}

void Bench::Type(const std::string& name, const std::string& text, const std::string& title) {
  const auto found = Find(name, title);
  if (!found.empty()) Edit(found.front(), [&](PhoneItem& phone) { phone.Type(text); });
}

void Bench::DeleteBoth(const std::string& name, const std::string& title) {
  for (const Seen& seen : Find(name, title)) Delete(seen);
}

std::string Bench::Calendar() const {
  std::set<std::string> lines;
  for (const Seen& seen : Items()) {
    const ical::CalendarItem& item = seen.item;
    std::string line = item.title + (seen.block() ? " | block " : " | task ") +
                       (item.start ? FormatLocal(*item.start) : "nowhere");
    line += " " + std::to_string(item.length_minutes) + (item.date_only ? " day" : "");
    line += std::string(item.completed ? " completed" : "") + (item.cancelled ? " cancelled" : "") +
            (item.transparent ? " free" : "") + (item.has_our_alarm ? " rings" : "");
    line += " | " + item.uid + " " + item.key + " | " + UuidHex({item.our_text}) + " | " +
            item.user_text;
    lines.insert(line);
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string Bench::LogText() const {
  std::multiset<std::string> lines;
  for (const Touch& touch : book.touches()) {
    lines.insert(touch.contact + " " + std::string(ToWord(touch.kind)) + " " +
                 std::string(ToWord(touch.direction)) + " " + std::string(ToWord(touch.channel)) +
                 " " + std::string(ToWord(touch.outcome)) + " " + FormatLocal(touch.at) + " " +
                 touch.id + " " + touch.follow_up + " " + touch.notes);
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string Bench::Doubles() const {
  std::string doubles;
  std::set<std::string> uids, keys, ids;
  for (const Seen& seen : Items()) {
    if (!uids.insert(seen.item.uid).second) doubles += "uid " + seen.item.uid + "\n";
    const std::string key = seen.item.key + (seen.block() ? " block" : " task");
    if (!keys.insert(key).second) doubles += "key " + key + " " + seen.item.title + "\n";
  }
  for (const Touch& touch : book.touches()) {
    if (!ids.insert(touch.id).second) doubles += "row " + touch.id + "\n";
  }
  return doubles;
}

}  // namespace touchbase::test
