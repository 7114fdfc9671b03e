// What runs did, as --json.
#include "sync/cli/json_dump.h"
#include "sync/cli/json_text.h"

namespace touchbase::cli {

std::string ReportJson(const RunReport& report) {
  Json failed = Json::array();
  for (const FailedItem& item : report.failed) {
    failed.push_back({{"uid", item.uid}, {"what", item.what}, {"why", item.why}});
  }
  return Dump({{"run", report.run},
               {"changed", report.changed},
               {"requests", report.requests},
               {"created", report.created},
               {"updated", report.updated},
               {"deleted", report.deleted},
               {"adopted", report.adopted},
               {"unchanged", report.unchanged},
               {"touches_logged", report.touches_logged},
               {"moved", report.moved},
               {"skipped", report.skipped},
               {"failed", failed},
               {"guard", report.guard.empty() ? Json() : Json(report.guard)},
               {"dry_run", report.dry_run},
               {"quiet", report.quiet},
               {"cleared", report.cleared.empty() ? Json() : Json(report.cleared)},
               {"lines", report.lines},
               {"warnings", report.warnings}});
}

std::string RunsJson(const std::vector<BaseStore::RunRecord>& runs, Workplace& place) {
  Json list = Json::array();
  for (const BaseStore::RunRecord& run : runs) {
    list.push_back({{"run", run.run},
                    {"at", place.Rfc3339(place.zone().ToLocal(Instant{seconds{run.at}}))},
                    {"what", run.what},
                    {"created", run.made},
                    {"updated", run.changed},
                    {"deleted", run.removed},
                    {"touches_logged", run.rows},
                    {"undone_by", run.undone_by == 0 ? Json() : Json(run.undone_by)}});
  }
  return Dump({{"runs", list}});
}

}  // namespace touchbase::cli
