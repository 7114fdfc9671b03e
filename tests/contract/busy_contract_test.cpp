// Busy times of thousands of events on every server: equal to an independent expansion by
// python3-icalendar and python3-dateutil (tests/servers/busy_events.py), and what they cost.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "ical/tz_zone.h"
#include "sync/core/other_calendars.h"
#include "tests/contract/dav_servers.h"
#include "tests/support/child_process.h"
#include "tests/support/memory_base_store.h"
#include "tests/support/memory_book.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {
namespace {

struct Amount {
  std::string server;
  int events = 500;
  int connections = 4;      // for the upload; 0: all in one request
  int queries = 1;          // requests for the events of a time
  std::string method = {};  // of that one request
};

class BusyTimes : public ::testing::TestWithParam<Amount> {
 protected:
  BusyTimes() : server_(ServerOf(GetParam().server)), calendar_(GetParam().server) {
    settings_.book_id = "5f3a9c01";
    settings_.own_addresses = {"ana@example.org"};
    settings_.busy_calendars = settings_.watched_calendars = {calendar_.State().url.value};
    Script({"make", std::to_string(GetParam().events), Folder()});
    const std::string sign_in = server_.user() + ":" + server_.password();
    const std::string url = calendar_.State().url.value;
    if (GetParam().connections == 0) {
      Script({"put-all", Folder(), url, sign_in, GetParam().method});
    } else {
      Script({"put", Folder(), url, sign_in, std::to_string(GetParam().connections)});
    }
  }

  std::string Folder() const { return (dir_ / "events").string(); }

  static std::string Script(std::vector<std::string> words) {
    words.insert(words.begin(), TOUCHBASE_SOURCE_DIR "/tests/servers/busy_events.py");
    words.insert(words.begin(), "/usr/bin/python3");
    ChildOptions options;
    options.timeout = std::chrono::seconds(280);
    const ChildResult result = RunChild(words, options);
    EXPECT_EQ(result.exit_code, 0) << words[2] << ": " << result.err;
    return result.out;
  }

  // What a run finds, and how many requests it took beside the survey.
  std::string Found(int* requests) {
    FixedClock clock(*ParseUtcBasic("20260302T060000Z"));
    RunPorts ports{calendar_.account(), book_, base_, clock, *zone_};
    const std::vector<CollectionState> survey = calendar_.account().Survey();
    const int before = calendar_.account().requests();
    RunReport report;
    const OtherFindings found = ReadOthers(ports, settings_, survey, &report);
    *requests = calendar_.account().requests() - before;
    EXPECT_TRUE(report.warnings.empty()) << report.warnings.front();
    std::vector<std::string> lines;
    for (const ical::Occurrence& one : found.watched) {
      if (!TakesTime(one, settings_.book_id)) continue;
      lines.push_back(one.uid + " " + FormatLocal(one.start) + " " + FormatLocal(one.end) + "\n");
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
  }

  std::string Expected() const { return Script({"expand", Folder(), "2026-02-16", "2026-05-07"}); }

  RealServer& server_;
  DavCalendar calendar_;
  TempDir dir_;
  RunSettings settings_;
  MemoryBook book_;
  MemoryBaseStore base_;
  std::shared_ptr<const Zone> zone_ = ical::LoadZone("Europe/Berlin");
};

// The first lines that are in one alone.
std::string Difference(const std::string& found, const std::string& expected) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  };
  const auto a = lines(found);
  const auto b = lines(expected);
  std::vector<std::string> more;
  std::vector<std::string> less;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(more));
  std::set_difference(b.begin(), b.end(), a.begin(), a.end(), std::back_inserter(less));
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(5, more.size()); ++i)
    text += "+ " + more[i] + "\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(5, less.size()); ++i)
    text += "- " + less[i] + "\n";
  return text;
}

TEST_P(BusyTimes, AreEqualToAnIndependentExpansion) {
  const std::string expected = Expected();
  ASSERT_GT(std::count(expected.begin(), expected.end(), '\n'), GetParam().events / 2);
  int requests = 0;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(Difference(Found(&requests), expected), "");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(requests, GetParam().queries);
  std::cout << GetParam().server << ": " << GetParam().events << " events, " << requests
            << " requests, " << took.count() << " s\n";

  EXPECT_EQ(Difference(Found(&requests), expected), "");
  EXPECT_EQ(requests, 0) << "nothing changed";

  const std::string more =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:busy-more\r\n"
      "DTSTAMP:20260101T000000Z\r\nDTSTART:20260302T080000Z\r\nDTEND:20260302T090000Z\r\n"
      "RRULE:FREQ=DAILY;COUNT=4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  calendar_.PutAsOther("busy-more.ics", more);
  std::ofstream(Folder() + "/busy-more.ics") << more;
  EXPECT_EQ(Difference(Found(&requests), Expected()), "");
  EXPECT_EQ(requests, GetParam().queries + 1) << "ETags, then the one that is new";
}

std::string NameOfAmount(const ::testing::TestParamInfo<Amount>& info) {
  return std::to_string(info.param.events);
}

INSTANTIATE_TEST_SUITE_P(Radicale, BusyTimes,
                         ::testing::Values(Amount{"radicale", 500, 0, 1, "PUT"}), NameOfAmount);
INSTANTIATE_TEST_SUITE_P(Xandikos, BusyTimes, ::testing::Values(Amount{"xandikos", 500, 2}),
                         NameOfAmount);
INSTANTIATE_TEST_SUITE_P(Cyrus, BusyTimes, ::testing::Values(Amount{"cyrus", 5000, 0, 1, "POST"}),
                         NameOfAmount);
INSTANTIATE_TEST_SUITE_P(Sabre, BusyTimes, ::testing::Values(Amount{"sabre", 500, 4, 2}),
                         NameOfAmount);
INSTANTIATE_TEST_SUITE_P(Davical, BusyTimes, ::testing::Values(Amount{"davical", 500, 4}),
                         NameOfAmount);

}  // namespace
}  // namespace touchbase::test
