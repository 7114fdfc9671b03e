#include <gtest/gtest.h>

#include <string>

#include "ical/calendar_item.h"
#include "ical/tz_zone.h"
#include "tests/ical/sample.h"

namespace touchbase::ical {
namespace {

std::string Wrap(const std::string& component, const std::string& lines,
                 const std::string& beside = "") {
  return "BEGIN:VCALENDAR\nVERSION:2.0\n" + beside + "BEGIN:" + component + "\nUID:u\n" + lines +
         "END:" + component + "\nEND:VCALENDAR\n";
}

CalendarItem Event(const std::string& lines, const std::string& beside = "") {
  const Decoded decoded = Decode(Wrap("VEVENT", lines, beside), Berlin());
  EXPECT_TRUE(decoded.item) << decoded.why;
  return decoded.item.value_or(CalendarItem{});
}

CalendarItem Task(const std::string& lines) {
  const Decoded decoded = Decode(Wrap("VTODO", lines), Berlin());
  EXPECT_TRUE(decoded.item) << decoded.why;
  return decoded.item.value_or(CalendarItem{});
}

std::string StartOf(const std::string& dtstart, const std::string& beside = "") {
  const CalendarItem item = Event(dtstart + "\n", beside);
  return item.start ? FormatLocal(*item.start) + (item.date_only ? " date" : "") : "none";
}

TEST(Decode, SaysWhyAnObjectCannotBeUsed) {
  const auto why = [](const std::string& text) { return Decode(text, Berlin()).why; };
  EXPECT_EQ(why(" \r\n"), "the text is empty");
  EXPECT_EQ(why("<!DOCTYPE html><html><body>502</body></html>"),
            "it does not begin with BEGIN:VCALENDAR");
  const std::string whole = Encode(SampleEvent(), {}, Berlin(), kNow);
  EXPECT_EQ(why(whole.substr(0, whole.size() - 40)), "it is cut off: END:VALARM is missing");
  EXPECT_EQ(why(Wrap("VJOURNAL", "")), "there is no VEVENT or VTODO in it, only VJOURNAL");
  EXPECT_EQ(why("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"),
            "the VEVENT has no UID");
  EXPECT_EQ(why(Wrap("VEVENT", "") + Wrap("VEVENT", "")), "it is not one VCALENDAR");
  EXPECT_EQ(why(Wrap("VEVENT", "", "BEGIN:VTODO\nUID:u\nEND:VTODO\n")),
            "it holds several items (VTODO, VEVENT)");
}

// caldav-quirks, part 2, 5.1: what apps write for done and open again.
TEST(Decode, ATaskIsDoneByAnyOfThreeSigns) {
  EXPECT_TRUE(Task("STATUS:COMPLETED\n").completed);      // Home Assistant
  EXPECT_TRUE(Task("PERCENT-COMPLETE:100\n").completed);  // iOS 5
  EXPECT_TRUE(Task("STATUS:COMPLETED\nCOMPLETED;VALUE=DATE-TIME:20261121T172036Z\n").completed);
  EXPECT_TRUE(
      Task("COMPLETED:20150212T185651Z\nPERCENT-COMPLETE:100\nSTATUS:COMPLETED\n").completed);
  EXPECT_TRUE(Task("COMPLETED;VALUE=DATE:20240102\n").completed);  // SOGo
  EXPECT_TRUE(Task("STATUS:NEEDS-ACTION\nCOMPLETED:20240102T101500Z\n").completed);
  EXPECT_TRUE(Task("STATUS:NEEDS-ACTION\nPERCENT-COMPLETE:100\n").completed);
}

TEST(Decode, ATaskOpenedAgainIsOpen) {
  EXPECT_FALSE(Task("SUMMARY:x\n").completed);  // Thunderbird, Tasks.org
  EXPECT_FALSE(Task("PERCENT-COMPLETE:0\nSTATUS:NEEDS-ACTION\n").completed);  // Nextcloud Tasks
  EXPECT_FALSE(Task("PERCENT-COMPLETE:50\nSTATUS:IN-PROCESS\n").completed);   // Evolution
  EXPECT_FALSE(Task("STATUS:NEEDS-ACTION\nPERCENT-COMPLETE:0\nCOMPLETED:20240102T101500Z\n")
                   .completed);  // jtx Board
  EXPECT_FALSE(Task("STATUS:CANCELLED\nPERCENT-COMPLETE:100\n").completed);
  EXPECT_TRUE(Task("STATUS:CANCELLED\n").cancelled);
}

TEST(Decode, TheTimeOfCompletionIsReadAsTimeAndAsDate) {
  EXPECT_EQ(Task("COMPLETED:20240102T101500Z\n").completed_at, ParseUtcBasic("20240102T101500Z"));
  EXPECT_EQ(Task("COMPLETED;VALUE=DATE:20240102\n").completed_at,
            ParseUtcBasic("20240101T230000Z"));
  EXPECT_EQ(Task("COMPLETED;VALUE=DATE:20240102\nLAST-MODIFIED:20240102T101500Z\n").completed_at,
            ParseUtcBasic("20240102T101500Z"));
  EXPECT_FALSE(Task("COMPLETED:soon\n").completed_at);
}

TEST(Decode, AStartInAnyFormIsTheUsersCivilTime) {
  EXPECT_EQ(StartOf("DTSTART:20260303T080000Z"), "2026-03-03 09:00");
  EXPECT_EQ(StartOf("DTSTART;TZID=Europe/Berlin:20260303T090000"), "2026-03-03 09:00");
  EXPECT_EQ(StartOf("DTSTART;TZID=America/New_York:20260303T030000"), "2026-03-03 09:00");
  EXPECT_EQ(StartOf("DTSTART;TZID=\"Eastern Standard Time\":20260303T030000"), "2026-03-03 09:00");
  EXPECT_EQ(StartOf("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20260303T080000"),
            "2026-03-03 09:00");
  EXPECT_EQ(StartOf("DTSTART;VALUE=DATE-TIME:20260303T090000"), "2026-03-03 09:00");  // khal
  EXPECT_EQ(StartOf("DTSTART;TZID=Nowhere:20260303T090000"), "2026-03-03 09:00");
  EXPECT_EQ(StartOf("DTSTART;VALUE=DATE:20260303"), "2026-03-03 00:00 date");
  EXPECT_EQ(StartOf("DTSTART:20260303"), "2026-03-03 00:00 date");
  EXPECT_EQ(StartOf("DTSTART;TZID=Europe/Berlin:20260329T023000"), "2026-03-29 03:00");
  EXPECT_EQ(StartOf("DTSTART:20261332T080000Z"), "none");
  EXPECT_EQ(StartOf("DTSTART:00010101T000000Z"), "none");
  EXPECT_EQ(StartOf("SUMMARY:x"), "none");
}

TEST(Decode, AZoneThatSomebodyMadeUpIsReadFromItsRules) {
  const std::string zone =
      "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T030000\n"
      "TZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n"
      "END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0200\n"
      "TZOFFSETTO:+0300\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
  EXPECT_EQ(StartOf("DTSTART;TZID=Customized Time Zone:20260303T100000", zone), "2026-03-03 09:00");
  EXPECT_EQ(StartOf("DTSTART;TZID=Customized Time Zone:20260703T100000", zone), "2026-07-03 09:00");
}

TEST(Decode, ARuleWithoutEndIsNotExpanded) {
  const std::string zone =
      "BEGIN:VTIMEZONE\nTZID:Trap\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\n"
      "TZOFFSETTO:+0200\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\nEND:STANDARD\nEND:"
      "VTIMEZONE\n";
  EXPECT_EQ(StartOf("DTSTART;TZID=Trap:20260303T100000", zone), "2026-03-03 10:00");
}

TEST(Decode, TheLengthComesFromEndOrDuration) {
  const std::string start = "DTSTART:20260303T080000Z\n";
  EXPECT_EQ(Event(start + "DTEND;TZID=Europe/Berlin:20260303T093000\n").length_minutes, 30);
  EXPECT_EQ(Event(start + "DURATION:PT1H15M\n").length_minutes, 75);
  EXPECT_EQ(Event(start + "DTEND:20260303T070000Z\n").length_minutes, 0);
  EXPECT_EQ(Event(start).length_minutes, 0);
  EXPECT_EQ(Event("DTSTART;VALUE=DATE:20260303\n").length_minutes, 1440);
  EXPECT_EQ(Task("DUE:20260303T080000Z\nDTSTART:20260303T070000Z\n").length_minutes, 0);
}

TEST(Decode, ATaskIsDueAtDueOrAtStartAndDuration) {
  EXPECT_EQ(FormatLocal(Task("DUE;VALUE=DATE:20260303\n").start.value()), "2026-03-03 00:00");
  EXPECT_EQ(FormatLocal(Task("DTSTART:20260303T070000Z\nDURATION:PT1H\n").start.value()),
            "2026-03-03 09:00");
}

TEST(Decode, AlarmsThatNeverRingAreNone) {
  const auto alarm = [](const std::string& lines) {
    return Event(
        "DTSTART:20260303T080000Z\nDTEND:20260303T083000Z\nSUMMARY:\u2713 Jane: x\n"
        "BEGIN:VALARM\nACTION:DISPLAY\n" +
        lines + "END:VALARM\n");
  };
  EXPECT_TRUE(alarm("TRIGGER;VALUE=DATE-TIME:19760401T005545Z\nX-APPLE-DEFAULT-ALARM:TRUE\n")
                  .alarms.empty());
  EXPECT_TRUE(alarm("TRIGGER:-PT5M\nRELATED-TO;RELTYPE=SNOOZE:a\n").alarms.empty());
  EXPECT_TRUE(alarm("TRIGGER:nonsense\n").alarms.empty());
  EXPECT_EQ(alarm("TRIGGER:-P1DT5M\n").alarms, (std::vector<ItemAlarm>{{-86700, false}}));
  EXPECT_EQ(alarm("TRIGGER;RELATED=END:PT0S\n").alarms, (std::vector<ItemAlarm>{{1800, false}}));
  EXPECT_EQ(alarm("TRIGGER;VALUE=DATE-TIME:20260303T075000Z\nX-TOUCHBASE-ALARM:1\n").alarms,
            (std::vector<ItemAlarm>{{-600, true}}));
  EXPECT_TRUE(alarm("TRIGGER:PT0S\nDESCRIPTION:Jane: x\n").has_our_alarm);
  EXPECT_TRUE(alarm("TRIGGER:PT0S\nDESCRIPTION:This is an event reminder\n").has_our_alarm);
  EXPECT_FALSE(alarm("TRIGGER:PT0S\nDESCRIPTION:Mine\n").has_our_alarm);
}

TEST(Decode, WhatTheUserTookOverIsTheUsers) {
  EXPECT_FALSE(Event("DTSTART:20260303T080000Z\n").taken_over);
  EXPECT_TRUE(Event("ATTENDEE:mailto:a@x.example\n").taken_over);
  EXPECT_TRUE(Event("ORGANIZER:mailto:a@x.example\n").taken_over);
  EXPECT_TRUE(Event("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\n").taken_over);
  const CalendarItem item = Event("SUMMARY:master\n",
                                  "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20260303T080000Z\n"
                                  "SUMMARY:exception\nEND:VEVENT\n");
  EXPECT_TRUE(item.taken_over);
  EXPECT_EQ(item.title, "master");
}

TEST(Decode, TheUsersTextIsAllThatIsNotOurs) {
  const std::string ours = "--- touchbase ---\\nHello\\n\\nDraft: x\\n--- your notes below ---\\n";
  const auto item = [](const std::string& text) { return Event("DESCRIPTION:" + text + "\n"); };
  EXPECT_EQ(item(ours).our_text, "Hello\n\nDraft: x");
  EXPECT_EQ(item(ours).user_text, "");
  EXPECT_TRUE(item(ours).our_text_intact);
  EXPECT_EQ(item("above\\n" + ours + "below\\n#replied").user_text, "above\nbelow\n#replied");
  const CalendarItem gone = item("Hello\\nmy own text");
  EXPECT_FALSE(gone.has_our_part);
  EXPECT_EQ(gone.user_text, "Hello\nmy own text");
  EXPECT_EQ(item("--- touchbase ---\\nHello").user_text, "Hello");
}

TEST(Decode, LinesTypedInsideOursAreTheUsers) {
  std::string text = Encode(SampleEvent(), {}, Berlin(), kNow);
  text.replace(text.find("Draft: Hello"), 0, "#replied she called\\n");
  const CalendarItem item = Decode(text, Berlin()).item.value();
  EXPECT_TRUE(item.has_our_part);
  EXPECT_FALSE(item.our_text_intact);
  EXPECT_EQ(item.user_text, "#replied she called");
  EXPECT_TRUE(SaysTheSame(item, SampleEvent(), {}, Berlin()));
}

TEST(Decode, OursIsKnownByItsDigestsWhenTheFixedLinesAreGone) {
  std::string text = Encode(SampleEvent(), {}, Berlin(), kNow);
  text.replace(text.find("--- touchbase ---\\n"), 19, "Call her mother\\n");
  const CalendarItem item = Decode(text, Berlin()).item.value();
  EXPECT_TRUE(item.has_our_part);
  EXPECT_FALSE(item.our_text_intact);
  EXPECT_EQ(item.user_text, "Call her mother");
}

TEST(Decode, ADescriptionThatBecameHtmlIsReadAsText) {
  const CalendarItem item = Event(
      "DESCRIPTION:--- touchbase ---<br>Hello &amp\\; bye<br><br>--- your notes below ---<br>"
      "<b>#replied</b>&nbsp\\;yes<div>see <a href=\"https://x.example/#no\">here</a></div>\n");
  EXPECT_EQ(item.our_text, "Hello & bye");
  EXPECT_EQ(item.user_text, "#replied yes\nsee here (https://x.example/#no)");
}

TEST(Decode, TextWithAngleBracketsStaysText) {
  EXPECT_EQ(Event("DESCRIPTION:1 < 2 <ana@x.example> &amp\\; <3\n").user_text,
            "1 < 2 <ana@x.example> &amp; <3");
}

}  // namespace
}  // namespace touchbase::ical
