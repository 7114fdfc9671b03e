#include "sync/dav/write_answer.h"

#include <gtest/gtest.h>

#include <string>

namespace touchbase::dav {
namespace {

std::string Error(const std::string& inner) {
  return "<d:error xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\" "
         "xmlns:s=\"http://sabredav.org/ns\">" +
         inner + "</d:error>";
}

std::string Inside(const std::string& status, const std::string& error = "") {
  return "<d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><d:response>"
         "<d:href>/c/a.ics</d:href><d:status>" +
         status + "</d:status>" + error + "</d:response></d:multistatus>";
}

struct Row {
  const char* source;
  WriteKind kind;
  int status;
  std::string body;
  WriteStatus expected;
  bool look = false;
};

constexpr auto kPut = WriteKind::kCreate;
constexpr auto kUpdate = WriteKind::kUpdate;
constexpr auto kDelete = WriteKind::kDelete;

void Check(const Row& row, const Profile& profile = {}) {
  http::Response response;
  response.status = row.status;
  response.body = row.body;
  const WriteAnswer answer = ReadWriteAnswer(row.kind, response, profile);
  EXPECT_EQ(static_cast<int>(answer.status), static_cast<int>(row.expected)) << row.source;
  EXPECT_EQ(answer.look, row.look) << row.source;
  EXPECT_EQ(answer.why.empty(), answer.status == WriteStatus::kDone) << row.source;
}

TEST(WriteAnswer, Successes) {
  for (const Row& row : {
           Row{"all", kPut, 201, "", WriteStatus::kDone},
           Row{"Radicale never says 204", kUpdate, 201, "", WriteStatus::kDone},
           Row{"all", kUpdate, 204, "", WriteStatus::kDone},
           Row{"Google", kUpdate, 200, "", WriteStatus::kDone},
           Row{"Radicale", kDelete, 200, Inside("HTTP/1.1 200 OK"), WriteStatus::kDone},
           Row{"all", kDelete, 204, "", WriteStatus::kDone},
           Row{"all: gone already", kDelete, 404, "", WriteStatus::kDone},
           Row{"Google: gone already", kDelete, 410, "", WriteStatus::kDone},
           Row{"a 207 that says yes", kDelete, 207, Inside("HTTP/1.1 200 OK"), WriteStatus::kDone},
       }) {
    Check(row);
  }
}

TEST(WriteAnswer, Conflicts) {
  for (const Row& row : {
           Row{"all", kPut, 412, "", WriteStatus::kConflict},
           Row{"all", kUpdate, 412, "", WriteStatus::kConflict},
           Row{"Radicale: no such collection", kPut, 409, "", WriteStatus::kConflict},
           Row{"Xandikos, inside", kPut, 207, Inside("HTTP/1.1 412"), WriteStatus::kConflict},
           Row{"all", kUpdate, 404, "", WriteStatus::kGone},
           Row{"all", kUpdate, 410, "", WriteStatus::kGone},
       }) {
    Check(row);
  }
}

TEST(WriteAnswer, TheUidLivesElsewhere) {
  const std::string unique = Error(
      "<c:unique-scheduling-object-resource><d:href>/x</d:href>"
      "</c:unique-scheduling-object-resource>");
  const std::string trash = Error(
      "<s:message>Deleted calendar object with uid already exists in this calendar collection."
      "</s:message>");
  const std::string inner = "<d:error><c:no-uid-conflict/></d:error>";
  for (const Row& row : {
           Row{"Radicale", kPut, 409, Error("<c:no-uid-conflict/>"), WriteStatus::kUidTaken},
           Row{"Apple", kPut, 403, Error("<c:no-uid-conflict/>"), WriteStatus::kUidTaken},
           Row{"Cyrus", kPut, 403, unique, WriteStatus::kUidTaken},
           Row{"Nextcloud", kPut, 400, trash, WriteStatus::kUidTaken},
           Row{"Xandikos", kPut, 207, Inside("HTTP/1.1 412", inner), WriteStatus::kUidTaken},
       }) {
    Check(row);
  }
  Check({"Google", kPut, 409, "", WriteStatus::kUidTaken}, ProfileOf(ServerKind::kGoogle));
}

TEST(WriteAnswer, WhoHasTheUidIsTold) {
  const auto holder = [](const std::string& body) {
    http::Response response;
    response.status = 403;
    response.body = body;
    return ReadWriteAnswer(WriteKind::kCreate, response, Profile{}).holder;
  };
  EXPECT_EQ(holder(Error("<c:no-uid-conflict><d:href>/dav/x/A1.ics</d:href></c:no-uid-conflict>")),
            "/dav/x/A1.ics");
  EXPECT_EQ(holder(Error("<c:no-uid-conflict/>")), "");
  EXPECT_EQ(holder(Error("<d:need-privileges><d:href>/dav/x/</d:href></d:need-privileges>")), "");
}

TEST(WriteAnswer, NoRightsAndNoRoom) {
  for (const Row& row : {
           Row{"sabre", kPut, 403, Error("<d:need-privileges/>"), WriteStatus::kReadOnly},
           Row{"Radicale", kPut, 403, "Access to the requested resource forbidden.",
               WriteStatus::kReadOnly},
           Row{"full disk", kPut, 507, "", WriteStatus::kNoRoom},
           Row{"quota", kPut, 403, Error("<d:quota-not-exceeded/>"), WriteStatus::kNoRoom},
           Row{"nginx", kPut, 413, "<html>", WriteStatus::kNoRoom},
       }) {
    Check(row);
  }
}

TEST(WriteAnswer, RefusedObjects) {
  const std::string data = "<d:error><c:valid-calendar-data/></d:error>";
  for (const Row& row : {
           Row{"Radicale", kPut, 400, "Bad Request", WriteStatus::kRefused},
           Row{"sabre", kPut, 415, Error(""), WriteStatus::kRefused},
           Row{"Cyrus", kPut, 403, Error("<c:valid-calendar-data/>"), WriteStatus::kRefused},
           Row{"sabre", kPut, 403, Error("<c:supported-calendar-component/>"),
               WriteStatus::kRefused},
           Row{"Xandikos", kPut, 207, Inside("HTTP/1.1 412", data), WriteStatus::kRefused},
           Row{"Google, no reason", kPut, 403, Error(""), WriteStatus::kRefused},
           Row{"iCloud: no DTEND", kPut, 404, "", WriteStatus::kRefused},
           Row{"a redirect", kPut, 301, "", WriteStatus::kRefused},
       }) {
    Check(row);
  }
}

TEST(WriteAnswer, AmbiguousEnds) {
  for (const Row& row : {
           Row{"DAViCal", kPut, 500, "", WriteStatus::kAmbiguous, true},
           Row{"a proxy", kPut, 502, "<html>", WriteStatus::kAmbiguous, true},
           Row{"a proxy", kDelete, 504, "", WriteStatus::kAmbiguous, true},
           Row{"taken, not done", kPut, 202, "", WriteStatus::kAmbiguous, true},
           Row{"a cut 207", kPut, 207, "<d:multi", WriteStatus::kAmbiguous, true},
           Row{"not begun", kPut, 503, "", WriteStatus::kAmbiguous, false},
           Row{"not begun", kPut, 429, "", WriteStatus::kAmbiguous, false},
       }) {
    Check(row);
  }
}

TEST(WriteAnswer, OnlyAStrongETagIsTaken) {
  http::Response response;
  response.status = 201;
  response.headers = {{"etag", "\"a1\""}};
  EXPECT_EQ(ReadWriteAnswer(kPut, response, {}).etag.value, "\"a1\"");
  response.headers = {{"ETag", "W/\"a1\""}};
  EXPECT_TRUE(ReadWriteAnswer(kPut, response, {}).etag.empty());
}

}  // namespace
}  // namespace touchbase::dav
