// What the user did to the items, made to rows of the log, moves and held keys. I/O: the ports
// (state, what the account is like).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/core/acts.h"
#include "sync/core/read_book.h"
#include "sync/core/restore.h"
#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"

namespace touchbase {

class Listener {
 public:
  // The plan of a book, with what stands or counts as standing.
  using Planning = std::function<Plan(const ReadBook&, const World&, const FollowUpRows&,
                                      const std::set<std::string>& standing)>;

  struct Result {
    std::vector<Touch> rows;         // new ones
    std::set<std::string> held;      // keys to be left alone
    std::set<std::string> answered;  // keys whose item the user changed
    std::set<std::string> moved;     // keys whose time the user chose
    MadeAnew anew;                   // what is gone and not to be
  };

  Listener(RunPorts& ports, const RunSettings& settings, const RunOptions& options,
           RunReport* report)
      : ports_(ports), settings_(settings), options_(options), report_(*report) {}

  Result Listen(const ReadBook& book, World* world, const FollowUpRows& rows,
                const std::map<std::string, StepFacts>& facts, Instant now,
                const Planning& planning);

 private:
  using AllActs = std::map<std::string, Acts>;  // by key

  void KeepWantedDeletions(const Planning& planning, AllActs* all) const;
  void HoldDoubtful(const AllActs& all);
  void HoldBlocks();
  void Accept(Entry* entry, Acts acts);
  // The day of the run of ours that began to write the item and did not come to its end.
  std::optional<Date> LeftOn(const std::string& key) const;
  bool IsHalfDone(const Entry& entry, const Move& move) const;
  int PostponedAfter(const BaseFollowUp& known) const;
  void AcceptMove(Entry* entry, const Move& move, bool said);
  void MoveBlocks();
  void FollowNewBlock(const Entry& block);
  const StepFacts& FactsOf(const std::string& key) const { return facts_->at(key); }

  RunPorts& ports_;
  const RunSettings& settings_;
  const RunOptions& options_;
  RunReport& report_;
  const ReadBook* book_ = nullptr;
  World* world_ = nullptr;
  const FollowUpRows* rows_ = nullptr;
  const std::map<std::string, StepFacts>* facts_ = nullptr;
  Instant now_{};
  std::optional<Date> killed_on_;
  std::map<std::string, Date> unfinished_;
  Result result_;
};

}  // namespace touchbase
