// The guards against mass change, the outbox, quiet and dry runs, through whole runs (// 6).
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

// n people, each with a follow-up on a day of this week.
class Many : public testing::Test {
 protected:
  explicit Many(int n = 16) {
    bench.settings.plan.max_per_day = 100;
    for (int i = 0; i < n; ++i) {
      const std::string id = "p" + std::to_string(i + 10);
      bench.AddContact(id, "Person" + std::to_string(i + 10));
      bench.Log(id, Kind::kFirst, "2026-03-02 08:00");
    }
    bench.At("2026-03-02 12:00");
    bench.Run();
  }
  void DeletePeople(int from, int to) {
    for (int i = from; i < to; ++i) bench.DeleteBoth("Person" + std::to_string(i + 10));
  }
  std::size_t Rows() const { return bench.book.touches().size(); }
  Bench bench;
};

TEST_F(Many, TenGoneAreHeldAndTicksAreStillLogged) {
  const std::size_t rows = Rows();
  DeletePeople(0, 10);
  bench.At("2026-03-02 13:00");
  bench.Tick("Person25");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_EQ(Rows(), rows + 1);
  EXPECT_EQ(bench.book.touches().back().outcome, Outcome::kDone);
  EXPECT_EQ(bench.Find("Person10").size(), 0U) << "not made again";
}

TEST_F(Many, HeldStaysHeldThroughRollsAndDays) {
  DeletePeople(0, 10);
  bench.At("2026-03-02 13:00");
  bench.Run();
  const std::size_t rows = Rows();
  for (const char* day : {"2026-03-02 13:15", "2026-03-04 08:00", "2026-03-05 08:00"}) {
    bench.At(day);
    EXPECT_EQ(bench.Run().ExitCode(), 6) << day;
    EXPECT_EQ(Rows(), rows) << day << ": a held deletion was logged";
    EXPECT_EQ(bench.Find("Person10").size(), 0U);
  }
}

TEST_F(Many, HeldIsMadeAnewByRestore) {
  DeletePeople(0, 10);
  bench.At("2026-03-02 13:00");
  bench.Run();
  const std::size_t rows = Rows();
  const RunReport report = bench.RunWith({.restore = true});
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(report.created, 20);
  EXPECT_EQ(Rows(), rows);
  EXPECT_EQ(bench.Doubles(), "");
  EXPECT_EQ(Writes(bench.Run()), 0);
}

TEST_F(Many, HeldIsBelievedWhenAllowed) {
  DeletePeople(0, 10);
  bench.At("2026-03-02 13:00");
  bench.Run();
  EXPECT_EQ(bench.RunWith({.allow_mass_change = true}).skipped, 10);
  EXPECT_EQ(bench.Run().ExitCode(), 0);
}

TEST_F(Many, FourGoneAreBelieved) {
  DeletePeople(0, 4);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 0);
  EXPECT_EQ(report.skipped, 4);
}

TEST_F(Many, EmptiedCalendarIsHeld) {
  const std::size_t rows = Rows();
  DeletePeople(0, 16);
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(Rows(), rows);
}

TEST_F(Many, BookSuddenlyEmptyWritesNothingAnywhere) {
  const std::string calendar = bench.Calendar();
  const std::vector<Contact> contacts = bench.book.contacts();
  const std::vector<Touch> touches = bench.book.touches();
  bench.Tick("Person10");
  const std::string ticked = bench.Calendar();
  bench.book.SetContacts({});
  bench.book.SetTouches({});
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_FALSE(report.changed);
  EXPECT_EQ(bench.Calendar(), ticked);
  EXPECT_TRUE(bench.book.touches().empty());
  bench.book.SetContacts(contacts);
  bench.book.SetTouches(touches);
  EXPECT_EQ(bench.Run().touches_logged, 1) << "the tick was not lost";
}

TEST_F(Many, RemovalsExplainedByAStatusPass) {
  std::vector<Contact> contacts = bench.book.contacts();
  for (Contact& contact : contacts) contact.status = ContactStatus::kPaused;
  bench.book.SetContacts(contacts);
  EXPECT_EQ(bench.Run().deleted, 32);
}

TEST_F(Many, RemovalsNobodyExplainsStop) {
  std::vector<Contact> contacts = bench.book.contacts();
  contacts.resize(4);
  bench.book.SetContacts(contacts);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_NE(report.guard.find("12 of 16"), std::string::npos) << report.guard;
  EXPECT_EQ(bench.Items().size(), 32U);
  EXPECT_EQ(bench.RunWith({.allow_mass_change = true}).deleted, 24);
}

