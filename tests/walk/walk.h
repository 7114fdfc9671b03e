// A random walk: a user with two devices, their book in a spreadsheet, a second machine with a copy
// of the book that lags behind, a faulty network, and time. Pure, but for the tz database.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/bench.h"
#include "tests/walk/device.h"
#include "tests/walk/ledger.h"
#include "tests/walk/random.h"
#include "tests/walk/step.h"

namespace touchbase::test {

class Walk {
 public:
  Walk();
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  // Throws Broken.
  void Do(const Step& step);
  // All faults are over, everything is carried everywhere: two runs, then nothing is written.
  void Settle();

  // What happened, a line each.
  const std::vector<std::string>& story() const { return story_; }
  int runs() const { return runs_; }
  Bench& bench() { return bench_; }

 private:
  // One item on the device, as it shows it.
  struct Pick {
    Place place;
    ical::CalendarItem item;
    bool finished() const { return item.completed || item.transparent; }
  };
  using Wanted = std::function<bool(const Pick&)>;

  void ActOnItem(Act act, Device* device, Random* random);
  void ActOnBook(Act act, Random* random);
  void EditItem(Act act, Device* device, const Pick& pick, Random* random);
  void Say(const std::string& what) { story_.push_back(FormatLocal(bench_.now()) + "  " + what); }
  void Write(Act act, Device* device, const Pick& pick, const std::string& tag, Random* random);
  void Change(Act act, Device* device, const Pick& pick, const std::string& tag, Random* random);
  void SayEdit(Act act, const Device& device, const Pick& pick, const std::string& more);

  std::optional<Pick> Choose(const Device& device, Random* random, const Wanted& wanted) const;
  // The claim that an outcome makes, where the item stands for one person's follow-up.
  Claim Outcome(const Pick& pick, const std::string& tag);
  Claim Text(const Pick& pick, const std::string& tag, Claim::Sort sort = Claim::Sort::kText) const;

  void Tick(Device* device, const Pick& pick, const std::string& tag, Random* random);
  static void TickLine(Device* device, const Pick& pick);
  void MoveTo(Device* device, const Pick& pick, Random* random);
  void MoveElsewhere(Device* device, const Pick& pick);
  void Delete(Device* device, const Pick& pick, bool both);
  void Restore(Random* random);
  void OwnEvent(Device* device, Random* random);

  void AddRow(Random* random);
  void ChangeNotes(Random* random);
  void RemoveRow(Random* random);
  void SaveStale();
  void Pause(Random* random);
  void NewContact(const std::string& track);
  void CarryBook();

  // An item of ours lies in a calendar of the user's.
  bool AnyElsewhere() const;
  void RunSecond(Random* random);
  void RunFirst(Random* random);
  RunReport CleanRun(Machine* machine, const char* name);
  void CheckQuiet(const char* when);
  std::vector<Touch> Log() const;  // of both books

  Bench bench_;
  Ledger ledger_;
  MemoryBook second_book_{bench_.log};
  Machine second_{bench_.log};
  Device phone_{Device::OnConflict::kServerWins};
  Device laptop_{Device::OnConflict::kEditAgain};
  std::vector<std::pair<Place, std::string>> trash_;
  std::vector<Touch> sheet_;  // the log as the spreadsheet has it open
  std::optional<LocalTime> sheet_at_;
  LocalTime stale_at_{};
  std::set<std::string> removed_rows_;
  std::vector<std::string> story_;
  int contacts_ = 0;
  int rows_ = 0;
  int runs_ = 0;
  bool believe_ = false;  // a guard stopped the run before
};

}  // namespace touchbase::test
