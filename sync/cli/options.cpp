#include "sync/cli/options.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <string_view>

#include "model/civil_time.h"
#include "model/error.h"
#include "model/nearest.h"
#include "sync/cli/version.h"

namespace touchbase::cli {
namespace {

constexpr const char* kAbout =
    "touchbase puts the next follow-up with each of your contacts into the calendar that you\n"
    "already look at, and learns from what you do there.";
constexpr const char* kMore =
    "touchbase help all shows every command, touchbase help COMMAND its options.\n"
    "The manual: man touchbase";

void AddGlobals(CLI::App* app, Options* options) {
  app->add_option("--config", options->config,
                  "settings file, or a folder of them (default: $TOUCHBASE_CONFIG, else "
                  "~/.config/touchbase/touchbase.toml)")
      ->type_name("PATH");
  app->add_option("--now", options->now, "act as of another time (RFC 3339)")->type_name("TIME");
  app->add_flag("--json", options->json, "one JSON object on standard output");
  auto* quiet =
      app->add_flag("--quiet,-q", options->quiet, "say nothing unless something is wrong");
  app->add_flag("--verbose,-v", options->verbose, "say more")->excludes(quiet);
  app->add_option("--color", options->color, "auto, always or never")
      ->type_name("WHEN")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Color>{{"auto", Color::kAuto},
                                                                       {"always", Color::kAlways},
                                                                       {"never", Color::kNever}})
                      .description(""));
  app->set_version_flag("--version", std::string("touchbase ") + kVersion,
                        "show the version and exit");
  app->set_help_flag("--help,-h", "show this and exit");
}

void AddInit(CLI::App* command, InitOptions* init) {
  const auto add = [command](const char* name, std::string& value, const char* what,
                             const char* type) {
    command->add_option(name, value, what)->type_name(type);
  };
  add("--url", init->url, "address of the calendar server; none: a folder of .ics files", "URL");
  add("--provider", init->provider, "instead of --url: fastmail, icloud, posteo, ...", "NAME");
  add("--user", init->user, "user name at the server", "USER");
  add("--password-file", init->password_file, "file (mode 0600) with the password", "FILE");
  add("--password-env", init->password_env, "environment variable with the password", "NAME");
  command
      ->add_option("--password-command", init->password_command, "program that prints the password")
      ->type_name("WORD");
  add("--book", init->book, "folder with contacts.csv, or a contacts file, or SQLite", "PATH");
  add("--name", init->name, "your name", "NAME");
  add("--zone", init->zone, "time zone, such as Europe/Berlin", "ZONE");
  add("--language", init->language, "language of texts (en, de, fr, es, pt)", "CODE");
  add("--calendar", init->calendar, "name of the calendar for follow-ups", "NAME");
  add("--task-list", init->task_list, "name of the task list", "NAME");
  add("--items", init->items, "auto, event, task or both", "WORD");
  add("--known", init->known, "do the people of the book know you: yes (default) or no", "WORD");
  command->add_flag("--sample", init->sample, "begin with a book of sample contacts");
  command->add_flag("--no-welcome", init->no_welcome, "write no first item to tick on the phone");
  command->add_flag("--timer", init->timer,
                    "run it every quarter of an hour from now on (systemd)");
  command->add_flag("--force", init->force, "replace settings that are there");
}

void AddLog(CLI::App* command, LogOptions* log) {
  command->add_option("contact", log->contact, "id, e-mail or name")->type_name("");
  command
      ->add_option("kind", log->kind,
                   "met, connected, first, thank-you, card, check-in, follow-up, answer, reply, "
                   "promise, offer, next, ask, referral, debrief, note; or reopen, which takes "
                   "back every no and stop")
      ->type_name("");
  const auto add = [command](const char* name, std::string& value, const char* what,
                             const char* type) {
    command->add_option(name, value, what)->type_name(type);
  };
  add("--at", log->at, "when (default: now): 2026-03-02, \"2026-03-02 14:30\" or RFC 3339", "TIME");
  add("--channel", log->channel, "email, phone, meeting, linkedin, card, text or other", "WORD");
  add("--direction", log->direction, "in or out", "WORD");
  add("--outcome", log->outcome,
      "done, replied, no-answer, left-message, meeting, declined, wait, closed, paid, skipped, "
      "stopped or bounced",
      "WORD");
  add("--wait", log->wait, "they asked to wait: 10d, 2w, 3mo or a date", "WHEN");
  add("--until", log->until, "the date of a promise, an offer or a next step; when an event ends",
      "WHEN");
  command->add_option("--next", log->next, "a next step of your own besides: its date and text")
      ->expected(2)
      ->type_name("WHEN TEXT");
  add("--note", log->note, "what was said", "TEXT");
  command->add_flag("--new", log->make_new,
                    "the contact is new, given as name, e-mail or both: add it to the book");
  add("--event", log->event, "instead of contact and kind: a fair or conference you were at",
      "NAME");
}

