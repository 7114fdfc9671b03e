#include <gtest/gtest.h>

#include <string>

#include "ical/calendar_item.h"
#include "ical/component_tree.h"
#include "ical/owner.h"
#include "ical/tz_zone.h"
#include "tests/ical/sample.h"

namespace touchbase::ical {
namespace {

TEST(Encode, AnEventIsWrittenInTheUsersZone) {
  EXPECT_EQ(
      Encode(SampleEvent(), {}, Berlin(), kNow),
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//touchbase//touchbase//EN\r\n" +
          VTimezone(Berlin(), kNow) +
          "BEGIN:VEVENT\r\n"
          "UID:tb-5f3a9c01-48e2ed5d59d75368a3876af005637956-0\r\n"
          "DTSTAMP:20260301T110000Z\r\nCREATED:20260301T110000Z\r\n"
          "LAST-MODIFIED:20260301T110000Z\r\nSEQUENCE:0\r\n"
          "DTSTART;TZID=Europe/Berlin:20260303T090000\r\n"
          "DTEND;TZID=Europe/Berlin:20260303T091500\r\n"
          "X-TOUCHBASE-SLOT:20260303T080000Z\r\n"
          "SUMMARY:Jane Doe: thank-you\r\n"
          "DESCRIPTION:--- touchbase ---\\nHeard from Jane? Put r before the title.\\n\\n\r\n"
          " Draft: Hello Jane\\, it was good to meet you\\; yours\\nhttps://x.example/a\\n\r\n"
          " --- your notes below ---\\n\r\n"
          "X-TOUCHBASE-TEXT:2e69f5e63d76c4fbb8\r\n"
          "CLASS:PRIVATE\r\nTRANSP:OPAQUE\r\n"
          "X-TOUCHBASE-KEY:04a73d0b545e544393d22fb8d0c92a36\r\n"
          "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT0S\r\n"
          "DESCRIPTION:Jane Doe: thank-you\r\nX-TOUCHBASE-ALARM:1\r\nEND:VALARM\r\n"
          "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(Encode, UtcStyleNeedsNoZone) {
  const std::string text = Encode(SampleEvent(), {.utc = true}, Berlin(), kNow);
  EXPECT_NE(text.find("\r\nDTSTART:20260303T080000Z\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\r\nDTEND:20260303T081500Z\r\n"), std::string::npos);
  EXPECT_EQ(text.find("VTIMEZONE"), std::string::npos);
}

TEST(Encode, TheTaskOfAPairHasADateAndNothingThatRings) {
  const std::string text = Encode(SampleTask(), {}, Berlin(), kNow);
  EXPECT_NE(text.find("\r\nDUE;VALUE=DATE:20260303\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\r\nSTATUS:NEEDS-ACTION\r\n"), std::string::npos);
  for (const char* absent : {"DTSTART", "VALARM", "VTIMEZONE", "TRANSP", "PERCENT"}) {
    EXPECT_EQ(text.find(absent), std::string::npos) << absent;
  }
}

TEST(Encode, ATaskAloneIsDueAtTheSlotAndRingsAtATime) {
  ItemContent content = SampleTask();
  content.date_only = false;
  content.alarm_minutes = {10};
  const std::string text = Encode(content, {}, Berlin(), kNow);
  EXPECT_NE(text.find("\r\nDUE;TZID=Europe/Berlin:20260303T090000\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\r\nTRIGGER;VALUE=DATE-TIME:20260303T075000Z\r\n"), std::string::npos);
  EXPECT_EQ(text.find("BEGIN:VTODO"), text.find("END:VTIMEZONE") + 15);
  const std::size_t task = text.find("BEGIN:VTODO");
  EXPECT_EQ(text.find("DTSTART", task), std::string::npos);
}

TEST(Encode, DoneIsMarkedFreeAndSilent) {
  ItemContent content = SampleEvent();
  content.done = true;
  const std::string event = Encode(content, {}, Berlin(), kNow);
  EXPECT_NE(event.find("\r\nSUMMARY:\u2713 Jane Doe: thank-you\r\n"), std::string::npos) << event;
  EXPECT_NE(event.find("\r\nTRANSP:TRANSPARENT\r\n"), std::string::npos);
  EXPECT_EQ(event.find("VALARM"), std::string::npos);
  content = SampleTask();
  content.done = true;
  content.done_at = *ParseUtcBasic("20260303T082000Z");
  const std::string task = Encode(content, {}, Berlin(), kNow);
  EXPECT_NE(task.find("\r\nCOMPLETED:20260303T082000Z\r\nPERCENT-COMPLETE:100\r\n"),
            std::string::npos);
  EXPECT_NE(task.find("\r\nSUMMARY:Jane Doe: thank-you\r\n"), std::string::npos);
}

TEST(Encode, NoTextCanBreakTheObject) {
  ItemContent content = SampleEvent();
  content.title = "Jane\r\nATTENDEE:mailto:x@x.example\x01, \\n; \"q\"";
  content.text = "a\nEND:VEVENT\rBEGIN:VEVENT\x02\x1B <b>bold</b> " + std::string(500, 'x') +
                 "\u00FC\U0001F600";
  const std::string text = Encode(content, {}, Berlin(), kNow);
  const Decoded decoded = Decode(text, Berlin());
  ASSERT_TRUE(decoded.item) << decoded.why;
  EXPECT_FALSE(decoded.item->taken_over);
  EXPECT_EQ(decoded.item->title, "Jane ATTENDEE:mailto:x@x.example, \\n; \"q\"");
  EXPECT_TRUE(SaysTheSame(*decoded.item, content, {}, Berlin()));
  for (const char c : text) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\r' || c == '\n') << int{c};
  }
}

TEST(Encode, ATimeThatDoesNotExistIsWrittenAsTheNextValidOne) {
  ItemContent content = SampleEvent();
  content.start = *ParseLocal("2026-03-29 02:30");
  const std::string text = Encode(content, {}, Berlin(), kNow);
  EXPECT_NE(text.find("DTSTART;TZID=Europe/Berlin:20260329T030000\r\n"), std::string::npos);
  EXPECT_NE(text.find("DTEND;TZID=Europe/Berlin:20260329T031500\r\n"), std::string::npos);
}

TEST(Encode, LibicalReadsItWithoutErrors) {
  for (const ItemContent& content : {SampleEvent(), SampleTask()}) {
    const ComponentPtr calendar = ParseComponent(Encode(content, {}, Berlin(), kNow));
    ASSERT_NE(calendar, nullptr);
    EXPECT_EQ(icalcomponent_isa(calendar.get()), ICAL_VCALENDAR_COMPONENT);
    EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
    EXPECT_NE(icalrestriction_check(calendar.get()), 0);
  }
}

TEST(Fingerprint, IsEqualForEqualContentsOnly) {
  const ItemContent content = SampleEvent();
  const std::string print = Fingerprint(content, Berlin());
  ItemContent other = content;
  other.text += "\r\n\n ";
  other.uid = "another";
  EXPECT_EQ(Fingerprint(other, Berlin()), print);
  const auto differs = [&](auto change) {
    ItemContent changed = content;
    change(&changed);
    return Fingerprint(changed, Berlin()) != print;
  };
  EXPECT_TRUE(differs([](ItemContent* c) { c->start += minutes{15}; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->length_minutes = 30; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->title += "!"; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->text += "\nmore"; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->noted = "Noted: replied, 3 March"; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->access_class = "PUBLIC"; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->busy = false; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->alarm_minutes = {5}; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->done = true; }));
  EXPECT_TRUE(differs([](ItemContent* c) { c->component = Component::kTodo; }));
}

TEST(Fingerprint, KnowsInstantsNotZones) {
  ItemContent content = SampleEvent();
  const std::string print = Fingerprint(content, Berlin());
  content.start = *ParseLocal("2026-03-03 08:00");
  EXPECT_EQ(Fingerprint(content, *LoadZone("Europe/London")), print);
}

}  // namespace
}  // namespace touchbase::ical
