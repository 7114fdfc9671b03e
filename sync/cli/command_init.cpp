// init: writes a commented settings file and proves that it works.
#include <chrono>
#include <filesystem>
#include <fstream>

#include "config/settings_file.h"
#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/init_answers.h"
#include "sync/cli/sample_book.h"
#include "sync/cli/timer.h"
#include "sync/core/welcome.h"

namespace touchbase::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kContactsHeader =
    "id,name,first_name,email,phone,company,title,track,status,tags,goal,event,met_on,"
    "they_said,promised,postal_address,wait_until,notes\r\n";
constexpr const char* kTouchesHeader =
    "id,contact,at,direction,channel,kind,outcome,notes,follow_up,until\r\n";

// Whole or not at all, readable by its owner only.
void WriteFile(const fs::path& path, const std::string& text) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  const fs::path draft = path.string() + ".new";
  std::ofstream out(draft, std::ios::binary);
  fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write, error);
  out << text;
  out.close();
  if (out) fs::rename(draft, path, error);
  if (!out || error) {
    fs::remove(draft, error);
    throw InputError("cannot be written; check the folder and its free space", path.string());
  }
}

// A book to begin with, when there is none.
void BeginBook(const fs::path& book, bool sample, Date today) {
  if (book.has_extension()) {
    if (sample) throw UsageError("--sample makes a book of its own; leave --book away");
    return;
  }
  if (fs::exists(book / "contacts.csv")) {
    if (sample) {
      throw InputError("there is a book already; --sample writes over nothing", book.string());
    }
    return;
  }
  const days age = SampleAge(SampleTouchesText(), today);
  WriteFile(book / "contacts.csv", sample ? MoveDates(SampleContactsText(), age) : kContactsHeader);
  if (fs::exists(book / "touches.csv")) return;
  WriteFile(book / "touches.csv", sample ? MoveDates(SampleTouchesText(), age) : kTouchesHeader);
}

// Nothing is written unless the file that it makes is right.
void CheckText(const std::string& text, const fs::path& path) {
  const SettingsResult result = ParseSettings(text, path.string());
  if (const auto* problems = std::get_if<std::vector<Problem>>(&result)) {
    throw UsageError("these answers make no right settings:\n" + FormatProblems(*problems));
  }
}

fs::path SettingsPath(const Options& options) {
  fs::path path = fs::absolute(FindSettingsPath(options.config, SystemEnv())).lexically_normal();
  if (fs::is_directory(path)) path /= "touchbase.toml";
  if (fs::exists(path) && !options.init.force) {
    throw InputError("there are settings already; edit them, or write anew with --force",
                     path.string());
  }
  return path;
}

// --force replaces the settings of a book that may stand in a calendar already: under another id
// every item would be made a second time.
void KeepBookId(const fs::path& path, InitAnswers* answers) {
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    const auto quote = line.find('"');
    if (!line.starts_with("book_id") || quote == std::string::npos) continue;
    const std::string id = line.substr(quote + 1, 8);
    const bool whole = id.size() == 8 && line.size() > quote + 9 && line[quote + 9] == '"';
    if (whole && id.find_first_not_of("0123456789abcdef") == std::string::npos) {
      answers->book_id = id;
    }
    return;
  }
}

Date Today() {
  return std::chrono::floor<days>(
      LocalTime(std::chrono::floor<seconds>(std::chrono::system_clock::now().time_since_epoch())));
}

// Where no zone was named: that of the account's calendars, or what is answered on a terminal. The
// settings are written again with it.
void TakeZone(const Options& options, const fs::path& path, Output& out, InitAnswers* answers) {
  if (!options.init.zone.empty()) return;
  std::vector<std::string> names;
  try {
    Workplace place(options, path.string(), out);
    names = place.account().ZoneNames();
    place.RememberAccount();
  } catch (const Error&) {
    names.clear();  // the checks say what is wrong
  }
  const std::string zone = ZoneOf(names, options);
  if (zone.empty() || zone == answers->time_zone) return;
  InitAnswers with_zone = *answers;
  with_zone.time_zone = zone;
  WriteFile(path, CommentedSettings(with_zone));
  *answers = std::move(with_zone);
  out.Remark("The time zone is " + zone + ".");
}

// What to do next, and where to look for it.
void SayNext(Workplace& place, const InitAnswers& answers, bool runs_by_itself) {
  Output& out = place.out();
  out.Remark("Next: put people into " + place.book().Describe() +
             ", look with touchbase plan, then run touchbase sync.");
  if (!runs_by_itself) {
    out.Remark("Every quarter of an hour by itself: touchbase schedule --install, or cron: " +
               CronLine(place.settings_path()));
  }
  if (answers.url.starts_with("file://")) return;
  out.Remark("On the phone: the account at " + answers.url +
             " in DAVx5 (Android), or under Settings, Calendar, Accounts (iPhone); the calendar is "
             "called \"" +
             answers.calendar_name + "\"");
}

// The first day's item. Returns the exit code.
int Welcome(Workplace& place) {
  RunPorts ports = PortsOf(place);
  const RunReport report = WriteWelcome(ports, place.run_settings());
  place.RememberAccount();
  Output& out = place.out();
  for (const std::string& warning : report.warnings) out.Complain("note: " + warning);
  for (const FailedItem& item : report.failed) {
    out.Complain("failed: " + item.what + ": " + item.why);
  }
  if (!report.guard.empty()) out.Complain("stopped: " + report.guard);
  if (report.created > 0) {
    out.Remark(
        "In the calendar stands \"touchbase works: tick me\". Tick it on your phone: the next sync "
        "answers in it. Deleted, it stays away.");
  }
  return report.ExitCode();
}

}  // namespace

int CommandInit(const Options& options, Output& out) {
  const fs::path path = SettingsPath(options);
  InitOptions init = options.init;
  AskForTheRest(options, &init);
  InitAnswers answers = AnswersOf(init, path.parent_path());
  KeepBookId(path, &answers);
  const std::string text = CommentedSettings(answers);
  CheckText(text, path);
  if (!Agreed(options, answers, path.string())) {
    out.Line("Nothing was written.");
    return 0;
  }

  const fs::path book = fs::path(answers.book).is_absolute() ? fs::path(answers.book)
                                                             : path.parent_path() / answers.book;
  Date today = Today();
  if (const auto now = ParseRfc3339(options.now.value_or(""))) {
    today = DateOf(LocalTime{now->instant().time_since_epoch()});
  }
  BeginBook(book, init.sample, today);
  if (answers.url.starts_with("file://")) fs::create_directories(answers.url.substr(7));
  WriteFile(path, text);
  out.Remark("Wrote " + path.string());
  TakeZone(options, path, out, &answers);

  Workplace place(options, path.string(), out);
  std::vector<std::string> notes;
  const std::vector<Check> checks = RunChecks(place, &notes);
  PrintChecks(checks, notes, out);
  int code = WorstOf(checks);
  if (code == 0 && WantsWelcome(options, init)) code = Welcome(place);
  out.Answer(ChecksJson(checks, path.string()));
  if (WorstOf(checks) == 0) {
    const bool timer = WantsTimer(options, init) && InstallTimer(place.settings_path(), out);
    SayNext(place, answers, timer);
  } else {
    out.Remark("The settings are written; mend what is wrong above, then run touchbase doctor.");
  }
  return code;
}

}  // namespace touchbase::cli
