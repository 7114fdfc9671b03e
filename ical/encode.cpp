#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ical/alarm.h"
#include "ical/calendar_item.h"
#include "ical/component_tree.h"
#include "ical/description.h"
#include "ical/item_times.h"
#include "ical/owner.h"
#include "ical/title.h"
#include "ical/tz_zone.h"

namespace touchbase::ical {
namespace {

constexpr const char* kProductId = "-//touchbase//touchbase//EN";

void Add(icalcomponent* component, icalproperty* property) {
  icalcomponent_add_property(component, property);
}

// No commas or semicolons in `value`: servers cut X- values there (Radicale) or escape them anew.
void AddOwn(icalcomponent* component, std::string_view name, const std::string& value) {
  icalproperty* property = icalproperty_new_x(value.c_str());
  icalproperty_set_x_name(property, std::string(name).c_str());
  Add(component, property);
}

icaltimetype ToIcal(Instant instant) {
  return icaltime_from_string(FormatUtcBasic(instant).c_str());
}

icaltimetype ToIcal(Date date) {
  return icaltime_from_string(
      FormatUtcBasic(Instant{date.time_since_epoch()}).substr(0, 8).c_str());
}

// A time as the style has it: in UTC, or in the user's zone by name.
void SetTime(icalproperty* property, Instant at, const WriteStyle& style, const Zone& zone,
             void (*set)(icalproperty*, icaltimetype)) {
  if (WritesUtc(style, zone)) {
    set(property, ToIcal(at));
    return;
  }
  icaltimetype local = ToIcal(Instant{zone.ToLocal(at).time_since_epoch()});
  local.zone = nullptr;
  set(property, local);
  icalproperty_add_parameter(property, icalparameter_new_tzid(zone.name().c_str()));
}

// libical folds behind blanks, where a server that trims lines would lose them.
std::string Refold(const std::string& text) {
  std::string folded;
  for (const std::string& line : SplitLines(text)) folded.append(Fold(Unfold(line))).append("\r\n");
  return folded;
}

void AddTimes(const ItemContent& content, const WriteStyle& style, const Zone& zone,
              icalcomponent* main) {
  const Instant start = zone.ToInstant(content.start);
  if (content.component == Component::kEvent) {
    icalproperty* begin = icalproperty_new(ICAL_DTSTART_PROPERTY);
    SetTime(begin, start, style, zone, icalproperty_set_dtstart);
    Add(main, begin);
    icalproperty* end = icalproperty_new(ICAL_DTEND_PROPERTY);
    SetTime(end, start + minutes{LengthOf(content)}, style, zone, icalproperty_set_dtend);
    Add(main, end);
  } else if (content.date_only) {
    Add(main, icalproperty_new_due(ToIcal(DateOf(content.start))));
  } else {
    icalproperty* due = icalproperty_new(ICAL_DUE_PROPERTY);
    SetTime(due, start, style, zone, icalproperty_set_due);
    Add(main, due);
  }
  AddOwn(main, "X-TOUCHBASE-SLOT", SlotText(start));
}

void AddClass(const std::string& access, icalcomponent* main) {
  constexpr std::array<std::pair<const char*, icalproperty_class>, 3> kClasses = {
      {{"PRIVATE", ICAL_CLASS_PRIVATE},
       {"CONFIDENTIAL", ICAL_CLASS_CONFIDENTIAL},
       {"PUBLIC", ICAL_CLASS_PUBLIC}}};
  for (const auto& [word, value] : kClasses) {
    if (access == word) Add(main, icalproperty_new_class(value));
  }
}

void AddMark(const ItemContent& content, Instant now, icalcomponent* main) {
  if (content.component == Component::kEvent) {
    const bool busy = content.busy && !content.done;
    Add(main, icalproperty_new_transp(busy ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
    return;
  }
  Add(main,
      icalproperty_new_status(content.done ? ICAL_STATUS_COMPLETED : ICAL_STATUS_NEEDSACTION));
  if (!content.done) return;
  Add(main, icalproperty_new_completed(ToIcal(content.done_at.value_or(now))));
  Add(main, icalproperty_new_percentcomplete(100));
}

void AddAlarms(const ItemContent& content, const Zone& zone, icalcomponent* main) {
  if (content.done || content.date_only) return;
  for (const int before : content.alarm_minutes) {
    icalcomponent* alarm = icalcomponent_new_valarm();
    Add(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
    if (content.component == Component::kEvent) {
      Add(alarm,
          icalproperty_new_trigger(icaltriggertype_from_string(TriggerBefore(before).c_str())));
    } else {
      // A task without DTSTART has nothing that a trigger could be related to.
      icaltriggertype at{};
      at.time = ToIcal(zone.ToInstant(content.start) - minutes{before});
      at.duration = icaldurationtype_from_int(0);
      Add(alarm, icalproperty_new_trigger(at));
    }
    Add(alarm, icalproperty_new_description(OneLine(content.title).c_str()));
    AddOwn(alarm, kAlarmMark, "1");
    icalcomponent_add_component(main, alarm);
  }
}

void AddWords(const ItemContent& content, icalcomponent* main) {
  const bool marked = content.done && content.component == Component::kEvent;
  const std::string title =
      (marked ? std::string(kDoneMark) : std::string()) + OneLine(content.title);
  Add(main, icalproperty_new_summary(title.c_str()));
  const std::string ours = ComposeOurs(content.text, content.noted);
  if (ours.empty()) return;
  Add(main, icalproperty_new_description(WriteDescription(ours, {}).c_str()));
  AddOwn(main, "X-TOUCHBASE-TEXT", LineDigests(ours));
}

}  // namespace

std::string SlotText(Instant slot) { return FormatUtcBasic(slot); }

std::string Encode(const ItemContent& content, const WriteStyle& style, const Zone& zone,
                   Instant now) {
  icalcomponent* main = content.component == Component::kEvent ? icalcomponent_new_vevent()
                                                               : icalcomponent_new_vtodo();
  const ComponentPtr calendar(icalcomponent_new_vcalendar());
  icalcomponent_add_component(calendar.get(), main);
  Add(calendar.get(), icalproperty_new_version("2.0"));
  Add(calendar.get(), icalproperty_new_prodid(kProductId));
  Add(main, icalproperty_new_uid(content.uid.c_str()));
  Add(main, icalproperty_new_dtstamp(ToIcal(now)));
  Add(main, icalproperty_new_created(ToIcal(now)));
  Add(main, icalproperty_new_lastmodified(ToIcal(now)));
  Add(main, icalproperty_new_sequence(0));
  AddTimes(content, style, zone, main);
  AddWords(content, main);
  AddClass(content.access_class, main);
  AddMark(content, now, main);
  if (!content.key.empty()) AddOwn(main, "X-TOUCHBASE-KEY", content.key);
  if (!content.lines.empty()) AddOwn(main, "X-TOUCHBASE-LINES", content.lines);
  AddAlarms(content, zone, main);
  std::string text = Refold(PrintComponent(calendar.get()));
  const bool dated = content.date_only && content.component == Component::kTodo;
  if (!dated && !WritesUtc(style, zone)) {
    // As text, before the item: libical would print its own long one (RFC 5545 3.6.5).
    text.insert(text.find(content.component == Component::kEvent ? "BEGIN:VEVENT" : "BEGIN:VTODO"),
                VTimezone(zone, zone.ToInstant(content.start)));
  }
  return text;
}

}  // namespace touchbase::ical
