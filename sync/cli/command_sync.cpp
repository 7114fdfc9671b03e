// sync: one run.
#include "model/arithmetic.h"
#include "model/error.h"
#include "model/hash.h"
#include "sync/cli/commands.h"
#include "sync/cli/exit_codes.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/cli/server_trouble.h"
#include "sync/cli/sign_in_pause.h"
#include "sync/core/run.h"

namespace touchbase::cli {
namespace {

constexpr const char* kRunning = "running";  // since when; empty when no run is at work

std::string Count(int count, const char* what) {
  return count == 0 ? "" : ", " + std::to_string(count) + " " + what;
}

std::string Summary(const RunReport& report) {
  if (!report.cleared.empty()) {
    return "The calendars were cleared on " + report.cleared +
           "; nothing is written. To begin again: touchbase sync --new-calendar";
  }
  if (report.quiet) return "Nothing changed since the last run.";
  std::string text = Count(report.created, "made") + Count(report.updated, "updated") +
                     Count(report.deleted, "removed") + Count(report.touches_logged, "logged") +
                     Count(report.moved, "moved by you") + Count(report.skipped, "skipped") +
                     Count(static_cast<int>(report.failed.size()), "failed");
  if (!report.guard.empty() && text.empty()) return "Stopped; nothing was written.";
  if (text.empty() && report.changed)
    return "Everything is as it should be; the calendar was made.";
  if (text.empty()) return "Everything is as it should be; nothing was written.";
  return (report.dry_run ? "Would be: " : "Done: ") + text.substr(2) + ".";
}

// A quiet run says only what the quiet run before did not say: a timer that mails its output would
// else send the same note every quarter of an hour.
bool SaidBefore(const RunReport& report, Workplace& place) {
  if (report.quiet) return true;  // it looked at nothing, so it forgets nothing
  std::string text;
  for (const std::string& warning : report.warnings) text += warning + "\n";
  const std::string hash = text.empty() ? "" : UuidHex({text});
  const bool before = place.base().Get("notes said") == hash;
  if (!before && !report.dry_run) place.base().Set("notes said", hash);
  return before;
}

void Show(const RunReport& report, Workplace& place) {
  Output& out = place.out();
  for (const std::string& line : report.lines) out.Remark("  " + line);
  const bool said = SaidBefore(report, place);
  if (!place.options().quiet || !said) {
    for (const std::string& warning : report.warnings) out.Complain("note: " + warning);
  }
  for (const FailedItem& item : report.failed) {
    out.Complain("failed: " + item.what + ": " + item.why);
  }
  if (!report.guard.empty()) out.Complain("stopped: " + report.guard);
  out.Answer(ReportJson(report));
  out.Remark(Summary(report));
}

// For `status`: when, what came of it, and what did not work.
void Remember(Workplace& place, int code, const std::string& summary, const std::string& failed) {
  const std::string now = place.Rfc3339(place.LocalNow());
  place.base().Transaction([&] {
    place.base().Set("last run", now);
    place.base().Set("last result", summary);
    place.base().Set("last failed", failed);
    place.base().Set(kRunning, "");
    if (code == 0) place.base().Set("last success", now);
  });
}

void RememberReport(Workplace& place, const RunReport& report) {
  std::string failed = report.guard;
  for (const FailedItem& item : report.failed) {
    failed += (failed.empty() ? "" : "\n") + item.what + ": " + item.why;
  }
  Remember(place, report.ExitCode(), Summary(report), failed);
}

// A book that cannot be read must stop the run before a calendar is made for it.
bool MakesCalendar(Workplace& place) {
  const RunOptions& run = place.options().run;
  return place.base().Get("role calendar").empty() || run.restore || run.new_calendar;
}

// What so many people come to, said before anything is written for the first time.
void ShowArithmetic(Workplace& place) {
  const ReadBook book = ReadTheBook(place.book(), place.base());
  const Workload load = ReckonWorkload(InputNow(place, book, {}));
  for (const std::string& sentence : WorkloadSentences(load, place.run_settings().plan)) {
    place.out().Remark(sentence);
  }
}

RunReport RunOnce(Workplace& place) {
  const RunOptions& run = place.options().run;
  RunPorts ports = PortsOf(place);
  if (MakesCalendar(place)) place.book().Read();
  if (place.base().Get("last success").empty()) ShowArithmetic(place);
  // What a run that did not come to its end leaves behind, for `status`.
  if (!run.dry_run) place.base().Set(kRunning, place.Rfc3339(place.LocalNow()));
  return RunSync(ports, place.run_settings(), run);
}

void SayMended(Workplace& place) {
  const std::int64_t since = ServerTrouble(place.base()).End();
  if (since == 0 || !place.options().quiet) return;
  const LocalTime begun = place.zone().ToLocal(Instant{seconds{since}});
  place.out().Complain("note: the server is reached again; it was not since " + ShortTime(begun));
}

int RunAndTell(Workplace& place, SignInPause* pause) {
  const RunOptions& run = place.options().run;
  try {
    const RunReport report = RunOnce(place);
    if (!run.dry_run) {
      pause->Accepted();
      place.RememberAccount();
      SayMended(place);
      RememberReport(place, report);
    }
    Show(report, place);
    return report.ExitCode();
  } catch (const Error& error) {
    // Not an end of its own: the state learns of it on the way to the one in main.
    if (!run.dry_run && !InterruptAsked()) {
      Remember(place, 1, "Failed.", error.what());
      if (dynamic_cast<const SignInRefused*>(&error) != nullptr) {
        pause->Refused(place.clock().Now());
      }
    }
    throw;
  }
}

}  // namespace

int CommandSync(Workplace& place) {
  SignInPause pause(place.settings(), place.base());
  try {
    pause.Check(place.clock().Now());
    return RunAndTell(place, &pause);
  } catch (const ServerError& error) {
    if (place.options().run.dry_run || InterruptAsked()) throw;
    const std::string sort = pause.WaitsUntil() != 0 ? "sign-in" : "server";
    const bool says = ServerTrouble(place.base()).Begin(sort, place.clock().Now());
    if (says || !place.options().quiet) throw;
    place.out().Answer(ErrorJson("server", error.what(), error.where()));
    return kServer;
  }
}

}  // namespace touchbase::cli
