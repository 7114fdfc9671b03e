#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>
#include <vector>

#include "ical/alarm.h"
#include "ical/calendar_item.h"
#include "ical/completion.h"
#include "ical/component_tree.h"
#include "ical/description.h"
#include "ical/html_text.h"
#include "ical/item_times.h"
#include "ical/main_component.h"
#include "ical/owner.h"
#include "ical/time_value.h"
#include "ical/title.h"
#include "model/error.h"

namespace touchbase::ical {
namespace {

// The lines to write are taken from a fresh Encode, so that there is one writer; everything else of
// the fetched object is printed as it came.
class Patcher {
 public:
  Patcher(ParsedObject object, CalendarItem item, const ItemContent& content, const Zone& zone,
          const std::string& fresh)
      : calendar_(std::move(object.calendar)),
        main_(std::move(calendar_.parts[object.main])),
        item_(std::move(item)),
        content_(content),
        zone_(zone),
        fresh_(ParseObject(fresh)) {
    calendar_.parts.erase(calendar_.parts.begin() + static_cast<std::ptrdiff_t>(object.main));
  }

  std::string Run(const PatchScope& scope, Instant now) {
    // A server takes no METHOD in a stored object (RFC 4791 4.1); khal and others leave one.
    calendar_.Remove("METHOD");
    AddMissing("VERSION", &calendar_, fresh_.calendar);
    AddMissing("PRODID", &calendar_, fresh_.calendar);
    if (scope.time) PatchTime();
    if (scope.title && !SameTitle(item_, content_)) PatchTitle(scope.title_before);
    if (scope.mark && !SameMark(item_, content_)) PatchMark(now);
    if (scope.busy && !SameBusy(item_, content_)) Replace("TRANSP");
    if (scope.access && !SameAccess(item_, content_)) Replace("CLASS");
    if (scope.text && !SameText(item_, content_)) PatchText();
    // Silence belongs to done as much as the mark does.
    if (scope.alarms || (scope.mark && content_.done)) PatchAlarms();
    if (!content_.key.empty()) Replace("X-TOUCHBASE-KEY");
    if (!content_.lines.empty()) Replace("X-TOUCHBASE-LINES");
    main_.Set(MakeLine("DTSTAMP", FormatUtcBasic(now)));
    main_.Set(MakeLine("LAST-MODIFIED", FormatUtcBasic(now)));
    const auto is_zone = [](const TreeNode& part) { return part.name == "VTIMEZONE"; };
    const auto after = std::find_if_not(calendar_.parts.begin(), calendar_.parts.end(), is_zone);
    calendar_.parts.insert(after, std::move(main_));
    return PrintTree(calendar_);
  }

 private:
  const TreeNode& FreshMain() const { return fresh_.calendar.parts[fresh_.main]; }

  static void AddMissing(std::string_view name, TreeNode* to, const TreeNode& from) {
    const ContentLine* line = from.Find(name);
    if (line != nullptr && !to->Has(name)) to->Set(*line);
  }

  // Makes the property what a new item would have; a new item without it: removed.
  void Replace(std::string_view name) {
    const ContentLine* line = FreshMain().Find(name);
    line == nullptr ? main_.Remove(name) : main_.Set(*line);
  }

  void PatchTime() {
    if (SameTime(item_, content_, zone_)) {
      Replace("X-TOUCHBASE-SLOT");
      return;
    }
    const bool event = content_.component == Component::kEvent;
    for (const std::string_view name : {"DTSTART", "DTEND", "DUE"}) {
      // A start that the user's app gave a task stays while it is before the new end.
      if (!event && name == "DTSTART" && StartStaysValid()) continue;
      Replace(name);
    }
    moved_ = true;
    main_.Remove("DURATION");
    Replace("X-TOUCHBASE-SLOT");
    RaiseSequence();
    SwapZones();
  }

  // DUE must be later than DTSTART and of the same type (RFC 5545 3.8.2.3).
  bool StartStaysValid() const {
    const ContentLine* line = main_.Find("DTSTART");
    if (line == nullptr) return false;
    const std::optional<TimeValue> start = TimeReader(calendar_, zone_).Read(*line);
    return start && start->date_only == content_.date_only &&
           start->local < (content_.date_only ? LocalTime{DateOf(content_.start)} : content_.start);
  }

  void RaiseSequence() {
    const std::string_view text = Trim(main_.Value("SEQUENCE"));
    int sequence = 0;
    std::from_chars(text.data(), text.data() + text.size(), sequence);
    sequence = std::clamp(sequence, 0, 1'000'000);
    main_.Set(MakeLine("SEQUENCE", std::to_string(sequence + 1)));
  }

  // Our VTIMEZONE comes in, one that nothing refers to any more goes.
  void SwapZones() {
    const auto is_zone = [](const TreeNode& part) { return part.name == "VTIMEZONE"; };
    const auto& fresh = fresh_.calendar.parts;
    const auto ours = std::find_if(fresh.begin(), fresh.end(), is_zone);
    std::vector<TreeNode> parts;
    if (ours != fresh.end()) parts.push_back(*ours);
    for (TreeNode& part : calendar_.parts) {
      const bool same = ours != fresh.end() && is_zone(part) && part.Value("TZID") == zone_.name();
      if (same || (is_zone(part) && !RefersTo(main_, Trim(part.Value("TZID"))))) continue;
      parts.push_back(std::move(part));
    }
    calendar_.parts = std::move(parts);
  }

