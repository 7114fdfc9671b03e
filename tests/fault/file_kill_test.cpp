// On real files: a run that SIGKILL ends at a call to a port, at an operation that changes a file
// or at one of SQLite, and one that SQLite's files fail, ends where an undisturbed one ends.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>
#include <system_error>

#include "model/error.h"
#include "tests/fault/faulty_vfs.h"
#include "tests/fault/file_scene.h"
#include "tests/support/faulty_files.h"

namespace touchbase::test {
namespace {

// By `script/test --long` every point is tried; otherwise every so many-th of SQLite and the ports.
int Stride(int usual) { return std::getenv("TOUCHBASE_LONG") != nullptr ? 1 : usual; }

bool IsOfFiles(const std::string& call) { return call.starts_with("File."); }

// One run in which files, SQLite and ports are one sequence of calls.
void RunLogged(const FileScene& scene, FileWorld* world, CallLog* log) {
  static const std::set<std::string> kReads = {"Stat", "LinkStat", "Read", "Resolve", "List"};
  FaultyFiles files;
  files.SetHook([log](const std::string& name, int) {
    if (!kReads.contains(name)) log->Do("File." + name, [] {});
    return std::error_code();
  });
  SetSqlHook([log](const std::string& name) {
    log->Do(name, [] {});
    return SQLITE_OK;
  });
  world->Run(scene.at(), &files, log);
}

class Killed : public testing::TestWithParam<int> {
 protected:
  Killed() {
    UseFaultyVfs();
    FileWorld whole = scene_.Set();
    CallLog log;
    RunLogged(scene_, &whole, &log);
    SetSqlHook(nullptr);
    calls_ = log.calls();
  }

  // What happens in a child process that is killed at that moment.
  void RunKilled(FileWorld* world, int call, Moment moment) const {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      CallLog log;
      log.SetHook([&](int number, const std::string&, Moment now) {
        if (number == call && now == moment) raise(SIGKILL);
      });
      RunLogged(scene_, world, &log);
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it was not killed";
  }

  FileScene scene_{GetParam()};
  std::vector<std::string> calls_;
};

TEST_P(Killed, AtAnyStepEndsTheSame) {
  int points = 0, others = 0;
  for (int call = 0; call < static_cast<int>(calls_.size()); ++call) {
    const std::string& name = calls_[static_cast<std::size_t>(call)];
    for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
      const bool is_operation = IsOfFiles(name) || name.starts_with("Sql.");
      if (is_operation && moment == Moment::kAfter) continue;  // nothing is done in between
      if (!IsOfFiles(name) && ++others % Stride(9) != 0) continue;
      SCOPED_TRACE(std::string(moment == Moment::kBefore ? "before " : "after ") +
                   std::to_string(call) + " " + name);
      FileWorld world = scene_.Set();
      RunKilled(&world, call, moment);
      if (HasFatalFailure()) return;
      ++points;
      scene_.EndsWell(&world, name);
      if (HasFatalFailure()) return;
    }
  }
  std::cout << "killed at " << points << " points of " << calls_.size() << " steps\n";
  EXPECT_GT(points, 60);
}

TEST_P(Killed, SqliteMayFailAtAnyOperation) {
  int operations = 0;
  for (const std::string& call : calls_) operations += call.starts_with("Sql.") ? 1 : 0;
  int points = 0;
  for (int at = 0; at < operations; at += Stride(7)) {
    SCOPED_TRACE("operation " + std::to_string(at) + " of SQLite");
    const int error = at % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    int number = 0;
    FileWorld world = scene_.Set();
    SetSqlHook([&](const std::string&) { return number++ == at ? error : SQLITE_OK; });
    try {
      world.Run(scene_.at());
    } catch (const Error&) {
    }
    SetSqlHook(nullptr);
    ASSERT_GT(number, at);
    ++points;
    scene_.EndsWell(&world, "");
    if (HasFatalFailure()) return;
  }
  std::cout << "SQLite failed at " << points << " of " << operations << " operations\n";
  EXPECT_GT(points, 10);
}

INSTANTIATE_TEST_SUITE_P(Scenes, Killed, testing::Range(0, kFileScenes));

}  // namespace
}  // namespace touchbase::test
