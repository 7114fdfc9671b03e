#include "sync/dav/xml_response.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace touchbase::dav::xml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Multistatus Parse(const std::string& body) {
  ParsedMultistatus parsed = ParseMultistatus(body);
  EXPECT_TRUE(parsed.value) << parsed.problem;
  return parsed.value.value_or(Multistatus());
}

// The same listing as four servers write it.
const std::string kStyles[] = {
    R"(<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/c/a.ics</D:href>
       <D:propstat><D:prop><D:getetag>"1"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status>
       </D:propstat></D:response></D:multistatus>)",
    R"(<multistatus xmlns="DAV:"><response><href>/c/a.ics</href><propstat><prop>
       <getetag>&quot;1&quot;</getetag></prop><status>HTTP/1.1 200 OK</status></propstat>
       <status>HTTP/1.1 200 OK</status></response></multistatus>)",
    R"(<ns0:multistatus xmlns:ns0="DAV:"><ns0:response><ns0:href>/c/a.ics</ns0:href><ns0:propstat>
       <ns0:status>HTTP/1.1 200 OK</ns0:status><ns0:prop><ns0:getetag>"1"</ns0:getetag></ns0:prop>
       </ns0:propstat></ns0:response></ns0:multistatus>)",
    R"(<d:multistatus xmlns:d="DAV:"><d:response><d:href><![CDATA[/c/a.ics]]></d:href><d:propstat>
       <d:prop><x:getetag xmlns:x="DAV:">"<![CDATA[1]]>"</x:getetag></d:prop>
       <d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop>
       <d:getcontenttype/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>
       </d:response></d:multistatus>)",
};

TEST(XmlResponse, PrefixesDoNotMatter) {
  for (int i = 0; i < 4; ++i) {
    const Multistatus found = Parse(kStyles[i]);
    ASSERT_EQ(found.items.size(), 1U) << i;
    EXPECT_EQ(found.items[0].href, "/c/a.ics") << i;
    EXPECT_EQ(found.items[0].etag, "\"1\"") << i;
    EXPECT_TRUE(found.items[0].has_props) << i;
  }
}

TEST(XmlResponse, TheSamePrefixOfAnotherNamespaceIsNotDav) {
  EXPECT_FALSE(ParseMultistatus(R"(<D:multistatus xmlns:D="urn:other"/>)").value);
  EXPECT_FALSE(ParseMultistatus("<multistatus/>").value);
  const Multistatus found = Parse(
      R"(<multistatus xmlns="DAV:"><x:response xmlns:x="urn:other"><href>/a</href></x:response>)"
      R"(<response><href>/b</href><propstat xmlns="urn:other"><prop/></propstat>)"
      R"(<status>HTTP/1.1 404 Not Found</status></response></multistatus>)");
  ASSERT_EQ(found.items.size(), 1U);
  EXPECT_EQ(found.items[0].href, "/b");
  EXPECT_FALSE(found.items[0].has_props);
}

TEST(XmlResponse, CalendarDataIsKeptToTheByte) {
  const Multistatus found = Parse(
      "<multistatus xmlns=\"DAV:\"><response><href>/a.ics</href><propstat><prop>"
      "<c:calendar-data xmlns:c=\"urn:ietf:params:xml:ns:caldav\">BEGIN:VCALENDAR\r\n"
      "X:a &lt;b&gt; &amp;amp;&#13;\n<![CDATA[Y:<b>\r\n]]>END:VCALENDAR\r\n</c:calendar-data>"
      "</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>");
  EXPECT_EQ(found.items.at(0).calendar_data,
            "BEGIN:VCALENDAR\r\nX:a <b> &amp;\r\nY:<b>\r\nEND:VCALENDAR\r\n");
}

