// What the user does to a pair of block and task, through whole runs.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

// Bo was written to on Monday; the follow-up stands on Tuesday 09:00, it is Monday noon.
class Acts : public testing::Test {
 protected:
  Acts() {
    bench.AddContact("bo", "Bo Lind");
    bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
    bench.At("2026-03-02 12:00");
    bench.Run();
  }

  void Quiet() {
    const RunReport again = bench.Run();
    EXPECT_EQ(Writes(again), 0);
    EXPECT_EQ(again.touches_logged, 0);
    EXPECT_EQ(again.failed.size(), 0U);
    EXPECT_EQ(again.requests, 1);
    EXPECT_EQ(bench.Doubles(), "");
  }
  const Touch& LastRow() const { return bench.book.touches().back(); }

  Bench bench;
};

TEST_F(Acts, FirstRunMakesBothHalves) {
  ASSERT_TRUE(bench.Block("Bo"));
  ASSERT_TRUE(bench.Task("Bo"));
  EXPECT_EQ(bench.Block("Bo")->item.start, Local("2026-03-03 09:00"));
  Quiet();
}

TEST_F(Acts, TickOnEitherHalfIsOneRow) {
  for (const bool on_task : {true, false}) {
    Bench fresh(bench);
    fresh.At("2026-03-03 09:20");
    if (on_task) {
      fresh.Tick("Bo");
    } else {
      fresh.Edit(*fresh.Block("Bo"), [](PhoneItem& phone) { phone.MarkTitle("x"); });
    }
    const RunReport report = fresh.Run();
    EXPECT_EQ(report.touches_logged, 1) << on_task;
    EXPECT_EQ(fresh.book.touches().back().outcome, Outcome::kDone);
    EXPECT_EQ(fresh.Find("Bo", "", true).size(), 2U) << "both halves are marked";
    EXPECT_EQ(Writes(fresh.Run()), 0);
  }
}

TEST_F(Acts, DeletingOneHalfThenTickingTheOtherIsDone) {
  bench.Delete(*bench.Block("Bo"));
  EXPECT_EQ(bench.Run().touches_logged, 0);
  EXPECT_FALSE(bench.Block("Bo")) << "not that half again";
  bench.At("2026-03-03 09:20");
  bench.Tick("Bo");
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kDone);
  Quiet();
}

TEST_F(Acts, MarkOfALetterIsReplied) {
  bench.At("2026-03-03 09:20");
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) { phone.MarkTitle("r"); });
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kReplied);
  Quiet();
}

TEST_F(Acts, CancelledIsSkippedAndLeft) {
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) { phone.Set("STATUS", "CANCELLED"); });
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kSkipped);
  bool left = false;
  for (const Seen& seen : bench.Items()) left = left || seen.item.cancelled;
  EXPECT_TRUE(left);
  Quiet();
}

TEST_F(Acts, TakenOverIsReadButNeverWritten) {
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) {
    phone.Set("ATTENDEE", "mailto:cy@x.example");
    phone.Set("ORGANIZER", "mailto:bo@x.example");
  });
  bench.Run();
  const std::string theirs = bench.Block("Bo")->text;
  bench.At("2026-03-04 08:00");  // the task rolls, the block is the user's
  bench.Run();
  EXPECT_EQ(bench.Block("Bo")->text, theirs);
  EXPECT_EQ(DateOf(*bench.Task("Bo")->item.start), DateOf(Local("2026-03-04 00:00")));
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) { phone.MarkTitle("x"); });
  const std::string ticked = bench.Block("Bo")->text;
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kDone);
  bool found = false;
  for (const Seen& seen : bench.Items()) found = found || seen.text == ticked;
  EXPECT_TRUE(found) << "written after it was taken over";
  Quiet();
}

