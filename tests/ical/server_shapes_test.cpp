// What servers and apps make of our objects. The files of Radicale and Xandikos were made by the
// libraries these servers rewrite with; the others follow samples of Google and Apple.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "ical/calendar_item.h"
#include "ical/owner.h"
#include "ical/signs.h"
#include "tests/ical/sample.h"

namespace touchbase::ical {
namespace {

ItemContent ContentOf(const std::string& kind) {
  const bool task = kind == "task" || kind == "alone";
  ItemContent content = task ? SampleTask() : SampleEvent();
  if (!task) {
    content.alarm_minutes = {15};
    content.text +=
        "\nUmlauts \u00FC and \U0001F600; commas, too\nA rather long line that has to be folded "
        "somewhere, since it has more than seventy-five octets in it.";
  }
  content.done = kind == "done";
  if (kind == "alone") {
    content.date_only = false;
    content.alarm_minutes = {10};
  }
  return content;
}

std::string Load(const std::string& name) {
  std::ifstream file(std::string(TOUCHBASE_SOURCE_DIR) + "/tests/data/ical/" + name,
                     std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

CalendarItem ReadShape(const std::string& text) {
  const Decoded decoded = Decode(text, Berlin());
  EXPECT_TRUE(decoded.item) << decoded.why;
  return decoded.item.value_or(CalendarItem{});
}

void ExpectOurs(const std::string& text, const ItemContent& content) {
  const CalendarItem item = ReadShape(text);
  EXPECT_TRUE(SaysTheSame(item, content, {}, Berlin())) << text;
  EXPECT_EQ(item.uid, content.uid);
  EXPECT_FALSE(item.taken_over);
  // A write on top of it is understood in turn, and so on.
  ItemContent changed = content;
  changed.start += days{1};
  changed.text += "\nmore";
  changed.done = !content.done;
  const std::string patched = Patch(text, changed, {}, {}, Berlin(), kNow);
  EXPECT_TRUE(SaysTheSame(ReadShape(patched), changed, {}, Berlin())) << patched;
  const std::string back = Patch(patched, content, {}, {.utc = true}, Berlin(), kNow);
  EXPECT_TRUE(SaysTheSame(ReadShape(back), content, {}, Berlin())) << back;
}

TEST(ServerShapes, RadicaleAndXandikosRewriteAndSayTheSame) {
  for (const char* kind : {"event", "task", "alone", "done", "utc"}) {
    for (const char* server : {"radicale-", "xandikos-"}) {
      SCOPED_TRACE(std::string(server) + kind);
      const std::string text = Load(std::string(server) + kind + ".ics");
      ExpectOurs(text, ContentOf(kind));
      EXPECT_EQ(ReadShape(text).key, SampleEvent().key);
      EXPECT_TRUE(ReadShape(text).our_text_intact);
      EXPECT_TRUE(ReadShape(text).slot.has_value());
    }
  }
}

TEST(ServerShapes, CyrusRewritesWithLibicalAndSaysTheSame) {
  for (const char* kind : {"event", "task", "alone", "done"}) {
    SCOPED_TRACE(kind);
    const std::string text = Encode(ContentOf(kind), {}, Berlin(), kNow);
    ExpectOurs(PrintComponent(ParseComponent(text).get()), ContentOf(kind));
  }
}

TEST(ServerShapes, LineFeedsAloneAndOtherFoldsSayTheSame) {
  for (const char* kind : {"event", "task", "alone", "done"}) {
    std::string text;
    for (const char c : Encode(ContentOf(kind), {}, Berlin(), kNow)) {
      if (c != '\r') text.push_back(c);
    }
    ExpectOurs(text, ContentOf(kind));
  }
}

TEST(ServerShapes, AServerThatDropsWhatItCanSaysTheSame) {
  ExpectOurs(Load("bare-event.ics"), ContentOf("event"));
}

TEST(ServerShapes, GoogleSaysTheSameAndTheUsersWordIsRead) {
  ExpectOurs(Load("google-event.ics"), ContentOf("event"));
  const CalendarItem item = ReadShape(Load("google-event.ics"));
  EXPECT_TRUE(item.has_our_alarm);
  const Signs signs = ReadSigns(item, "Jane Doe: thank-you", "", MakeDate(2026, 3, 3), {});
  ASSERT_EQ(signs.words.size(), 1u);
  EXPECT_EQ(signs.words[0].outcome, Outcome::kReplied);
  EXPECT_EQ(signs.notes, "");
}

TEST(ServerShapes, AppleSaysTheSameAndItsSnoozesAreNoAlarms) {
  ExpectOurs(Load("apple-event.ics"), ContentOf("event"));
  EXPECT_EQ(ReadShape(Load("apple-event.ics")).alarms, (std::vector<ItemAlarm>{{-900, true}}));
  ItemContent content = ContentOf("event");
  content.start += days{1};
  const std::string patched = Patch(Load("apple-event.ics"), content, {}, {}, Berlin(), kNow);
  for (const char* kept : {"X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=Cafe:geo:1,2;x\r\n",
                           "19760401T005545Z", "ACKNOWLEDGED:20260303T074600Z", "RELTYPE=SNOOZE"}) {
    EXPECT_NE(patched.find(kept), std::string::npos) << kept;
  }
}

TEST(ServerShapes, AnAlarmThatWasOnlySeenChangesNothing) {
  std::string text = Encode(ContentOf("event"), {}, Berlin(), kNow);
  text.insert(text.find("SUMMARY"),
              "X-MOZ-LASTACK:20260303T081554Z\r\nX-MOZ-SNOOZE-TIME:20260303T083000Z\r\n"
              "X-MOZ-GENERATION:3\r\n");
  ExpectOurs(text, ContentOf("event"));
}

TEST(ServerShapes, KhalMovesToAFloatingTime) {
  std::string text = Load("xandikos-event.ics");
  const std::string from = "DTSTART;TZID=Europe/Berlin:20260303T090000";
  text.replace(text.find(from), from.size(), "DTSTART;VALUE=DATE-TIME:20260305T100000");
  const std::string end = "DTEND;TZID=Europe/Berlin:20260303T091500";
  text.replace(text.find(end), end.size(), "DTEND;VALUE=DATE-TIME:20260305T101500");
  const CalendarItem item = ReadShape(text);
  EXPECT_EQ(item.start, ParseLocal("2026-03-05 10:00"));
  EXPECT_EQ(item.length_minutes, 15);
  // It stays as the user's app wrote it until we move it ourselves.
  ItemContent content = ContentOf("event");
  content.start = *item.start;
  EXPECT_NE(Patch(text, content, {}, {}, Berlin(), kNow).find("DTSTART;VALUE=DATE-TIME:20260305T1"),
            std::string::npos);
  content.start += days{1};
  EXPECT_NE(Patch(text, content, {}, {}, Berlin(), kNow)
                .find("DTSTART;TZID=Europe/Berlin:20260306T100000"),
            std::string::npos);
}

TEST(ServerShapes, AnAppThatAddsATimeToADateChangesNothing) {
  std::string text = Encode(SampleTask(), {}, Berlin(), kNow);
  const std::string due = "DUE;VALUE=DATE:20260303";
  text.replace(text.find(due), due.size(), "DUE;TZID=Europe/Berlin:20260303T120000");
  EXPECT_TRUE(SaysTheSame(ReadShape(text), SampleTask(), {}, Berlin()));
}

}  // namespace
}  // namespace touchbase::ical
