// Contents that the tests of this folder share. Pure, but for the zone of Berlin.
#pragma once

#include <string>

#include "ical/calendar_item.h"
#include "ical/tz_zone.h"

namespace touchbase::ical {

inline const Instant kNow = *ParseUtcBasic("20260301T110000Z");

inline const Zone& Berlin() {
  static const auto zone = LoadZone("Europe/Berlin");
  return *zone;
}

inline ItemContent SampleEvent() {
  ItemContent content;
  content.uid = "tb-5f3a9c01-48e2ed5d59d75368a3876af005637956-0";
  content.key = "04a73d0b545e544393d22fb8d0c92a36";
  content.start = *ParseLocal("2026-03-03 09:00");
  content.title = "Jane Doe: thank-you";
  content.text =
      "Heard from Jane? Put r before the title.\n\nDraft: Hello Jane, it was good to meet you; "
      "yours\nhttps://x.example/a";
  content.alarm_minutes = {0};
  return content;
}

inline ItemContent SampleTask() {
  ItemContent content = SampleEvent();
  content.component = Component::kTodo;
  content.uid = "tb-5f3a9c01-ac46073bda46543b8064c01ce031be8c-0";
  content.date_only = true;
  content.alarm_minutes.clear();
  return content;
}

}  // namespace touchbase::ical