TEST(XmlResponse, StatusesOfSyncCollection) {
  const Multistatus found = Parse(
      R"(<d:multistatus xmlns:d="DAV:">
      <d:response><d:href>/c/gone.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status>
      </d:response>
      <d:response><d:href>/c/bare.ics</d:href><d:status>404</d:status></d:response>
      <d:response><d:href>/c/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status>
      <d:error><d:number-of-matches-within-limits/></d:error></d:response>
      <d:response><d:href>/c/1.ics</d:href><d:href>/c/2.ics</d:href>
      <d:status>HTTP/1.1 410 Gone</d:status></d:response>
      <d:sync-token>data:,1</d:sync-token></d:multistatus>)");
  ASSERT_EQ(found.items.size(), 5U);
  EXPECT_EQ(found.items[0].status, 404);
  EXPECT_EQ(found.items[1].status, 404);
  EXPECT_EQ(found.items[2].status, 507);
  EXPECT_EQ(found.items[2].conditions.at(0).name, "number-of-matches-within-limits");
  EXPECT_EQ(found.items[4].href, "/c/2.ics");
  EXPECT_EQ(found.sync_token, "data:,1");
}

TEST(XmlResponse, DescribesACalendar) {
  const Multistatus found = Parse(
      R"(<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"
         xmlns:S="http://calendarserver.org/ns/"><response><href>/c/</href><propstat><prop>
      <resourcetype><collection/><C:calendar/></resourcetype>
      <displayname><![CDATA[A & B]]></displayname>
      <S:getctag>"x"</S:getctag><sync-token>t</sync-token><C:supported-calendar-component-set>
      <C:comp name="VTODO"/><C:comp name="VJOURNAL"/></C:supported-calendar-component-set>
      <current-user-privilege-set><privilege><read/></privilege></current-user-privilege-set>
      <current-user-principal><href>/p/</href></current-user-principal>
      <C:calendar-home-set><href>/h1/</href><href>/h2/</href></C:calendar-home-set>
      </prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>)");
  const Item& item = found.items.at(0);
  EXPECT_TRUE(item.is_calendar);
  EXPECT_EQ(item.display_name, "A & B");
  EXPECT_EQ(item.ctag, "\"x\"");
  EXPECT_TRUE(item.names_components);
  EXPECT_FALSE(item.events);
  EXPECT_TRUE(item.tasks);
  EXPECT_EQ(item.writable, false);
  EXPECT_THAT(item.principals, ElementsAre("/p/"));
  EXPECT_THAT(item.homes, ElementsAre("/h1/", "/h2/"));
}

TEST(XmlResponse, InboxOutboxProxyAndTrashAreNoCalendars) {
  for (const char* type : {"<c:schedule-inbox xmlns:c=\"urn:ietf:params:xml:ns:caldav\"/>",
                           "<c:schedule-outbox xmlns:c=\"urn:ietf:params:xml:ns:caldav\"/>",
                           "<s:calendar-proxy-read xmlns:s=\"http://calendarserver.org/ns/\"/>",
                           "<n:deleted-calendar xmlns:n=\"http://nextcloud.com/ns\"/>"}) {
    const Multistatus found =
        Parse(std::string("<multistatus xmlns=\"DAV:\"><response><href>/c/</href><propstat><prop>"
                          "<resourcetype><collection/>"
                          "<x:calendar xmlns:x=\"urn:ietf:params:xml:ns:caldav\"/>") +
              type +
              "</resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
              "</multistatus>");
    EXPECT_FALSE(found.items.at(0).is_calendar) << type;
    EXPECT_TRUE(found.items.at(0).is_collection);
  }
}

TEST(XmlResponse, ACutListingIsNeverAListing) {
  const std::string whole = kStyles[0];
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    EXPECT_FALSE(ParseMultistatus(whole.substr(0, cut)).value) << cut;
  }
}

