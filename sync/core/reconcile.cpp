#include "sync/core/reconcile.h"

#include <array>
#include <cstddef>

namespace touchbase {
namespace {

using enum Decision;

// Rows: ours unchanged, changed, deleted. Columns: theirs unchanged, changed, deleted.
constexpr std::array<std::array<Decision, 3>, 3> kWithBase = {{
    {kNothing, kAdopt, kRespect},
    // Changed here, deleted there: the user's hand wins, whatever we had in mind.
    {kUpdate, kMerge, kRespect},
    {kDelete, kSaveDelete, kForget},
}};

}  // namespace

Decision Reconcile(Change ours, Change theirs) {
  return kWithBase.at(static_cast<std::size_t>(ours)).at(static_cast<std::size_t>(theirs));
}

Decision ReconcileWithoutBase(bool wanted, bool present) {
  if (wanted) return present ? kMerge : kCreate;
  return present ? kSaveDelete : kNothing;
}

bool Writes(Decision decision) {
  return decision == Decision::kCreate || decision == Decision::kUpdate ||
         decision == Decision::kMerge || decision == Decision::kDelete ||
         decision == Decision::kSaveDelete;
}

std::string_view ToWord(Decision decision) {
  constexpr std::array<std::string_view, 9> kWords = {"nothing",
                                                      "create",
                                                      "update",
                                                      "merge",
                                                      "adopt",
                                                      "delete",
                                                      "save text and delete",
                                                      "forget",
                                                      "respect the deletion"};
  return kWords.at(static_cast<std::size_t>(decision));
}

}  // namespace touchbase
