// Servers that are not there, let nobody in, or are interrupted: exit codes 4 and 130, nothing
// lost, nothing doubled.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <memory>
#include <set>

#include "tests/cli/small_caldav.h"
#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPassword = "password_command = [\"echo\", \"s3cret-word\"]";

std::string Calendar(const std::string& url, const std::string& more = "") {
  return "url = \"" + url + "\"\nuser = \"ana\"\n" + kPassword + "\n" + more;
}

// Exit code 4, a message, the book as it was.
void ExpectNotReached(const World& world, const ::testing::Matcher<std::string>& message) {
  const Files book = world.Book();
  const ChildResult plain = world.Run({"sync"});
  EXPECT_EQ(plain.exit_code, 4);
  EXPECT_THAT(plain.err, message);
  EXPECT_THAT(plain.out + plain.err, Not(HasSubstr("s3cret-word")));
  EXPECT_EQ(world.Book(), book);
  // What needs no server works all the same, and says what failed.
  EXPECT_FALSE(world.RunJson({"plan"})["follow_ups"].empty());
  EXPECT_NE(world.RunJson({"status"})["failed"], "");
  int code = 0;
  const Json doctor = world.RunJson({"doctor"}, &code);
  EXPECT_EQ(code, 4);
  EXPECT_EQ(doctor["checks"].back()["ok"], false);
  EXPECT_NE(doctor["checks"].back()["mend"], "");
}

TEST(ServerTrouble, ServerDown) {
  ScriptedServer server([](const Received&) { return Reply{}; });
  server.StopListening();
  World world;
  world.Settings(Calendar(server.Url("/")));
  ExpectNotReached(world, HasSubstr("127.0.0.1:" + std::to_string(server.port())));
}

TEST(ServerTrouble, NameNotFound) {
  World world;
  world.Settings(Calendar("https://cloud.nowhere.invalid"));
  ExpectNotReached(world, HasSubstr("cloud.nowhere.invalid"));
}

TEST(ServerTrouble, NoCalDavThere) {
  const ScriptedServer server([](const Received&) { return Reply{.status = 404}; });
  World world;
  world.Settings(Calendar(server.Url("/")));
  ExpectNotReached(world, HasSubstr("CalDAV"));
}

TEST(ServerTrouble, NoPassword) {
  World world;
  world.Settings("url = \"http://127.0.0.1:9/\"\nuser = \"ana\"\npassword_file = \"gone\"");
  const ChildResult result = world.Run({"sync"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("gone"));
}

class WrongPassword : public ::testing::Test {
 protected:
  WrongPassword()
      : server_([](const Received&) {
          return Reply{.status = 401, .headers = {{"WWW-Authenticate", "Basic realm=\"x\""}}};
        }) {
    world_.Settings(Calendar(server_.Url("/")));
  }
  // The exit code; `*tried`: whether the server was asked.
  int Sync(const std::string& now, bool* tried, std::string* err = nullptr) {
    const std::size_t before = server_.Requests().size();
    const ChildResult result = world_.Run({"sync"}, now);
    *tried = server_.Requests().size() > before;
    if (err != nullptr) *err = result.err;
    return result.exit_code;
  }

  ScriptedServer server_;
  World world_;
};

TEST_F(WrongPassword, IsSaid) {
  ExpectNotReached(world_, AllOf(HasSubstr("sign-in refused for ana"), HasSubstr("password")));
}

TEST_F(WrongPassword, TheNextRunsWaitLongerAndLonger) {
  bool tried = false;
  std::string err;
  EXPECT_EQ(Sync("2026-03-02T08:00:00Z", &tried), 4);
  EXPECT_TRUE(tried);
  EXPECT_EQ(Sync("2026-03-02T08:15:00Z", &tried, &err), 4);
  EXPECT_FALSE(tried);
  EXPECT_THAT(err, AllOf(HasSubstr("tries again in 45 minutes"), HasSubstr("touchbase doctor")));
  const std::vector<std::pair<const char*, bool>> runs = {
      {"2026-03-02T09:00:00Z", true}, {"2026-03-02T14:59:00Z", false},
      {"2026-03-02T15:00:00Z", true}, {"2026-03-03T14:45:00Z", false},
      {"2026-03-03T15:00:00Z", true}, {"2026-03-04T14:45:00Z", false},
      {"2026-03-04T15:00:00Z", true},
  };
  for (const auto& [now, expected] : runs) {
    EXPECT_EQ(Sync(now, &tried), 4);
    EXPECT_EQ(tried, expected) << now;
  }
}

TEST_F(WrongPassword, ChangedSettingsAreTriedAtOnce) {
  bool tried = false;
  EXPECT_EQ(Sync("2026-03-02T08:00:00Z", &tried), 4);
  world_.Settings("url = \"" + server_.Url("/") + "\"\nuser = \"ana.souza\"\n" + kPassword);
  EXPECT_EQ(Sync("2026-03-02T08:15:00Z", &tried), 4);
  EXPECT_TRUE(tried);
}

TEST_F(WrongPassword, ADoctorWhoGetsInEndsTheWait) {
  std::atomic<bool> open = false;
  SmallCalDav calendar;
  const ScriptedServer server([&](const Received& request) {
    if (open) return calendar.Answer(request);
    return Reply{.status = 401, .headers = {{"WWW-Authenticate", "Basic realm=\"x\""}}};
  });
  world_.Settings(Calendar(server.Url("/")));
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 4);
  open = true;
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 4);
  EXPECT_EQ(world_.Run({"doctor"}).exit_code, 0);
  EXPECT_EQ(world_.Run({"sync"}).exit_code, 0);
}

