// The rows of the log that were made from calendar items, by the item they were made from. Pure.
//
// Answers: is this follow-up done, by which row; and which id does the next row get.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/live_log.h"
#include "model/touch.h"
#include "model/touch_id.h"
#include "model/uid.h"

namespace touchbase {

// What a row says of its follow-up: its one live outcome, a later answer, a note, an ad hoc next
// step.
enum class RowSort : std::uint8_t { kOutcome, kAnswer, kNote, kNext };
RowSort SortOf(const Touch& row);

class FollowUpRows {
 public:
  // `touches` must outlive this.
  explicit FollowUpRows(std::span<const Touch> touches) : log_(touches), index_(log_) {}

  // The live rows made from either half of the follow-up, in any generation, in the log's order.
  std::vector<const Touch*> Live(const FollowUpKey& key) const;
  // The live rows made from the item of this UID, for items whose step is not known.
  std::vector<const Touch*> LiveByUid(std::string_view uid) const;
  // The live row of sort kOutcome, or null.
  const Touch* LiveOutcome(const FollowUpKey& key) const;

  // The id of the next row of that sort: the same on every machine that reads the same log.
  // `withdrawn`: rows of the sort that are taken back in this very run.
  std::string NextId(const FollowUpKey& key, int generation, RowSort sort, std::string_view text,
                     int withdrawn = 0) const;
  bool Has(std::string_view id) const { return log_.Contains(id); }
  const LiveLog& log() const { return log_; }
  // How many rows the log has of the contact, also such as are taken back: it only ever grows.
  int CountOf(std::string_view contact) const;

 private:
  std::vector<const Touch*> LiveOf(const std::vector<std::string>& hexes) const;

  LiveLog log_;
  FollowUpIndex index_;
  mutable std::unordered_map<std::string_view, int> counts_;  // made when first asked for
};

}  // namespace touchbase
