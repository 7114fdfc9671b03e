#include "model/links.h"

#include <gtest/gtest.h>

namespace touchbase {
namespace {

TEST(Links, NothingIsEscapedThatCalendarClientsDecodeInTexts) {
  EXPECT_EQ(MailtoUrl("j@x.example", "a: b, c; d", "C:\\e"),
            "mailto:j@x.example?subject=a:%20b,%20c;%20d&body=C:/e");
}

TEST(MailtoUrl, EncodesAsRfc6068Says) {
  EXPECT_EQ(MailtoUrl("jane@x.example", "", ""), "mailto:jane@x.example");
  EXPECT_EQ(MailtoUrl("jane+a@x.example", "Hi & bye?", "A b+c\n\u00FC=1% #no\r\nEnd"),
            "mailto:jane+a@x.example?subject=Hi%20%26%20bye%3F&body=A%20b%2Bc%0D%0A%C3%BC%3D1%25"
            "%20%23no%0D%0AEnd");
  EXPECT_EQ(MailtoUrl("j@x.example", "", "a"), "mailto:j@x.example?body=a");
  EXPECT_EQ(MailtoUrl("j?cc=b@x.example", "", ""), "mailto:j%3Fcc%3Db@x.example");
  for (const char* none : {"", "jane", "@x.example", "jane@", "  "}) {
    EXPECT_EQ(MailtoUrl(none, "s", "b"), "") << none;
  }
}

TEST(MailtoUrl, LeavesOutABodyThatMakesItTooLong) {
  const std::string body(3000, 'x');
  EXPECT_EQ(MailtoUrl("j@x.example", "s", body), "mailto:j@x.example?subject=s");
}

struct TelCase {
  const char* phone;
  const char* url;
};

TEST(TelUrl, IsInternationalWhereItCanBe) {
  const TelCase cases[] = {
      {"+49 (0)30 1234-567", "tel:+49301234567"},
      {"0049 30 1234567", "tel:+49301234567"},
      {"030/123 45 67", "tel:0301234567"},
      {"+1 (555) 010-2030 ext. 12", "tel:+15550102030;ext=12"},
      {"Tel. +44 20 7946 0000", "tel:+442079460000"},
      {"+1 555 0102030; +1 555 0102031", "tel:+15550102030"},
      {"", ""},
      {"none", ""},
      {"+", ""},
  };
  for (const TelCase& c : cases) EXPECT_EQ(TelUrl(c.phone), c.url) << c.phone;
}

}  // namespace
}  // namespace touchbase
