// Mutated objects never crash, hang or grow; what is read and patched is read again. Fixed seed.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ical/calendar_item.h"
#include "ical/signs.h"
#include "model/error.h"
#include "tests/ical/sample.h"

namespace touchbase::ical {
namespace {

constexpr unsigned kSeed = 20260303;
constexpr int kRounds = 6000;

std::vector<std::string> Seeds() {
  ItemContent alone = SampleTask();
  alone.date_only = false;
  alone.alarm_minutes = {10, 60};
  ItemContent done = SampleEvent();
  done.done = true;
  std::string zones = Encode(SampleEvent(), {}, Berlin(), kNow);
  for (std::size_t at = zones.find("Europe/Berlin"); at != std::string::npos;
       at = zones.find("Europe/Berlin")) {
    zones.replace(at, 13, "Somewhere");
  }
  return {Encode(SampleEvent(), {}, Berlin(), kNow), Encode(alone, {}, Berlin(), kNow),
          Encode(done, {.utc = true}, Berlin(), kNow), zones};
}

std::string Mutate(std::string text, std::mt19937* random) {
  static const std::vector<std::string> kPieces = {"\r\n",
                                                   "\n ",
                                                   ":",
                                                   ";",
                                                   "\"",
                                                   "\\",
                                                   "\\n",
                                                   "#no",
                                                   "#wait 10d",
                                                   "#next 12 Mar x",
                                                   "<br>",
                                                   "<a href=\"",
                                                   "&amp;",
                                                   "\xC3",
                                                   "\xF0\x9F",
                                                   std::string(1, '\0'),
                                                   "99999999999999999999",
                                                   "-P99999999W",
                                                   "T",
                                                   "Z",
                                                   "BEGIN:VEVENT\r\n",
                                                   "END:VEVENT\r\n",
                                                   "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n",
                                                   "TZOFFSETTO:+9999\r\n",
                                                   "DTSTART:00000000T000000\r\n",
                                                   "RDATE:20260101T000000\r\n",
                                                   "[x]",
                                                   "\u2713",
                                                   "--- touchbase ---\\n",
                                                   "--- your notes below ---\\n",
                                                   "VALUE=DATE",
                                                   "20260303T090000"};
  const auto below = [&](std::size_t n) { return (*random)() % (n == 0 ? 1 : n); };
  for (std::size_t edits = 1 + below(8); edits > 0; --edits) {
    const std::size_t at = below(text.size());
    switch (below(5)) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>((*random)() & 0xFFU);
        break;
      case 1:
        text.erase(at, below(40));
        break;
      case 2:
        text.insert(at, text.substr(below(text.size()), below(200)));
        break;
      default:
        text.insert(at, kPieces[below(kPieces.size())]);
    }
  }
  return text;
}

TEST(HostileInput, MutatedObjectsAreReadOrRefused) {
  std::mt19937 random(kSeed);
  const std::vector<std::string> seeds = Seeds();
  ItemContent content = SampleEvent();
  content.start += days{2};
  content.noted = "Noted: replied, 3 March";
  int read = 0;
  int patched = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string text = Mutate(seeds[static_cast<std::size_t>(round) % seeds.size()], &random);
    const Decoded decoded = Decode(text, Berlin());
    ASSERT_NE(decoded.item.has_value(), !decoded.why.empty()) << text;
    if (!decoded.item) continue;
    ++read;
    (void)ReadSharedSigns(*decoded.item, "Jane Doe: thank-you", decoded.item->title,
                          std::vector<std::string>{"Jane", "Draft"}, MakeDate(2026, 3, 3),
                          {{"nein", "no"}});
    content.component = decoded.item->component;
    content.done = round % 3 == 0;
    try {
      const std::string out = Patch(text, content, {}, {}, Berlin(), kNow);
      const Decoded again = Decode(out, Berlin());
      ASSERT_TRUE(again.item) << again.why << "\n" << text;
      ASSERT_TRUE(SaysTheSame(*again.item, content, {}, Berlin())) << text << "\n" << out;
      ++patched;
    } catch (const ItemError&) {
      ASSERT_TRUE(decoded.item->taken_over || decoded.item->component != content.component) << text;
    }
  }
  EXPECT_GT(read, kRounds / 4);
  EXPECT_GT(patched, kRounds / 8);
}

TEST(HostileInput, OddTextsAreReadWithoutSigns) {
  std::mt19937 random(kSeed);
  const std::string_view alphabet = "# -nowaitexskp10d.\n/:@\xC3\xA4r[x]\xE2\x9C\x93 ";
  for (int round = 0; round < kRounds; ++round) {
    CalendarItem item;
    for (auto i = random() % 60; i > 0; --i) {
      item.user_text.push_back(alphabet[random() % alphabet.size()]);
      item.title.push_back(alphabet[random() % alphabet.size()]);
    }
    item.description = item.user_text;
    (void)ReadSharedSigns(item, "x", "no", std::vector<std::string>{"a", "no"},
                          MakeDate(2026, 2, 28), {});
  }
}

TEST(HostileInput, LongLinesOfSignsAreReadInTime) {
  CalendarItem item;
  for (int i = 0; i < 40000; ++i) item.user_text += "#x <a # no \xC2\xA0";
  const Signs signs = ReadSigns(item, "t", "", MakeDate(2026, 3, 3), {});
  EXPECT_FALSE(signs.done);
  std::string html = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDESCRIPTION:<br>";
  for (int i = 0; i < 50000; ++i) html += "<a h";
  EXPECT_TRUE(Decode(html + "\nEND:VEVENT\nEND:VCALENDAR\n", Berlin()).item);
}

}  // namespace
}  // namespace touchbase::ical
