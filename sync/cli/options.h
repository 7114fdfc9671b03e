// The command line: global options, the command and its own (interface.md). The only user of CLI11
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
  std::string at, channel, direction, outcome, wait, note;
  std::vector<std::string> next;  // date, text
  bool make_new = false;          // --new
};

struct InitOptions {
  std::string url, user, book, name, language, zone, calendar, task_list, items, password_file,
      password_env;
  std::vector<std::string> password_command;
  bool force = false;
  bool sample = false;
};

struct Options {
  std::optional<std::string> config;
  std::optional<std::string> now;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  Color color = Color::kAuto;
  std::string command;
  RunOptions run;       // sync
  LogOptions log;       // log
  InitOptions init;     // init
  std::string contact;  // why
};

// Throws UsageError with the parser's words. --help and --version print and return no value.
std::optional<Options> ParseCommandLine(int argc, const char* const* argv);

}  // namespace touchbase::cli
