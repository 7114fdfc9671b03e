// What taking a run back comes to, from what the run kept and what there is now. Pure.
//
// An item that was changed since, by the user or by a later run, is left as it is, and so are the
// rows of the log that were made from it (docs/decisions/0064-undo.md).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sync/core/base_store.h"
#include "sync/core/collection.h"
#include "sync/core/follow_up_rows.h"

namespace touchbase {

class Zone;

// One calendar object as the run found it and as it left it.
struct UndoItem {
  std::string uid, key;
  Href collection, href;  // where it lies now, or lay
  std::string before, after;
  bool by_user = false;    // the user had deleted it
  bool taken_out = false;  // by an undo that did not come to its end
  std::optional<BaseResource> base;
  std::optional<BaseResource> successor;  // stands for the same half under another UID
  Fetched now;                            // kGone when nothing is there
};

// The net of what was kept of each UID; what came out as it began is left out. `resources`: of the
// base, which know where things lie now. What is there is not looked up.
std::vector<UndoItem> ItemsOf(std::span<const BaseStore::Kept> kept,
                              std::span<const BaseResource> resources);

enum class UndoStep : std::uint8_t {
  kNothing,  // is as it was before the run
  kPutBack,  // the earlier text in the place of the later one
  kMake,     // is gone: made again
  kTakeOut,  // the run had made it
  kLeave,    // changed since: not ours to take back
  kUnknown,  // cannot be told in this run
};
UndoStep StepFor(const UndoItem& item, const Zone& zone);

// Equal for whoever looks at it, whatever a server did to the bytes.
bool SayTheSame(const std::string& a, const std::string& b, const Zone& zone);

// Which follow-up a row of the log was made from, and the block it stood in.
struct UndoKeys {
  std::map<std::string, std::string> by_hex;    // middle of a UID -> key
  std::map<std::string, std::string> block_of;  // key -> key of its block

  // Later calls win.
  void Add(const BaseFollowUp& known);
  std::string KeyOf(const Touch& row) const;
};

// The rows that take those back. Notes stay: nothing that the user wrote leaves the log. `left`:
// keys of items that stay as they are. A row that withdrew another is answered by that other one,
// once more.
std::vector<Touch> RowsTakenBack(std::span<const std::string> ids, std::span<const Touch> log,
                                 const UndoKeys& keys, const std::set<std::string>& left,
                                 LocalTime now);

}  // namespace touchbase
