#include "config/program_output.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string.h>  // NOLINT(modernize-deprecated-headers): explicit_bzero is not in <cstring>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>

#include "config/file_descriptor.h"
#include "model/error.h"

namespace touchbase {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostOutput = 65536;

[[noreturn]] void Fail(const std::string& program, const std::string& why) {
  throw InputError("password_command: " + program + ' ' + why);
}

// What a child gets: the pipe as output, nothing as input, signals as if started from a shell.
class SpawnPlan {
 public:
  explicit SpawnPlan(int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &pipe);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }

  // The new process, or 0 with `error` set.
  pid_t Start(const std::vector<std::string>& command, int& error) const {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    error = posix_spawnp(&child, arguments[0], &actions_, &attributes_, arguments.data(), environ);
    return error == 0 ? child : 0;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// A running child. It is killed and reaped on every way out on which Wait() did not see it end.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ <= 0) return;
    kill(id_, SIGKILL);
    while (waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  // The status of wait(2), or none when it still runs at `deadline`.
  std::optional<int> Wait(Clock::time_point deadline) {
    for (;;) {
      int status = 0;
      const pid_t ended = waitpid(id_, &status, WNOHANG);
      if (ended == id_) {
        id_ = 0;
        return status;
      }
      if (ended < 0 && errno != EINTR) return std::nullopt;
      if (Clock::now() >= deadline) return std::nullopt;
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
  }

 private:
  pid_t id_;
};

// Output of a child; clears itself.
struct Output {
  std::vector<char> bytes;
  Output() { bytes.reserve(kMostOutput); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { explicit_bzero(bytes.data(), bytes.size()); }

  // Takes what is there; false at the end or when it is too much (`full`).
  bool Read(int descriptor, bool& full) {
    std::array<char, 4096> piece{};
    const ssize_t count = read(descriptor, piece.data(), piece.size());
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    const auto size = static_cast<std::size_t>(count);
    full = bytes.size() + size > kMostOutput;
    if (!full) bytes.insert(bytes.end(), piece.data(), piece.data() + size);
    explicit_bzero(piece.data(), piece.size());
    return count > 0 && !full;
  }
};

// Reads until the end. Throws when it lasts past the deadline or grows too long.
void Drain(int descriptor, Clock::time_point deadline, const std::string& program, Output& output) {
  bool full = false;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) Fail(program, "did not finish in time");
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left));
    if (ready > 0 && !output.Read(descriptor, full)) break;
  }
  if (full) Fail(program, "printed more than 64 KiB");
}

}  // namespace

Secret FirstLineOf(const std::vector<std::string>& command, std::chrono::milliseconds patience) {
  // A program written with its arguments in one text would take them into the message.
  const std::string program = command.front().substr(0, command.front().find(' '));
  const Clock::time_point deadline = Clock::now() + patience;
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) Fail(program, "has no pipe: " + ReasonOf(errno));
  const FileDescriptor reading(ends[0]);
  FileDescriptor writing(ends[1]);
  int error = 0;
  Child child(SpawnPlan(writing.Get()).Start(command, error));
  if (error != 0) Fail(program, "cannot be started: " + ReasonOf(error));
  writing.Close();

  Output output;
  Drain(reading.Get(), deadline, program, output);
  const std::optional<int> status = child.Wait(deadline);
  if (!status) Fail(program, "did not finish in time");
  if (WIFSIGNALED(*status))
    Fail(program, "was ended by signal " + std::to_string(WTERMSIG(*status)));
  if (WEXITSTATUS(*status) != 0) {
    Fail(program, "ended with code " + std::to_string(WEXITSTATUS(*status)) +
                      "; run it in a terminal to see why");
  }
  std::string_view line(output.bytes.data(), output.bytes.size());
  line = line.substr(0, line.find('\n'));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty()) Fail(program, "printed an empty first line");
  return Secret(line);
}

}  // namespace touchbase
