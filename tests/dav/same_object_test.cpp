#include "sync/dav/same_object.h"

#include <gtest/gtest.h>

#include <string>

namespace touchbase::dav {
namespace {

constexpr const char* kOurs =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:tb-1\r\nDTSTAMP:20261121T100000Z\r\n"
    "DTSTART:20261201T100000Z\r\nDTEND:20261201T101500Z\r\nSUMMARY:Write to Ana about the lon\r\n"
    " g report\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:PT0S\r\nEND:VALARM\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

std::string With(const std::string& from, const std::string& to) {
  std::string text = kOurs;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(SameObject, ServersSortFoldAndDecorate) {
  // As Radicale gives it back: sorted, folded elsewhere, LF only, with parameters of its own.
  const std::string sorted =
      "BEGIN:VCALENDAR\nPRODID:-//x\nVERSION:2.0\nBEGIN:VEVENT\nUID:tb-1\n"
      "DTSTART;VALUE=DATE-TIME:20261201T100000Z\nDTEND;VALUE=DATE-TIME:20261201T101500Z\n"
      "DTSTAMP:20261121T100000Z\nSTATUS:CONFIRMED\nSUMMARY:Write to Ana\n  about the long report\n"
      "BEGIN:VALARM\nDESCRIPTION:This is an event "
      "reminder\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";
  EXPECT_TRUE(SameContent(kOurs, sorted));
  EXPECT_TRUE(IsOurWrite(kOurs, sorted));
}

TEST(SameObject, TheUsersHandIsSeen) {
  for (const std::string& theirs :
       {With("DTSTART:20261201T10", "DTSTART:20261202T10"), With("lon\r\n g", "short"),
        With("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT"),
        With("SUMMARY", "DESCRIPTION:#replied\r\nSUMMARY"), With("UID:tb-1", "UID:tb-2"),
        With("DTEND:20261201T101500Z\r\n", "")}) {
    EXPECT_FALSE(SameContent(kOurs, theirs)) << theirs;
  }
}

TEST(SameObject, AWriteIsKnownByUidAndStamp) {
  // The user moved it after we wrote it: done, and no longer the same.
  EXPECT_TRUE(IsOurWrite(kOurs, With("DTSTART:20261201T10", "DTSTART:20261202T10")));
  EXPECT_FALSE(IsOurWrite(kOurs, With("DTSTAMP:20261121", "DTSTAMP:20261120")));
  EXPECT_FALSE(IsOurWrite("garbage", "garbage"));
  EXPECT_FALSE(SameContent("", ""));
}

}  // namespace
}  // namespace touchbase::dav
