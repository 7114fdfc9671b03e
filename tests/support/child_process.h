// Runs a program as a child: arguments, environment and input in; output, errors and the way it
// ended out. No shell is involved. Starts processes and keeps their output in memory files, so a
// child that writes much, or leaves a daemon behind, blocks nobody.
// The child leads a process group of its own, which is killed when the object goes.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace touchbase::test {

// Owns one file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int number() const { return number_; }

 private:
  int number_;
};

struct ChildOptions {
  std::vector<std::pair<std::string, std::string>> env;  // Added to ours, or in place of ours.
  bool inherit_env = true;
  std::string input;
  std::filesystem::path working_dir;  // Empty: ours.
  std::chrono::seconds timeout{60};   // For RunChild; then the group is killed.
};

struct ChildResult {
  int exit_code = -1;  // -1 when it was ended by a signal.
  int signal = 0;      // 0 when it ended by itself.
  bool timed_out = false;
  std::string out;
  std::string err;
};

class ChildProcess {
 public:
  // args[0] is a path, or a name looked up in PATH. Throws std::system_error when it cannot start.
  explicit ChildProcess(const std::vector<std::string>& args, const ChildOptions& options = {});
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  // What it has written to standard output up to now.
  std::string Output() const;
  // To the child alone; nothing happens when it has ended.
  void Signal(int number) const;
  // True when it has ended within the time.
  bool WaitFor(std::chrono::milliseconds limit);
  // Waits for the end; after `timeout` kills the group and says so in the result.
  ChildResult Wait(std::chrono::seconds timeout);

 private:
  void Reap();

  pid_t pid_ = -1;
  bool reaped_ = false;
  int status_ = 0;
  Descriptor exit_;  // Readable when the child has ended (a pidfd).
  Descriptor in_, out_, err_;
};

ChildResult RunChild(const std::vector<std::string>& args, const ChildOptions& options = {});

}  // namespace touchbase::test
