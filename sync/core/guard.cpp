#include "sync/core/guard.h"

#include <string>

namespace touchbase {
namespace {

// Below these a share means nothing.
constexpr int kShareFromOutgoing = 10;
constexpr int kShareFromIncoming = 5;
constexpr int kMaxGone = 9;
constexpr int kMaxDeclines = 10;
constexpr double kIncomingShare = 0.30;
constexpr int kNoticedCalendar = 5;
constexpr const char* kStrangers =
    " This computer has no memory of having made them: see that [book] names the right files and "
    "that they are up to date; and if somebody else's touchbase writes into this calendar, too, "
    "that each has a book_id of its own.";

bool IsShare(int part, int whole, double share) {
  return whole > 0 && static_cast<double>(part) >= share * static_cast<double>(whole);
}

}  // namespace

std::string GuardOutgoing(const OutgoingCounts& counts, const GuardLimits& limits) {
  const std::string ways =
      std::string(counts.wrote ? " Nothing more was written." : " Nothing was written.") +
      " If that is right, run: touchbase sync --allow-mass-change; if not, "
      "look "
      "at the book and the settings first.";
  if (counts.contacts_before > 0 && counts.contacts_now == 0) {
    return "The book had " + std::to_string(counts.contacts_before) +
           " contacts at the last run and has none now." + ways;
  }
  if (counts.touches_before > 0 && counts.touches_now == 0) {
    return "The log of touches had " + std::to_string(counts.touches_before) +
           " rows at the last run and is empty or missing now." + ways;
  }
  const bool all = counts.standing >= kNoticedCalendar && counts.unexplained == counts.standing;
  const bool many = counts.unexplained > limits.max_removals;
  const bool share = counts.unexplained >= kShareFromOutgoing &&
                     IsShare(counts.unexplained, counts.standing, limits.max_share);
  if (!all && !many && !share) return {};
  return "This run would take " + std::to_string(counts.unexplained) + " of " +
         std::to_string(counts.standing) +
         " follow-ups out of the calendar, and no touch, status or setting says why." +
         (counts.unknown > 0 ? kStrangers : "") + ways;
}

std::string IncomingGuard::Text() const {
  return gone + (gone.empty() || declines.empty() ? "" : " ") + declines;
}

IncomingGuard GuardIncoming(const IncomingCounts& counts) {
  IncomingGuard guard;
  if (counts.gone > kMaxGone || (counts.gone >= kShareFromIncoming &&
                                 IsShare(counts.gone, counts.standing, kIncomingShare))) {
    guard.gone = std::to_string(counts.gone) + " of " + std::to_string(counts.standing) +
                 " open follow-ups are gone from the calendar since the last run. These are held: "
                 "neither logged nor made anew; everything else went on. If you removed them, run: "
                 "touchbase sync --allow-mass-change; to have them back: touchbase sync --restore.";
  }
  if (counts.declines > kMaxDeclines) {
    guard.declines = std::to_string(counts.declines) +
                     " people said a definite no since the last run. These are held: nothing is "
                     "logged of them and their items stay as they are; everything else went on. If "
                     "they did, run: touchbase sync --allow-mass-change; if not, take the word "
                     "(#no) out of their items.";
  }
  return guard;
}

}  // namespace touchbase
