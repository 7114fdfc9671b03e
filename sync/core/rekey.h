// Rows of the log without an id cell are named by what they say, so that an edit of one gives it
// another name, and all that counts from it other keys. Here the follow-ups of before the edit
// become those of after it: their items are kept (docs/decisions/0020-rekey.md). I/O:
// the base.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/plan.h"
#include "model/touch.h"
#include "sync/core/base_store.h"
#include "sync/core/follow_up_rows.h"

namespace touchbase {

// Rows that name follow-ups of before an edit name those of after it, in memory only.
void FollowEditedAnchors(BaseStore& base, std::vector<Touch>* touches);

// Looks for open follow-ups whose anchor is in the log no more while the plan has the same steps
// counted from a row that is new, and gives them its keys. Not for the contacts in `unreadable`: a
// row of theirs may be the anchor. True: the base has changed.
bool FindEditedAnchors(const Plan& plan, const FollowUpRows& rows,
                       const std::set<std::string>& unreadable, BaseStore& base);

}  // namespace touchbase
