// Carries the decisions out: writes through the port, and the base per item after the server's yes;
// what was there before is kept for `undo`.
// I/O: the ports.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sync/core/decide.h"
#include "sync/core/run_report.h"

namespace touchbase {

// Ctrl-C: what was begun is finished and kept, the rest is not begun. Exit code 130.
class Interrupted {};

class Apply {
 public:
  Apply(RunPorts& ports, const Roles& roles, const World& world, const Plan& plan,
        RunReport* report);

  // True when something has to be looked at again in this run: a conflict, an end that is not
  // known, an ETag that was not told. The hrefs are in the to-do. `last`: there is no other round,
  // what is not decided now is reported. `held` is left alone.
  bool Do(const std::vector<Action>& actions, const std::map<std::string, StepFacts>& facts,
          const FollowUpRows& rows, const std::set<std::string>& held, bool last);
  // Something was or may have been made at a place that the server did not name: list again.
  bool list_again() const { return list_again_; }
  // The follow-ups and blocks of which that is so.
  std::set<std::string> Troubled() const;
  // Something of that follow-up or block could not be carried out.
  bool IsTroubled(const std::string& key) const;

 private:
  struct Batch {
    std::vector<const Action*> actions;
    std::vector<Write> writes;
    void Add(const Action& action) {
      actions.push_back(&action);
      writes.push_back(action.write);
    }
  };

  void DoAll(const std::vector<Action>& actions);
  void DropDecided(const std::set<std::string>& held);
  void DropOlder(const BaseResource& resource);
  bool IsReadOnly(const Href& url) const;
  void DoBatch(const Href& collection, const Batch& batch);
  void Ended(const Action& action, const WriteResult& result);
  void Done(const Action& action, const WriteResult& result);
  void Forgive(const std::string& uid);
  void LookAgain(const Action& action, const WriteResult& result);
  void Failed(const Action& action, const WriteResult& result);
  void UidTaken(const Action& action, const WriteResult& result);
  // The decisions that write nothing to the calendar.
  void Settle(const Action& action);
  void KeepKnown(const std::string& key);
  void KeepGone(const Action& action, const Half* half);
  void Put(const BaseFollowUp& follow_up);
  void KeepFollowUp(const std::string& key, bool finished);
  void KeepBlock(const Block& block, BaseFollowUp known);
  void Place(const FollowUp& planned, BaseFollowUp* known) const;
  std::string LineOf(const std::string& key, const std::string& block) const;
  void KeepLine(const BlockLine& line, const BaseFollowUp& block);
  BaseFollowUp KnownOf(const std::string& key) const;
  bool IsPlanned(const std::string& key) const;
  bool IsRegrouped(const Action& action) const;
  bool IsPlaceTroubled(const Action& action) const;
  BaseResource ResourceOf(const Action& action) const;
  const Half* HalfOf(const Action& action) const;
  void CountWrite(const Action& action);

  RunPorts& ports_;
  const Roles& roles_;
  const World& world_;
  RunReport* report_;
  std::map<std::string, const FollowUp*> planned_;
  std::map<std::string, const Block*> blocks_;
  const std::map<std::string, StepFacts>* facts_ = nullptr;
  const FollowUpRows* rows_ = nullptr;
  std::map<std::string, BaseFollowUp> lines_;  // of the blocks that were kept, by key
  std::map<std::string, bool> troubled_;       // by key: some half is not decided
  bool again_ = false;
  bool list_again_ = false;
  bool last_ = false;
  bool no_room_ = false;
  bool read_only_said_ = false;
};

}  // namespace touchbase
