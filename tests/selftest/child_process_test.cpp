// Runs small standard programs (sh, cat, pwd, env) as children.
#include "tests/support/child_process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <system_error>

#include "tests/support/temp_dir.h"

namespace touchbase::test {
namespace {

TEST(ChildProcess, GivesInputAndTakesBothOutputsAndTheExitCode) {
  ChildOptions options;
  options.input = "line\n";
  const ChildResult result = RunChild({"sh", "-c", "cat; echo trouble >&2; exit 3"}, options);
  EXPECT_EQ(result.out, "line\n");
  EXPECT_EQ(result.err, "trouble\n");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.signal, 0);
}

TEST(ChildProcess, ArgumentsAreNotReadByAShell) {
  EXPECT_EQ(RunChild({"printf", "%s", "$HOME; a 'b' *"}).out, "$HOME; a 'b' *");
}

TEST(ChildProcess, MuchOutputBlocksNobody) {
  ChildOptions options;
  options.input = std::string(5'000'000, 'x');
  EXPECT_EQ(RunChild({"cat"}, options).out, options.input);
}

TEST(ChildProcess, ReplacesOneVariableAndKeepsTheOthers) {
  ChildOptions options;
  options.env = {{"HOME", "/nowhere"}};
  const ChildResult result = RunChild({"sh", "-c", "echo \"$HOME ${PATH:+path}\""}, options);
  EXPECT_EQ(result.out, "/nowhere path\n");
}

TEST(ChildProcess, RunsWithNothingButTheGivenEnvironment) {
  ChildOptions options;
  options.inherit_env = false;
  options.env = {{"ONLY", "this"}};
  EXPECT_EQ(RunChild({"/usr/bin/env"}, options).out, "ONLY=this\n");
}

TEST(ChildProcess, WorksInAnotherDirectory) {
  const TempDir dir;
  ChildOptions options;
  options.working_dir = dir.path();
  EXPECT_EQ(RunChild({"pwd", "-P"}, options).out, dir.path().string() + "\n");
}

TEST(ChildProcess, TimeoutEndsTheWholeGroup) {
  ChildOptions options;
  options.timeout = std::chrono::seconds(0);
  const ChildResult result = RunChild({"sh", "-c", "sleep 600 & wait"}, options);
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.signal, SIGKILL);
}

TEST(ChildProcess, SignalReachesTheChild) {
  ChildProcess child({"sleep", "600"});
  EXPECT_FALSE(child.WaitFor(std::chrono::milliseconds(0)));
  child.Signal(SIGTERM);
  EXPECT_EQ(child.Wait(std::chrono::seconds(30)).signal, SIGTERM);
}

TEST(ChildProcess, MissingProgramIsAnError) {
  EXPECT_THROW(RunChild({"/nowhere/program"}), std::system_error);
}

TEST(TempDir, IsGoneWithItsContentAtTheEnd) {
  std::filesystem::path kept;
  {
    const TempDir dir;
    kept = dir.path();
    EXPECT_EQ(ReadFile(dir.Write("a/b.txt", std::string("\0text", 5))), std::string("\0text", 5));
  }
  EXPECT_FALSE(std::filesystem::exists(kept));
}

}  // namespace
}  // namespace touchbase::test
