#include "sync/core/dry_run.h"

#include <string>

namespace touchbase {

void DescribeDecisions(const Decisions& decisions, RunReport* report) {
  for (const Action& action : decisions.actions) {
    const std::string half = action.component == Component::kEvent ? "block" : "task";
    switch (action.decision) {
      case Decision::kCreate:
        ++report->created;
        break;
      case Decision::kUpdate:
      case Decision::kMerge:
        ++report->updated;
        break;
      case Decision::kDelete:
      case Decision::kSaveDelete:
        ++report->deleted;
        break;
      case Decision::kAdopt:
        ++report->adopted;
        continue;
      default:
        if (!action.collection.value.empty()) ++report->unchanged;
        continue;
    }
    report->lines.push_back("would " + std::string(ToWord(action.decision)) + " " + half + " \"" +
                            action.what + "\"");
  }
}

}  // namespace touchbase
