// What can be wrong with settings, book and state: the message says what and where, the exit code
// is right, and nothing is lost or written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// sync and plan refuse alike, in words and in JSON, and touch neither book nor calendar.
void ExpectRefused(const World& world, int code, const ::testing::Matcher<std::string>& message) {
  const Files book = world.Book();
  const Files calendars = world.Calendars();
  for (const char* command : {"sync", "plan"}) {
    SCOPED_TRACE(command);
    const ChildResult plain = world.Run({command});
    EXPECT_EQ(plain.exit_code, code);
    EXPECT_THAT(plain.err, message);
    EXPECT_THAT(plain.out, IsEmpty());
    int json_code = 0;
    const Json json = world.RunJson({command}, &json_code);
    EXPECT_EQ(json_code, code);
    EXPECT_TRUE(json.contains("error")) << json;
    const std::string where = json["error"]["where"];
    const std::string text = json["error"]["message"];
    EXPECT_FALSE(json["error"]["code"].get<std::string>().empty());
    EXPECT_THAT(where + ": " + text, message);
  }
  EXPECT_EQ(world.Book(), book);
  EXPECT_EQ(world.Calendars(), calendars);
}

TEST(BadInput, NoSettings) {
  const World world;
  std::filesystem::remove(world.SettingsPath());
  ExpectRefused(world, 3, AllOf(HasSubstr("touchbase.toml"), HasSubstr("touchbase init")));
}

TEST(BadInput, AWrongKeyIsNamedWithItsPlaceAndTheRightOne) {
  World world;
  world.Settings("wekly = \"off\"\nclass = \"secret\"", "langage = \"en\"");
  ExpectRefused(world, 3,
                AllOf(HasSubstr("touchbase.toml:5:1: "), HasSubstr("langage"),
                      HasSubstr("\"language\""), HasSubstr("touchbase.toml:8:1: "),
                      HasSubstr("\"weekly\""), HasSubstr("touchbase.toml:9:")));
}

TEST(BadInput, BrokenToml) {
  const World world;
  world.dir().Write("touchbase.toml", "book = \"book\nstate = 1\n");
  ExpectRefused(world, 3, HasSubstr("touchbase.toml:1:"));
}

TEST(BadInput, NoBook) {
  const World world;
  std::filesystem::remove_all(world.dir() / "book");
  std::filesystem::create_directories(world.dir() / "book");
  ExpectRefused(world, 3, HasSubstr("book/contacts.csv"));
}

TEST(BadInput, AQuoteThatIsNeverClosed) {
  const World world;
  world.Contacts("id,name,email\nana,\"Ana Souza,ana@x.example\nben,Ben,ben@x.example\n");
  ExpectRefused(world, 3, AllOf(HasSubstr("contacts.csv:2"), HasSubstr("quot")));
}

TEST(BadInput, NeededColumnsAreMissing) {
  const World world;
  world.Contacts("id,colour\nana,red\n");
  ExpectRefused(world, 3, AllOf(HasSubstr("contacts.csv"), HasSubstr("name"), HasSubstr("email")));
}

TEST(BadInput, ABadDateIsAWarningWithItsPlaceAndTheRestGoesOn) {
  const World world;
  world.Touches("contact,at,kind\nana,2026-02-30,met\nben,2026-02-27,first\n");
  const Files book = world.Book();
  const Json plan = world.RunJson({"plan"});
  ASSERT_FALSE(plan["warnings"].empty());
  EXPECT_THAT(plan["warnings"][0].get<std::string>(),
              AllOf(HasSubstr("touches.csv:2"), HasSubstr("2026-02-30")));
  const ChildResult sync = world.Run({"sync"});
  EXPECT_EQ(sync.exit_code, 5) << "ana's part was left alone: " << sync.err;
  EXPECT_GT(CountIcs(world.Calendars()), 0) << "ben's";
  EXPECT_THAT(sync.err, HasSubstr("touches.csv:2"));
  EXPECT_EQ(world.Book(), book);
}

TEST(BadInput, EmptyFiles) {
  const World world;
  world.Contacts("");
  world.Touches("");
  const ChildResult sync = world.Run({"sync"});
  EXPECT_EQ(sync.exit_code, 3);
  EXPECT_THAT(sync.err, HasSubstr("contacts.csv"));
  world.Contacts("id,name,email\n");
  const ChildResult header_only = world.Run({"sync"});
  EXPECT_EQ(header_only.exit_code, 0) << header_only.err;
  EXPECT_EQ(ReadFile(world.dir() / "book/touches.csv"), "");
}

