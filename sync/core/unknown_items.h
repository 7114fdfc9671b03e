// Items of ours in the calendar that the state does not know: it was lost, another machine wrote
// them by a newer book, or another book has the same id. What the book says of them, and how long
// they are left when it says nothing (docs/decisions/0060-unknown-items.md). I/O: the base.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/core/base_store.h"
#include "sync/core/decide.h"
#include "sync/core/run_report.h"

namespace touchbase {

class UnknownItems {
 public:
  UnknownItems(const DecideInput& input, BaseStore& base);

  // The state has never heard of it.
  bool Has(const Entry& entry) const;

  // Whether the book tells why it is not wanted: a row was made from it, its contact is not active,
  // or its contact has a row from after it was written, which whoever wrote it could not know.
  bool IsExplained(const Entry& entry);

  // Takes the removal of what is not explained out of `decisions`, until it has been so for a day,
  // and says so once. The answer: the keys, to be left alone.
  std::set<std::string> Hold(Decisions* decisions, RunReport* report);

 private:
  // When it was written last, as it says itself.
  static std::optional<LocalTime> WrittenAt(const Entry& entry, const Zone& zone);
  const std::set<std::string>& NamedByRows();
  bool HasReason(const std::set<std::string>& names, std::optional<LocalTime> written);
  void NameWhatIsOver();
  void AddOver(const FollowUpKey& key, bool all, std::optional<LocalTime> last);
  bool IsLeft(const std::string& key);
  std::string Describe(const std::vector<const Entry*>& fresh, LocalTime until) const;

  const DecideInput& in_;
  BaseStore& base_;
  std::set<std::string> known_;  // keys of the base
  std::set<std::string> wanted_;
  // Made when first asked for. By hash and hexes of every step that may be over: its contact's last
  // row; no value: over, whenever the item was written.
  std::optional<std::map<std::string, std::optional<LocalTime>>> over_;
  std::optional<std::set<std::string>> named_;  // hexes that rows name
};

}  // namespace touchbase
