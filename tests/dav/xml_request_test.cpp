#include "sync/dav/xml_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace touchbase::dav::xml {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(XmlRequest, EscapesWhatComesFromOutside) {
  EXPECT_EQ(Escape("a<b>&\"c\"\x01\xc3\xa4"), "a&lt;b&gt;&amp;&quot;c&quot;\xc3\xa4");
  EXPECT_THAT(MkcalendarBody("R&D <x>", Component::kEvent), HasSubstr("R&amp;D &lt;x&gt;"));
  EXPECT_THAT(SyncCollectionBody("</d:sync-token>"), HasSubstr("&lt;/d:sync-token&gt;"));
}

TEST(XmlRequest, PrefixesAreLowerCase) {
  const std::vector<std::string> hrefs = {"/a.ics"};
  for (const std::string& body :
       {DiscoveryBody(), CollectionsBody(false), ListingBody(), SyncCollectionBody(""),
        MultigetBody(hrefs), QueryBody(Component::kTodo), MkcalendarBody("x", Component::kTodo)}) {
    EXPECT_THAT(body, Not(HasSubstr("<D:")));
    EXPECT_THAT(body, Not(HasSubstr("<C:")));
    EXPECT_THAT(body, HasSubstr("xmlns:d=\"DAV:\""));
  }
}

TEST(XmlRequest, FirstSyncNamesAnEmptyToken) {
  EXPECT_THAT(SyncCollectionBody(""), HasSubstr("<d:sync-token/><d:sync-level>1</d:sync-level>"));
  EXPECT_THAT(SyncCollectionBody("data:,1"), HasSubstr("<d:sync-token>data:,1</d:sync-token>"));
}

TEST(XmlRequest, RadicaleIsNotAskedForTheToken) {
  EXPECT_THAT(CollectionsBody(true), Not(HasSubstr("sync-token")));
  EXPECT_THAT(CollectionsBody(false), HasSubstr("<d:sync-token/>"));
}

TEST(XmlRequest, ACalendarIsMadeForOneComponent) {
  const std::string body = MkcalendarBody("Follow-ups", Component::kTodo);
  EXPECT_THAT(body, HasSubstr("<c:comp name=\"VTODO\"/>"));
  EXPECT_THAT(body, Not(HasSubstr("VEVENT")));
}

TEST(XmlRequest, AskForTheEventsOfATimeNamesOneComponent) {
  const Instant from = *ParseUtcBasic("20260301T000000Z");
  const Instant to = *ParseUtcBasic("20260401T000000Z");
  const std::string body = WindowBody(Which::kInTime, from, to, true);
  EXPECT_NE(body.find("<d:prop><d:getetag/><c:calendar-data/></d:prop>"), std::string::npos);
  EXPECT_NE(body.find("<c:comp-filter name=\"VEVENT\"><c:time-range start=\"20260301T000000Z\" "
                      "end=\"20260401T000000Z\"/></c:comp-filter>"),
            std::string::npos);
  EXPECT_EQ(WindowBody(Which::kAll, from, to, false).find("time-range"), std::string::npos);
  EXPECT_NE(WindowBody(Which::kWithSingleDates, from, to, false).find("name=\"RDATE\""),
            std::string::npos);
}

}  // namespace
}  // namespace touchbase::dav::xml
