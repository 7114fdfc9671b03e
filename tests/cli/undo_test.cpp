// undo and clear: the program on calendars in a folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kLater = "2026-03-02T09:00:00+01:00";

TEST(UndoCommand, ListsTheRunsAndTakesOneBack) {
  const World world;
  world.ManyContacts(3);
  EXPECT_THAT(world.Run({"undo"}).out, HasSubstr("no run that could be undone"));
  EXPECT_EQ(world.RunJson({"undo"})["runs"].size(), 0U);
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const int items = CountIcs(world.Calendars());
  ASSERT_GT(items, 0);
  const Json runs = world.RunJson({"undo"})["runs"];
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0]["run"], 1);
  EXPECT_EQ(runs[0]["what"], "sync");
  EXPECT_EQ(runs[0]["created"], items);
  EXPECT_EQ(runs[0]["at"], kMonday);
  EXPECT_TRUE(runs[0]["undone_by"].is_null());
  EXPECT_THAT(world.Run({"undo"}).out, HasSubstr("1  Mon 2 Mar 2026 08:00  sync: "));

  const Json dry = world.RunJson({"undo", "1", "--dry-run"}, nullptr, kLater);
  EXPECT_EQ(dry["deleted"], items);
  EXPECT_EQ(dry["dry_run"], true);
  EXPECT_EQ(CountIcs(world.Calendars()), items);

  const ChildResult undone = world.Run({"undo", "1"}, kLater);
  EXPECT_EQ(undone.exit_code, 0) << undone.err;
  EXPECT_THAT(undone.out, HasSubstr("taken out"));
  EXPECT_EQ(CountIcs(world.Calendars()), 0);
  for (int run = 0; run < 2; ++run) {
    const Json next = world.RunJson({"sync"}, nullptr, kLater);
    EXPECT_EQ(next["created"], 0) << "it stays so";
    EXPECT_EQ(next["touches_logged"], 0);
  }
  EXPECT_EQ(CountIcs(world.Calendars()), 0);
  const ChildResult twice = world.Run({"undo", "1"}, kLater);
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.err, HasSubstr("undone already, by run 2"));
  EXPECT_EQ(world.RunJson({"undo"})["runs"][1]["undone_by"], 2);

  EXPECT_EQ(world.Run({"undo", "2"}, kLater).exit_code, 0) << "the undo itself";
  EXPECT_EQ(CountIcs(world.Calendars()), items);
  EXPECT_EQ(world.RunJson({"sync"}, nullptr, kLater)["updated"], 0);
}

TEST(UndoCommand, RefusesWhatIsNoRun) {
  const World world;
  for (const char* word : {"7", "0", "x", "1x", "99999999999999999999"}) {
    const ChildResult result = world.Run({"undo", word});
    EXPECT_EQ(result.exit_code, 2) << word;
    EXPECT_THAT(result.err, Not(HasSubstr("fault"))) << word;
  }
  EXPECT_THAT(world.Run({"undo", "7"}).err, HasSubstr("run 7 is not known"));
}

TEST(UndoCommand, GivesARowBackToTheLog) {
  const World world;
  world.ManyContacts(1);
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  for (const auto& [path, text] : world.Calendars()) {
    if (!path.ends_with(".ics")) continue;
    ASSERT_TRUE(std::filesystem::remove(world.dir() / path)) << path;
  }
  EXPECT_EQ(world.RunJson({"sync"}, nullptr, kLater)["skipped"], 1);
  EXPECT_EQ(CountIcs(world.Calendars()), 1) << "the step after the skipped one";
  const Json undone = world.RunJson({"undo", "2"}, nullptr, kLater);
  EXPECT_EQ(undone["touches_logged"], 1);
  EXPECT_GT(undone["created"], 0);
  EXPECT_GT(CountIcs(world.Calendars()), 0);
  EXPECT_THAT(ReadFile(world.dir() / "book/touches.csv"), HasSubstr("withdrawn"));
  const Json next = world.RunJson({"sync"}, nullptr, kLater);
  EXPECT_EQ(next["touches_logged"], 0);
  EXPECT_EQ(next["created"], 0);
}

TEST(ClearCommand, IsNotDoneUnasked) {
  const World world;
  world.ManyContacts(2);
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const Files before = world.Calendars();
  const ChildResult result = world.Run({"clear"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--yes"));
  EXPECT_EQ(world.RunJson({"clear", "--dry-run"})["deleted"], CountIcs(before));
  EXPECT_EQ(world.Calendars(), before);
}

TEST(ClearCommand, TakesAllOutUntilANewCalendarIsAskedFor) {
  const World world;
  world.ManyContacts(2);
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const int items = CountIcs(world.Calendars());
  const ChildResult cleared = world.Run({"clear", "--yes"});
  EXPECT_EQ(cleared.exit_code, 0) << cleared.err;
  EXPECT_THAT(cleared.out, HasSubstr("sync --new-calendar"));
  EXPECT_EQ(CountIcs(world.Calendars()), 0);

  const ChildResult sync = world.Run({"sync"}, kLater);
  EXPECT_EQ(sync.exit_code, 0);
  EXPECT_THAT(sync.out, HasSubstr("were cleared on 2026-03-02"));
  EXPECT_EQ(world.Run({"--quiet", "sync"}, kLater).out + world.Run({"--quiet", "sync"}, kLater).err,
            "");
  EXPECT_EQ(world.RunJson({"sync"}, nullptr, kLater)["cleared"], "2026-03-02");
  EXPECT_EQ(CountIcs(world.Calendars()), 0);

  EXPECT_EQ(world.RunJson({"sync", "--new-calendar"}, nullptr, kLater)["created"], items);
  EXPECT_EQ(CountIcs(world.Calendars()), items);
  EXPECT_TRUE(world.RunJson({"sync"}, nullptr, kLater)["cleared"].is_null());
}

}  // namespace
}  // namespace touchbase::test
