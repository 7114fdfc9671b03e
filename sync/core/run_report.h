// What a run did, for people and for --json. A plain value.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace touchbase {

struct FailedItem {
  std::string uid;
  std::string what;  // "create Jane Doe: thank-you"
  std::string why;   // what came back and what to do
};

struct RunReport {
  int run = 0;
  bool changed = false;  // anything written anywhere
  bool quiet = false;    // nothing to look at: one request per home
  int requests = 0;
  int created = 0, updated = 0, deleted = 0;  // calendar object resources
  int adopted = 0, unchanged = 0;
  int touches_logged = 0;
  int moved = 0;    // follow-ups whose time the user changed
  int skipped = 0;  // follow-ups taken as skipped (deleted, cancelled, #skip)
  std::vector<FailedItem> failed;
  std::string guard;  // not empty: a guard stopped; the message with numbers and ways on
  bool dry_run = false;
  std::string cleared;  // not empty: everything was taken out on that day, so nothing was done
  std::vector<std::string> lines;           // what was done, one line an item, by name
  std::vector<std::string> warnings;        // what was not understood, conflicts
  std::vector<std::string> questions;       // of these: what only the user can tell
  std::vector<std::string> not_understood;  // of these: words in items
  bool log_waits = false;                   // rows wait in the outbox: the log could not be written

  // 0 fine, 5 done in part, 6 a guard stopped.
  int ExitCode() const {
    if (!guard.empty()) return 6;
    return failed.empty() && !log_waits ? 0 : 5;
  }
};

inline void AddOnce(std::vector<std::string>* list, const std::string& text) {
  if (std::find(list->begin(), list->end(), text) == list->end()) list->push_back(text);
}

}  // namespace touchbase