TEST_F(Many, RestoredOldLogDoesNotEmptyTheCalendar) {
  bench.book.SetTouches({});
  EXPECT_EQ(bench.Run().ExitCode(), 6);
}

TEST_F(Many, ChangedSettingsExplainRemovals) {
  bench.settings.items = Items::kEvent;
  bench.settings.fingerprint = "blocks only";
  EXPECT_EQ(bench.Run().deleted, 16);
}

TEST_F(Many, FewerOfACadenceAreExplainedByTheSettings) {
  bench.settings.cadences["cold"].steps.clear();
  bench.settings.cadences["cold"].tail.reset();
  bench.settings.fingerprint = "no cold";
  const RunReport report = bench.Run();
  EXPECT_EQ(report.guard, "");
  EXPECT_EQ(report.deleted, 32);
}

// In the same run the log has lost all rows but two.
TEST_F(Many, ChangedTextsOrAnotherVersionExplainNoRemoval) {
  bench.settings.sender.name = "Ana Berg";
  bench.settings.fingerprint = "another name, another version";
  std::vector<Touch> touches = bench.book.touches();
  touches.resize(2);
  bench.book.SetTouches(touches);
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_NE(report.guard.find("14 of 16"), std::string::npos) << report.guard;
  EXPECT_EQ(bench.Items().size(), 32U);
}

TEST_F(Many, ChangedPlanningExplainsNoLostRows) {
  bench.settings.plan.max_per_day = 50;
  bench.settings.items = Items::kEvent;
  bench.settings.fingerprint = "fifty";
  std::vector<Touch> touches = bench.book.touches();
  touches.resize(2);
  bench.book.SetTouches(touches);
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(bench.Items().size(), 32U);
}

TEST_F(Many, ChangedPlanningExplainsNoLostContacts) {
  bench.settings.plan.horizon_days = 30;
  bench.settings.fingerprint = "thirty";
  std::vector<Contact> contacts = bench.book.contacts();
  contacts.resize(4);
  bench.book.SetContacts(contacts);
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(bench.Items().size(), 32U);
}

// A planner of a later version that forgets everybody.
TEST_F(Many, APlannerThatForgetsDoesNotEmptyTheCalendar) {
  bench.settings.fingerprint = "the next version";
  bench.planner = [](const PlanInput&) { return Plan{}; };
  EXPECT_EQ(bench.Run().ExitCode(), 6);
  EXPECT_EQ(bench.Items().size(), 32U);
}

TEST_F(Many, TakingBackManyTicksIsExplained) {
  bench.At("2026-03-03 10:00");
  for (int i = 10; i < 26; ++i) bench.Tick("Person" + std::to_string(i));
  bench.Run();
  bench.At("2026-03-03 11:00");
  for (const Seen& seen : bench.Find("Person", "", true)) {
    if (!seen.block()) bench.Edit(seen, [](PhoneItem& phone) { phone.Untick(); });
  }
  const RunReport report = bench.Run();
  EXPECT_EQ(report.guard, "");
  EXPECT_EQ(report.touches_logged, 16);
}

TEST_F(Many, LockedLogWaitsAndPlanningGoesOn) {
  bench.At("2026-03-03 10:00");
  bench.Tick("Person10");
  bench.book.RefuseAppends("open in LibreOffice");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 5);
  EXPECT_TRUE(report.log_waits);
  EXPECT_EQ(bench.Find("Person10", "", true).size(), 2U) << "the row counts already";
  EXPECT_EQ(bench.Find("Person10").size(), 2U) << "the next step stands";
  const std::size_t rows = Rows();
  EXPECT_EQ(Writes(bench.Run()), 0);
  bench.book.RefuseAppends("");
  EXPECT_EQ(bench.Run().touches_logged, 1);
  EXPECT_EQ(Rows(), rows + 1);
  EXPECT_EQ(bench.Run().touches_logged, 0);
}

TEST_F(Many, StaleSaveIsMendedOnceThenTheRemovalIsTheUsers) {
  bench.At("2026-03-03 10:00");
  bench.Tick("Person10");
  bench.Run();
  const std::string id = bench.book.touches().back().id;
  bench.book.RemoveTouch(id);
  bench.At("2026-03-03 11:00");
  EXPECT_EQ(bench.Run().touches_logged, 1);
  EXPECT_EQ(bench.book.touches().back().id, id);
  bench.book.RemoveTouch(id);
  bench.At("2026-03-03 12:00");
  EXPECT_EQ(bench.Run().touches_logged, 0);
  bench.At("2026-03-04 12:00");
  EXPECT_EQ(bench.Run().touches_logged, 0);
}