TEST_F(Acts, RepeatingIsTakenOver) {
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) { phone.Set("RRULE", "FREQ=WEEKLY"); });
  bench.Run();
  const std::string theirs = bench.Block("Bo")->text;
  bench.At("2026-03-05 08:00");
  bench.Run();
  EXPECT_EQ(bench.Block("Bo")->text, theirs);
  Quiet();
}

TEST_F(Acts, DeletingWhatWasTakenOverIsADeletion) {
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) { phone.Set("RRULE", "FREQ=WEEKLY"); });
  bench.Run();
  bench.DeleteBoth("Bo");
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kSkipped);
  Quiet();
}

TEST_F(Acts, NotesAfterDoneAreARowOfTheirOwn) {
  bench.At("2026-03-03 09:20");
  bench.Type("Bo", "likes boats");
  bench.Tick("Bo");
  bench.Run();
  EXPECT_EQ(LastRow().notes, "likes boats") << "typed in one half, ticked in the other";
  for (const Seen& seen : bench.Find("Bo", "", true)) {
    bench.Edit(seen, [](PhoneItem& phone) { phone.Type("has two dogs"); });
  }
  bench.Run();
  EXPECT_EQ(LastRow().kind, Kind::kNote);
  EXPECT_EQ(LastRow().notes, "has two dogs");
  EXPECT_EQ(bench.book.touches().size(), 3U);
  Quiet();
}

TEST_F(Acts, TickIsHeardBesideALaterNoteInTheOtherHalf) {
  for (const bool on_task : {true, false}) {
    Bench fresh(bench);
    fresh.At("2026-03-03 09:20");
    const Seen block = *fresh.Block("Bo");
    const Seen task = *fresh.Task("Bo");
    if (on_task) {
      fresh.Edit(task, [&](PhoneItem& phone) { phone.Tick(fresh.Now()); });
    } else {
      fresh.Edit(block, [](PhoneItem& phone) { phone.MarkTitle("x"); });
    }
    fresh.At("2026-03-03 09:25");
    fresh.Edit(on_task ? block : task, [](PhoneItem& phone) { phone.Type("likes boats"); });
    fresh.At("2026-03-03 09:30");
    fresh.Run();
    EXPECT_EQ(fresh.book.touches().back().outcome, Outcome::kDone) << on_task;
    EXPECT_EQ(fresh.book.touches().back().notes, "likes boats") << on_task;
    EXPECT_EQ(Writes(fresh.Run()), 0);
  }
}

TEST_F(Acts, NextAndAMoveAtOnceAreBothUnderstood) {
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) {
    phone.Type("#next 20 Mar send the offer");
    phone.MoveTo(Local("2026-03-05 10:00"), 15);
  });
  bench.Run();
  EXPECT_EQ(LastRow().kind, Kind::kNext);
  bench.At("2026-03-04 08:00");
  bench.Run();
  EXPECT_EQ(bench.Block("Bo", "follow up")->item.start, Local("2026-03-05 10:00"))
      << "moved back before its day was over";
}

TEST_F(Acts, AnsweredItemIsWrittenNoFurther) {
  // The answer that we write ("Noted: ...") is not repeated.
  bench.At("2026-03-03 09:20");
  bench.Type("Bo", "#noanswer");
  bench.Run();
  Quiet();
  bench.At("2026-03-04 09:20");
  bench.RunWith({.full = true});
  const auto done = bench.Find("Bo", "", true);
  ASSERT_FALSE(done.empty());
  const std::string& text = done.front().item.our_text;
  EXPECT_EQ(text.find("Noted:"), text.rfind("Noted:"));
}

TEST_F(Acts, DraggedToTheAllDayBarItRollsAfterItsDay) {
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) {
    phone.Set("DTSTART;VALUE=DATE", "20260305");
    phone.Set("DTEND;VALUE=DATE", "20260306");
  });
  bench.Run();
  bench.At("2026-03-05 20:00");
  bench.Run();
  EXPECT_TRUE(bench.Block("Bo")->item.date_only) << "the form is the user's while its day lasts";
  bench.At("2026-03-06 08:00");
  bench.Run();
  EXPECT_EQ(DateOf(*bench.Block("Bo")->item.start), DateOf(Local("2026-03-06 00:00")));
  Quiet();
}

