// Parses, runs one command for one settings file or for each of a folder, and catches once.
#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <functional>

#include "config/settings_file.h"
#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/output.h"
#include "sync/core/apply.h"
#include "sync/log/log.h"
#include "sync/store/run_lock.h"

namespace touchbase::cli {
namespace {

constexpr int kUsage = 2;
constexpr int kInput = 3;
constexpr int kServer = 4;
constexpr int kPart = 5;
constexpr int kLocked = 7;
constexpr int kInterrupted = 130;

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
    Command{"sync", CommandSync, true},     Command{"plan", CommandPlan, false},
    Command{"today", CommandToday, false},  Command{"why", CommandWhy, false},
    Command{"log", CommandLog, true},       Command{"status", CommandStatus, false},
    Command{"doctor", CommandDoctor, false}};

int Fail(const Options& options, int code, const std::string& name, const std::string& message,
         const std::string& where = {}) {
  if (options.json) Print(ErrorJson(name, message, where));
  Complain("touchbase: " + (where.empty() ? "" : where + ": ") + message);
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
  place.base();  // makes the folder of the state
  const std::int64_t now = place.clock().Now().time_since_epoch().count();
  store::LockHolder holder;
  const auto lock = store::RunLock::TryTake(place.settings().state, now, &holder);
  if (lock) return command.run(place);
  constexpr std::int64_t kLong = 3600;
  const bool stuck = holder.since != 0 && now - holder.since > kLong;
  if (!place.options().quiet || stuck) {
    return Fail(place.options(), kLocked, "locked", LockMessage(holder, now));
  }
  return kLocked;
}

int Guarded(const Options& options, const std::function<int()>& work) {
  try {
    return work();
  } catch (const UsageError& error) {
    return Fail(options, kUsage, "usage", error.what(), error.where());
  } catch (const InputError& error) {
    return Fail(options, kInput, "input", error.what(), error.where());
  } catch (const ServerError& error) {
    return Fail(options, kServer, "server", error.what(), error.where());
  } catch (const ItemError& error) {
    return Fail(options, kPart, "item", error.what(), error.where());
  } catch (const Interrupted&) {
    return Fail(options, kInterrupted, "interrupted",
                "stopped; what was begun is finished, the rest is for the next run");
  } catch (const std::exception& error) {
    return Fail(options, kPart, "internal",
                std::string("this is a fault of touchbase: ") + error.what());
  }
}

int RunFor(const Options& options, const std::string& settings_path) {
  return Guarded(options, [&] {
    const auto command = std::find_if(kCommands.begin(), kCommands.end(),
                                      [&](const Command& c) { return options.command == c.name; });
    Workplace place(options, settings_path);
    const int code = RunLocked(*command, place);
    return interrupt_asked != 0 && code == 0 ? kInterrupted : code;
  });
}

int RunCommand(const Options& options) {
  if (options.command == "init") return CommandInit(options);
  const std::string path = FindSettingsPath(options.config, SystemEnv());
  int worst = 0;
  for (const std::string& file : ListSettingsFiles(path)) {
    worst = std::max(worst, RunFor(options, file));
  }
  return worst;
}

}  // namespace

bool InterruptAsked() { return interrupt_asked != 0; }

int Main(int argc, const char* const* argv) {
  Options options;
  return Guarded(options, [&] {
    auto parsed = ParseCommandLine(argc, argv);
    if (!parsed) return 0;
    options = std::move(*parsed);
    log::Start(options.verbose ? log::Level::kDebug : log::Level::kWarning, "");
    CatchSignals();
    return RunCommand(options);
  });
}

}  // namespace touchbase::cli
