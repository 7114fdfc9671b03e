#include "tests/walk/walk.h"

#include <algorithm>
#include <sstream>
#include <tuple>
#include <utility>

#include "tests/walk/network.h"
#include "tests/walk/switches.h"

namespace touchbase::test {
namespace {

// Mostly hours, often a day, now and then weeks.
minutes TimeUntilNext(Random* random) {
  const int kind = random->Below(20);
  if (kind < 4) return minutes{0};
  if (kind < 12) return minutes{random->Below(6 * 60)};
  if (kind < 18) return minutes{random->Below(36 * 60)};
  if (kind < 19) return minutes{random->Below(5 * 24 * 60)};
  return minutes{random->Below(24 * 24 * 60)};
}

std::string Numbers(const RunReport& report) {
  return std::to_string(report.created) + " made, " + std::to_string(report.updated) +
         " updated, " + std::to_string(report.deleted) + " removed, " +
         std::to_string(report.touches_logged) + " rows";
}

// The lines that only one of the two has.
std::string Difference(const std::string& before, const std::string& now) {
  std::string difference;
  for (const auto& [one, other, sign] : {std::tuple{before, now, "- "}, {now, before, "+ "}}) {
    std::istringstream lines(one);
    for (std::string line; std::getline(lines, line);) {
      if (other.find(line) == std::string::npos) difference += sign + line + "\n";
    }
  }
  return difference;
}

}  // namespace

Walk::Walk() {
  bench_.settings.plan.max_per_day = 20;
  bench_.At("2026-03-02 09:00");
  second_.book = &second_book_;
  for (const char* track : {"", "", "warm", "customer"}) NewContact(track);
  bench_.Log("p0", Kind::kFirst, "2026-03-02 08:00");
  bench_.Log("p1", Kind::kMet, "2026-03-02 08:30");
  bench_.Log("p2", Kind::kFirst, "2026-03-02 08:10");
  CleanRun(&bench_.machine, "first machine");
  CarryBook();
  phone_.Sync(&bench_.server, &ledger_);
  laptop_.Sync(&bench_.server, &ledger_);
}

void Walk::Do(const Step& step) {
  Random random(step.seed);
  bench_.SetNow(bench_.now() + TimeUntilNext(&random));
  Device* device = random.Chance(60) ? &phone_ : &laptop_;
  if (random.Chance(70)) device->Sync(&bench_.server, &ledger_);
  if (step.act < Act::kOwnEvent) {
    ActOnItem(step.act, device, &random);
  } else if (step.act == Act::kOwnEvent) {
    OwnEvent(device, &random);
  } else {
    ActOnBook(step.act, &random);
  }
  for (Device* each : {&phone_, &laptop_}) {
    if (random.Chance(50)) each->Sync(&bench_.server, &ledger_);
  }
  RunFirst(&random);
}

void Walk::ActOnBook(Act act, Random* random) {
  switch (act) {
    case Act::kAddRow:
      return AddRow(random);
    case Act::kChangeNotes:
      return ChangeNotes(random);
    case Act::kRemoveRow:
      if (Actors::kRowsRemoved) RemoveRow(random);
      return;
    case Act::kOpenSheet:
      Say("the book is opened in a spreadsheet");
      sheet_ = bench_.book.touches();
      sheet_at_ = bench_.now();
      return;
    case Act::kSaveStale:
      return SaveStale();
    case Act::kPause:
      return Pause(random);
    case Act::kNewContact:
      if (contacts_ < 8) NewContact(random->Chance(50) ? "" : "warm");
      return;
    case Act::kLoseState:
      for (const auto& row : bench_.machine.base.Outbox()) {
        if (row.written_at == 0) return;  // is nowhere else
      }
      if (!Actors::kLoseStateAfterMoves && AnyElsewhere()) return;
      Say("the state of the first machine is lost");
      bench_.machine.base.Lose();
      return ledger_.StateLost();
    case Act::kSecondMachine:
      return RunSecond(random);
    case Act::kCarryBook:
      return CarryBook();
    default:
      return;
  }
}

bool Walk::AnyElsewhere() const {
  const std::vector<Seen> items = bench_.Items();
  return std::any_of(items.begin(), items.end(), [](const Seen& seen) {
    return seen.collection.value.find("/personal/") != std::string::npos;
  });
}

void Walk::RunFirst(Random* random) {
  const int kind = random->Below(100);
  if (kind < 20) return;
  if (kind < 45 && Actors::kNetwork) {
    RunReport report;
    const Ended ended = RunAmongFaults(&bench_, &bench_.machine, Random(random->Next()), &report);
    ++runs_;
    Say(ended == Ended::kKilled      ? "run among faults: killed"
        : ended == Ended::kWithError ? "run among faults: given up"
                                     : "run among faults: " + Numbers(report));
    ledger_.CheckAlways(bench_, Log());
    ledger_.NoticeGone(bench_);
    return;
  }
  const RunReport report = CleanRun(&bench_.machine, "run");
  if (report.guard.empty() && !report.quiet) ledger_.Check(bench_, Log());
}

RunReport Walk::CleanRun(Machine* machine, const char* name) {
  machine->options.allow_mass_change = machine == &bench_.machine && believe_;
  RunReport report = bench_.Run(machine);
  ++runs_;
  machine->options.allow_mass_change = false;
  if (machine == &bench_.machine) believe_ = !report.guard.empty();
  if (!report.quiet) Say(std::string(name) + ": " + Numbers(report) + " " + report.guard);
  for (const std::string& line : report.lines) story_.push_back("                    " + line);
  if (!report.failed.empty()) {
    throw Broken(report.failed.front().what + " failed: " + report.failed.front().why);
  }
  ledger_.CheckAlways(bench_, Log());
  return report;
}

void Walk::RunSecond(Random* random) {
  if (!Actors::kOtherMachine) return;
  if (random->Chance(30)) {
    RunReport report;
    RunAmongFaults(&bench_, &second_, Random(random->Next()), &report);
    Say("second machine among faults: " + Numbers(report));
  } else {
    CleanRun(&second_, "second machine");
  }
  ++runs_;
  ledger_.CheckAlways(bench_, Log());
  ledger_.NoticeGone(bench_);
}

std::vector<Touch> Walk::Log() const {
  std::vector<Touch> rows = bench_.book.touches();
  std::set<std::string> ids;
  for (const Touch& row : rows) ids.insert(row.id);
  for (const Touch& row : second_book_.touches()) {
    if (!ids.contains(row.id) && !removed_rows_.contains(row.id)) rows.push_back(row);
  }
  return rows;
}

// Both copies get all rows, as people do who merge two spreadsheets.
void Walk::CarryBook() {
  const std::vector<Touch> rows = Log();
  if (rows.size() != bench_.book.touches().size()) {
    Say("rows of the second machine come into the book");
    bench_.book.SetTouches(rows);
  }
  const auto ids = [](const std::vector<Touch>& touches) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const Touch& touch : touches) all.emplace_back(touch.id, touch.notes);
    return all;
  };
  if (ids(rows) == ids(second_book_.touches()) &&
      second_book_.contacts().size() == bench_.book.contacts().size()) {
    return;
  }
  Say("the second machine gets the book");
  second_book_.SetTouches(rows);
  second_book_.SetContacts(bench_.book.contacts());
}

