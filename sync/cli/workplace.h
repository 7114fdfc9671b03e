// Everything that a command works on, made from the settings: zone, clock, book, state, calendar.
// Opens each when it is first asked for. I/O: files; the network only through account().
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "config/settings.h"
#include "sync/cli/options.h"
#include "sync/cli/output.h"
#include "sync/core/read_book.h"
#include "sync/core/run_settings.h"

namespace touchbase::cli {

// Set by Ctrl-C (SIGINT, SIGTERM); what was begun is finished.
bool InterruptAsked();

class Workplace {
 public:
  // Throws InputError with all problems of the settings file. `out` must outlive it.
  Workplace(const Options& options, const std::string& settings_path, Output& out);
  ~Workplace();

  const Options& options() const { return options_; }
  Output& out() { return out_; }
  const Settings& settings() const { return settings_; }
  const std::string& settings_path() const { return settings_path_; }
  const RunSettings& run_settings() const { return run_settings_; }
  const Zone& zone() const { return *zone_; }
  // The zone of a contact; null when there is none of that name.
  const Zone* ZoneNamed(const std::string& name);
  bool zone_is_guessed() const { return zone_is_guessed_; }
  Clock& clock() { return *clock_; }
  LocalTime LocalNow() { return zone_->ToLocal(clock_->Now()); }
  // RFC 3339 with offset, for --json.
  std::string Rfc3339(LocalTime local) const;

  Book& book();
  BaseStore& base();
  Account& account();
  Feeds& feeds();
  // What kind of server it is and which rules follow, as far as runs before found out.
  std::string DescribeServer();
  // What the last run found round the book, for planning without a look at the calendar.
  const Surroundings& surroundings();
  // Keeps what discovery found for the next run.
  void RememberAccount();

 private:
  Options options_;
  Output& out_;
  std::string settings_path_;
  Settings settings_;
  std::shared_ptr<const Zone> zone_;
  std::map<std::string, std::shared_ptr<const Zone>> zones_;  // of contacts, as they were asked for
  bool zone_is_guessed_ = false;
  RunSettings run_settings_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<Book> book_;
  std::unique_ptr<BaseStore> base_;
  std::unique_ptr<Account> account_;
  std::optional<Surroundings> surroundings_;
  std::unique_ptr<Feeds> feeds_;
};

// What the coming time is reckoned from: the book as `read` has it, without a look at the calendar.
PlanInput InputNow(Workplace& place, const ReadBook& read, std::span<const Placed> placed);

// Opens all that a run works on.
RunPorts PortsOf(Workplace& place);

// The plan as of now; `read` gets the book that it was made from.
Plan PlanNow(Workplace& place, ReadBook* read);

}  // namespace touchbase::cli
