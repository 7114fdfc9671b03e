// What the user did to one follow-up in the calendar, and what it means. Pure.
//
// Rows of the log are made so that making them again changes nothing: a row is added only when the
// log has no live one that says the same, and its id is the same on every machine.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/plan.h"
#include "model/zone.h"
#include "sync/core/follow_up_rows.h"
#include "sync/core/moves.h"
#include "sync/core/run_settings.h"
#include "sync/core/world.h"

namespace touchbase {

// What is known of the step that an item stands for.
struct StepFacts {
  FollowUpKey key;
  Kind kind = Kind::kFollowUp;
  Channel channel = Channel::kNone;
  std::string title;  // ours, as last written
};

// Everything that is the same for all items of a run.
struct ActContext {
  const FollowUpRows& rows;
  const Zone& zone;
  Instant now;
  OnDelete on_delete = OnDelete::kSkip;
  const std::map<std::string, std::string>& words;
  std::string book_id;
};

struct Acts {
  std::vector<Touch> rows;
  std::optional<Touch> deletion;  // its row; apart, because the guard may hold it
  // The last half of a follow-up is gone; whether the plan still wants it is the caller's to know.
  bool deleted = false;
  bool replan = false;    // on_delete = replan: a new UID
  bool declined = false;  // a definite no among the rows
  std::optional<Move> move;
  std::vector<std::string> lines;     // what was understood, for the report
  std::vector<std::string> warnings;  // what was not
};

Acts UnderstandActs(const Entry& entry, const StepFacts& step, const ActContext& context);

}  // namespace touchbase
