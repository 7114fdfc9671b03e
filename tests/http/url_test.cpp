#include "sync/http/url.h"

#include <gtest/gtest.h>

#include <string>

namespace touchbase::http {
namespace {

std::string Split(std::string_view text) {
  const auto url = SplitUrl(text);
  if (!url) return "-";
  return url->scheme + " " + url->host + " " + std::to_string(url->port) + " " + url->path + " " +
         url->query;
}

TEST(Url, IsSplit) {
  EXPECT_EQ(Split("https://Cal.Example.org"), "https cal.example.org 443 / ");
  EXPECT_EQ(Split("HTTP://h:8080/a/b?c=d#e"), "http h 8080 /a/b c=d");
  EXPECT_EQ(Split("http://h?x"), "http h 80 / x");
  EXPECT_EQ(Split("http://h:/a"), "http h 80 /a ");
  EXPECT_EQ(Split("https://[::1]:5232/ana/"), "https ::1 5232 /ana/ ");
  EXPECT_EQ(Split("http://127.0.0.1/a%20b"), "http 127.0.0.1 80 /a%20b ");
  EXPECT_EQ(Split("https://h/\xc3\xa4"), "https h 443 /\xc3\xa4 ");
}

TEST(Url, WithAnythingElseInItIsRefused) {
  for (const std::string_view bad : {"",
                                     "h",
                                     "/a",
                                     "ftp://h/",
                                     "file:///etc/passwd",
                                     "http:/h",
                                     "http://",
                                     "http:///a",
                                     "http://user:pw@h/",
                                     "http://user@h/",
                                     "http://h /",
                                     "http://h/a b",
                                     "http://h/a\r\nX: y",
                                     "http://h/a\\b",
                                     "http://h:0/",
                                     "http://h:65536/",
                                     "http://h:8x/",
                                     "http://[::1/",
                                     "http://[::g]/",
                                     "http://a..b/",
                                     "http://h./",
                                     "http://.h/",
                                     "http://-h/",
                                     "http://127.1/",
                                     "http://1.2.3.4.5/",
                                     "http://999.1.1.1/",
                                     "http://0x7f.0x1/",
                                     "http://m\xc3\xbcnchen.de/",
                                     "http://h/<a>"}) {
    EXPECT_EQ(Split(bad), "-") << bad;
  }
  EXPECT_EQ(Split("http://h/" + std::string(9000, 'a')), "-");
}

TEST(Url, WrittenAgainIsTheSame) {
  for (const std::string_view text :
       {"https://h/", "http://h:8080/a?b=c", "https://[::1]:5232/a/", "http://h:443/"}) {
    EXPECT_EQ(ToString(*SplitUrl(text)), text);
  }
  EXPECT_EQ(ToString(*SplitUrl("https://H:443")), "https://h/");
}

// RFC 3986, 5.4.1 and 5.4.2, without the schemes that are not http.
TEST(Url, ReferencesAreResolvedAsInTheRfc) {
  const Url base = *SplitUrl("http://a/b/c/d;p?q");
  const std::pair<std::string_view, std::string_view> table[] = {
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"g#s", "http://a/b/c/g"},
      {"#s", "http://a/b/c/d;p?q"},
      {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"g/../h", "http://a/b/c/h"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"https://B/x/../y", "https://b/y"},
  };
  for (const auto& [reference, expected] : table) {
    const auto joined = Join(base, reference);
    EXPECT_EQ(joined ? ToString(*joined) : "-", expected) << reference;
  }
}

TEST(Url, AReferenceToAnotherSchemeIsRefused) {
  const Url base = *SplitUrl("http://a/b");
  for (const std::string_view bad :
       {"mailto:a@b", "file:///x", "http:g", "a b", "//u:p@h/", "http%3A//h\r\n"}) {
    EXPECT_FALSE(Join(base, bad)) << bad;
  }
}

TEST(Url, LoopbackIsWhatNeverLeavesTheMachine) {
  for (const std::string_view text : {"http://localhost/", "http://x.localhost:1/",
                                      "http://127.0.0.1/", "http://127.9.9.9/", "http://[::1]/"}) {
    EXPECT_TRUE(IsLoopback(*SplitUrl(text))) << text;
  }
  for (const std::string_view text :
       {"http://localhost.example.org/", "http://127.0.0.1.example.org/", "http://10.0.0.1/",
        "http://[::2]/", "http://notlocalhost/"}) {
    EXPECT_FALSE(IsLoopback(*SplitUrl(text))) << text;
  }
}

TEST(Url, OriginIsSchemeHostAndPort) {
  EXPECT_TRUE(SameOrigin(*SplitUrl("https://H/a"), *SplitUrl("https://h:443/b")));
  EXPECT_FALSE(SameOrigin(*SplitUrl("https://h/"), *SplitUrl("http://h/")));
  EXPECT_FALSE(SameOrigin(*SplitUrl("https://h/"), *SplitUrl("https://h:8443/")));
  EXPECT_EQ(Origin(*SplitUrl("http://h:8080/x")), "http://h:8080");
}

}  // namespace
}  // namespace touchbase::http
