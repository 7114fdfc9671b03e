// Calendars outside the account, as a server of theirs answers and as files: what is read, what is
// kept, and what the user is told.
#include "sync/cli/feed_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"

namespace touchbase::cli {
namespace {

using test::Received;
using test::Reply;
using test::ScriptedServer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kMegabyte = 1U << 20;

std::string Calendar(std::size_t size = 0) {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n";
  while (text.size() < size) text += "X-FILL:" + std::string(64, 'x') + "\r\n";
  return text + "END:VCALENDAR\r\n";
}

http::Options Plain(bool allow_plain = false) {
  http::Options options;
  options.allow_plain_http = allow_plain;
  options.wait = [](int) {};
  return options;
}

// One answer to all requests of a path; 404 elsewhere.
struct Feed {
  explicit Feed(Reply reply)
      : server([reply = std::move(reply)](const Received& received) {
          Reply none;
          none.status = 404;
          return received.target.starts_with("/secret-7/") ? reply : none;
        }) {}
  FeedAnswer Read(const std::string& tag = "") {
    FeedReader reader(Plain());
    return reader.Read(server.Url("/secret-7/x.ics"), tag);
  }
  ScriptedServer server;
};

void ExpectFailed(const FeedAnswer& answer, const std::string& why) {
  EXPECT_EQ(answer.end, FeedAnswer::End::kFailed);
  EXPECT_TRUE(answer.text.empty());
  EXPECT_THAT(answer.why, AllOf(HasSubstr("the calendar "), HasSubstr(why)));
  EXPECT_THAT(answer.why, Not(HasSubstr("secret-7"))) << "the path may be a secret";
}

Reply Answer(int status, std::string body = "", test::HeaderLines headers = {}) {
  Reply reply;
  reply.status = status;
  reply.body = std::move(body);
  reply.headers = std::move(headers);
  return reply;
}

TEST(FeedReader, ReadsACalendarWithoutSigningIn) {
  Feed feed(Answer(200, Calendar()));
  const FeedAnswer answer = feed.Read();
  EXPECT_EQ(answer.end, FeedAnswer::End::kRead);
  EXPECT_EQ(answer.text, Calendar());
  ASSERT_EQ(feed.server.Requests().size(), 1U);
  const Received asked = feed.server.Requests()[0];
  EXPECT_EQ(asked.method, "GET");
  EXPECT_EQ(asked.Header("Authorization"), "");
  EXPECT_EQ(asked.Header("If-None-Match") + asked.Header("If-Modified-Since"), "");
}

TEST(FeedReader, AsksOnlyForWhatChanged) {
  const std::string day = "Mon, 02 Mar 2026 08:00:00 GMT";
  Feed feed(Answer(200, Calendar(), {{"ETag", "W/\"7\""}, {"Last-Modified", day}}));
  const FeedAnswer first = feed.Read();
  ASSERT_EQ(first.end, FeedAnswer::End::kRead);
  Feed same(Answer(304));
  const FeedAnswer second = same.Read(first.tag);
  EXPECT_EQ(second.end, FeedAnswer::End::kUnchanged);
  const Received asked = same.server.Requests().at(0);
  EXPECT_EQ(asked.Header("If-None-Match"), "W/\"7\"");
  EXPECT_EQ(asked.Header("If-Modified-Since"), day);
}

TEST(FeedReader, AsksByOneOfThemWhereAServerHasNoOther) {
  Feed etag(Answer(200, Calendar(), {{"ETag", "\"7\""}}));
  const std::string tag = etag.Read().tag;
  etag.Read(tag);
  EXPECT_EQ(etag.server.Requests().at(1).Header("If-None-Match"), "\"7\"");
  EXPECT_EQ(etag.server.Requests().at(1).Header("If-Modified-Since"), "");
  Feed neither(Answer(200, Calendar()));
  neither.Read(neither.Read().tag);
  EXPECT_EQ(neither.server.Requests().at(1).Header("If-None-Match"), "");
}

struct Bad {
  const char* name;
  Reply reply;
  const char* why;
};
class FailingFeed : public testing::TestWithParam<Bad> {};

TEST_P(FailingFeed, IsNamedWithoutItsPath) {
  Feed feed(GetParam().reply);
  ExpectFailed(feed.Read("\"7\"\n"), GetParam().why);
}

Reply Dropped() {
  Reply reply;
  reply.drop = true;
  return reply;
}

INSTANTIATE_TEST_SUITE_P(
    Answers, FailingFeed,
    testing::Values(Bad{"Error", Answer(500, "oops"), "answered 500"},
                    Bad{"NotFound", Answer(404), "answered 404"},
                    Bad{"SignIn", Answer(401), "wants a sign-in"},
                    Bad{"RedirectToNowhere", Answer(302), "answered 302"},
                    Bad{"RedirectToAFile", Answer(302, "", {{"Location", "file:///etc/passwd"}}),
                        "answered 302"},
                    Bad{"RedirectToItself", Answer(301, "", {{"Location", "/secret-7/x.ics"}}),
                        "redirected without end"},
                    Bad{"RedirectToPlainHttp",
                        Answer(301, "", {{"Location", "http://feeds.example.invalid/x.ics"}}),
                        "http is not read"},
                    Bad{"TooLarge", Answer(200, Calendar(8 * kMegabyte + 1)), "8 MiB"},
                    Bad{"APage", Answer(200, "<html>BEGIN:VCALENDAR</html>"), "no calendar"},
                    Bad{"Nothing", Answer(200), "no calendar"},
                    Bad{"Silence", Dropped(), "the calendar http://127.0.0.1"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(FeedReader, TakesAsMuchAsEightMebibytes) {
  Feed feed(Answer(200, Calendar(8 * kMegabyte - 200)));
  EXPECT_EQ(feed.Read().end, FeedAnswer::End::kRead);
}

TEST(FeedReader, TakesACalendarAfterAByteOrderMarkAndBlankLines) {
  Feed feed(Answer(200, "\xEF\xBB\xBF\r\n" + Calendar()));
  EXPECT_EQ(feed.Read().end, FeedAnswer::End::kRead);
}

// Google and others answer from a host of their own.
TEST(FeedReader, FollowsARedirectToAnotherHost) {
  ScriptedServer there([](const Received&) { return Answer(200, Calendar()); });
  const std::string target = "http://localhost:" + std::to_string(there.port()) + "/y.ics";
  Feed feed(Answer(302, "", {{"Location", target}}));
  const FeedAnswer answer = feed.Read("\"7\"\n");
  EXPECT_EQ(answer.end, FeedAnswer::End::kRead) << answer.why;
  EXPECT_EQ(there.Requests().at(0).target, "/y.ics");
  EXPECT_EQ(there.Requests().at(0).Header("Authorization"), "");
}

TEST(FeedReader, WebcalIsHttps) {
  Feed feed(Answer(200, Calendar()));
  const std::string url = feed.server.Url("/secret-7/x.ics");
  feed.server.CutNextConnections(20);  // it would wait for the rest of the handshake
  FeedReader reader(Plain());
  ExpectFailed(reader.Read("webcal" + url.substr(4), ""), "webcal://127.0.0.1");
  EXPECT_TRUE(feed.server.Requests().empty()) << "nothing in clear";
}

TEST(FeedReader, ReadsHttpOfOtherMachinesOnlyWhereAllowed) {
  FeedReader reader(Plain());
  ExpectFailed(reader.Read("http://feeds.example.invalid/secret-7/x.ics", ""), "allow_plain_http");
  FeedReader allowed(Plain(true));
  const FeedAnswer answer = allowed.Read("http://feeds.example.invalid/secret-7/x.ics", "");
  EXPECT_THAT(answer.why, Not(HasSubstr("allow_plain_http")));
}

TEST(FeedReader, AnAddressThatIsNoneIsSaidSo) {
  FeedReader reader(Plain());
  ExpectFailed(reader.Read("ftp://x.example/secret-7", ""), "no https address");
}

class FeedFile : public testing::Test {
 protected:
  FeedAnswer Read(const std::string& tag = "") {
    return reader.Read((dir / "x.ics").string(), tag);
  }
  test::TempDir dir;
  FeedReader reader{Plain()};
};

TEST_F(FeedFile, IsReadAgainWhenItChanged) {
  dir.Write("x.ics", Calendar());
  const FeedAnswer first = Read();
  EXPECT_EQ(first.end, FeedAnswer::End::kRead);
  EXPECT_EQ(first.text, Calendar());
  EXPECT_EQ(Read(first.tag).end, FeedAnswer::End::kUnchanged);
  dir.Write("x.ics", Calendar(200));
  const FeedAnswer second = Read(first.tag);
  EXPECT_EQ(second.end, FeedAnswer::End::kRead);
  EXPECT_EQ(second.text, Calendar(200));
}

TEST_F(FeedFile, ThatIsNoneIsNamed) {
  EXPECT_THAT(Read().why, AllOf(HasSubstr("x.ics"), HasSubstr("No such file")));
  dir.Write("x.ics", "name,email\r\n");
  EXPECT_THAT(Read().why, HasSubstr("no calendar"));
  dir.Write("x.ics", Calendar(8 * kMegabyte + 1));
  EXPECT_THAT(Read().why, HasSubstr("too large"));
  std::filesystem::remove(dir / "x.ics");
  std::filesystem::create_directory(dir / "x.ics");
  EXPECT_EQ(Read().end, FeedAnswer::End::kFailed);
}

}  // namespace
}  // namespace touchbase::cli
