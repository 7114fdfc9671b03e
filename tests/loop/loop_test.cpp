// The whole loop on each of the five servers with real clients as the phone: what a person does
// there, day by day, and what must come of it in the log and in the calendar.
#include <gtest/gtest.h>

#include "tests/loop/workbench.h"

namespace touchbase::test {
namespace {

using Rows = std::vector<std::string>;

const std::string kMorning = "2026-03-03T08:00:00+01:00";
const std::string kNoon = "2026-03-03T12:00:00+01:00";
const std::string kThree = "2026-03-03T15:00:00+01:00";
const std::string kFour = "2026-03-03T16:00:00+01:00";

class Loop : public testing::TestWithParam<std::string> {
 protected:
  Loop() : bench_(GetParam()) {
    for (const char* id : {"ada", "bea", "cleo", "dora", "ella", "fay", "gil", "hal"}) {
      bench_.AddCold(id, Name(id), "2026-03-02");
    }
    bench_.WriteBook();
  }

  static std::string Name(const std::string& id) {
    std::string name = id + " Test";
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
  }

  void FirstPush() {
    const auto report = bench_.Sync(kMorning);
    ASSERT_EQ(report["created"], 16) << report.dump();
    bench_.SyncQuiet(kMorning, 1);
    for (const char* id : {"ada", "bea", "cleo", "dora", "ella", "fay", "gil", "hal"}) {
      uids_[id] = bench_.Uids(kMorning, id);
      ASSERT_EQ(uids_[id].size(), 2U) << id;
    }
  }

  const std::string& Block(const std::string& id) { return uids_[id].at(0); }
  const std::string& Task(const std::string& id) { return uids_[id].at(1); }

  Workbench bench_;
  std::map<std::string, std::vector<std::string>> uids_;
};

TEST_P(Loop, WhatThePersonDoesBecomesTheLogAndTheNextStep) {
  FirstPush();

  // On the phone, between two runs.
  bench_.Phone({"tick", Task("ada")});
  bench_.Phone({"move", Block("bea"), "2026-03-05T10:00"});
  bench_.Phone({"delete", Block("cleo")});
  bench_.Phone({"delete", Block("dora")});
  bench_.Phone({"delete", Task("dora")});
  PhoneItem ella = bench_.Item(Block("ella"));
  ella.Type("said: likes tea");
  bench_.Put(Block("ella"), ella);
  bench_.Phone({"attendee", Block("fay"), "guest@x.example"});
  const std::string fay_before = bench_.Phone({"get", Block("fay")});
  bench_.Todoman("tick", Name("gil"));
  bench_.Khal(Name("hal"), "2026-03-06 11:00", "2026-03-06 11:15");

  const auto noon = bench_.Sync(kNoon);
  EXPECT_EQ(noon["failed"].size(), 0U) << noon.dump();
  EXPECT_EQ(noon["moved"], 2) << noon.dump();
  EXPECT_EQ(bench_.Rows("ada"), Rows{"follow-up out done"});
  EXPECT_EQ(bench_.Rows("gil"), Rows{"follow-up out done"});
  EXPECT_EQ(bench_.Rows("dora"), Rows{"follow-up out skipped"});
  EXPECT_TRUE(bench_.Rows("cleo").empty()) << "one half deleted says nothing";
  EXPECT_TRUE(bench_.Rows("bea").empty());
  bench_.SyncQuiet(kNoon, 1);

  // Done is marked on the other half; moved pulls the task along; nothing deleted comes back.
  EXPECT_EQ(bench_.Item(Block("ada")).Get("TRANSP"), "TRANSPARENT");
  EXPECT_NE(bench_.Item(Block("ada")).Get("SUMMARY").find("✓"), std::string::npos);
  EXPECT_EQ(bench_.Item(Task("bea")).Get("DUE"), "20260305");
  EXPECT_EQ(bench_.Item(Task("hal")).Get("DUE"), "20260306");
  EXPECT_FALSE(bench_.Exists(Block("cleo")));
  EXPECT_FALSE(bench_.Exists(Block("dora")));
  EXPECT_NE(bench_.Item(Block("ella")).Get("DESCRIPTION").find("likes tea"), std::string::npos);

  // Unticked; and ticks on items with notes and with guests.
  bench_.Phone({"untick", Task("ada")});
  bench_.Phone({"tick", Task("ella")});
  bench_.Phone({"tick", Task("fay")});
  const auto three = bench_.Sync(kThree);
  EXPECT_EQ(three["failed"].size(), 0U) << three.dump();
  EXPECT_EQ(bench_.Rows("ada"), (Rows{"follow-up out done", "follow-up out withdrawn"}));
  EXPECT_EQ(bench_.Rows("fay"), Rows{"follow-up out done"});
  ASSERT_EQ(bench_.Rows("ella").size(), 1U);
  EXPECT_NE(bench_.Rows("ella")[0].find("likes tea"), std::string::npos)
      << "notes go into the touch: " << bench_.Rows("ella")[0];
  EXPECT_EQ(bench_.Phone({"get", Block("fay")}), fay_before) << "with guests it is the user's";
  EXPECT_EQ(bench_.Item(Block("ada")).Get("TRANSP"), "OPAQUE");
  bench_.SyncQuiet(kThree, 1);

  // Ticked again: a new row; the log has three, one live.
  bench_.Phone({"tick", Task("ada")});
  bench_.Sync(kFour);
  EXPECT_EQ(bench_.Rows("ada"),
            (Rows{"follow-up out done", "follow-up out withdrawn", "follow-up out done"}));
  bench_.SyncQuiet(kFour, 1);

  for (const auto& [uid, count] : bench_.AllUids()) EXPECT_EQ(count, 1) << uid << " is doubled";
}

TEST_P(Loop, LostStateIsRebuiltWithoutADouble) {
  FirstPush();
  bench_.Phone({"tick", Task("ada")});
  bench_.Sync(kNoon);
  const auto before = bench_.AllUids();
  bench_.LoseState();
  const auto report = bench_.Sync(kThree);
  EXPECT_EQ(report["created"], 0) << report.dump();
  EXPECT_EQ(report["deleted"], 0) << report.dump();
  EXPECT_EQ(report["touches_logged"], 0) << report.dump();
  EXPECT_EQ(bench_.AllUids(), before);
  bench_.SyncQuiet(kThree, 1);
}

INSTANTIATE_TEST_SUITE_P(Servers, Loop, testing::ValuesIn(RealServerNames()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace touchbase::test
