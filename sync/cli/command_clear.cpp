// clear: everything of ours out of every calendar of the account.
#include "model/error.h"
#include "sync/cli/asking.h"
#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/core/run.h"

namespace touchbase::cli {
namespace {

RunReport Clear(Workplace& place, bool dry_run) {
  RunPorts ports = PortsOf(place);
  RunOptions run = place.options().run;
  run.clear = true;
  run.keep_done = place.options().clear.keep_done;
  run.dry_run = dry_run;
  return RunSync(ports, place.run_settings(), run);
}

// False: the user said no. Nothing is asked where there is nothing to remove.
bool Agreed(Workplace& place) {
  if (place.options().clear.yes) return true;
  if (!OnTerminal(place.options())) {
    throw UsageError(
        "clear removes every follow-up from the calendars; say --yes to do that without a "
        "question, or --dry-run to see what would go");
  }
  const int items = Clear(place, true).deleted;
  if (items == 0) return true;
  const std::string answer =
      Ask("Take " + std::to_string(items) + " items of touchbase out of the calendars? (y/n)", "n");
  return answer == "y" || answer == "yes";
}

void ShowCleared(const RunReport& report, Workplace& place) {
  Output& out = place.out();
  for (const std::string& line : report.lines) out.Remark("  " + line);
  for (const std::string& warning : report.warnings) out.Complain("note: " + warning);
  for (const FailedItem& item : report.failed) {
    out.Complain("failed: " + item.what + ": " + item.why);
  }
  if (!report.guard.empty()) {
    out.Complain("stopped: " + report.guard + " Nothing was cleared before that is settled.");
  }
  out.Answer(ReportJson(report));
  if (report.dry_run) return out.Remark("Would remove " + std::to_string(report.deleted) + ".");
  out.Remark("Removed " + std::to_string(report.deleted) + ".");
  if (report.ExitCode() != 0) return;
  out.Remark(
      "Nothing is written from now on. To have the follow-ups in the calendar again: touchbase "
      "sync --new-calendar; to have these very items back: touchbase undo " +
      std::to_string(report.run) + ". The empty calendars may be removed in your calendar app.");
}

}  // namespace

int CommandClear(Workplace& place) {
  const bool dry_run = place.options().clear.dry_run;
  if (!dry_run && !Agreed(place)) {
    place.out().Line("Nothing was removed.");
    return 0;
  }
  const RunReport report = Clear(place, dry_run);
  if (!dry_run) place.RememberAccount();
  ShowCleared(report, place);
  return report.ExitCode();
}

}  // namespace touchbase::cli
