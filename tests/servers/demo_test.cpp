// Runs script/demo, as a newcomer does, with the program that was just built.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/temp_dir.h"

#ifdef TOUCHBASE_BINARY

namespace touchbase::test {
namespace {

using testing::AssertionFailure;
using testing::AssertionResult;
using testing::AssertionSuccess;

AssertionResult SaysInOrder(const std::string& text, const std::vector<std::string>& lines) {
  std::size_t from = 0;
  for (const std::string& line : lines) {
    from = text.find(line, from);
    if (from == std::string::npos) return AssertionFailure() << "missing: " << line << "\n" << text;
  }
  return AssertionSuccess();
}

ChildResult RunDemo(const std::string& program, const std::string& temp_dir) {
  ChildOptions options;
  options.env = {{"TOUCHBASE_BINARY", program}, {"TMPDIR", temp_dir}};
  options.timeout = std::chrono::seconds(100);
  return RunChild({TOUCHBASE_SOURCE_DIR "/script/demo"}, options);
}

TEST(Demo, LeadsFromPlanToTickToTheNextStepAndLeavesNothing) {
  const TempDir temp;
  const ChildResult result = RunDemo(TOUCHBASE_BINARY, temp.path().string());
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::vector<std::string> story = {
      "$ touchbase plan\n",
      "Lucía Ferrer: follow up",
      "If silent: 10 March",
      "$ touchbase sync\n",
      "is ticked",
      "$ touchbase sync\n",
      "  lucia,2026-03-03T09:20:00+01:00,out,email,follow-up,done,\n",
      "$ touchbase why lucia\n",
      "Tue 10 Mar 2026",
      "That run wrote nothing",
  };
  EXPECT_TRUE(SaysInOrder(result.out, story));
  EXPECT_TRUE(std::filesystem::is_empty(temp.path()));
}

TEST(Demo, SaysWhichProgramIsNotThere) {
  const TempDir temp;
  const ChildResult result = RunDemo("/none", temp.path().string());
  EXPECT_NE(result.exit_code, 0);
  EXPECT_NE(result.err.find("no such program: /none"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace touchbase::test

#endif
