// The first item of a new calendar, from init to the answer in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/small_caldav.h"
#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kTitle = "touchbase works: tick me";

class Welcome : public ::testing::Test {
 protected:
  Welcome() {
    std::filesystem::remove_all(world_.dir() / "book");
    std::filesystem::remove(world_.SettingsPath());
  }
  ChildResult Init(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> args = {"init",   "--zone", "Europe/Berlin", "--url", server_.Url("/"),
                                     "--user", "ana",    "--items",       "event"};
    args.insert(args.end(), more.begin(), more.end());
    args.insert(args.end(), {"--password-command", "echo", "x"});
    return world_.Run(args);
  }
  // The texts of the first item; of all that is there when there is nothing else.
  std::vector<std::string> Items() const {
    std::vector<std::string> texts;
    for (const auto& [href, text] : calendar_.Items()) texts.push_back(text);
    return texts;
  }
  void Send(const std::string& method, const std::string& href, const std::string& body) {
    Received request;
    request.method = method;
    request.target = href;
    request.headers = {{"If-Match", calendar_.EtagOf(href)}};
    request.body = body;
    calendar_.Answer(request);
  }
  void Tick() {
    for (auto [href, text] : calendar_.Items()) {
      text.insert(text.find(kTitle), "x ");
      Send("PUT", href, text);
    }
  }
  void Delete() {
    for (const auto& [href, text] : calendar_.Items()) Send("DELETE", href, "");
  }

  World world_;
  SmallCalDav calendar_;
  ScriptedServer server_{[this](const Received& request) { return calendar_.Answer(request); }};
};

TEST_F(Welcome, InitWritesItOnceAndASyncLeavesIt) {
  const ChildResult result = Init();
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr(kTitle));
  ASSERT_EQ(Items().size(), 1U);
  const std::string text = Items().front();
  EXPECT_THAT(text, HasSubstr(kTitle));
  const ChildResult again = Init({"--force"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.out, Not(HasSubstr(kTitle)));
  const ChildResult sync = world_.Run({"sync"});
  EXPECT_EQ(sync.exit_code, 0) << sync.err;
  ASSERT_EQ(Items().size(), 1U);
  EXPECT_EQ(Items().front(), text);
  EXPECT_EQ(world_.RunJson({"sync"})["changed"], false);
}

TEST_F(Welcome, TickedTheNextSyncAnswersInItOnce) {
  ASSERT_EQ(Init().exit_code, 0);
  Tick();
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 0);
  ASSERT_EQ(Items().size(), 1U);
  EXPECT_THAT(Items().front(), HasSubstr("your tick arrived"));
  EXPECT_EQ(world_.RunJson({"sync"})["changed"], false);
}

TEST_F(Welcome, DeletedItStaysAway) {
  ASSERT_EQ(Init().exit_code, 0);
  Delete();
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 0);
  EXPECT_EQ(Init({"--force"}).exit_code, 0);
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 0);
  EXPECT_EQ(Items().size(), 0U);
}

TEST_F(Welcome, IsLeftOutByTheFlag) {
  const ChildResult result = Init({"--no-welcome"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(result.out, Not(HasSubstr(kTitle)));
  EXPECT_EQ(Items().size(), 0U);
}

}  // namespace
}  // namespace touchbase::test