  static bool RefersTo(const TreeNode& node, std::string_view tzid) {
    return std::any_of(node.lines.begin(), node.lines.end(),
                       [&](const ContentLine& line) { return Trim(line.Param("TZID")) == tzid; }) ||
           std::any_of(node.parts.begin(), node.parts.end(),
                       [&](const TreeNode& part) { return RefersTo(part, tzid); });
  }

  void SetTitle(const std::string& title) { main_.Set(MakeLine("SUMMARY", EscapeText(title))); }
  std::string Title() const { return CleanText(UnescapeText(main_.Value("SUMMARY"))); }

  void PatchTitle(const std::string& title_before) {
    const std::string line = OneLine(item_.title);
    const std::string before = OneLine(title_before);
    const std::string title = OneLine(content_.title);
    const std::size_t at = FindTitle(line, before);
    if (at != std::string::npos) {
      // The marks and words around our old title are the user's answer.
      SetTitle(line.substr(0, at) + title + line.substr(at + before.size()));
    } else {
      SetTitle((HasPlainDoneMark(line) ? std::string(kDoneMark) : std::string()) + title);
    }
  }

  void PatchMark(Instant now) {
    if (content_.component == Component::kTodo) {
      content_.done ? SetCompleted(content_.done_at.value_or(now), &main_) : SetOpen(&main_);
      return;
    }
    Replace("TRANSP");
    const std::string title = Title();
    if (!content_.done) {
      SetTitle(WithoutOurDoneMark(title));
    } else if (!BearsDoneMark(title, content_.title)) {
      SetTitle(std::string(kDoneMark) + title);
    }
  }

  void PatchText() {
    const Description parts = ReadDescription(item_.description, main_.Value("X-TOUCHBASE-TEXT"));
    const std::string ours = ComposeOurs(content_.text, content_.noted);
    main_.Set(MakeLine("DESCRIPTION", EscapeText(WriteDescription(ours, parts))));
    main_.Set(MakeLine("X-TOUCHBASE-TEXT", LineDigests(ours)));
    // The same text once more as HTML, for Outlook; it would show what is gone.
    main_.Remove("X-ALT-DESC");
  }

  void PatchAlarms() {
    const std::vector<std::string> titles = {OneLine(WithoutPlainMarks(item_.title)),
                                             OneLine(WithoutPlainMarks(Title()))};
    const TimeReader reader(calendar_, zone_);
    item_.alarms = ReadAlarms(main_, Frame(), titles, reader);
    if (SameAlarms(item_, content_)) return;
    std::erase_if(main_.parts, [&](const TreeNode& part) {
      const auto alarm = ReadAlarm(part, Frame(), titles, reader);
      return alarm && alarm->ours;
    });
    const std::vector<ItemAlarm> theirs = ReadAlarms(main_, Frame(), titles, reader);
    for (const TreeNode& part : FreshMain().parts) {
      const auto alarm = ReadAlarm(part, NewFrame(), titles, reader);
      const bool rings =
          alarm && std::any_of(theirs.begin(), theirs.end(), [&](const ItemAlarm& a) {
            return a.offset_seconds == alarm->offset_seconds;
          });
      if (!rings) main_.parts.push_back(part);
    }
  }

  // What the alarms count from, after PatchTime.
  AlarmFrame Frame() const {
    if (moved_) return NewFrame();
    if (!item_.start) return {};
    const Instant start = zone_.ToInstant(*item_.start);
    return {start, start + minutes{item_.length_minutes}};
  }
  AlarmFrame NewFrame() const {
    const bool event = content_.component == Component::kEvent;
    const Instant start = zone_.ToInstant(content_.start);
    return {start, event ? start + minutes{LengthOf(content_)} : start};
  }

  TreeNode calendar_;
  TreeNode main_;
  CalendarItem item_;
  const ItemContent& content_;
  const Zone& zone_;
  ParsedObject fresh_;
  bool moved_ = false;
};

}  // namespace

std::string Patch(std::string_view fetched, const ItemContent& content, const PatchScope& scope,
                  const WriteStyle& style, const Zone& zone, Instant now) {
  const auto refuse = [&](const std::string& why) {
    return ItemError("Could not change \"" + OneLine(content.title) + "\" (" + content.uid +
                     ") in the calendar: " + why + ". It is left as it is.");
  };
  ParsedObject object = ParseObject(fetched);
  if (!object.why.empty()) throw refuse("what the server holds cannot be read: " + object.why);
  Decoded decoded = Decode(fetched, zone);
  if (decoded.item->component != content.component) {
    throw refuse(content.component == Component::kEvent ? "it has become a task"
                                                        : "it has become an event");
  }
  if (decoded.item->taken_over)
    throw refuse("it now repeats or has attendees, so it is the user's");
  ItemContent named = content;
  // An item adopted under another UID keeps it.
  named.uid = decoded.item->uid;
  const std::string fresh = Encode(named, style, zone, now);
  Patcher patcher(std::move(object), std::move(*decoded.item), named, zone, fresh);
  return patcher.Run(scope, now);
}

}  // namespace touchbase::ical
