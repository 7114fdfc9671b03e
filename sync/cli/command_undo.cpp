// undo: takes back what a run did; without a number it lists the runs that can be undone.
#include <charconv>

#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/core/undo.h"

namespace touchbase::cli {
namespace {

constexpr std::size_t kShown = 20;

void AddCount(std::string* text, int count, const char* what) {
  if (count > 0) text->append(", ").append(std::to_string(count)).append(" ").append(what);
}

std::string Summary(const RunReport& report) {
  std::string text;
  AddCount(&text, report.updated, "put back");
  AddCount(&text, report.created, "made again");
  AddCount(&text, report.deleted, "taken out");
  AddCount(&text, report.touches_logged, "rows for the log");
  AddCount(&text, static_cast<int>(report.warnings.size()), "left or noted");
  AddCount(&text, static_cast<int>(report.failed.size()), "failed");
  if (text.empty()) return "There is nothing of that run to take back.";
  return (report.dry_run ? "Would be: " : "Done: ") + text.substr(2) + ".";
}

std::string LineOf(const BaseStore::RunRecord& run, Workplace& place) {
  std::string did;
  AddCount(&did, run.made, "made");
  AddCount(&did, run.changed, "updated");
  AddCount(&did, run.removed, "removed");
  AddCount(&did, run.rows, "logged");
  std::string line = std::to_string(run.run) + "  " +
                     ShortTime(place.zone().ToLocal(Instant{seconds{run.at}})) + "  " + run.what +
                     (did.empty() ? ": nothing" : ": " + did.substr(2));
  if (run.undone_by != 0) line += "  (undone by run " + std::to_string(run.undone_by) + ")";
  return line;
}

std::int64_t NumberOf(const std::string& word) {
  std::int64_t number = 0;
  const char* end = word.data() + word.size();
  const auto [last, error] = std::from_chars(word.data(), end, number);
  if (error == std::errc() && last == end && number > 0) return number;
  throw UsageError("\"" + word + "\" is no number of a run; touchbase undo lists them");
}

int ListRuns(Workplace& place) {
  const std::vector<BaseStore::RunRecord> runs = place.base().Runs();
  place.out().Answer(RunsJson(runs, place));
  if (runs.empty()) place.out().Line("There is no run that could be undone.");
  for (std::size_t i = 0; i < runs.size() && i < kShown; ++i) {
    place.out().Line(LineOf(runs[i], place));
  }
  if (!runs.empty()) place.out().Remark("To take one back: touchbase undo NUMBER");
  return 0;
}

}  // namespace

int CommandUndo(Workplace& place) {
  const UndoChoice& choice = place.options().undo;
  if (choice.run.empty()) return ListRuns(place);
  RunPorts ports = PortsOf(place);
  const RunReport report =
      RunUndo(ports, place.run_settings(),
              {NumberOf(choice.run), choice.dry_run, place.options().run.acting_as_of});
  if (!report.dry_run) place.RememberAccount();
  Output& out = place.out();
  for (const std::string& line : report.lines) out.Remark("  " + line);
  for (const std::string& warning : report.warnings) out.Complain("note: " + warning);
  for (const FailedItem& item : report.failed) {
    out.Complain("failed: " + item.what + ": " + item.why);
  }
  out.Answer(ReportJson(report));
  out.Remark(Summary(report));
  return report.ExitCode();
}

}  // namespace touchbase::cli