// The UIDs of what the server holds; each may be there once.
std::set<std::string> UidsOf(const SmallCalDav& calendar) {
  std::set<std::string> uids;
  for (const auto& [href, text] : calendar.Items()) {
    const auto at = text.find("\nUID:");
    const bool fresh = uids.insert(text.substr(at, text.find('\r', at + 1) - at)).second;
    EXPECT_TRUE(fresh) << href;
  }
  return uids;
}

TEST(Interrupted, InTheMiddleNothingIsLostOrDoubled) {
  std::atomic<ChildProcess*> child = nullptr;
  SmallCalDav calendar([&](int number) {
    ChildProcess* running = child;
    if (number == 5 && running != nullptr) running->Signal(SIGINT);
  });
  // The first requests wait until the test knows the child.
  const ScriptedServer server([&](const Received& request) {
    child.wait(nullptr);
    return calendar.Answer(request);
  });
  World world;
  world.ManyContacts(40);
  world.Settings(Calendar(server.Url("/"), "max_connections = 1"));
  {
    ChildProcess run(world.CommandLine({"sync", "--json"}), world.ChildSettings());
    child = &run;
    child.notify_all();
    const ChildResult result = run.Wait(std::chrono::seconds(60));
    EXPECT_EQ(result.exit_code, 130) << result.err;
    EXPECT_THAT(result.err, HasSubstr("stopped"));
    EXPECT_EQ(Json::parse(result.out)["error"]["code"], "interrupted");
  }
  const std::set<std::string> half = UidsOf(calendar);
  EXPECT_GE(half.size(), 4U);
  EXPECT_LT(half.size(), 20U);

  EXPECT_THAT(world.RunJson({"status"})["interrupted"].get<std::string>(), HasSubstr("2026-03-02"));
  const Json plan = world.RunJson({"plan"});
  EXPECT_EQ(world.Run({"sync"}).exit_code, 0);
  EXPECT_EQ(world.RunJson({"status"})["interrupted"], "");
  const std::set<std::string> whole = UidsOf(calendar);
  EXPECT_EQ(whole.size(), plan["follow_ups"].size());
  for (const std::string& uid : half) EXPECT_TRUE(whole.contains(uid)) << uid;
  EXPECT_EQ(world.RunJson({"sync"})["changed"], false);
}

TEST(Interrupted, EndsAHangingServerSoon) {
  std::atomic<ChildProcess*> child = nullptr;
  ScriptedServer server([&](const Received&) {
    child.wait(nullptr);
    child.load()->Signal(SIGTERM);
    return Reply{.hold = true};
  });
  World world;
  world.Settings(Calendar(server.Url("/")));
  ChildProcess run(world.CommandLine({"sync"}), world.ChildSettings());
  child = &run;
  child.notify_all();
  const ChildResult result = run.Wait(std::chrono::seconds(50));
  EXPECT_EQ(result.exit_code, 130) << result.err;
  child = nullptr;
}

// A timer mails what a quiet run says.
TEST(ServerTrouble, AQuietRunSaysItOnceADayAndWhenItIsMended) {
  World world;
  world.Settings("url = \"http://127.0.0.1:9/\"\nuser = \"ana\"\n" + std::string(kPassword) +
                 "\nallow_plain_http = true");
  const auto run = [&](const std::string& time) {
    const ChildResult result = world.Run({"sync", "--quiet"}, "2026-03-0" + time + ":00+01:00");
    EXPECT_EQ(result.out, "");
    return std::to_string(result.exit_code) + (result.err.empty() ? " silent" : " says");
  };
  EXPECT_EQ(run("2T08:00"), "4 says");
  EXPECT_EQ(run("2T08:15"), "4 silent");
  EXPECT_EQ(run("3T07:45"), "4 silent");
  EXPECT_EQ(run("3T08:00"), "4 says");
  EXPECT_EQ(run("3T08:15"), "4 silent");
  int code = 0;
  EXPECT_TRUE(
      world.RunJson({"sync", "--quiet"}, &code, "2026-03-03T08:20:00+01:00").contains("error"));
  EXPECT_EQ(code, 4);
  EXPECT_THAT(world.Run({"sync"}, "2026-03-03T08:25:00+01:00").err, HasSubstr("127.0.0.1"));
  world.Settings();
  const ChildResult mended = world.Run({"sync", "--quiet"}, "2026-03-03T08:30:00+01:00");
  EXPECT_EQ(mended.exit_code, 0) << mended.err;
  EXPECT_THAT(mended.err, HasSubstr("reached again; it was not since Mon 2 Mar 2026 08:00"));
  EXPECT_EQ(run("3T08:45"), "0 silent");
}

}  // namespace
}  // namespace touchbase::test
