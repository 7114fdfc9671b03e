// log: rows of the user's own log, by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Log(const World& world) { return ReadFile(world.dir() / "book/touches.csv"); }

TEST(Log, AddsARowAndKeepsTheOthersByteForByte) {
  const World world;
  const std::string before = Log(world);
  const ChildResult result =
      world.Run({"log", "Ben Okri", "reply", "--channel", "phone", "--note", "call me, please"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Logged: Ben Okri, reply, Mon 2 Mar 2026 08:00"));
  const std::string after = Log(world);
  EXPECT_THAT(after.substr(after.find('\n')), StartsWith(before.substr(before.find('\n'))));
  EXPECT_THAT(after, HasSubstr("\"call me, please\""));
  EXPECT_EQ(ReadFile(world.dir() / "book/contacts.csv"),
            "id,name,email,track\nana,Ana Souza,ana@x.example,\nben,Ben Okri,ben@x.example,\n");
}

TEST(Log, TheSameCommandTwiceIsOneRow) {
  const World world;
  ASSERT_EQ(world.Run({"log", "ben", "reply"}).exit_code, 0);
  const std::string once = Log(world);
  const ChildResult again = world.Run({"log", "ben", "reply"});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(again.err, HasSubstr("already"));
  EXPECT_EQ(Log(world), once);
}

TEST(Log, WaitsPromisesAndNextStepsHaveTheirDates) {
  const World world;
  const Json wait = world.RunJson({"log", "ben", "reply", "--wait", "2w"});
  EXPECT_EQ(wait["touches"][0]["outcome"], "wait");
  EXPECT_EQ(wait["touches"][0]["until"], "2026-03-16");
  const Json promise = world.RunJson({"log", "ana", "promise", "--until", "1mo", "--note", "deck"});
  EXPECT_EQ(promise["touches"][0]["until"], "2026-04-02");
  const Json next =
      world.RunJson({"log", "ana", "note", "--next", "2026-03-12", "send the contract"});
  ASSERT_EQ(next["touches"].size(), 2U);
  EXPECT_EQ(next["touches"][1]["kind"], "next");
  EXPECT_EQ(next["touches"][1]["until"], "2026-03-12");
  EXPECT_EQ(next["touches"][1]["notes"], "send the contract");
  const Json plan = world.RunJson({"plan"});
  bool found = false;
  for (const Json& item : plan["follow_ups"]) found = found || item["step"] == "next";
  EXPECT_TRUE(found) << plan;
}

TEST(Log, ANoIsTakenBackByReopen) {
  const World world;
  ASSERT_EQ(world.Run({"log", "ben", "reply", "--outcome", "declined"}).exit_code, 0);
  EXPECT_TRUE(world.RunJson({"why", "ben"})["next"].empty());
  const ChildResult reopen = world.Run({"log", "ben", "reopen"}, "2026-03-02T09:00:00+01:00");
  EXPECT_EQ(reopen.exit_code, 0) << reopen.err;
  EXPECT_THAT(reopen.out, HasSubstr("reopened"));
  EXPECT_FALSE(world.RunJson({"why", "ben"}, nullptr, "2026-03-02T09:00:00+01:00")["next"].empty());
}

TEST(Log, RowsThatWaitAreWrittenByTheNextRun) {
  World world;
  world.Settings();
  world.Contacts("id,name\nana,Ana Souza\n");
  world.Touches("id,contact,at,kind\n");
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const auto lock = world.dir().Write("book/.~lock.touches.csv#", "");
  EXPECT_EQ(world.Run({"log", "ana", "note", "--note", "patient"}).exit_code, 5);
  EXPECT_EQ(world.Run({"sync"}).exit_code, 5) << "rows still wait";
  std::filesystem::remove(lock);
  EXPECT_EQ(world.Run({"sync"}).exit_code, 0);
  EXPECT_NE(ReadFile(world.dir() / "book/touches.csv").find("patient"), std::string::npos);
}

TEST(Log, AFullDiskLosesNothing) {
  const World world;
  // The log is larger than a file may become, the state is not: the copy that replaces the log
  // cannot be finished.
  std::string touches = "contact,at,kind,notes\n";
  while (touches.size() < (3U << 20U)) {
    touches += "ben,2026-02-27,note," + std::string(1000, 'x') + "\n";
  }
  world.Touches(touches);
  std::vector<std::string> line = {"sh", "-c", "trap '' XFSZ; ulimit -f 5000; exec \"$@\"", "sh"};
  for (const std::string& word : world.CommandLine({"log", "ana", "reply"})) line.push_back(word);
  const ChildResult result = RunChild(line, world.ChildSettings());
  EXPECT_EQ(result.exit_code, 5) << result.err;
  EXPECT_THAT(result.err, HasSubstr("touches.csv"));
  EXPECT_THAT(result.err, HasSubstr("wait"));
  EXPECT_THAT(result.out, HasSubstr("Kept for the log"));
  EXPECT_EQ(Log(world), touches);
  EXPECT_EQ(world.Book().size(), 2U);  // no half of a copy stays

  // It counts at once, is said by doctor, and is written when there is room.
  EXPECT_EQ(world.RunJson({"status"})["waiting"], 1);
  int code = 0;
  world.RunJson({"doctor"}, &code);
  EXPECT_EQ(code, 5);
  EXPECT_EQ(world.Run({"sync"}).exit_code, 0);
  EXPECT_THAT(Log(world).substr(touches.size()), HasSubstr("reply"));
  EXPECT_EQ(world.RunJson({"status"})["waiting"], 0);
}

TEST(Log, AnUnwritableOutputIsAnError) {
  const World world;
  std::vector<std::string> line = {"sh", "-c", "exec \"$@\" > /dev/full", "sh"};
  for (const std::string& word : world.CommandLine({"plan"})) line.push_back(word);
  const ChildResult result = RunChild(line, world.ChildSettings());
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, HasSubstr("did not arrive"));
}

}  // namespace
}  // namespace touchbase::test