void Walk::CheckQuiet(const char* when) {
  const std::string calendar = bench_.Calendar();
  const std::string log = bench_.LogText();
  const RunReport report = CleanRun(&bench_.machine, when);
  if (Writes(report) != 0 || bench_.LogText() != log || bench_.Calendar() != calendar) {
    throw Broken(std::string("does not converge: ") + when + " wrote " + Numbers(report) + "\n" +
                 Difference(calendar + log, bench_.Calendar() + bench_.LogText()));
  }
}

void Walk::Settle() {
  phone_.Sync(&bench_.server, &ledger_);
  laptop_.Sync(&bench_.server, &ledger_);
  CarryBook();
  CleanRun(&bench_.machine, "settling");
  bench_.SetNow(bench_.now() + minutes{11});
  CleanRun(&bench_.machine, "settling");
  CheckQuiet("third run");
  ledger_.Check(bench_, Log());
  const RunReport quiet = bench_.Run();
  if (!quiet.quiet) throw Broken("is not quiet after three runs");
  if (!Actors::kOtherMachine) return;
  CarryBook();
  CleanRun(&second_, "second machine, settling");
  CarryBook();
  CleanRun(&bench_.machine, "settling");
  CarryBook();
  bench_.SetNow(bench_.now() + minutes{11});
  CleanRun(&second_, "second machine, settling");
  CarryBook();
  CleanRun(&bench_.machine, "settling");
  CarryBook();
  const std::string calendar = bench_.Calendar();
  if (const RunReport report = CleanRun(&second_, "second machine"); Writes(report) != 0) {
    throw Broken("two machines do not converge: the second " + Numbers(report) + "\n" +
                 Difference(calendar, bench_.Calendar()));
  }
  CheckQuiet("first machine after the second");
}

}  // namespace touchbase::test