void AddAway(CLI::App* command, AwayOptions* away) {
  command->add_option("from", away->from, "first day away; none: list them")->type_name("");
  command->add_option("to", away->to, "last day away; none: that one day")->type_name("");
  command->add_flag("--remove", away->remove, "take it out again");
}

void AddUndo(CLI::App* command, UndoChoice* undo) {
  command->add_option("run", undo->run, "the number of the run; none: list them")->type_name("");
  command->add_flag("--dry-run", undo->dry_run, "say what would be done, write nothing");
}

void AddClear(CLI::App* command, ClearChoice* clear) {
  command->add_flag("--keep-done", clear->keep_done, "leave what is marked done");
  command->add_flag("--dry-run", clear->dry_run, "say what would be done, write nothing");
  command->add_flag("--yes", clear->yes, "do not ask");
}

void AddLists(CLI::App* command, std::string_view name, Options* options) {
  if (name == "plan") {
    command->add_flag("--project", options->project,
                      "what the coming twelve weeks hold if everything is done and nobody answers");
  }
  if (name == "why" || name == "set") {
    command->add_option("contact", options->contact, "id, e-mail or name")
        ->required()
        ->type_name("");
  }
  if (name == "set") {
    command->add_option("change", options->words, "KEY=VALUE: column and what it is to say")
        ->required()
        ->type_name("");
  }
  if (name == "list") {
    command
        ->add_option("filter", options->words,
                     "all must hold; a - before one means not. track:cold status:paused tag:client "
                     "company:Acme name:ana vip overdue waiting no-next-step has:promise has:email "
                     "silent>30d")
        ->type_name("");
  }
  if (name == "agenda") {
    command->add_option("days", options->days, "how many days, from today on (default: 7)")
        ->check(CLI::Range(1, 400))
        ->type_name("");
  }
}

void AddSchedule(CLI::App* command, ScheduleOptions* schedule) {
  command->add_flag("--install", schedule->install, "begin now, by a timer of systemd");
}

void AddSync(CLI::App* command, RunOptions* run) {
  command->add_flag("--dry-run", run->dry_run, "say what would be done, write nothing");
  command->add_flag("--full", run->full, "list everything anew");
  command->add_flag("--allow-mass-change", run->allow_mass_change, "let the guards pass");
  command->add_flag("--restore", run->restore, "make anew what vanished from the calendar");
  command->add_flag("--new-calendar", run->new_calendar,
                    "our calendar is gone, or cleared: begin anew");
}

void AddCommands(CLI::App* app, Options* options) {
  for (const CommandHelp& help : Commands()) {
    CLI::App* command = app->add_subcommand(help.name, help.what);
    const std::string_view name = help.name;
    if (name == "init") AddInit(command, &options->init);
    if (name == "log") AddLog(command, &options->log);
    if (name == "sync") AddSync(command, &options->run);
    if (name == "away") AddAway(command, &options->away);
    if (name == "schedule") AddSchedule(command, &options->schedule);
    if (name == "undo") AddUndo(command, &options->undo);
    if (name == "clear") AddClear(command, &options->clear);
    AddLists(command, name, options);
    if (!help.first) command->group("");
  }
}

// App::help would show the one of the command that was given, which is `help`.
std::string TopHelp(const CLI::App& app) {
  return app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal);
}

