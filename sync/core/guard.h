// The guards against mass change. Pure. They count follow-ups, not halves; a message
// names the numbers and the ways on.
#pragma once

#include <string>

namespace touchbase {

struct OutgoingCounts {
  int standing = 0;     // open follow-ups of ours in the calendar before this run
  int unexplained = 0;  // of these: to be removed without a touch, status or setting that says why
  int contacts_before = -1;  // contacts at the last run, -1 = not known
  int contacts_now = 0;
  int touches_before = -1;  // rows of the log at the last run, -1 = not known
  int touches_now = 0;
  bool wrote = false;  // an earlier round of this run wrote already
  int unknown = 0;     // of the unexplained: that the state has never heard of
};

struct IncomingCounts {
  int standing = 0;  // open follow-ups in the base
  int gone = 0;      // of these: found deleted now
  int declines = 0;  // new definite no's read from items now
};

struct GuardLimits {
  int max_removals = 25;
  double max_share = 0.30;
};

// What would be taken out of the calendar: empty when it may go on, else why not.
std::string GuardOutgoing(const OutgoingCounts& counts, const GuardLimits& limits);

// What seems to have been done by the user. Each empty when it is believed, else why not; the one
// says nothing of the other.
struct IncomingGuard {
  std::string gone;
  std::string declines;

  // Both in one text; empty: all is believed.
  std::string Text() const;
};
IncomingGuard GuardIncoming(const IncomingCounts& counts);

}  // namespace touchbase
