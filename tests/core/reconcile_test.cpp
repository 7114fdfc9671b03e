// Every cell of both tables, written out as the specification has them.
#include "sync/core/reconcile.h"

#include <gtest/gtest.h>

namespace touchbase {
namespace {

struct Cell {
  Change ours;
  Change theirs;
  Decision decision;
};

TEST(Reconcile, EveryCellWithABase) {
  using enum Decision;
  const Cell cells[] = {
      {Change::kUnchanged, Change::kUnchanged, kNothing},
      {Change::kUnchanged, Change::kChanged, kAdopt},
      {Change::kUnchanged, Change::kDeleted, kRespect},
      {Change::kChanged, Change::kUnchanged, kUpdate},
      {Change::kChanged, Change::kChanged, kMerge},
      {Change::kChanged, Change::kDeleted, kRespect},
      {Change::kDeleted, Change::kUnchanged, Decision::kDelete},
      {Change::kDeleted, Change::kChanged, kSaveDelete},
      {Change::kDeleted, Change::kDeleted, kForget},
  };
  for (const Cell& cell : cells) {
    EXPECT_EQ(ToWord(Reconcile(cell.ours, cell.theirs)), ToWord(cell.decision))
        << static_cast<int>(cell.ours) << " " << static_cast<int>(cell.theirs);
  }
}

TEST(Reconcile, EveryCellWithoutABase) {
  EXPECT_EQ(ReconcileWithoutBase(false, false), Decision::kNothing);
  EXPECT_EQ(ReconcileWithoutBase(true, false), Decision::kCreate);
  EXPECT_EQ(ReconcileWithoutBase(false, true), Decision::kSaveDelete);
  EXPECT_EQ(ReconcileWithoutBase(true, true), Decision::kMerge);
}

TEST(Reconcile, UserDeletionIsNeverUndone) {
  for (const Change ours : {Change::kUnchanged, Change::kChanged, Change::kDeleted}) {
    const Decision decision = Reconcile(ours, Change::kDeleted);
    EXPECT_TRUE(decision == Decision::kRespect || decision == Decision::kForget);
  }
}

}  // namespace
}  // namespace touchbase