TEST(BadInput, ABookThatSuddenlyIsEmptyRemovesNothing) {
  const World world;
  world.ManyContacts(12);
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const Files calendars = world.Calendars();
  ASSERT_GE(CountIcs(calendars), 5);
  world.Contacts("id,name,email\n");
  world.Touches("contact,at,kind\n");

  int code = 0;
  const Json stopped = world.RunJson({"sync"}, &code);
  EXPECT_EQ(code, 6);
  EXPECT_THAT(stopped["guard"].get<std::string>(), HasSubstr("--allow-mass-change"));
  EXPECT_EQ(world.Calendars(), calendars);
  const ChildResult plain = world.Run({"sync", "--quiet"});
  EXPECT_EQ(plain.exit_code, 6);
  EXPECT_THAT(plain.err, HasSubstr("stopped: "));
  EXPECT_EQ(world.Calendars(), calendars);

  const Json allowed = world.RunJson({"sync", "--allow-mass-change"});
  EXPECT_TRUE(allowed["guard"].is_null());
  EXPECT_GT(allowed["deleted"].get<int>(), 0);
  EXPECT_LT(CountIcs(world.Calendars()), CountIcs(calendars));
}

TEST(BadInput, AHundredThousandRowsArePlanned) {
  const World world;
  world.ManyContacts(100000);
  EXPECT_FALSE(world.RunJson({"plan"})["follow_ups"].empty());
}

TEST(BadInput, AHundredThousandRowsAreLoggedTo) {
  const World world;
  world.ManyContacts(100000);
  const ChildResult log = world.Run({"log", "c99999", "reply"});
  EXPECT_EQ(log.exit_code, 0) << log.err;
}

TEST(BadInput, AStateOfANewerVersionIsLeftAlone) {
  const World world;
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  std::fstream state(world.StatePath(), std::ios::in | std::ios::out | std::ios::binary);
  state.seekp(60);  // user_version in the header of SQLite's file format
  state.write("\0\0\0\x63", 4);
  state.close();
  const std::string before = ReadFile(world.StatePath());
  ExpectRefused(world, 3, AllOf(HasSubstr("state.db"), HasSubstr("newer"), HasSubstr("99")));
  EXPECT_EQ(ReadFile(world.StatePath()), before);
}

TEST(BadInput, ASpreadsheetIsNotTakenForText) {
  World world;
  world.dir().Write("people.xlsx", "PK\x03\x04 not really");
  const std::string path = world.SettingsPath();
  std::string text = ReadFile(path);
  text.replace(text.find("\"book\""), 6, "\"people.xlsx\"");
  world.dir().Write("touchbase.toml", text);
  ExpectRefused(world, 3, HasSubstr("people.xlsx"));
}

TEST(BadInput, WordsOfTheCommandLine) {
  const World world;
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{}, "a command is missing"},
      {{"snyc"}, "did you mean sync?"},
      {{"sync", "--frobnicate"}, "--frobnicate"},
      {{"today", "--now", "yesterday"}, "RFC 3339"},
      {{"log", "ana"}, "kind"},
      {{"log", "ana", "meat"}, "did you mean met?"},
      {{"log", "ana", "met", "--at", "soon"}, "--at"},
      {{"log", "ana", "note", "--wait", "ten"}, "--wait"},
      {{"log", "ana", "note", "--channel", "emial"}, "did you mean email?"},
      {{"log", "ana", "next"}, "--until"},
      {{"log", "ana", "reopen", "--wait", "2w"}, "reopen"},
      {{"why", "Nobody At All"}, "Nobody At All"},
      {{"log", "Soza", "met"}, "Soza"},
      {{"log", "souza", "met"}, "did you mean Ana Souza (ana)?"},
      {{"help", "snyc"}, "did you mean sync?"},
  };
  const Files book = world.Book();
  for (const auto& [args, words] : cases) {
    SCOPED_TRACE(::testing::PrintToString(args));
    const std::string now = args.size() > 1 && args[1] == "--now" ? "" : kMonday;
    const ChildResult result = world.Run(args, now);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_THAT(result.err, HasSubstr(words));
    EXPECT_THAT(result.out, IsEmpty());
    int code = 0;
    const Json json = world.RunJson(args, &code, now);
    EXPECT_EQ(code, 2);
    EXPECT_EQ(json["error"]["code"], "usage");
    EXPECT_THAT(json["error"]["message"].get<std::string>(), HasSubstr(words));
  }
  EXPECT_EQ(world.Book(), book);
}

TEST(BadInput, AMangledTimeInTheLogLeavesTheCalendarAlone) {
  World world;
  world.Contacts("id,name\nbo,Bo Lind\n");
  world.Touches("id,contact,at,kind\nt1,bo,2026-03-01 10:00,first\n");
  ASSERT_EQ(world.Run({"sync"}).exit_code, 0);
  const Files before = world.Calendars();
  ASSERT_GT(CountIcs(before), 0);
  world.Touches("id,contact,at,kind\nt1,bo,01/03/2026 10:00,first\n");
  const ChildResult result = world.Run({"sync"});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, HasSubstr("touches.csv:2: "));
  EXPECT_EQ(world.Calendars(), before);
}

}  // namespace
}  // namespace touchbase::test
