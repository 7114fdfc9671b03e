// What init writes into the settings: from flags, else asked on a terminal, else defaults.
// I/O: standard input and output, but only on a terminal; looks whether files are there.
#pragma once

#include <filesystem>

#include "config/commented_settings.h"
#include "sync/cli/options.h"

namespace touchbase::cli {

// Fills in what the flags leave open by asking. Nothing is asked when input or output is no
// terminal, or for --json.
void AskForTheRest(const Options& options, InitOptions* init);

// Shows what would be written and asks; true where nobody can be asked.
bool Agreed(const Options& options, const InitAnswers& answers, const std::string& path);

// Whether the first item is to be written, to be ticked on the phone: on a terminal it is asked,
// where nobody can be asked it is, unless the flag says no. Only into a calendar that was named.
bool WantsWelcome(const Options& options, const InitOptions& init);

// The zone that most of the account's calendars name, as it is or asked for on a terminal; empty:
// none is told.
std::string ZoneOf(const std::vector<std::string>& names, const Options& options);

// Whether a timer is to run it from now on: by the flag, or asked on a terminal.
bool WantsTimer(const Options& options, const InitOptions& init);

// `folder`: where the settings file will be. Throws UsageError for answers that cannot be used.
InitAnswers AnswersOf(const InitOptions& init, const std::filesystem::path& folder);

}  // namespace touchbase::cli
