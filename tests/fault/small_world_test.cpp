// Every small world: one follow-up, each half in any state, with and without a base, wanted,
// finished or not wanted. No crash, one run converges, the second is quiet.
#include <gtest/gtest.h>

#include <iostream>

#include "sync/core/follow_up_rows.h"
#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

enum class Is { kAbsent, kOpen, kTicked, kMoved, kDeleted, kRetitled, kTakenOver };
constexpr Is kAll[] = {Is::kAbsent,  Is::kOpen,     Is::kTicked,   Is::kMoved,
                       Is::kDeleted, Is::kRetitled, Is::kTakenOver};
enum class Plan { kWanted, kFinished, kNotWanted };

const Bench& Start() {
  static const Bench kStart = [] {
    Bench bench;
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 12:00");
    bench.Run();
    bench.At("2026-03-03 10:00");
    return bench;
  }();
  return kStart;
}

void Make(Is is, const Seen& seen, Bench* bench) {
  const auto edit = [&](const std::function<void(PhoneItem&)>& how) { bench->Edit(seen, how); };
  switch (is) {
    case Is::kAbsent:
      bench->machine.base.DropResource(seen.item.uid);
      return bench->Delete(seen);
    case Is::kOpen:
      return;
    case Is::kTicked:
      return edit([&](PhoneItem& p) { seen.block() ? p.MarkTitle("x") : p.Tick(bench->Now()); });
    case Is::kMoved:
      return edit([&](PhoneItem& p) {
        seen.block() ? p.MoveTo(Local("2026-03-05 11:00"), 30)
                     : p.DueOn(DateOf(Local("2026-03-06 00:00")));
      });
    case Is::kDeleted:
      return bench->Delete(seen);
    case Is::kRetitled:
      return edit([](PhoneItem& p) { p.Set("SUMMARY", "ring Bo back"); });
    case Is::kTakenOver:
      return edit([](PhoneItem& p) { p.Set("RRULE", "FREQ=DAILY"); });
  }
}

void SetPlan(Plan plan, const FollowUpKey& key, const std::string& uid, Bench* bench) {
  if (plan == Plan::kNotWanted) {
    Contact contact = bench->book.contacts().front();
    contact.status = ContactStatus::kPaused;
    bench->book.SetContacts({contact});
  }
  if (plan != Plan::kFinished) return;
  const FollowUpRows rows(bench->book.touches());
  Touch row = bench->Row("bo", Kind::kFollowUp, "2026-03-03 09:30");
  row.id = rows.NextId(key, 0, RowSort::kOutcome, "");
  row.outcome = Outcome::kDone;
  row.follow_up = uid;
  bench->book.AddTouch(row);
}

// What is the user's and must be there still, whatever the plan says.
void CheckUsersHand(Is is, const std::string& before, const std::string& uid, Bench* bench) {
  if (is != Is::kTakenOver) return;
  bool same = false;
  for (const Seen& seen : bench->Items())
    same = same || (seen.item.uid == uid && seen.text == before);
  EXPECT_TRUE(same) << "written or removed after it was taken over";
}

void CheckWorld(Is block_is, Is task_is, bool with_base, Plan plan) {
  Bench bench(Start());
  const Seen block = *bench.Block("Bo");
  const Seen task = *bench.Task("Bo");
  const BaseFollowUp known = bench.machine.base.FollowUps().front();
  const FollowUpKey key{known.contact, known.anchor, known.step};
  Make(block_is, block, &bench);
  Make(task_is, task, &bench);
  SetPlan(plan, key, task.item.uid, &bench);
  if (!with_base) bench.machine.base.Lose();
  const std::string block_text = bench.server.Text(block.collection, block.href);
  const std::string task_text = bench.server.Text(task.collection, task.href);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(bench.Doubles(), "");
  CheckUsersHand(block_is, block_text, block.item.uid, &bench);
  CheckUsersHand(task_is, task_text, task.item.uid, &bench);
  for (const auto& [is, seen] : {std::pair{block_is, block}, std::pair{task_is, task}}) {
    const bool back = !bench.server.Text(seen.collection, seen.href).empty();
    EXPECT_FALSE(with_base && is == Is::kDeleted && back) << "made again after it was deleted";
  }
  const std::string log = bench.LogText();
  const RunReport second = bench.Run();
  EXPECT_EQ(Writes(second), 0);
  EXPECT_EQ(bench.LogText(), log);
  EXPECT_EQ(second.requests, 1);
  bench.At("2026-03-06 08:00");
  bench.Run();
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(Writes(bench.Run()), 0) << "after a roll";
}

TEST(SmallWorlds, AllConverge) {
  int worlds = 0;
  for (const Is block : kAll) {
    for (const Is task : kAll) {
      for (const bool with_base : {true, false}) {
        for (const Plan plan : {Plan::kWanted, Plan::kFinished, Plan::kNotWanted}) {
          SCOPED_TRACE("block " + std::to_string(static_cast<int>(block)) + " task " +
                       std::to_string(static_cast<int>(task)) + " base " +
                       std::to_string(with_base) + " plan " +
                       std::to_string(static_cast<int>(plan)));
          CheckWorld(block, task, with_base, plan);
          ++worlds;
        }
      }
    }
  }
  std::cout << worlds << " worlds\n";
  EXPECT_EQ(worlds, 7 * 7 * 2 * 3);
}

}  // namespace
}  // namespace touchbase::test
