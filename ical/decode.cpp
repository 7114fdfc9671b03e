#include <algorithm>
#include <cstdint>
#include <utility>

#include "ical/alarm.h"
#include "ical/calendar_item.h"
#include "ical/completion.h"
#include "ical/component_tree.h"
#include "ical/description.h"
#include "ical/html_text.h"
#include "ical/main_component.h"
#include "ical/time_value.h"
#include "ical/title.h"

namespace touchbase::ical {
namespace {

using std::chrono::duration_cast;

std::optional<Instant> Stamp(const TreeNode& main, std::string_view name,
                             const TimeReader& reader) {
  const ContentLine* line = main.Find(name);
  if (line == nullptr) return std::nullopt;
  const std::optional<TimeValue> value = reader.Read(*line);
  if (!value) return std::nullopt;
  return value->at;
}

// DTEND, else DTSTART + DURATION, else a day or nothing (RFC 5545 3.6.1). In civil days for a DATE.
Instant EndOf(const TreeNode& main, const TimeValue& start, const TimeReader& reader) {
  if (const ContentLine* line = main.Find("DTEND")) {
    if (const std::optional<TimeValue> end = reader.Read(*line)) return std::max(start.at, end->at);
  }
  if (const std::optional<seconds> duration = ParseDuration(main.Value("DURATION"))) {
    return std::max(start.at, start.at + *duration);
  }
  return start.date_only ? start.at + days{1} : start.at;
}

AlarmFrame ReadTimes(const TreeNode& main, const TimeReader& reader, CalendarItem* item) {
  const bool event = item->component == Component::kEvent;
  const ContentLine* line = main.Find(event ? "DTSTART" : "DUE");
  std::optional<TimeValue> start;
  if (line != nullptr) start = reader.Read(*line);
  // A task app may keep DTSTART + DURATION instead of DUE.
  if (const ContentLine* begin = main.Find("DTSTART");
      !event && line == nullptr && begin != nullptr) {
    start = reader.Read(*begin);
    const std::optional<seconds> duration = ParseDuration(main.Value("DURATION"));
    if (start && duration) {
      start->at += *duration;
      start->local += *duration;
    }
  }
  if (!start) return {};
  item->start = start->local;
  item->date_only = start->date_only;
  if (!event) return {start->at, start->at};
  const Instant end = EndOf(main, *start, reader);
  item->length_minutes = static_cast<int>(duration_cast<minutes>(end - start->at).count());
  return {start->at, end};
}

void ReadText(const TreeNode& main, CalendarItem* item) {
  item->description = CleanText(UnescapeText(main.Value("DESCRIPTION")));
  if (LooksLikeHtml(item->description)) {
    item->description = CleanText(PlainFromHtml(item->description));
  }
  const Description parts = ReadDescription(item->description, main.Value("X-TOUCHBASE-TEXT"));
  item->our_text = parts.ours;
  // Where nothing was ever written nothing was removed.
  item->has_our_part =
      parts.has_our_part || (item->description.empty() && !main.Has("X-TOUCHBASE-TEXT"));
  item->our_text_intact = parts.intact;
  item->user_text = parts.UserText();
}

bool TakenOver(const TreeNode& main) {
  return std::any_of(main.lines.begin(), main.lines.end(), [](const ContentLine& line) {
    return line.name == "ATTENDEE" || line.name == "ORGANIZER" || line.name == "RRULE" ||
           line.name == "RDATE" || line.name == "RECURRENCE-ID";
  });
}

}  // namespace

Decoded Decode(std::string_view text, const Zone& zone) {
  const ParsedObject object = ParseObject(text);
  if (!object.why.empty()) return {std::nullopt, object.why};
  const TreeNode& main = object.calendar.parts[object.main];
  const TimeReader reader(object.calendar, zone);
  CalendarItem item;
  item.component = main.name == "VEVENT" ? Component::kEvent : Component::kTodo;
  item.uid = UnescapeText(Trim(main.Value("UID")));
  item.key = UnescapeText(Trim(main.Value("X-TOUCHBASE-KEY")));
  item.lines = UnescapeText(Trim(main.Value("X-TOUCHBASE-LINES")));
  item.slot = ParseUtcBasic(Trim(main.Value("X-TOUCHBASE-SLOT")));
  item.title = CleanText(UnescapeText(main.Value("SUMMARY")));
  const AlarmFrame frame = ReadTimes(main, reader, &item);
  ReadText(main, &item);
  const std::string status = UpperAscii(Trim(main.Value("STATUS")));
  item.cancelled = status == "CANCELLED";
  if (item.component == Component::kTodo) {
    item.completed = !item.cancelled && IsCompleted(main);
    item.completed_at = CompletedAt(main, zone);
  }
  item.last_modified = Stamp(main, "LAST-MODIFIED", reader);
  item.transparent = UpperAscii(Trim(main.Value("TRANSP"))) == "TRANSPARENT";
  item.access_class = UpperAscii(Trim(main.Value("CLASS")));
  const std::string bare_title = OneLine(WithoutPlainMarks(item.title));
  if (item.start) item.alarms = ReadAlarms(main, frame, {bare_title}, reader);
  item.has_our_alarm = std::any_of(item.alarms.begin(), item.alarms.end(),
                                   [](const ItemAlarm& alarm) { return alarm.ours; });
  item.taken_over = object.several || TakenOver(main);
  return {std::move(item), {}};
}

}  // namespace touchbase::ical
