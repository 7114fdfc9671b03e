#include "sync/dav/href.h"

#include <gtest/gtest.h>

#include "sync/dav/etag.h"

namespace touchbase::dav {
namespace {

constexpr const char* kBase = "https://dav.example.org:8443/cal/ana/work/";

TEST(Href, ResolvesWhatServersSend) {
  const struct {
    const char* reference;
    const char* url;  // nullptr: none
  } rows[] = {
      {"/cal/ana/work/a.ics", "https://dav.example.org:8443/cal/ana/work/a.ics"},
      {"a.ics", "https://dav.example.org:8443/cal/ana/work/a.ics"},
      {" /x/\n", "https://dav.example.org:8443/x/"},
      {"../home/", "https://dav.example.org:8443/cal/ana/home/"},
      {"https://p62.example.org:443/1/cal/", "https://p62.example.org/1/cal/"},
      {"//other.example.org/x", "https://other.example.org/x"},
      {"/a b/\xc3\xa4.ics", "https://dav.example.org:8443/a%20b/%C3%A4.ics"},
      {"/100%/x", "https://dav.example.org:8443/100%25/x"},
      {"http%3A//dav.example.org/x.ics", "http://dav.example.org/x.ics"},
      {"mailto:ana@example.org", nullptr},
      {"ftp://example.org/", nullptr},
      {"https://ana:secret@example.org/", nullptr},
  };
  for (const auto& row : rows) {
    const std::optional<std::string> url = Resolve(kBase, row.reference);
    EXPECT_EQ(url.value_or("none"), row.url == nullptr ? "none" : row.url) << row.reference;
  }
}

TEST(Href, ComparesPercentDecoded) {
  const struct {
    const char* a;
    const char* b;
    bool same;
  } rows[] = {
      {"/u/ana%40x.org/c/", "/u/ana@x.org/c/", true},
      {"/%c3%a4.ics", "/%C3%A4.ics", true},
      {"/%C3%A4.ics", "/\xc3\xa4.ics", true},
      {"/c", "/c/", true},
      {"https://dav.example.org/c/x.ics", "/c/x.ics", true},
      {"http%3A//127.0.0.1%3A80/ana/x.ics", "/ana/x.ics",
       false},                                                  // not a URL even when read as one
      {"http%3A//127.0.0.1:80/ana/x.ics", "/ana/x.ics", true},  // Xandikos
      {"/a%2Fb", "/a/b", false},
      {"/a+b", "/a%2Bb", true},
      {"/a+b", "/a b", false},
      {"/A.ics", "/a.ics", false},
  };
  for (const auto& row : rows) EXPECT_EQ(SameResource(row.a, row.b), row.same) << row.a;
}

TEST(Href, KeepsThePathAsWritten) {
  EXPECT_EQ(LocalPath(kBase, "/cal/ana%40x.org/%c3%a4.ics"), "/cal/ana%40x.org/%c3%a4.ics");
  EXPECT_EQ(LocalPath(kBase, "a.ics"), "/cal/ana/work/a.ics");
}

TEST(Href, OfAnotherHostIsRefused) {
  EXPECT_FALSE(LocalPath(kBase, "https://evil.example.com/cal/a.ics"));
  EXPECT_FALSE(LocalPath(kBase, "//evil.example.com/cal/a.ics"));
  // A server behind a proxy does not know that it is reached by https and at another port.
  EXPECT_EQ(LocalPath(kBase, "http://dav.example.org/cal/a.ics"), "/cal/a.ics");
}

TEST(Href, NewNamesAreHarmless) {
  EXPECT_EQ(Slug("Follow ups"), "follow-ups");
  EXPECT_EQ(Slug("  ../../etc "), "etc");
  EXPECT_EQ(Slug("\xc3\xa4\xc3\xb6"), "calendar");
  EXPECT_EQ(Slug(""), "calendar");
  EXPECT_LE(Slug(std::string(1000, 'a')).size(), 60U);
}

TEST(ETag, OnlyOneStrongQuotedTagCounts) {
  EXPECT_EQ(StrongETag("\"abc-1\"").value, "\"abc-1\"");
  EXPECT_EQ(StrongETag(" \"63480004950\"\n").value, "\"63480004950\"");
  EXPECT_EQ(StrongETag("\"abc-gzip\"").value, "\"abc-gzip\"");
  for (const char* none : {"", "\"", "abc", "W/\"abc\"", "\"a\", \"b\"", "\"a\"b\"", "\"a\nb\"",
                           "http://www.open-xchange.com/etags/703-1537180920231"}) {
    EXPECT_TRUE(StrongETag(none).empty()) << none;
  }
}

}  // namespace
}  // namespace touchbase::dav