TEST(XmlResponse, WhatIsNoMultistatusHasAReason) {
  const struct {
    std::string body;
    const char* reason;
  } rows[] = {
      {"", "not whole XML"},
      {"<html><body>Sign in</body></html>", "no multistatus but <html>"},
      {"{\"error\": 1}", "not whole XML"},
      {"<multistatus xmlns=\"DAV:\"/><multistatus xmlns=\"DAV:\"/>", "not whole XML"},
      {"<multistatus xmlns=\"DAV:\">\xff</multistatus>", "not UTF-8"},
      {"<multistatus xmlns=\"DAV:\">\xed\xa0\x80</multistatus>", "not UTF-8"},
      {"<d:error xmlns:d=\"DAV:\"/>", "no multistatus but <d:error"},
  };
  for (const auto& row : rows) {
    const ParsedMultistatus parsed = ParseMultistatus(row.body);
    EXPECT_FALSE(parsed.value) << row.body;
    EXPECT_THAT(parsed.problem, HasSubstr(row.reason)) << row.body;
  }
}

TEST(XmlResponse, EntitiesAreNotExpanded) {
  const Multistatus found = Parse(
      "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
      "<multistatus xmlns=\"DAV:\"><response><href>&a;&b;</href>"
      "<status>HTTP/1.1 404 Not Found</status></response></multistatus>");
  EXPECT_EQ(found.items.at(0).href, "&a;&b;");
}

TEST(XmlResponse, AMillionNestedElementsDoNoHarm) {
  constexpr int kDeep = 1'000'000;
  std::string body = "<multistatus xmlns=\"DAV:\">";
  for (int i = 0; i < kDeep; ++i) body += "<href>";
  for (int i = 0; i < kDeep; ++i) body += "</href>";
  body += "</multistatus>";
  EXPECT_EQ(Parse(body).items.size(), 0U);
}

TEST(XmlResponse, TooManyElementsAreRefused) {
  std::string body = "<multistatus xmlns=\"DAV:\">";
  for (std::size_t i = 0; i < kMostElements; ++i) body += "<a/>";
  EXPECT_FALSE(ParseMultistatus(body + "</multistatus>").value);
}

TEST(XmlResponse, ReadsPreconditions) {
  const ErrorBody cyrus =
      ParseErrorBody(R"(<D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">)"
                     R"(<C:unique-scheduling-object-resource><D:href>/c/held.ics</D:href>)"
                     R"(</C:unique-scheduling-object-resource></D:error>)");
  EXPECT_TRUE(cyrus.is_dav_error);
  EXPECT_TRUE(cyrus.Has("unique-scheduling-object-resource"));
  EXPECT_EQ(cyrus.conditions.at(0).href, "/c/held.ics");

  const ErrorBody sabre = ParseErrorBody(
      R"(<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>X</s:exception>)"
      R"(<s:message>Calendar object with uid already exists</s:message></d:error>)");
  EXPECT_TRUE(sabre.is_dav_error);
  EXPECT_TRUE(sabre.conditions.empty());
  EXPECT_EQ(sabre.text, "Calendar object with uid already exists");

  const ErrorBody google = ParseErrorBody(R"(<?xml version="1.0"?><D:error xmlns:D="DAV:"/>)");
  EXPECT_TRUE(google.is_dav_error);
  EXPECT_TRUE(google.conditions.empty());

  const ErrorBody page = ParseErrorBody("<html>\r\n<h1>Forbidden\x01</h1></html>");
  EXPECT_FALSE(page.is_dav_error);
  EXPECT_EQ(page.text, "<html> <h1>Forbidden </h1></html>");
  EXPECT_LE(ParseErrorBody(std::string(5000, 'x')).text.size(), 200U);
}

TEST(XmlResponse, ReadsStatusLines) {
  EXPECT_EQ(ParseStatusLine("HTTP/1.1 200 OK"), 200);
  EXPECT_EQ(ParseStatusLine(" HTTP/1.0  404 Not Found\n"), 404);
  EXPECT_EQ(ParseStatusLine("404"), 404);
  for (const char* none : {"", "OK", "HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/1.1 999"}) {
    EXPECT_EQ(ParseStatusLine(none), 0) << none;
  }
}

}  // namespace
}  // namespace touchbase::dav::xml
