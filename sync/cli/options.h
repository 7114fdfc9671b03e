// The command line: global options, the command and its own. The only user of CLI11
// is options.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/core/run_settings.h"

namespace touchbase::cli {

enum class Color : std::uint8_t { kAuto, kAlways, kNever };

struct LogOptions {
  std::string contact;
  std::string kind;  // or "reopen"
  std::string at, channel, direction, outcome, wait, until, note;
  std::vector<std::string> next;  // date, text
  bool make_new = false;          // --new
  std::string event;              // --event: instead of contact and kind
};

struct InitOptions {
  std::string provider, url, user, book, name, language, zone, calendar, task_list, items,
      password_file, password_env, known;
  std::vector<std::string> password_command;
  bool force = false;
  bool sample = false;
  bool no_welcome = false;
  bool timer = false;  // --timer: run it every quarter of an hour from now on
};

struct ScheduleOptions {
  bool install = false;
};

struct AwayOptions {
  std::string from, to;
  bool remove = false;
};

struct UndoChoice {
  std::string run;  // its number, as given; empty: list them
  bool dry_run = false;
};

struct ClearChoice {
  bool keep_done = false;
  bool dry_run = false;
  bool yes = false;  // do not ask
};

struct Options {
  std::optional<std::string> config;
  std::optional<std::string> now;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  Color color = Color::kAuto;
  std::string command;
  RunOptions run;                  // sync
  LogOptions log;                  // log
  InitOptions init;                // init
  std::string contact;             // why, set
  std::vector<std::string> words;  // list: filters; set: KEY=VALUE
  int days = 7;                    // agenda
  AwayOptions away;
  ScheduleOptions schedule;
  UndoChoice undo;
  ClearChoice clear;
  bool project = false;  // plan
};

// Every command, as "name" and what it does in one line; in the order of `help all`.
struct CommandHelp {
  const char* name;
  const char* what;
  bool first;  // one of the few that plain --help shows
};
const std::vector<CommandHelp>& Commands();

// Throws UsageError with the parser's words. --help, help and --version print and return
// false.
// `options` has --json and the like also when it throws, as far as they could be read.
bool ParseCommandLine(int argc, const char* const* argv, Options* options);

}  // namespace touchbase::cli
