#include "ical/alarm.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace touchbase::ical {
namespace {

// Apple writes "no alarm" as an alarm in April 1976.
constexpr int kNeverYear = 1976;
constexpr std::int64_t kFarthestSeconds = std::int64_t{400} * 24 * 3600;
constexpr std::string_view kGoogleWords = "This is an event reminder";

std::optional<Instant> TimeOf(const ContentLine& trigger, const AlarmFrame& frame,
                              const TimeReader& reader) {
  if (const std::optional<seconds> duration = ParseDuration(trigger.value)) {
    const bool from_end = UpperAscii(trigger.Param("RELATED")) == "END";
    return (from_end ? frame.end : frame.start) + *duration;
  }
  const std::optional<TimeValue> time = reader.Read(trigger);
  if (!time || time->local < LocalTime{MakeDate(kNeverYear + 1, 1, 1)}) return std::nullopt;
  return time->at;
}

bool RepeatsSnoozed(const TreeNode& alarm) {
  const ContentLine* related = alarm.Find("RELATED-TO");
  return related != nullptr && UpperAscii(related->Param("RELTYPE")) == "SNOOZE";
}

}  // namespace

std::optional<ItemAlarm> ReadAlarm(const TreeNode& alarm, const AlarmFrame& frame,
                                   const std::vector<std::string>& titles,
                                   const TimeReader& reader) {
  if (alarm.name != "VALARM") return std::nullopt;
  const ContentLine* trigger = alarm.Find("TRIGGER");
  if (trigger == nullptr || RepeatsSnoozed(alarm)) return std::nullopt;
  const std::optional<Instant> at = TimeOf(*trigger, frame, reader);
  if (!at) return std::nullopt;
  const std::int64_t offset = (*at - frame.start).count();
  if (offset > kFarthestSeconds || offset < -kFarthestSeconds) return std::nullopt;
  const std::string words = OneLine(UnescapeText(alarm.Value("DESCRIPTION")));
  const bool display = UpperAscii(Trim(alarm.Value("ACTION"))) == "DISPLAY";
  ItemAlarm item;
  item.offset_seconds = static_cast<int>(offset);
  item.ours =
      alarm.Has(kAlarmMark) ||
      (display && !words.empty() &&
       (words == kGoogleWords || std::find(titles.begin(), titles.end(), words) != titles.end()));
  return item;
}

std::vector<ItemAlarm> ReadAlarms(const TreeNode& main, const AlarmFrame& frame,
                                  const std::vector<std::string>& titles,
                                  const TimeReader& reader) {
  std::vector<ItemAlarm> alarms;
  for (const TreeNode& part : main.parts) {
    if (const auto alarm = ReadAlarm(part, frame, titles, reader)) alarms.push_back(*alarm);
  }
  std::sort(alarms.begin(), alarms.end(), [](const ItemAlarm& a, const ItemAlarm& b) {
    return std::pair(a.offset_seconds, a.ours) < std::pair(b.offset_seconds, b.ours);
  });
  return alarms;
}

std::string TriggerBefore(int minutes_before) {
  if (minutes_before == 0) return "PT0S";
  const std::string sign = minutes_before > 0 ? "-" : "";
  return sign + "PT" + std::to_string(minutes_before > 0 ? minutes_before : -minutes_before) + "M";
}

}  // namespace touchbase::ical
