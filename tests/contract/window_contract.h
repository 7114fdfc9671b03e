// What every Collection keeps about the events of a time; part of the suite in
// collection_contract.h and included beside it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/civil_time.h"
#include "tests/contract/collection_contract.h"

namespace touchbase::test {

// An object of several events is one of a recurring event and its exceptions.
inline std::string EventsText(const std::string& uid, const std::vector<std::string>& events) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//touchbase//test//EN\r\n";
  for (const std::string& event : events) {
    text += "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20260301T080000Z\r\nSUMMARY:" + uid +
            "\r\n" + event + "\r\nEND:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

TEST_P(CollectionContract, WindowHasEveryEventThatMayTakePlaceInIt) {
  const std::map<std::string, std::vector<std::string>> events = {
      {"once", {"DTSTART:20260310T080000Z\r\nDTEND:20260310T090000Z"}},
      {"into-it", {"DTSTART:20260228T080000Z\r\nDTEND:20260302T090000Z"}},
      {"a-day", {"DTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260311"}},
      {"weekly-since-long", {"DTSTART:20200106T080000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY"}},
      {"once-more-in-it", {"DTSTART:20250106T080000Z\r\nDURATION:PT1H\r\nRDATE:20260311T080000Z"}},
      {"moved-into-it",
       {"DTSTART:20260105T080000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3",
        "RECURRENCE-ID:20260106T080000Z\r\nDTSTART:20260312T080000Z\r\nDURATION:PT1H"}},
  };
  std::vector<Write> writes;
  for (const auto& [uid, texts] : events) {
    writes.push_back({WriteKind::kCreate, Href{uid + ".ics"}, {}, EventsText(uid, texts)});
  }
  for (const WriteResult& result : ApplyAll(writes)) {
    ASSERT_EQ(result.status, WriteStatus::kDone) << result.why;
  }
  const Instant from = *ParseUtcBasic("20260301T000000Z");
  const Instant to = *ParseUtcBasic("20260401T000000Z");
  std::set<std::string> seen;
  Listing listing;
  for (const Fetched& found : collection_->Window(from, to, true)) {
    ASSERT_EQ(found.status, FetchStatus::kFound) << found.why;
    listing[found.href] = found.etag;
    for (const auto& [uid, texts] : events) {
      if (Says(found.text, "UID:" + uid)) seen.insert(uid);
    }
  }
  EXPECT_EQ(seen.size(), events.size()) << ::testing::PrintToString(seen);
  const Listing all = List();
  for (const auto& [href, etag] : listing) EXPECT_EQ(all.at(href), etag) << href.value;
  Listing by_etag;
  for (const Fetched& found : collection_->Window(from, to, false)) {
    EXPECT_TRUE(found.text.empty());
    by_etag[found.href] = found.etag;
  }
  EXPECT_EQ(by_etag, listing);
}

}  // namespace touchbase::test
