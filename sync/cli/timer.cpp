#include "sync/cli/timer.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <vector>

#include "config/settings_file.h"

namespace touchbase::cli {
namespace {

namespace fs = std::filesystem;

// This program, as it was started; its name alone where that cannot be told.
std::string OwnPath() {
  std::error_code error;
  const fs::path path = fs::read_symlink("/proc/self/exe", error);
  return error ? "touchbase" : path.string();
}

// For a shell, between single quotes where it has to be.
std::string ShellWord(const std::string& word) {
  constexpr const char* kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:@,";
  if (word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

// For ExecStart= (systemd.service(5)): % and $ begin something there.
std::string UnitWord(const std::string& word) {
  std::string quoted = "\"";
  for (const char c : word) {
    if (c == '%' || c == '$') quoted += c;
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string ServiceText(const std::string& settings_path) {
  return "# A run of touchbase; started by touchbase.timer. Written by touchbase schedule.\n"
         "[Unit]\nDescription=Follow-ups into the calendar\n\n[Service]\nType=oneshot\n"
         "ExecStart=" +
         UnitWord(OwnPath()) + " --config " + UnitWord(settings_path) +
         " --quiet sync\n"
         "# Another run is still at work: the next quarter of an hour will do.\n"
         "SuccessExitStatus=7\nTimeoutStartSec=10min\n";
}

constexpr const char* kTimerText =
    "[Unit]\nDescription=Follow-ups into the calendar, every quarter of an hour\n\n[Timer]\n"
    "OnCalendar=*:0/15\nRandomizedDelaySec=60\nPersistent=true\n\n[Install]\n"
    "WantedBy=timers.target\n";

fs::path UnitFolder() {
  const EnvLookup env = SystemEnv();
  if (const auto config = env("XDG_CONFIG_HOME"); config && !config->empty()) {
    return fs::path(*config) / "systemd/user";
  }
  return fs::path(env("HOME").value_or("")) / ".config/systemd/user";
}

bool WriteUnit(const fs::path& path, const std::string& text) {
  const fs::path draft = path.string() + ".new";
  std::ofstream file(draft, std::ios::binary);
  file << text;
  file.close();
  std::error_code error;
  if (file) fs::rename(draft, path, error);
  return file && !error;
}

// Whether `systemctl --user WORDS` ended well.
bool Systemctl(const std::vector<std::string>& words) {
  std::vector<std::string> args = {"systemctl", "--user", "--quiet"};
  args.insert(args.end(), words.begin(), words.end());
  std::vector<char*> pointers;
  pointers.reserve(args.size() + 1);
  for (std::string& arg : args) pointers.push_back(arg.data());
  pointers.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, "systemctl", nullptr, nullptr, pointers.data(), environ) != 0) {
    return false;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::string CronLine(const std::string& settings_path) {
  std::string command =
      ShellWord(OwnPath()) + " --config " + ShellWord(settings_path) + " --quiet sync";
  // A % ends the command in a crontab.
  for (std::size_t at = command.find('%'); at != std::string::npos;
       at = command.find('%', at + 2)) {
    command.insert(at, "\\");
  }
  return "*/15 * * * * " + command;
}

bool InstallTimer(const std::string& settings_path, Output& out) {
  const fs::path folder = UnitFolder();
  const std::string other = "; by cron instead (crontab -e): " + CronLine(settings_path);
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string settings = fs::absolute(settings_path).lexically_normal().string();
  const bool written = WriteUnit(folder / "touchbase.service", ServiceText(settings)) &&
                       WriteUnit(folder / "touchbase.timer", kTimerText);
  if (!written) {
    out.Complain("the timer cannot be written to " + folder.string() + other);
    return false;
  }
  if (!Systemctl({"daemon-reload"}) || !Systemctl({"enable", "--now", "touchbase.timer"})) {
    out.Complain("systemd does not take the timer" + other);
    return false;
  }
  out.Remark("It runs every quarter of an hour from now on (touchbase.timer in " + folder.string() +
             "). loginctl enable-linger: also while you are not logged in.");
  return true;
}

}  // namespace touchbase::cli
