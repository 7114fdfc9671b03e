// How a content's times are written and compared; shared by Encode, Patch and SaysTheSame. Pure.
#pragma once

#include <algorithm>
#include <string>

#include "ical/calendar_item.h"
#include "model/zone.h"

namespace touchbase::ical {

// UTC has no VTIMEZONE and needs none.
inline bool WritesUtc(const WriteStyle& style, const Zone& zone) {
  return style.utc || zone.name() == "UTC" || zone.name() == "Etc/UTC";
}

// iCloud refuses events without an end after their start.
inline int LengthOf(const ItemContent& content) { return std::max(1, content.length_minutes); }

// Whether item and content agree, field by field (fingerprint.cpp). A done item needs no alarm of
// ours.
bool SameTime(const CalendarItem& item, const ItemContent& content, const Zone& zone);
bool SameTitle(const CalendarItem& item, const ItemContent& content);
bool SameText(const CalendarItem& item, const ItemContent& content);
bool SameAlarms(const CalendarItem& item, const ItemContent& content);
bool SameMark(const CalendarItem& item, const ItemContent& content);
bool SameBusy(const CalendarItem& item, const ItemContent& content);
bool SameAccess(const CalendarItem& item, const ItemContent& content);

// Whether the title bears a done mark, around `our_title` or one that can be nothing else.
bool BearsDoneMark(const std::string& title, const std::string& our_title);

}  // namespace touchbase::ical
