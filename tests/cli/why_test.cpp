// why: answers that a colleague would give, and the document that shows them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "tests/cli/why_cases.h"
#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Why, TheDocumentShowsTheAnswersAsPrinted) {
  const std::string document = ReadFile(std::string(TOUCHBASE_SOURCE_DIR) + "/docs/cadences.md");
  const std::string printed = PrintedWhyCases();
  EXPECT_NE(document.find(printed), std::string::npos)
      << "docs/cadences.md, below \"What the program says of somebody\", is to be:\n"
      << printed;
}

TEST(Why, TheNextStepHasOneDate) {
  const std::regex line("Next: [^\n]*");
  const std::regex year("20[0-9][0-9]");
  const std::string printed = PrintedWhyCases();
  int lines = 0;
  for (std::sregex_iterator at(printed.begin(), printed.end(), line), end; at != end; ++at) {
    const std::string text = at->str();
    ++lines;
    EXPECT_LE(std::distance(std::sregex_iterator(text.begin(), text.end(), year), {}), 1) << text;
  }
  EXPECT_GE(lines, 10);
}

TEST(Why, ASlotOnAnotherDayIsExplained) {
  World world;
  world.Contacts("id,name,email\nben,Ben Okri,ben@x.example\n");
  world.Touches("contact,at,kind\nben,2026-02-27,first\n");
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const std::string out = world.Run({"why", "ben"}, "2026-03-04T08:00:00+01:00").out;
  EXPECT_THAT(out, HasSubstr("it was due on 2 March"));
  EXPECT_THAT(out, HasSubstr("put off"));
}

TEST(Why, WhoWaitsInLineIsToldSo) {
  World world;
  std::string contacts = "id,name,track\n";
  for (int i = 0; i < 12; ++i) {
    contacts += "n" + std::to_string(i) + ",New " + std::to_string(i) + ",cold\n";
  }
  world.Contacts(contacts);
  world.Touches("contact,at,kind\n");
  const Json plan = world.RunJson({"plan"});
  ASSERT_FALSE(plan["waiting"].empty());
  const std::string id = plan["waiting"].back()["contact"];
  const Json why = world.RunJson({"why", id});
  EXPECT_EQ(why["waiting"], true);
  EXPECT_EQ(why["held_back"], plan["waiting"].back()["why"]);
  EXPECT_THAT(world.Run({"why", id}).out, HasSubstr("turn"));
  const std::string placed = plan["follow_ups"][0]["contact"];
  EXPECT_EQ(world.RunJson({"why", placed})["waiting"], false);
  EXPECT_THAT(world.Run({"why", placed}).out, Not(HasSubstr("in line")));
}

}  // namespace
}  // namespace touchbase::test
