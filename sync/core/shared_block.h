// Items that stand for several follow-ups or for none: who is in which block, and how one person's
// line of it is read (docs/decisions/0044-shared-blocks.md). Pure.
#pragma once

#include <string>
#include <vector>

#include "model/plan.h"
#include "sync/core/follow_up_rows.h"
#include "sync/core/world.h"

namespace touchbase {

// BaseFollowUp::sort of blocks that have lines, and of notes of the program.
bool HasLines(const BaseFollowUp& known);
bool IsNote(const BaseFollowUp& known);
// A note that the planner does not know.
bool IsOwnNote(const BaseFollowUp& known);
bool IsSort(const Entry& entry, BlockSort sort);

// The value of X-TOUCHBASE-LINES: the sort and the keys of the lines.
std::string LinesValue(int sort, const std::vector<std::string>& members);

// Gives blocks that the base does not know what their own items say of them, and finds out who is
// in which block.
void FindBlocks(const Zone& zone, World* world);

// What the plan knows of blocks and lines that the base does not: names, who is done. Call after
// FindBlocks.
void NameLines(const Plan& plan, World* world);

// The follow-ups of lines that neither base nor plan names: those whose rows are in the log.
void NameFinishedLines(const FollowUpRows& rows, const CadenceSet& cadences,
                       const std::vector<Contact>& contacts, World* world);

// The entry as its person sees it: with the block's half, narrowed to their line. Of a follow-up
// that is in no block: itself.
Entry PersonView(const World& world, const Entry& entry);

// The half of a block that there is; null: none.
const Half* BlockHalf(const Entry& block);

}  // namespace touchbase
