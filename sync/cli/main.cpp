// Parses, runs one command for one settings file or for each of a folder, and catches once.
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <exception>
#include <filesystem>
#include <functional>

#include "config/settings_file.h"
#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/exit_codes.h"
#include "sync/core/apply.h"
#include "sync/log/log.h"
#include "sync/store/run_lock.h"

namespace touchbase::cli {
namespace {

volatile std::sig_atomic_t interrupt_asked = 0;

void OnSignal(int) { interrupt_asked = 1; }

void CatchSignals() {
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESETHAND;  // a second Ctrl-C ends at once
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

struct Command {
  const char* name;
  int (*run)(Workplace&);
  bool locks;  // changes state or book: one at a time
};

constexpr std::array kCommands = {
    Command{"sync", CommandSync, true},         Command{"plan", CommandPlan, false},
    Command{"today", CommandToday, false},      Command{"why", CommandWhy, false},
    Command{"agenda", CommandAgenda, false},    Command{"overdue", CommandOverdue, false},
    Command{"list", CommandList, false},        Command{"set", CommandSet, true},
    Command{"away", CommandAway, true},         Command{"log", CommandLog, true},
    Command{"undo", CommandUndo, true},         Command{"clear", CommandClear, true},
    Command{"status", CommandStatus, false},    Command{"doctor", CommandDoctor, false},
    Command{"schedule", CommandSchedule, false}};

int Fail(Output& out, int code, const std::string& name, const std::string& message,
         const std::string& where = {}) {
  out.Answer(ErrorJson(name, message, where));
  const bool said = where.empty() || message.find(where) != std::string::npos;
  out.Complain("touchbase: " + (said ? "" : where + ": ") + message);
  return code;
}

std::string LockMessage(const store::LockHolder& holder, std::int64_t now) {
  std::string text = "another run is at work";
  if (holder.pid != 0) text += " (process " + std::to_string(holder.pid);
  if (holder.pid != 0 && holder.since != 0) {
    text += ", for " + std::to_string((now - holder.since) / 60) + " minutes";
  }
  if (holder.pid != 0) text += ")";
  return text + "; this one did nothing";
}

int RunLocked(const Command& command, Workplace& place) {
  if (!command.locks) return command.run(place);
  // The machine's clock, never --now: it is compared with the other run's.
  const auto system_now = std::chrono::floor<seconds>(std::chrono::system_clock::now());
  const std::int64_t now = system_now.time_since_epoch().count();
  store::LockHolder holder;
  const auto lock = store::RunLock::TryTake(place.settings().state, now, &holder);
  if (lock) return command.run(place);
  constexpr std::int64_t kLong = 3600;
  const bool stuck = holder.since != 0 && now - holder.since > kLong;
  const std::string message = LockMessage(holder, now);
  if (!place.options().quiet || stuck) return Fail(place.out(), kLocked, "locked", message);
  place.out().Answer(ErrorJson("locked", message, ""));
  return kLocked;
}

int Stopped(Output& out) {
  return Fail(out, kInterrupted, "interrupted",
              "stopped; what was begun is finished, the rest is for the next run");
}

// What fails after Ctrl-C fails because of it.
int FailBy(Output& out, int code, const std::string& name, const std::string& message,
           const std::string& where) {
  return interrupt_asked != 0 ? Stopped(out) : Fail(out, code, name, message, where);
}

int Guarded(Output& out, const std::function<int()>& work) {
  try {
    const int code = work();
    return interrupt_asked != 0 && code != kInterrupted ? Stopped(out) : code;
  } catch (const UsageError& error) {
    return FailBy(out, kUsage, "usage", error.what(), error.where());
  } catch (const InputError& error) {
    return FailBy(out, kInput, "input", error.what(), error.where());
  } catch (const ServerError& error) {
    return FailBy(out, kServer, "server", error.what(), error.where());
  } catch (const ItemError& error) {
    return FailBy(out, kPart, "item", error.what(), error.where());
  } catch (const Interrupted&) {
    return Stopped(out);
  } catch (const std::filesystem::filesystem_error& error) {
    return FailBy(out, kInput, "input", error.code().message(), error.path1().string());
  } catch (const std::exception& error) {
    return FailBy(out, kPart, "internal",
                  std::string("this is a fault of touchbase: ") + error.what(), "");
  }
}

int RunFor(const Options& options, const std::string& settings_path, Output& out) {
  return Guarded(out, [&] {
    const auto command = std::find_if(kCommands.begin(), kCommands.end(),
                                      [&](const Command& c) { return options.command == c.name; });
    if (command == kCommands.end()) throw UsageError("there is no command " + options.command);
    Workplace place(options, settings_path, out);
    return RunLocked(*command, place);
  });
}

// One account after the other; one that fails never stops the others, Ctrl-C does.
int RunAll(const Options& options, const std::vector<std::string>& files, Output& all) {
  std::vector<AccountAnswer> accounts;
  int worst = 0;
  for (const std::string& file : files) {
    if (interrupt_asked != 0) break;
    Output out(options, file + ": ");
    out.Remark("== " + file);
    const int code = RunFor(options, file, out);
    worst = std::max(worst, code);
    accounts.push_back({file, code, out.answer()});
  }
  all.Answer(AccountsJson(accounts));
  return worst;
}

int RunCommand(const Options& options, Output& out) {
  if (options.command == "init") return CommandInit(options, out);
  const std::string path = FindSettingsPath(options.config, SystemEnv());
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return RunAll(options, ListSettingsFiles(path), out);
  }
  return RunFor(options, path, out);
}

}  // namespace

bool InterruptAsked() { return interrupt_asked != 0; }

int Main(int argc, const char* const* argv) {
  Options options;
  Output early(options);
  bool wanted = false;
  int code = Guarded(early, [&] {
    wanted = ParseCommandLine(argc, argv, &options);
    return 0;
  });
  Output out(options);
  out.Answer(early.answer());
  if (wanted) {
    code = Guarded(out, [&] {
      log::Start(options.verbose ? log::Level::kDebug : log::Level::kWarning, "");
      CatchSignals();
      return RunCommand(options, out);
    });
  }
  if (options.json && !out.answer().empty()) PrintLine(out.answer());
  if (FlushOutput()) return code;
  out.Complain("touchbase: what was to be printed did not arrive: is the disk full?");
  return code == 0 ? kPart : code;
}

}  // namespace touchbase::cli
