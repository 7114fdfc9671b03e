// set: cells of one contact in the user's book, and not a byte besides.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Contacts(const World& world) { return ReadFile(world.dir() / "book/contacts.csv"); }

TEST(Set, ChangesTheCellsAndNotAByteBesides) {
  const World world;
  world.Contacts(
      "\xEF\xBB\xBFid;Name;E-Mail;\"Shoe size\";track\r\n"
      "ana;\"Souza; Ana\";ana@x.example;\"42\";\r\n\r\n"
      "ben;Ben Okri;ben@x.example;\"two\r\nlines\";cold");
  const ChildResult result = world.Run({"set", "ana", "track=friend", "goal=a \"call\"; soon"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Set: Souza; Ana, track: friend"));
  EXPECT_EQ(Contacts(world),
            "\xEF\xBB\xBFid;Name;E-Mail;\"Shoe size\";track;goal\r\n"
            "ana;\"Souza; Ana\";ana@x.example;\"42\";friend;\"a \"\"call\"\"; soon\"\r\n\r\n"
            "ben;Ben Okri;ben@x.example;\"two\r\nlines\";cold");
  EXPECT_EQ(world.RunJson({"why", "ana"})["contact"], "ana");
  const Json set = world.RunJson({"set", "ben", "shoe size=43", "goal="});
  EXPECT_EQ(set["contact"], "ben");
  EXPECT_EQ(set["changed"]["Shoe size"], "43");
  EXPECT_THAT(Contacts(world), HasSubstr(";\"43\";cold"));
}

struct Refusal {
  std::vector<std::string> words;
  const char* says;
};

TEST(Set, WhatCannotBeMeantIsRefusedWithTheNearestRightWord) {
  const World world;
  const std::string before = Contacts(world);
  const std::vector<Refusal> refusals = {
      {{"gaol=x"}, "did you mean goal?"},
      {{"track=clod"}, "did you mean cold?"},
      {{"track=met"}, "no track"},
      {{"status=archive"}, "did you mean archived?"},
      {{"vip=maybe"}, "yes, no"},
      {{"met_on=2.3.26"}, "2026-03-31"},
      {{"time_zone=Europe/Berln"}, "time_zone"},
      {{"id=new"}, "stays as it is"},
      {{"goal"}, "no KEY=VALUE"},
      {{"goal=a", "GOAL=b"}, "given twice"},
      {{"name=", "email="}, "nobody's"},
  };
  for (const Refusal& refusal : refusals) {
    std::vector<std::string> line = {"set", "ana"};
    line.insert(line.end(), refusal.words.begin(), refusal.words.end());
    const ChildResult result = world.Run(line);
    EXPECT_EQ(result.exit_code, 2) << refusal.words[0];
    EXPECT_THAT(result.err, HasSubstr(refusal.says)) << refusal.words[0];
  }
  EXPECT_EQ(Contacts(world), before);
}

TEST(Set, WaitsForTheOfficeProgramToCloseTheFile) {
  const World world;
  const std::string before = Contacts(world);
  const auto lock = world.dir().Write("book/.~lock.contacts.csv#", "");
  const ChildResult result = world.Run({"set", "ana", "goal=x"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("LibreOffice"));
  EXPECT_EQ(Contacts(world), before);
  std::filesystem::remove(lock);
  EXPECT_EQ(world.Run({"set", "ana", "goal=x"}).exit_code, 0);
}

TEST(Set, ALinkedFileIsTheUsersToChange) {
  World world;
  const std::string people = "Name;E-Mail\nAna Souza;ana@x.example\n";
  world.dir().Write("people.csv", people);
  world.Settings();
  std::string settings = ReadFile(world.SettingsPath());
  settings.replace(settings.find("\"book\""), 6, "\"people.csv\"");
  world.dir().Write("touchbase.toml", settings);
  const ChildResult result = world.Run({"set", "ana@x.example", "goal=x"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("change the cell there"));
  // Who is new stands beside it, and there a cell is ours to change.
  ASSERT_EQ(world.Run({"log", "Jana Roth <jana@x.example>", "met", "--new"}).exit_code, 0);
  EXPECT_EQ(world.Run({"set", "Jana Roth", "goal=x"}).exit_code, 0);
  EXPECT_EQ(ReadFile(world.dir() / "people.csv"), people);
  EXPECT_THAT(ReadFile(world.dir() / "new-contacts.csv"), HasSubstr("jana@x.example"));
}

TEST(LogNew, AddsThePersonAtTheEndAndTheTouch) {
  const World world;
  const std::string before = Contacts(world);
  const ChildResult result =
      world.Run({"log", "Jana Roth jana@x.example", "met", "--new", "--note", "at the fair"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Added: Jana Roth"));
  EXPECT_EQ(Contacts(world), before + ",Jana Roth,jana@x.example,\n");
  EXPECT_EQ(world.RunJson({"why", "jana@x.example"})["next"][0]["step"], "thank-you");
  const ChildResult again = world.Run({"log", "Jana Roth", "note", "--new", "--note", "x"});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_THAT(again.err, HasSubstr("in the book already"));
  EXPECT_EQ(Contacts(world), before + ",Jana Roth,jana@x.example,\n");
}

TEST(LogNew, NobodyIsAddedForARowThatCannotBeWritten) {
  const World world;
  const std::string before = Contacts(world);
  EXPECT_EQ(world.Run({"log", "Jana Roth", "mett", "--new"}).exit_code, 2);
  EXPECT_EQ(world.Run({"log", "<>", "met", "--new"}).exit_code, 2);
  EXPECT_EQ(Contacts(world), before);
}

TEST(LogEvent, IsARowOfNobodyAtItsEnd) {
  const World world;
  const Json row = world.RunJson(
      {"log", "--event", "Fair, spring", "--at", "2026-03-02 09:00", "--until", "17:30"});
  EXPECT_EQ(row["touches"][0]["kind"], "debrief");
  EXPECT_EQ(row["touches"][0]["contact"], "");
  EXPECT_EQ(row["touches"][0]["notes"], "Fair, spring");
  EXPECT_EQ(row["touches"][0]["at"], "2026-03-02T17:30:00+01:00");
  // It is read back without a complaint.
  EXPECT_THAT(world.Run({"plan"}).err, Not(HasSubstr("names nobody")));
  EXPECT_EQ(world.Run({"log", "--event", "x", "--until", "2026-03-01"}).exit_code, 2);
  EXPECT_EQ(world.Run({"log", "--event", "x", "--outcome", "done"}).exit_code, 2);
  EXPECT_EQ(world.Run({"log", "ana"}).exit_code, 2);
}

TEST(LogFuture, OnlyAMeetingMayStandBeforeUs) {
  const World world;
  EXPECT_EQ(world.Run({"log", "ana", "met", "--at", "2026-03-05 10:00"}).exit_code, 0);
  EXPECT_EQ(world.Run({"log", "ana", "next", "--until", "2026-03-05"}).exit_code, 0);
  for (const char* kind : {"reply", "promise", "first"}) {
    const ChildResult result = world.Run({"log", "ana", kind, "--at", "2026-03-03"});
    EXPECT_EQ(result.exit_code, 2) << kind;
    EXPECT_THAT(result.err, HasSubstr("in the future"));
  }
  EXPECT_EQ(world.Run({"log", "ana", "first", "--at", "2026-03-02"}).exit_code, 0) << "today";
}

}  // namespace
}  // namespace touchbase::test
