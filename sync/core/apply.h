// Carries the decisions out: writes through the port, and the base per item after the server's yes
// (sync.md 5). I/O: the ports.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/core/decide.h"
#include "sync/core/pull.h"
#include "sync/core/run_report.h"

namespace touchbase {

// Ctrl-C: what was begun is finished and kept, the rest is not begun. Exit code 130.
class Interrupted {};

class Apply {
 public:
  Apply(RunPorts& ports, const RunSettings& settings, const World& world, const Plan& plan,
        const Pull& pull, RunReport* report);

  // True when something has to be looked at again in this run: a conflict, an end that is not
  // known, an ETag that was not told. The hrefs are in the to-do.
  bool Do(const std::vector<Action>& actions, const std::map<std::string, StepFacts>& facts,
          const FollowUpRows& rows);

 private:
  struct Batch {
    std::vector<const Action*> actions;
    std::vector<Write> writes;
    void Add(const Action& action) {
      actions.push_back(&action);
      writes.push_back(action.write);
    }
  };

  void DoBatch(const Href& collection, const Batch& batch);
  void Ended(const Action& action, const WriteResult& result);
  void Done(const Action& action, const WriteResult& result);
  void LookAgain(const Action& action, const WriteResult& result);
  void Failed(const Action& action, const WriteResult& result);
  void UidTaken(const Action& action, const WriteResult& result);
  // The decisions that write nothing to the calendar.
  void Settle(const Action& action);
  void KeepFollowUp(const std::string& key, bool finished);
  BaseResource ResourceOf(const Action& action) const;
  const Half* HalfOf(const Action& action) const;
  void CountWrite(const Action& action);

  RunPorts& ports_;
  const RunSettings& settings_;
  const World& world_;
  const Pull& pull_;
  RunReport* report_;
  std::map<std::string, const FollowUp*> planned_;
  const std::map<std::string, StepFacts>* facts_ = nullptr;
  const FollowUpRows* rows_ = nullptr;
  std::map<std::string, int> open_actions_;  // by key: the to-do is dropped when none is left
  std::map<std::string, bool> troubled_;     // by key: some half is not decided
  bool again_ = false;
  bool no_room_ = false;
  bool read_only_said_ = false;
};

}  // namespace touchbase
