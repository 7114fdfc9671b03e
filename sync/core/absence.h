// Whether an item that is gone was deleted by the user, or by another machine that reads a newer
// log. I/O: the base.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "model/civil_time.h"
#include "sync/core/base_store.h"
#include "sync/core/world.h"

namespace touchbase {

class AbsenceWatch {
 public:
  // `book`: the fingerprint of the book as this run read it. `late`: the server's listings lag.
  AbsenceWatch(BaseStore& base, Instant now, std::string book, bool late)
      : base_(base), now_(now), book_(std::move(book)), late_(late) {}

  // Remembers that another machine writes here, unless a run of our own that did not come to its
  // end explains it.
  void Notice(const World& world);

  // True when the absence may be logged: nobody else writes here and listings are prompt, or it was
  // seen before, at least ten minutes ago, and the log has not changed since. Else the absence is
  // remembered.
  bool Confirmed(const BaseFollowUp& follow_up);

  // It stands there again: a later absence begins anew.
  void IsBack(const BaseFollowUp& follow_up);

  // Writes begin, or the last of them has ended: what lies between was left by a killed run.
  // `unfinished`: keys of what failed or whose end is not known.
  static void Writing(BaseStore& base, Date today);
  static void Written(const std::set<std::string>& unfinished, Date today, BaseStore& base);
  // The day of a run that was killed while it wrote; a state of an older version does not tell it.
  static std::optional<Date> KilledOn(BaseStore& base);
  // By key: what the last run that wrote left unfinished, and its day.
  static std::map<std::string, Date> Unfinished(BaseStore& base);

 private:
  bool OthersWrite() const;

  BaseStore& base_;
  Instant now_;
  std::string book_;
  bool late_;
};

}  // namespace touchbase
