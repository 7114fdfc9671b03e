#include <algorithm>
#include <string>
#include <vector>

#include "ical/calendar_item.h"
#include "ical/content_line.h"
#include "ical/description.h"
#include "ical/item_times.h"
#include "ical/title.h"
#include "model/hash.h"

namespace touchbase::ical {
namespace {

std::vector<int> AlarmOffsets(const ItemContent& content) {
  std::vector<int> offsets;
  if (content.done || content.date_only) return offsets;
  for (const int before : content.alarm_minutes) offsets.push_back(-60 * before);
  std::sort(offsets.begin(), offsets.end());
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  return offsets;
}

bool IsEvent(const ItemContent& content) { return content.component == Component::kEvent; }

}  // namespace

std::string Fingerprint(const ItemContent& content, const Zone& zone) {
  const bool dated = content.date_only && !IsEvent(content);
  std::string alarms;
  for (const int offset : AlarmOffsets(content)) alarms += std::to_string(offset) + " ";
  const std::string when =
      dated ? FormatDate(DateOf(content.start)) : FormatUtcBasic(zone.ToInstant(content.start));
  return UuidHex({IsEvent(content) ? "event" : "task", when,
                  IsEvent(content) ? std::to_string(LengthOf(content)) : "", OneLine(content.title),
                  NormalText(ComposeOurs(content.text, content.noted)), content.access_class,
                  IsEvent(content) && content.busy && !content.done ? "busy" : "", alarms,
                  content.done ? "done" : ""});
}

bool SameTime(const CalendarItem& item, const ItemContent& content, const Zone& zone) {
  if (!item.start) return false;
  // The date is all that the task of a pair says; an app that adds a time of day changes nothing.
  if (content.date_only && !IsEvent(content)) return DateOf(*item.start) == DateOf(content.start);
  if (item.date_only || zone.ToInstant(*item.start) != zone.ToInstant(content.start)) return false;
  return !IsEvent(content) || item.length_minutes == LengthOf(content);
}

bool SameTitle(const CalendarItem& item, const ItemContent& content) {
  const std::string line = OneLine(item.title);
  const std::string known = OneLine(content.title);
  if (known.empty()) return true;
  const std::size_t at = FindTitle(line, known);
  if (at == std::string::npos) return false;
  // Marks and words around our title are the user's answer, not another title.
  const auto only_signs = [](std::string_view text) {
    constexpr std::string_view kWideSign = "\uFF03";
    return OnlyMarks(text.substr(0, std::min(text.find('#'), text.find(kWideSign)))).has_value();
  };
  return only_signs(std::string_view(line).substr(0, at)) &&
         only_signs(std::string_view(line).substr(at + known.size()));
}

bool SameText(const CalendarItem& item, const ItemContent& content) {
  if (!item.has_our_part) return true;
  return NormalText(item.our_text) == NormalText(ComposeOurs(content.text, content.noted));
}

bool SameAlarms(const CalendarItem& item, const ItemContent& content) {
  const std::vector<int> wanted = AlarmOffsets(content);
  // Any alarm at that time will do: servers and apps rewrite everything else of it.
  const bool all_there = std::all_of(wanted.begin(), wanted.end(), [&](int offset) {
    return std::any_of(item.alarms.begin(), item.alarms.end(),
                       [&](const ItemAlarm& alarm) { return alarm.offset_seconds == offset; });
  });
  return all_there &&
         std::all_of(item.alarms.begin(), item.alarms.end(), [&](const ItemAlarm& alarm) {
           return !alarm.ours ||
                  std::binary_search(wanted.begin(), wanted.end(), alarm.offset_seconds);
         });
}

bool BearsDoneMark(const std::string& title, const std::string& our_title) {
  if (HasPlainDoneMark(title)) return true;
  const std::string line = OneLine(title);
  const std::string known = OneLine(our_title);
  const std::size_t at = FindTitle(line, known);
  if (at == std::string::npos) return false;
  const auto before = OnlyMarks(std::string_view(line).substr(0, at));
  const auto after = OnlyMarks(std::string_view(line).substr(at + known.size()));
  return (before && before->done) || (after && after->done);
}

bool SameMark(const CalendarItem& item, const ItemContent& content) {
  if (!IsEvent(content)) return item.completed == content.done;
  if (!content.done) return !HasOurDoneMark(item.title);
  return item.transparent && BearsDoneMark(item.title, content.title);
}

bool SameBusy(const CalendarItem& item, const ItemContent& content) {
  return !IsEvent(content) || content.done || item.transparent != content.busy;
}

bool SameAccess(const CalendarItem& item, const ItemContent& content) {
  // PUBLIC is the default (RFC 5545 3.8.1.3), and servers drop it.
  const auto plain = [](const std::string& access) { return access == "PUBLIC" ? "" : access; };
  return plain(item.access_class) == plain(content.access_class);
}

bool SaysTheSame(const CalendarItem& item, const ItemContent& content, const PatchScope& scope,
                 const Zone& zone) {
  return item.component == content.component && (!scope.time || SameTime(item, content, zone)) &&
         (!scope.title || SameTitle(item, content)) && (!scope.text || SameText(item, content)) &&
         (!scope.alarms || SameAlarms(item, content)) && (!scope.mark || SameMark(item, content)) &&
         (!scope.busy || SameBusy(item, content)) && (!scope.access || SameAccess(item, content));
}

}  // namespace touchbase::ical
