#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ical/calendar_item.h"
#include "ical/component_tree.h"
#include "ical/owner.h"
#include "model/error.h"
#include "tests/ical/sample.h"

namespace touchbase::ical {
namespace {

const Instant kLater = *ParseUtcBasic("20260303T120000Z");

CalendarItem Read(const std::string& text) {
  const Decoded decoded = Decode(text, Berlin());
  EXPECT_TRUE(decoded.item) << decoded.why << "\n" << text;
  return decoded.item.value_or(CalendarItem{});
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

std::string Apply(const std::string& fetched, const ItemContent& content, PatchScope scope = {}) {
  const std::string text = Patch(fetched, content, scope, {}, Berlin(), kLater);
  EXPECT_TRUE(SaysTheSame(Read(text), content, scope, Berlin())) << text;
  const ComponentPtr calendar = ParseComponent(text);
  EXPECT_NE(calendar, nullptr);
  EXPECT_EQ(icalcomponent_isa(calendar.get()), ICAL_VCALENDAR_COMPONENT);
  return text;
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Patch, WithoutAChangeOnlyTheStampsDiffer) {
  const std::string text = Encode(SampleEvent(), {}, Berlin(), kNow);
  std::string expected = Replaced(text, "DTSTAMP:20260301T110000Z", "DTSTAMP:20260303T120000Z");
  expected = Replaced(expected, "MODIFIED:20260301T110000Z", "MODIFIED:20260303T120000Z");
  EXPECT_EQ(Apply(text, SampleEvent()), expected);
}

TEST(Patch, WhatWeDoNotKnowSurvivesByteForByte) {
  const std::string foreign =
      "CATEGORIES:A,B\\,C,D\r\nX-CRM;P=\"a:b\":foo,bar;baz\\,\r\nATTACH;VALUE=URI:https://"
      "x.example/a,b\r\n"
      "X-MOZ-LASTACK:20260303T181554Z\r\nX-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=\"a; "
      "b\":geo:1,2\r\n"
      "LOCATION:folded in an\r\n  odd place\r\nGEO:1.5;2.5\r\n";
  const std::string alarm =
      "BEGIN:VALARM\r\nACTION:AUDIO\r\nX-WR-ALARMUID:1\r\nTRIGGER:-PT15H\r\nEND:VALARM\r\n";
  const std::string text =
      Replaced(Replaced(Encode(SampleEvent(), {}, Berlin(), kNow), "CLASS:", foreign + "CLASS:"),
               "END:VEVENT", alarm + "END:VEVENT");
  ItemContent content = SampleEvent();
  content.start += days{1};
  content.done = true;
  content.text = "Another text";
  const std::string patched = Apply(text, content);
  EXPECT_TRUE(Has(patched, foreign)) << patched;
  EXPECT_TRUE(Has(patched, alarm));
  EXPECT_TRUE(Has(patched, "\r\nCREATED:20260301T110000Z\r\n"));
}

TEST(Patch, AMoveRaisesSequenceAndSwapsTheZone) {
  const std::string zone =
      "BEGIN:VTIMEZONE\nTZID:America/New_York\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
      "TZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\n";
  const std::string text =
      "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:theirs\nMETHOD:PUBLISH\n" + zone +
      "BEGIN:VEVENT\nUID:u\nSEQUENCE:4\nSUMMARY:Jane Doe: thank-you\n"
      "DTSTART;TZID=America/New_York:20260303T030000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n";
  ItemContent content = SampleEvent();
  content.text.clear();
  const std::string patched = Apply(text, content);
  EXPECT_TRUE(Has(patched, "\r\nSEQUENCE:5\r\n")) << patched;
  EXPECT_TRUE(Has(patched, "\r\nDTSTART;TZID=Europe/Berlin:20260303T090000\r\n"));
  EXPECT_TRUE(Has(patched, "\r\nDTEND;TZID=Europe/Berlin:20260303T091500\r\n"));
  EXPECT_TRUE(Has(patched, "\r\nTZID:Europe/Berlin\r\n"));
  EXPECT_TRUE(Has(patched, "\r\nUID:u\r\n"));
  EXPECT_TRUE(Has(patched, "\r\nPRODID:theirs\r\n"));
  for (const char* gone : {"DURATION", "New_York", "METHOD"})
    EXPECT_FALSE(Has(patched, gone)) << gone;
  // The same instant in another zone is no move.
  content.length_minutes = 60;
  const std::string same = Apply(text, content);
  EXPECT_TRUE(Has(same, "DTSTART;TZID=America/New_York:20260303T030000\r\nDURATION:PT1H"));
  EXPECT_TRUE(Has(same, "\r\nSEQUENCE:4\r\n"));
}

TEST(Patch, WhatIsOutOfScopeIsLeftAlone) {
  const std::string text = Encode(SampleEvent(), {}, Berlin(), kNow);
  ItemContent content = SampleEvent();
  content.start += hours{1};
  content.title = "Other";
  content.text = "Other";
  content.alarm_minutes = {30};
  content.done = true;
  content.busy = false;
  content.access_class = "PUBLIC";
  const PatchScope nothing{false, false, false, false, false, false, false, ""};
  const std::string patched = Apply(text, content, nothing);
  const CalendarItem before = Read(text);
  const CalendarItem after = Read(patched);
  EXPECT_EQ(after.start, before.start);
  EXPECT_EQ(after.slot, before.slot);
  EXPECT_EQ(after.title, before.title);
  EXPECT_EQ(after.description, before.description);
  EXPECT_EQ(after.alarms, before.alarms);
  EXPECT_EQ(after.transparent, before.transparent);
  EXPECT_EQ(after.access_class, before.access_class);
}

TEST(Patch, DoneMarksFreesAndSilencesAndIsTakenBack) {
  const std::string open = Replaced(
      Encode(SampleEvent(), {}, Berlin(), kNow), "END:VEVENT",
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:mine\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n"
      "END:VEVENT");
  ItemContent content = SampleEvent();
  content.done = true;
  const std::string done = Apply(open, content);
  EXPECT_EQ(Read(done).title, "\u2713 Jane Doe: thank-you");
  EXPECT_TRUE(Read(done).transparent);
  EXPECT_EQ(Read(done).alarms, (std::vector<ItemAlarm>{{-3600, false}}));
  content.done = false;
  const std::string again = Apply(done, content);
  EXPECT_EQ(Read(again).title, "Jane Doe: thank-you");
  EXPECT_FALSE(Read(again).transparent);
  EXPECT_EQ(Read(again).alarms, (std::vector<ItemAlarm>{{-3600, false}, {0, true}}));
}

TEST(Patch, OpenAgainTakesEveryMarkOfOursAway) {
  const std::string text = Replaced(Encode(SampleEvent(), {}, Berlin(), kNow),
                                    "SUMMARY:", "SUMMARY:\u2713\u2713\uFE0F ");
  EXPECT_EQ(Read(Apply(text, SampleEvent())).title, "Jane Doe: thank-you");
}

TEST(Patch, AMarkOfTheUsersOwnIsNotDoubled) {
  ItemContent content = SampleEvent();
  content.done = true;
  for (const char* title : {"x Jane Doe: thank-you", "Jane Doe: thank-you [X]",
                            "\u2705 Jane Doe: thank-you", "\u2714\uFE0FJane Doe: thank-you"}) {
    const std::string text =
        Replaced(Encode(SampleEvent(), {}, Berlin(), kNow), "SUMMARY:Jane Doe: thank-you",
                 std::string("SUMMARY:") + title);
    EXPECT_EQ(Read(Apply(text, content)).title, title);
  }
}

TEST(Patch, TheUsersTitleGetsOnlyTheMark) {
  ItemContent content = SampleEvent();
  content.done = true;
  PatchScope scope;
  scope.title = false;
  const std::string text = Replaced(Encode(SampleEvent(), {}, Berlin(), kNow),
                                    "SUMMARY:Jane Doe: thank-you", "SUMMARY:Lunch\\, with Jane");
  EXPECT_EQ(Read(Apply(text, content, scope)).title, "\u2713 Lunch, with Jane");
}

TEST(Patch, MarksAndWordsStayAroundANewTitle) {
  ItemContent content = SampleEvent();
  content.title = "Jane Doe-Smith: thank-you";
  PatchScope scope;
  scope.title_before = "Jane Doe: thank-you";
  const std::string text =
      Replaced(Encode(SampleEvent(), {}, Berlin(), kNow), "SUMMARY:Jane Doe: thank-you",
               "SUMMARY:r Jane Doe: thank-you #wait 10d");
  EXPECT_EQ(Read(Apply(text, content, scope)).title, "r Jane Doe-Smith: thank-you #wait 10d");
}

TEST(Patch, ATaskIsTickedAndOpenedAgain) {
  ItemContent content = SampleTask();
  const std::string open = Encode(content, {}, Berlin(), kNow);
  content.done = true;
  content.done_at = *ParseUtcBasic("20260303T082000Z");
  const std::string done = Apply(open, content);
  EXPECT_TRUE(Has(done, "\r\nSTATUS:COMPLETED\r\n"));
  EXPECT_TRUE(Has(done, "\r\nCOMPLETED:20260303T082000Z\r\n"));
  EXPECT_TRUE(Has(done, "\r\nPERCENT-COMPLETE:100\r\n"));
  // How an app ticked it is left as it is.
  const std::string app = Replaced(open, "STATUS:NEEDS-ACTION", "STATUS:COMPLETED");
  EXPECT_FALSE(Has(Apply(app, content), "PERCENT"));
  content.done = false;
  const std::string again = Apply(done, content);
  EXPECT_TRUE(Has(again, "\r\nSTATUS:NEEDS-ACTION\r\n"));
  EXPECT_FALSE(Has(again, "\r\nCOMPLETED"));
}

TEST(Patch, TheAlarmOfATaskMovesAlong) {
  ItemContent content = SampleTask();
  content.date_only = false;
  content.alarm_minutes = {10};
  const std::string text = Encode(content, {}, Berlin(), kNow);
  content.start += hours{24};
  const std::string patched = Apply(text, content);
  EXPECT_TRUE(Has(patched, "TRIGGER;VALUE=DATE-TIME:20260304T075000Z")) << patched;
  EXPECT_FALSE(Has(patched, "TRIGGER;VALUE=DATE-TIME:20260303T075000Z"));
}

TEST(Patch, AStartThatAnAppGaveATaskStaysWhileItIsBeforeTheEnd) {
  const ItemContent content = SampleTask();
  const auto with_start = [&](const std::string& start) {
    return Replaced(Replaced(Encode(content, {}, Berlin(), kNow), "DUE;VALUE=DATE:20260303",
                             "DUE;VALUE=DATE:20260320"),
                    "SUMMARY", start + "\r\nSUMMARY");
  };
  EXPECT_TRUE(Has(Apply(with_start("DTSTART;VALUE=DATE:20260301"), content), "DTSTART"));
  EXPECT_FALSE(Has(Apply(with_start("DTSTART;VALUE=DATE:20260303"), content), "DTSTART"));
  EXPECT_FALSE(Has(Apply(with_start("DTSTART:20260301T080000Z"), content), "DTSTART"));
}

TEST(Patch, ATextKeepsWhatTheUserWroteAroundAndInIt) {
  std::string text = Encode(SampleEvent(), {}, Berlin(), kNow);
  text = Replaced(text, "DESCRIPTION:--- touchbase",
                  "DESCRIPTION;ALTREP=\"data:text/html,x\":above\\n--- touchbase");
  text = Replaced(text, "Draft: Hello", "inside\\nDraft: Hello");
  text =
      Replaced(text, " below ---\\n\r\n", " below ---\\nbelow\\, too\r\nX-ALT-DESC:<b>old</b>\r\n");
  ItemContent content = SampleEvent();
  content.text = "New text";
  content.noted = "Noted: replied, 3 March";
  const std::string patched = Apply(text, content);
  const CalendarItem item = Read(patched);
  EXPECT_EQ(item.our_text, "New text\n\nNoted: replied, 3 March");
  EXPECT_TRUE(item.our_text_intact);
  EXPECT_EQ(item.user_text, "above\ninside\nbelow, too");
  EXPECT_FALSE(Has(patched, "ALT"));
}

TEST(Patch, ATextWhoseLinesTheUserRemovedIsLeft) {
  const std::string text = Replaced(Encode(SampleEvent(), {}, Berlin(), kNow),
                                    "--- touchbase ---\\nHeard from Jane?", "Mine.");
  ItemContent content = SampleEvent();
  content.text = "New text";
  EXPECT_EQ(Read(Apply(text, content)).description, Read(text).description);
}

TEST(Patch, RefusesWhatIsTheUsersOrUnreadable) {
  const ItemContent content = SampleEvent();
  const std::string text = Encode(content, {}, Berlin(), kNow);
  const auto refuses = [&](const std::string& fetched) {
    EXPECT_THROW((void)Patch(fetched, content, {}, {}, Berlin(), kLater), ItemError) << fetched;
  };
  refuses("");
  refuses(text.substr(0, 300));
  refuses(Replaced(text, "CLASS", "RRULE:FREQ=DAILY\r\nCLASS"));
  refuses(Replaced(text, "CLASS", "ATTENDEE:mailto:a@x.example\r\nCLASS"));
  refuses(Encode(SampleTask(), {}, Berlin(), kNow));
}

}  // namespace
}  // namespace touchbase::ical
