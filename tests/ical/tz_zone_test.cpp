#include "ical/tz_zone.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <tuple>

#include "ical/component_tree.h"
#include "ical/foreign_zone.h"
#include "ical/time_value.h"
#include "model/error.h"

namespace touchbase::ical {
namespace {

std::string InstantOf(const char* zone, const char* local) {
  return FormatUtcBasic(LoadZone(zone)->ToInstant(*ParseLocal(local)));
}

TEST(TzZone, ATimeThatIsSkippedBecomesTheNextValidOne) {
  EXPECT_EQ(InstantOf("Europe/Berlin", "2026-03-29 02:30"), "20260329T010000Z");
  EXPECT_EQ(InstantOf("America/New_York", "2026-03-08 02:00"), "20260308T070000Z");
  EXPECT_EQ(InstantOf("Australia/Lord_Howe", "2026-10-04 02:15"), "20261003T153000Z");
  EXPECT_EQ(InstantOf("Africa/Cairo", "2026-04-24 00:30"), "20260423T220000Z");
  EXPECT_EQ(InstantOf("Pacific/Apia", "2011-12-30 12:00"), "20111230T100000Z");
  EXPECT_EQ(InstantOf("America/Sao_Paulo", "2018-11-04 00:30"), "20181104T030000Z");
}

TEST(TzZone, ATimeThatHappensTwiceIsTheFirst) {
  EXPECT_EQ(InstantOf("Europe/Berlin", "2026-10-25 02:30"), "20261025T003000Z");
  EXPECT_EQ(InstantOf("America/New_York", "2026-11-01 01:30"), "20261101T053000Z");
  EXPECT_EQ(InstantOf("Australia/Lord_Howe", "2026-04-05 01:45"), "20260404T144500Z");
  EXPECT_EQ(InstantOf("America/Sao_Paulo", "2018-02-17 23:30"), "20180218T013000Z");
  EXPECT_EQ(InstantOf("Asia/Kathmandu", "2026-06-01 12:00"), "20260601T061500Z");
}

TEST(TzZone, EveryInstantComesBack) {
  for (const char* name : {"Europe/Berlin", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia"}) {
    const auto zone = LoadZone(name);
    for (Instant at = Instant{MakeDate(2026, 1, 1).time_since_epoch()};
         at < Instant{MakeDate(2027, 1, 1).time_since_epoch()}; at += hours{7}) {
      const Instant back = zone->ToInstant(zone->ToLocal(at));
      EXPECT_TRUE(back == at || at - back == hours{1}) << name << " " << FormatUtcBasic(at);
    }
  }
}

TEST(TzZone, AnUnknownNameIsAnsweredWithTheNearest) {
  try {
    (void)LoadZone("Europe/Berln");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("\"Europe/Berlin\""), std::string::npos)
        << error.what();
  }
  for (const char* name :
       {"", "/etc/passwd", "../../etc/passwd", "tzdata.zi", "Europe", "Europe/"}) {
    EXPECT_EQ(FindZone(name), nullptr) << name;
    EXPECT_THROW((void)LoadZone(name), InputError) << name;
  }
}

TEST(TzZone, OldNamesOfZonesAreKnown) {
  EXPECT_NE(FindZone("Asia/Calcutta"), nullptr);
  EXPECT_NE(FindZone("US/Pacific"), nullptr);
  EXPECT_NE(FindZone("UTC"), nullptr);
}

TEST(TzZone, TheEnvironmentNamesTheZoneOfTheSystem) {
  ASSERT_EQ(setenv("TZ", ":Asia/Kathmandu", 1), 0);
  EXPECT_EQ(SystemZoneName(), "Asia/Kathmandu");
  ASSERT_EQ(setenv("TZ", "nonsense", 1), 0);
  EXPECT_NE(FindZone(SystemZoneName()), nullptr);
  ASSERT_EQ(unsetenv("TZ"), 0);
}

TEST(TzZone, ForeignNamesLeadToTheTzDatabase) {
  EXPECT_EQ(IanaName("/freeassociation.sourceforge.net/Europe/Berlin"), "Europe/Berlin");
  EXPECT_EQ(IanaName("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta"),
            "America/Argentina/Salta");
  EXPECT_EQ(IanaName("/mozilla.org/20050126_1/Europe/Paris"), "Europe/Paris");
  EXPECT_EQ(IanaName("W. Europe Standard Time"), "Europe/Berlin");
  EXPECT_EQ(IanaName("Customized Time Zone"), "");
}

TEST(VTimezone, ZonesWithYearlyRulesGetTwo) {
  const auto zone = LoadZone("Europe/Berlin");
  EXPECT_EQ(
      VTimezone(*zone, *ParseUtcBasic("20260302T080000Z")),
      "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
      "BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n"
      "BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
      "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZNAME:CET\r\nEND:STANDARD\r\n"
      "END:VTIMEZONE\r\n");
}

TEST(VTimezone, ZonesWithoutChangesGetOne) {
  const auto zone = LoadZone("Asia/Kathmandu");
  EXPECT_EQ(
      VTimezone(*zone, *ParseUtcBasic("20260302T080000Z")),
      "BEGIN:VTIMEZONE\r\nTZID:Asia/Kathmandu\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
      "TZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\nTZNAME:+0545\r\nEND:STANDARD\r\n"
      "END:VTIMEZONE\r\n");
}

// Compared with libical's own reading of what we wrote, an item of 2026 and two years around it.
TEST(VTimezone, IsReadByLibicalAsTheZoneItIsMadeFromForAllZones) {
  std::ifstream table("/usr/share/zoneinfo/zone1970.tab");
  ASSERT_TRUE(table);
  std::string row;
  int zones = 0;
  while (std::getline(table, row)) {
    if (row.empty() || row.front() == '#') continue;
    std::istringstream fields(row);
    std::string countries, place, name;
    fields >> countries >> place >> name;
    const auto zone = LoadZone(name);
    const Instant item = *ParseUtcBasic("20260615T080000Z");
    const Tree tree = ParseTree(VTimezone(*zone, item));
    ASSERT_EQ(tree.why, "") << name;
    const auto read = InterpretVTimezone(tree.roots.at(0));
    ASSERT_NE(read, nullptr) << name;
    ++zones;
    for (Instant at = *ParseUtcBasic("20260101T113000Z"); at < *ParseUtcBasic("20280101T000000Z");
         at += hours{61}) {
      ASSERT_EQ(read->OffsetAt(at), zone->OffsetAt(at)) << name << " " << FormatUtcBasic(at);
    }
  }
  EXPECT_GT(zones, 300);
}

}  // namespace
}  // namespace touchbase::ical
