// Settings from disk: finds, reads and completes them. Reads files, never writes.
//
// All problems of a file come as one InputError, one per line. The environment is a parameter, so
// that tests need not change the process's own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

namespace touchbase {

// The value of a variable; none when it is not set or empty.
using EnvLookup = std::function<std::optional<std::string>(const std::string& name)>;

// Looks into the environment of this process.
EnvLookup SystemEnv();

// Where the settings are: `flag` (--config), else $TOUCHBASE_CONFIG, else
// $XDG_CONFIG_HOME/touchbase/touchbase.toml, else ~/.config/touchbase/touchbase.toml. The path need
// not exist. Throws InputError when there is not even a home.
std::string FindSettingsPath(const std::optional<std::string>& flag, const EnvLookup& env);

// A file: itself. A folder: its *.toml files by name, hidden ones left out. Throws InputError when
// the folder cannot be read or has none.
std::vector<std::string> ListSettingsFiles(const std::string& path);

// Reads and checks one file of at most 1 MiB and fills in what depends on the machine: `~/` in
// front of paths, the default of `state`, the texts in scripts/ beside it. Throws InputError.
Settings LoadSettings(const std::string& path, const EnvLookup& env);

// $XDG_STATE_HOME/touchbase/<name>-<12 hex of the path>.db, with ~/.local/state when not set. The
// same file gives the same path however it is named. Throws InputError when there is no home.
std::string DefaultStatePath(const std::string& settings_path, const EnvLookup& env);

}  // namespace touchbase
