// One half of a follow-up or block before its decision, and what it is wanted to hold. Pure. Used
// by decide.cpp only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ical/signs.h"
#include "sync/core/block_content.h"
#include "sync/core/decide.h"
#include "sync/core/shared_block.h"

namespace touchbase {

struct HalfCase {
  const std::string& key;
  const Entry& entry;
  const Half& half;
  Component component;
  const StepFacts* facts;
  const FollowUp* planned;  // open and wanted
  const Block* block;       // the same, of a block of several or a note
  const Touch* outcome;     // over

  bool Wanted() const { return planned != nullptr || block != nullptr; }
  LocalTime start() const { return planned != nullptr ? planned->start : block->start; }
  const FollowUpKey& planned_key() const { return planned != nullptr ? planned->key : block->key; }
  // Ours, as last written.
  std::string title() const {
    return facts != nullptr ? facts->title : entry.base ? entry.base->title : "";
  }
  bool HasLines() const { return entry.base && touchbase::HasLines(*entry.base); }
};

using PlannedByKey = std::map<std::string, const FollowUp*>;

ical::Signs SignsOf(const DecideInput& input, const HalfCase& c);

// The lines of a block whose follow-ups are over by rows made from their items.
std::vector<DoneLine> DoneLinesOf(const DecideInput& input, const Entry& block);

// Marked done, or made transparent where open blocks are busy.
bool IsClosed(const DecideInput& input, const HalfCase& c);

// What the base keeps of a content, and whether the item lost its alarm to a quiet time: then it
// gets it back, while one that the user took away stays away.
std::string WrittenAs(const DecideInput& input, const HalfCase& c, const std::string& fingerprint);
bool IsSilenced(const HalfCase& c);
std::string FingerprintIn(const std::string& written);

// A note of the program that is marked in answer when the user has ticked it.
bool IsAnswered(const HalfCase& c);

// The key of before its anchor's row was edited. One that somebody else has put there is not ours
// to take back: that machine may read a newer log.
bool BearsOldKey(const DecideInput& input, const HalfCase& c);

// What the half is to hold; none: nothing, it is to go.
std::optional<ical::ItemContent> WantedContent(const DecideInput& input, const HalfCase& c,
                                               const PlannedByKey& planned);

// Before an item that carries the user's text is removed, the text goes to `rows`, by key. False:
// it is not known whose row it would be, so that the item has to stay.
bool RescueText(const DecideInput& input, const HalfCase& c,
                std::map<std::string, std::vector<Touch>>* rows);

}  // namespace touchbase