TEST_F(Acts, TextOfARemovedItemIsInTheLogFirst) {
  bench.Edit(*bench.Block("Bo"), [](PhoneItem& phone) { phone.Type("ask about Oslo"); });
  bench.Run();
  bench.book.RefuseAppends("open in LibreOffice");
  Contact gone = bench.book.contacts().front();
  gone.status = ContactStatus::kPaused;
  bench.book.SetContacts({gone});
  for (int i = 0; i < 3; ++i) {
    const RunReport report = bench.Run();
    EXPECT_EQ(report.ExitCode(), 5);
    ASSERT_TRUE(bench.Block("Bo")) << "removed while its text is in no file, run " << i;
  }
  bench.book.RefuseAppends("");
  bench.Run();
  EXPECT_TRUE(bench.Items().empty());
  EXPECT_EQ(LastRow().kind, Kind::kNote);
  EXPECT_EQ(LastRow().notes, "ask about Oslo");
  bench.Run();
  Quiet();
}

TEST_F(Acts, WordsAloneAreWrittenOnceADayAndNotNearTheSlot) {
  Contact changed = bench.book.contacts().front();
  changed.company = "Boats AS";
  bench.At("2026-03-02 15:00");  // made today
  bench.book.SetContacts({changed});
  EXPECT_EQ(Writes(bench.Run()), 0);
  bench.At("2026-03-03 06:00");  // the next day, more than two hours before the slot
  Bench early(bench);
  EXPECT_EQ(Writes(early.Run()), 2);
  bench.At("2026-03-03 07:30");
  EXPECT_EQ(Writes(bench.Run()), 0);
  bench.At("2026-03-03 16:00");
  EXPECT_EQ(Writes(bench.Run()), 0);
  bench.At("2026-03-04 08:00");  // the roll
  EXPECT_EQ(Writes(bench.Run()), 2);
  EXPECT_NE(bench.Block("Bo")->text.find("Boats AS"), std::string::npos);
}

TEST_F(Acts, UsersMoveIsAnsweredInTheQuietHours) {
  bench.At("2026-03-03 08:30");
  bench.Move("Bo", "2026-03-05 10:00");
  bench.Run();
  EXPECT_EQ(DateOf(*bench.Task("Bo")->item.start), DateOf(Local("2026-03-05 00:00")));
}

TEST_F(Acts, FreeBlocksAreNoFinishedOnes) {
  bench.settings.busy = false;
  bench.settings.fingerprint = "shown as free";
  bench.At("2026-03-03 06:00");
  bench.Run();
  Contact changed = bench.book.contacts().front();
  changed.company = "Boats AS";
  bench.book.SetContacts({changed});
  bench.At("2026-03-03 08:00");
  EXPECT_EQ(Writes(bench.Run()), 0) << "near the slot";
}

TEST_F(Acts, DeletionOfWhatThePlanNoLongerWantsIsNotLogged) {
  bench.Log("bo", Kind::kReply, "2026-03-02 13:00");
  bench.DeleteBoth("Bo");
  bench.At("2026-03-02 14:00");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.touches_logged, 0);
  EXPECT_EQ(report.skipped, 0);
}

TEST_F(Acts, OverdueItemDeletedLateIsStillSkipped) {
  for (const char* day : {"2026-03-04 08:00", "2026-03-09 08:00", "2026-03-16 08:00"}) {
    bench.At(day);
    bench.Run();
  }
  bench.DeleteBoth("Bo");
  bench.Delete(bench.Find("Catch up").at(0));  // where its block is by now
  bench.At("2026-03-16 09:00");
  bench.Run();
  EXPECT_EQ(LastRow().outcome, Outcome::kSkipped);
  Quiet();
}

}  // namespace
}  // namespace touchbase::test