TEST_F(Many, RowRemovedAfterTwoDaysIsTheUsers) {
  bench.At("2026-03-03 10:00");
  bench.Tick("Person10");
  bench.Run();
  bench.At("2026-03-05 10:15");
  bench.Run();
  bench.book.RemoveTouch(bench.book.touches().back().id);
  EXPECT_EQ(bench.Run().touches_logged, 0);
}

TEST_F(Many, SecondRunIsOneRequest) {
  bench.Run();
  const std::size_t calls = bench.log->calls().size();
  const RunReport report = bench.Run();
  EXPECT_TRUE(report.quiet);
  EXPECT_EQ(report.requests, 1);
  std::string names;
  for (std::size_t i = calls; i < bench.log->calls().size(); ++i) {
    names += bench.log->calls()[i] + "; ";
  }
  EXPECT_EQ(names, "Survey; Book.Unchanged; ");
}

TEST_F(Many, EditWhileRowsAreWrittenIsSeenByTheNextRun) {
  bench.At("2026-03-03 10:00");
  bench.Tick("Person10");
  bool edited = false;
  bench.log->SetHook([&](int, const std::string& call, Moment moment) {
    if (edited || moment != Moment::kAfter || !call.starts_with("Book.Append")) return;
    edited = true;
    bench.Log("p11", Kind::kReply, "2026-03-03 09:55");
  });
  bench.Run();
  bench.log->SetHook(nullptr);
  ASSERT_TRUE(edited);
  bench.Run();
  EXPECT_FALSE(bench.Block("Person11", "answer") == std::nullopt);
}

TEST_F(Many, DryRunWritesNothingAnywhere) {
  bench.At("2026-03-04 08:00");
  bench.Tick("Person10");
  bench.DeleteBoth("Person11");
  bench.Log("p12", Kind::kReply, "2026-03-03 09:55");
  const std::string calendar = bench.Calendar();
  const std::string log = bench.LogText();
  bench.log->Clear();
  const RunReport report = bench.RunWith({.dry_run = true});
  EXPECT_TRUE(report.dry_run);
  EXPECT_FALSE(report.changed);
  EXPECT_GT(Writes(report), 0);
  EXPECT_EQ(bench.Calendar(), calendar);
  EXPECT_EQ(bench.LogText(), log);
  for (const std::string& call : bench.log->calls()) {
    const bool reads = call == "Survey" || call == "Book.Read" || call.starts_with("Fetch ") ||
                       call.starts_with("List ");
    EXPECT_TRUE(reads) << call;
  }
}

// Two dinners of three people: a thank-you block each, and everybody's check-in.
TEST(GuardOfBlocks, ADeletedBlockCountsAllOfItsPeople) {
  Bench bench;
  bench.settings.items = Items::kEvent;
  for (const char* id : {"ana", "bo", "cy", "di", "eve", "flo"}) {
    bench.AddContact(id, id);
    const bool first = std::string_view(id) < "d";
    bench.Log(id, Kind::kMet, first ? "2026-03-02 12:00" : "2026-03-02 18:00");
  }
  bench.At("2026-03-02 18:05");
  bench.Run();
  std::vector<Seen> shared;
  for (const Seen& seen : bench.Items()) {
    if (!seen.item.lines.empty()) shared.push_back(seen);
  }
  ASSERT_EQ(shared.size(), 2U);
  for (const Seen& seen : shared) bench.Delete(seen);
  const std::size_t rows = bench.book.touches().size();
  bench.At("2026-03-02 18:10");
  const RunReport report = bench.Run();
  EXPECT_EQ(report.ExitCode(), 6);
  EXPECT_NE(report.guard.find("6 of 12"), std::string::npos) << report.guard;
  EXPECT_EQ(bench.book.touches().size(), rows);
  EXPECT_EQ(bench.RunWith({.allow_mass_change = true}).skipped, 6);
}

TEST(DryRun, OnANewAccountMakesNoCalendar) {
  Bench bench;
  bench.AddContact("bo", "Bo Lind");
  bench.Log("bo", Kind::kFirst, "2026-03-02 08:00");
  bench.At("2026-03-02 12:00");
  const RunReport report = bench.RunWith({.dry_run = true});
  EXPECT_EQ(report.created, 2);
  EXPECT_EQ(bench.server.calendars().size(), 1U);
  EXPECT_EQ(bench.log->Count("Base."), 0);
}

}  // namespace
}  // namespace touchbase::test
