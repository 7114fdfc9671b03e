// Help, version, and that the manual page and --help say the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "sync/cli/options.h"
#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

std::string Help(const std::vector<std::string>& args) {
  std::vector<std::string> line = {TOUCHBASE_BINARY};
  line.insert(line.end(), args.begin(), args.end());
  const ChildResult result = RunChild(line);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  return result.out;
}

TEST(Help, PlainOneShowsTheFewThatOneNeeds) {
  const std::string help = Help({"--help"});
  for (const char* name : {"init", "today", "log", "sync"}) {
    EXPECT_THAT(help, HasSubstr("\n  " + std::string(name) + " "));
  }
  for (const char* name : {"plan", "why", "status", "doctor"}) {
    EXPECT_THAT(help, Not(HasSubstr("\n  " + std::string(name) + " ")));
  }
  EXPECT_THAT(help, HasSubstr("help all"));
  EXPECT_EQ(Help({"help"}), help);
}

TEST(Help, AllMeansAll) {
  const std::string help = Help({"help", "all"});
  for (const cli::CommandHelp& command : cli::Commands()) {
    EXPECT_THAT(help, HasSubstr("\n  " + std::string(command.name) + " "));
    EXPECT_THAT(Help({"help", command.name}), HasSubstr(command.what));
    EXPECT_EQ(Help({command.name, "--help"}), Help({"help", command.name}));
  }
}

TEST(Help, TheVersionIsOneLine) {
  EXPECT_THAT(Help({"--version"}), MatchesRegex("touchbase [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

// `\-` is a minus in roff.
std::string Manual() {
  std::string text = ReadFile(std::string(TOUCHBASE_SOURCE_DIR) + "/packaging/touchbase.1");
  for (std::size_t at = 0; (at = text.find("\\-", at)) != std::string::npos;) text.erase(at, 1);
  return text;
}

TEST(Manual, HasEveryCommandAndOption) {
  const std::string manual = Manual();
  std::string all = Help({"help", "all"});
  for (const cli::CommandHelp& command : cli::Commands()) {
    EXPECT_THAT(manual, HasSubstr(".SS " + std::string(command.name)));
    all += Help({"help", command.name});
  }
  const std::regex option("--[a-z][a-z-]+");
  for (std::sregex_iterator at(all.begin(), all.end(), option), end; at != end; ++at) {
    EXPECT_THAT(manual, HasSubstr(at->str()));
  }
}

TEST(Manual, NamesNoOptionThatIsNotThere) {
  std::string all = Help({"help", "all"});
  for (const cli::CommandHelp& command : cli::Commands()) all += Help({"help", command.name});
  const std::string manual = Manual();
  const std::regex option("--[a-z][a-z-]+");
  for (std::sregex_iterator at(manual.begin(), manual.end(), option), end; at != end; ++at) {
    EXPECT_THAT(all, HasSubstr(at->str()));
  }
}

}  // namespace
}  // namespace touchbase::test