void ShowHelp(CLI::App* app, const std::string& topic) {
  if (topic == "all") {
    for (const CommandHelp& help : Commands()) app->get_subcommand(help.name)->group("Commands");
    std::cout << TopHelp(*app);
    return;
  }
  std::vector<std::string> names;
  for (const CommandHelp& help : Commands()) {
    names.emplace_back(help.name);
    if (topic != help.name) continue;
    std::cout << app->get_subcommand(help.name)->help("touchbase");
    return;
  }
  if (!topic.empty()) {
    const std::string nearest = Nearest(topic, names);
    throw UsageError(
        "there is no command \"" + topic + "\"" +
        (nearest.empty() ? "; touchbase help all shows them" : "; did you mean " + nearest + "?"));
  }
  std::cout << TopHelp(*app);
}

// Whether the words hold a wrong command: the first that is no option and no value of one.
std::string WrongCommand(int argc, const char* const* argv) {
  std::vector<std::string> names;
  for (const CommandHelp& help : Commands()) names.emplace_back(help.name);
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--config" || word == "--now" || word == "--color") {
      ++i;
    } else if (!word.starts_with('-')) {
      if (std::find(names.begin(), names.end(), word) != names.end()) return "";
      const std::string nearest = Nearest(word, names);
      return "there is no command \"" + std::string(word) + "\"" +
             (nearest.empty() ? "" : "; did you mean " + nearest + "?");
    }
  }
  return "a command is missing";
}

[[noreturn]] void Refuse(const CLI::ParseError& error, int argc, const char* const* argv) {
  const std::string wrong = WrongCommand(argc, argv);
  throw UsageError((wrong.empty() ? std::string(error.what()) : wrong) +
                   "\nRun touchbase --help for what there is.");
}

void CheckNow(const Options& options) {
  if (!options.now || ParseRfc3339(*options.now)) return;
  throw UsageError("--now \"" + *options.now +
                   "\" is no RFC 3339 time, such as 2026-03-02T09:00:00+01:00");
}

// The words for the parser, last first as it wants them. After `list` a word such as -tag:client is
// no option but a filter, which goes by with another sign.
std::vector<std::string> WordsOf(int argc, const char* const* argv) {
  std::vector<std::string> words;
  bool listing = false;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    const bool negated = listing && word.size() > 2 && word[0] == '-' && word[1] != '-';
    if (negated) word[0] = '!';
    listing = listing || word == "list";
    words.insert(words.begin(), std::move(word));
  }
  return words;
}

}  // namespace

const std::vector<CommandHelp>& Commands() {
  static const std::vector<CommandHelp> kCommands = {
      {"init", "write a settings file and try it", true},
      {"today", "what is due today", true},
      {"log", "write one touch into the log", true},
      {"sync", "one run: read the calendar, log, plan, write", true},
      {"plan", "the follow-ups that would be, with slot and reason; writes nothing", false},
      {"agenda", "what is due in the next days", false},
      {"overdue", "what should have been done by now", false},
      {"list", "contacts that a filter finds, with their next step", false},
      {"why", "where a contact stands and why", false},
      {"set", "change cells of a contact in the book", false},
      {"away", "days on which nothing is planned", false},
      {"schedule", "how to run it every quarter of an hour by itself", false},
      {"undo", "take back what a run did; without a number: the runs", false},
      {"clear", "take everything of touchbase out of every calendar", false},
      {"status", "the last run, what waits, what failed", false},
      {"doctor", "checks, with what to do about each", false},
  };
  return kCommands;
}

bool ParseCommandLine(int argc, const char* const* argv, Options* options) {
  // Errors of the command line itself are told in the form that was asked for.
  for (int i = 1; i < argc; ++i) options->json = options->json || argv[i] == std::string("--json");
  CLI::App app(kAbout, "touchbase");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(kMore);
  app.get_formatter()->column_width(26);
  AddGlobals(&app, options);
  AddCommands(&app, options);
  std::string topic;
  CLI::App* help = app.add_subcommand("help", "help all: every command; help COMMAND: its options");
  help->add_option("topic", topic, "all, or a command")->type_name("");
  try {
    app.parse(WordsOf(argc, argv));
  } catch (const CLI::Success& call) {  // --help, --version
    app.exit(call);
    options->json = false;
    return false;
  } catch (const CLI::ParseError& error) {
    Refuse(error, argc, argv);
  }
  if (help->parsed()) {
    ShowHelp(&app, topic);
    return false;
  }
  options->command = app.get_subcommands().front()->get_name();
  options->run.acting_as_of = options->now.has_value();
  CheckNow(*options);
  return true;
}

}  // namespace touchbase::cli
