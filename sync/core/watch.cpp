#include "sync/core/watch.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <sstream>
#include <utility>

#include "ical/signs.h"
#include "model/debriefs.h"
#include "sync/core/meetings.h"

namespace touchbase {
namespace {

constexpr const char* kSince = "watching since";
constexpr const char* kLogged = "meetings logged";
// On the first day a meeting of yesterday can still be thanked for.
constexpr days kBackAtFirst{1};
// Calendars are read no further back than this; what is older needs no memory.
constexpr days kKept{60};

constexpr const char* kAhead = "meetings ahead";

// As a cell of a line that is kept.
std::string OneCell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

// The cells of one line, with tabs between them.
void AddLine(std::initializer_list<std::string> cells, std::string* text) {
  for (const std::string& cell : cells) text->append(cell).append("\t");
  text->back() = '\n';
}

bool IsOver(const Touch& meeting, LocalTime now) {
  if (!meeting.has_time) return DateOf(meeting.at) < DateOf(now);
  return meeting.at + meeting.length <= now;
}

bool HasRow(const ReadBook& book, const std::string& id) {
  return std::any_of(book.touches.begin(), book.touches.end(),
                     [&](const Touch& touch) { return touch.id == id; });
}

// Two meetings with somebody on one day are one: what the user logged by hand is not logged again.
bool IsWrittenDown(const ReadBook& book, const Touch& meeting) {
  return std::any_of(book.touches.begin(), book.touches.end(), [&](const Touch& touch) {
    return touch.kind == Kind::kMet && touch.contact == meeting.contact &&
           touch.outcome != Outcome::kWithdrawn && DateOf(touch.at) == DateOf(meeting.at);
  });
}

// "2026-03-02 <id>" lines.
std::set<std::string> IdsIn(const std::string& text) {
  std::set<std::string> ids;
  std::istringstream lines(text);
  for (std::string day, id; lines >> day >> id;) ids.insert(id);
  return ids;
}

// Of the lines that we wrote, those of people whom the user marked.
std::string MarkedLines(const std::string& our_text) {
  std::string marked;
  std::istringstream lines(our_text);
  for (std::string line; std::getline(lines, line);) {
    const std::vector<DebriefPerson> people = ReadDebrief(line);
    if (!people.empty() && people.front().marked) marked.append(line).append("\n");
  }
  return marked;
}

MeetingRules RulesOf(const RunSettings& settings, LocalTime since) {
  return {settings.own_domains, settings.own_addresses, since};
}

std::vector<Event> EventsOf(const ReadBook& book, std::span<const Event> shown) {
  std::vector<Event> events(shown.begin(), shown.end());
  for (const Touch& row : book.touches) {
    if (auto event = EventOfRow(row)) events.push_back(std::move(*event));
  }
  return events;
}

}  // namespace

Watch::Watch(RunPorts& ports, const RunSettings& settings, Instant now, bool dry_run)
    : ports_(ports), settings_(settings), now_(ports.zone.ToLocal(now)), dry_run_(dry_run) {}

LocalTime Watch::Since() {
  const std::string known = ports_.base.Get(kSince);
  if (const auto since = ParseLocal(known)) return *since;
  const LocalTime since{DateOf(now_) - kBackAtFirst};
  ports_.base.Set(kSince, FormatLocal(since));
  return since;
}

bool Watch::AddPeople(std::span<const Contact> people, RunReport* report) {
  if (people.empty() || dry_run_ || added_) return false;
  added_ = true;
  const AppendResult result = ports_.book.AddContacts(people);
  if (!result.done) {
    report->warnings.push_back("New people could not be added to " + ports_.book.Describe() + ": " +
                               result.why);
    return false;
  }
  report->changed = true;
  for (const Contact& one : people) {
    report->lines.push_back(one.DisplayName() + ": a new contact");
  }
  return true;
}

void Watch::AddTouch(Touch touch, ReadBook* book) {
  if (HasRow(*book, touch.id) || IsWrittenDown(*book, touch)) return;
  if (IsOver(touch, now_)) {
    if (IdsIn(ports_.base.Get(kLogged)).contains(touch.id)) return;
    met_rows_.push_back(touch);
  } else {
    ahead_.push_back(touch);
  }
  book->touches.push_back(std::move(touch));
}

void Watch::Meet(std::span<const ical::Occurrence> watched, const std::function<ReadBook()>& read,
                 ReadBook* book, RunReport* report) {
  met_rows_.clear();
  ahead_.clear();
  const MeetingRules rules = RulesOf(settings_, Since());
  FoundMeetings found = FindMeetings(watched, book->contacts, rules);
  if (AddPeople(found.people, report)) {
    *book = read();
    found = FindMeetings(watched, book->contacts, rules);
  }
  events_ = std::move(found.events);
  questions_ = std::move(found.questions);
  for (Touch& touch : found.touches) AddTouch(std::move(touch), book);
}

Debriefed Watch::HearDebrief(const Entry& entry, const Event& event, const ReadBook& book,
                             RunReport* report) {
  std::string text;
  // After its quarter of an hour the lines count, also those that are typed later.
  bool closed = LocalTime{seconds{entry.base->start}} + minutes{entry.base->length_minutes} <= now_;
  for (const Half* half : {&entry.event, &entry.task}) {
    if (!half->theirs) continue;
    const ical::CalendarItem& item = half->theirs->item;
    const ical::Signs signs =
        ical::ReadSigns(item, entry.base->title, item.title, DateOf(now_), settings_.words);
    closed = closed || signs.done;
    text.append(item.user_text).append("\n").append(MarkedLines(item.our_text));
  }
  if (!closed) return {};
  Debriefed heard = UnderstandDebrief(event, text, book.contacts);
  const std::set<std::string> logged = IdsIn(ports_.base.Get(kLogged));
  const std::size_t before = debrief_rows_.size();
  for (const Touch& touch : heard.touches) {
    const std::string met = DebriefRowId(event, touch.contact, true);
    const bool known = logged.contains(touch.id) || HasRow(book, touch.id) || HasRow(book, met);
    if (!known) debrief_rows_.push_back(touch);
  }
  questions_.insert(questions_.end(), heard.questions.begin(), heard.questions.end());
  if (debrief_rows_.size() > before) {
    report->warnings.insert(report->warnings.end(), heard.warnings.begin(), heard.warnings.end());
  }
  return heard;
}

// As a tick would: what there was to say is said, and nothing of it needs to roll.
void Watch::CloseDebrief(const Entry& entry, const FollowUpRows& rows, RunReport* report) {
  const LocalTime start{seconds{entry.base->start}};
  const FollowUpKey key{"", entry.base->anchor, entry.base->step};
  if (DateOf(start) >= DateOf(now_) || rows.LiveOutcome(key) != nullptr) return;
  const Component half = entry.event.theirs ? Component::kEvent : Component::kTodo;
  Touch row;
  row.id = rows.NextId(key, entry.generation, RowSort::kOutcome, "");
  row.at = start + minutes{entry.base->length_minutes};
  row.has_time = true;
  row.kind = Kind::kDebrief;
  row.outcome = Outcome::kDone;
  row.follow_up = MakeUid(settings_.book_id, HalfHex(key, half), entry.generation);
  std::string line = entry.base->title + ": done, its lines are in the log";
  if (std::find(report->lines.begin(), report->lines.end(), line) == report->lines.end()) {
    report->lines.push_back(std::move(line));
  }
  debrief_rows_.push_back(std::move(row));
}

bool Watch::Debrief(const World& world, const ReadBook& book, const FollowUpRows& rows,
                    RunReport* report) {
  debrief_rows_.clear();
  std::vector<Contact> people;
  const std::vector<Event> events = EventsOf(book, events_);
  for (const auto& [key, entry] : world.entries) {
    if (!entry.Present() || !entry.base || entry.base->step != "debrief") continue;
    const std::string& anchor = entry.base->anchor;
    const auto event = std::find_if(events.begin(), events.end(),
                                    [&anchor](const Event& one) { return one.id == anchor; });
    if (event == events.end()) continue;
    const Debriefed heard = HearDebrief(entry, *event, book, report);
    people.insert(people.end(), heard.people.begin(), heard.people.end());
    const bool understood = heard.people.empty() && heard.questions.empty();
    if (understood && !heard.touches.empty()) CloseDebrief(entry, rows, report);
  }
  return AddPeople(people, report);
}

void Watch::Remember() {
  if (met_rows_.empty() && debrief_rows_.empty()) return;
  std::string text;
  std::istringstream lines(ports_.base.Get(kLogged));
  for (std::string day, id; lines >> day >> id;) {
    const auto date = ParseDate(day);
    if (date && *date + kKept >= DateOf(now_)) text.append(day).append(" ").append(id).append("\n");
  }
  for (const auto* rows : {&met_rows_, &debrief_rows_}) {
    for (const Touch& row : *rows)
      text.append(FormatDate(DateOf(row.at))).append(" ").append(row.id).append("\n");
  }
  ports_.base.Set(kLogged, text);
}

void Watch::Keep(const ReadBook& book) {
  std::string text;
  for (const Touch& touch : book.touches) {
    if (touch.length.count() == 0 || IsOver(touch, now_)) continue;
    AddLine({"meeting", touch.id, FormatLocal(touch.at), FormatLocal(touch.at + touch.length),
             OneCell(touch.contact), OneCell(touch.notes)},
            &text);
  }
  for (const Event& event : events_) {
    AddLine({"event", event.id, FormatLocal(event.start), FormatLocal(event.end), "",
             OneCell(event.title)},
            &text);
  }
  if (ports_.base.Get(kAhead) != text) ports_.base.Set(kAhead, text);
}

WatchedTimes WatchedOf(BaseStore& base) {
  WatchedTimes times;
  std::istringstream lines(base.Get(kAhead));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::array<std::string, 6> cell;
    for (std::string& value : cell) std::getline(cells, value, '\t');
    const auto start = ParseLocal(cell[2]);
    const auto end = ParseLocal(cell[3]);
    if (!start || !end) continue;
    if (cell[0] == "event") {
      times.events.push_back({cell[1], cell[5], *start, *end});
    } else {
      times.meetings.push_back(
          MeetingTouch(cell[1], cell[4], {*start, *end, true, std::move(cell[5])}));
    }
  }
  return times;
}

}  // namespace touchbase
