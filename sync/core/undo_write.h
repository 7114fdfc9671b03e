// The writes of an undo, and the base after each yes of the server. I/O: the ports.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"
#include "sync/core/undo_plan.h"

namespace touchbase {

struct UndoTask {
  const UndoItem* item = nullptr;
  UndoStep step = UndoStep::kNothing;
  std::string title;
};
std::string WordFor(UndoStep step);  // "put back", ...

class UndoWriter {
 public:
  UndoWriter(RunPorts& ports, std::span<const BaseStore::KeptFollowUp> kept, const UndoKeys& keys,
             const FollowUpRows& rows, RunReport* report);

  // What is put back and made comes first, what is taken out last. Throws Interrupted.
  void Do(std::span<const UndoTask> tasks);

 private:
  struct Job {
    const UndoTask* task = nullptr;
    std::string uid;
    Write write;
  };

  Job JobFor(const UndoTask& task) const;
  void DoAll(const std::vector<Job>& jobs);
  void Ended(const Job& job, const WriteResult& result);
  void Done(const Job& job, const WriteResult& result);
  void Restore(const std::string& key, const std::string& uid);
  void RestoreOne(const std::string& key, int generation);
  void Count(const Job& job);

  RunPorts& ports_;
  const std::span<const BaseStore::KeptFollowUp> kept_;
  const UndoKeys& keys_;
  const FollowUpRows& rows_;
  RunReport* report_;
  std::vector<Job> again_;  // under the next generation
};

}  // namespace touchbase
