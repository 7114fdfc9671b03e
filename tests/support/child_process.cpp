#include "tests/support/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

namespace touchbase::test {
namespace {

constexpr std::size_t kOutputLimit = std::size_t{64} << 20;  // Per stream; the rest is left out.

void Check(int error, const std::string& what) {
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), what);
  }
}

Descriptor MemoryFile(const char* name, std::string_view content = {}) {
  Descriptor file(memfd_create(name, MFD_CLOEXEC));
  Check(file.number() < 0 ? errno : 0, "memfd_create");
  while (!content.empty()) {
    const ssize_t count = write(file.number(), content.data(), content.size());
    Check(count < 0 ? errno : 0, "cannot write the input of a child");
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  lseek(file.number(), 0, SEEK_SET);
  return file;
}

std::string Content(const Descriptor& file) {
  std::string text;
  std::array<char, 65536> buffer;
  while (text.size() < kOutputLimit) {
    // pread leaves the offset alone, which is the child's place to write at.
    const ssize_t count =
        pread(file.number(), buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
    if (count <= 0) {
      break;
    }
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

std::vector<std::string> Environment(const ChildOptions& options) {
  std::vector<std::string> result;
  const auto replaced = [&options](std::string_view entry) {
    return std::any_of(options.env.begin(), options.env.end(), [entry](const auto& pair) {
      return entry.substr(0, entry.find('=')) == pair.first;
    });
  };
  for (char** entry = environ; options.inherit_env && *entry != nullptr; ++entry) {
    if (!replaced(*entry)) {
      result.emplace_back(*entry);
    }
  }
  for (const auto& [name, value] : options.env) {
    result.emplace_back(name).append("=").append(value);
  }
  return result;
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

// The settings of posix_spawn, freed together.
struct SpawnSettings {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;

  SpawnSettings() {
    Check(posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
    Check(posix_spawnattr_init(&attributes), "posix_spawnattr_init");
    // A test that ignores or blocks a signal must not make its children deaf to it.
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
};

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) {
    close(number_);
  }
}

ChildProcess::ChildProcess(const std::vector<std::string>& args, const ChildOptions& options)
    : in_(MemoryFile("stdin", options.input)),
      out_(MemoryFile("stdout")),
      err_(MemoryFile("stderr")) {
  SpawnSettings settings;
  posix_spawn_file_actions_adddup2(&settings.actions, in_.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&settings.actions, out_.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&settings.actions, err_.number(), STDERR_FILENO);
  if (!options.working_dir.empty()) {
    posix_spawn_file_actions_addchdir_np(&settings.actions, options.working_dir.c_str());
  }
  std::vector<std::string> arguments = args;
  std::vector<std::string> environment = Environment(options);
  Check(posix_spawnp(&pid_, args.at(0).c_str(), &settings.actions, &settings.attributes,
                     Pointers(arguments).data(), Pointers(environment).data()),
        "cannot start " + args[0]);
  exit_ = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
  if (exit_.number() < 0) {
    const int error = errno;
    kill(-pid_, SIGKILL);
    Reap();
    Check(error, "pidfd_open");
  }
}

ChildProcess::~ChildProcess() {
  if (!reaped_) {
    kill(-pid_, SIGKILL);
    Reap();
  }
}

std::string ChildProcess::Output() const { return Content(out_); }

void ChildProcess::Signal(int number) const {
  if (!reaped_) {
    kill(pid_, number);
  }
}

bool ChildProcess::WaitFor(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!reaped_) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd ended{exit_.number(), POLLIN, 0};
    const int ready = poll(&ended, 1, std::max(0, static_cast<int>(left.count())));
    if (ready > 0) {
      Reap();
    } else if (ready == 0) {
      return false;
    } else if (errno != EINTR) {
      Check(errno, "poll");
    }
  }
  return true;
}

ChildResult ChildProcess::Wait(std::chrono::seconds timeout) {
  ChildResult result;
  if (!WaitFor(timeout)) {
    result.timed_out = true;
    kill(-pid_, SIGKILL);
    Reap();
  }
  result.exit_code = WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
  result.signal = WIFSIGNALED(status_) ? WTERMSIG(status_) : 0;
  result.out = Content(out_);
  result.err = Content(err_);
  return result;
}

void ChildProcess::Reap() {
  while (waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
  }
  reaped_ = true;
}

ChildResult RunChild(const std::vector<std::string>& args, const ChildOptions& options) {
  return ChildProcess(args, options).Wait(options.timeout);
}

}  // namespace touchbase::test
