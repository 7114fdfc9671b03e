// The items in which the program speaks for itself: the weekly one, "Back?", the first day's "tick
// me"; and what is remembered for them from run to run. I/O: the base.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"
#include "sync/core/world.h"

namespace touchbase {

// The times that the weekly item takes, as the base knows them, for commands that only look.
std::vector<Busy> WeeklyTimesFromBase(BaseStore& base, const RunSettings& settings, LocalTime now);

// The day on which "Back?" was answered last.
std::optional<Date> BackOnOf(BaseStore& base);

class ProgramNotes {
 public:
  ProgramNotes(BaseStore& base, const RunSettings& settings, const Zone& zone, Instant now)
      : base_(base), settings_(settings), zone_(zone), now_(now), local_now_(zone.ToLocal(now)) {}

  // Call once a run, before anything is planned.
  void Begin();
  // Hears whether "Back?" was ticked or removed. Call when the world is known.
  void Hear(const World& world);
  std::optional<Date> BackOn() const { return BackOnOf(base_); }

  // The times that the weekly item takes.
  std::vector<Busy> Times(const World& world) const;
  // Adds the weekly item to the plan.
  void AddTo(Plan* plan, const PlanInput& input, const World& world) const;

  // What the next weekly item tells of this run. `well`: everything was decided and written.
  void Remember(const RunReport& report, bool well);

 private:
  std::optional<Date> Day(const World& world) const;
  bool IsTicked(const Entry& entry) const;
  std::vector<std::string> Lately(const char* name) const;
  void AddLines(const char* name, const std::vector<std::string>& lines);

  BaseStore& base_;
  const RunSettings& settings_;
  const Zone& zone_;
  Instant now_;
  LocalTime local_now_;
};

}  // namespace touchbase
