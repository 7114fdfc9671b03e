// sync: one run.
#include "sync/cli/commands.h"
#include "sync/cli/output.h"
#include "sync/core/run.h"

namespace touchbase::cli {
namespace {

std::string Count(int count, const char* what) {
  return count == 0 ? "" : ", " + std::to_string(count) + " " + what;
}

std::string Summary(const RunReport& report) {
  if (report.quiet) return "Nothing changed since the last run.";
  std::string text = Count(report.created, "made") + Count(report.updated, "updated") +
                     Count(report.deleted, "removed") + Count(report.touches_logged, "logged") +
                     Count(report.moved, "moved by you") + Count(report.skipped, "skipped") +
                     Count(static_cast<int>(report.failed.size()), "failed");
  if (text.empty()) return "Everything is as it should be; nothing was written.";
  return (report.dry_run ? "Would be: " : "Done: ") + text.substr(2) + ".";
}

void Show(const RunReport& report, const Options& options) {
  const bool plain = !options.json;
  if (plain && !options.quiet) {
    for (const std::string& line : report.lines) Print("  " + line);
  }
  if (!options.quiet || plain) {
    for (const std::string& warning : report.warnings) Complain("note: " + warning);
  }
  for (const FailedItem& item : report.failed) {
    Complain("failed: " + item.what + ": " + item.why);
  }
  if (!report.guard.empty()) Complain("stopped: " + report.guard);
  if (options.json) {
    Print(ReportJson(report));
  } else if (!options.quiet) {
    Print(Summary(report));
  }
}

}  // namespace

int CommandSync(Workplace& place) {
  RunPorts ports{place.account(), place.book(), place.base(),
                 place.clock(),   place.zone(), InterruptAsked};
  RunReport report = RunSync(ports, place.run_settings(), place.options().run);
  if (!place.options().run.dry_run) place.RememberAccount();
  Show(report, place.options());
  if (!place.options().run.dry_run) {
    place.base().Set("last run", place.Rfc3339(place.LocalNow()) + " " + Summary(report));
    if (report.ExitCode() == 0) place.base().Set("last success", place.Rfc3339(place.LocalNow()));
  }
  return report.ExitCode();
}

}  // namespace touchbase::cli
