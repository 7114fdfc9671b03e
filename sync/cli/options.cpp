#include "sync/cli/options.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "model/error.h"
#include "sync/cli/version.h"

namespace touchbase::cli {
namespace {

constexpr const char* kAbout =
    "touchbase puts the next follow-up with each of your contacts into the calendar you already "
    "look "
    "at, and learns from what you do there.";

void AddGlobals(CLI::App* app, Options* options) {
  app->add_option("--config", options->config,
                  "settings file, or a folder of them (default: $TOUCHBASE_CONFIG, else "
                  "~/.config/touchbase/touchbase.toml)");
  app->add_option("--now", options->now, "act as of another time (RFC 3339)");
  app->add_flag("--json", options->json, "one JSON object on standard output");
  auto* quiet =
      app->add_flag("--quiet,-q", options->quiet, "say nothing unless something is wrong");
  app->add_flag("--verbose,-v", options->verbose, "say more")->excludes(quiet);
  app->add_option("--color", options->color, "auto, always or never")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Color>{
          {"auto", Color::kAuto}, {"always", Color::kAlways}, {"never", Color::kNever}}));
  app->set_version_flag("--version", std::string("touchbase ") + kVersion);
}

void AddInit(CLI::App* app, InitOptions* init) {
  auto* command = app->add_subcommand("init", "write a settings file and try it");
  command->add_option("--url", init->url,
                      "address of the calendar server; none: a folder of .ics files");
  command->add_option("--user", init->user, "user name at the server");
  command->add_option("--book", init->book,
                      "folder with contacts.csv, or a contacts file, or SQLite");
  command->add_option("--name", init->name, "your name");
  command->add_option("--language", init->language, "language of texts (en, de, fr, es, pt)");
  command->add_option("--zone", init->zone, "time zone, such as Europe/Berlin");
  command->add_option("--calendar", init->calendar, "name of the calendar for follow-ups");
  command->add_option("--task-list", init->task_list, "name of the task list");
  command->add_option("--items", init->items, "auto, event, task or both");
  command->add_option("--password-file", init->password_file, "file (mode 0600) with the password");
  command->add_option("--password-env", init->password_env,
                      "environment variable with the password");
  command->add_option("--password-command", init->password_command,
                      "program that prints the password");
  command->add_flag("--sample", init->sample, "begin with sample contacts");
  command->add_flag("--force", init->force, "replace settings that are there");
}

void AddLog(CLI::App* app, LogOptions* log) {
  auto* command = app->add_subcommand("log", "write one touch into the log");
  command->add_option("contact", log->contact, "id, e-mail or name")->required();
  command
      ->add_option(
          "kind", log->kind,
          "met, first, thank-you, card, check-in, follow-up, answer, reply, promise, offer, "
          "next, ask, referral, note, connected; or reopen")
      ->required();
  command->add_option("--at", log->at, "when (default: now); YYYY-MM-DD or \"YYYY-MM-DD HH:MM\"");
  command->add_option("--channel", log->channel,
                      "email, phone, meeting, linkedin, card, text, other");
  command->add_option("--direction", log->direction, "in or out");
  command->add_option(
      "--outcome", log->outcome,
      "done, replied, no-answer, left-message, meeting, declined, wait, closed, paid");
  command->add_option("--wait", log->wait, "they asked to wait: 10d, 2w, 3mo or a date");
  command->add_option("--next", log->next, "an own next step: DATE TEXT")->expected(2);
  command->add_option("--note", log->note, "what was said");
  command->add_flag("--new", log->make_new, "the contact is new: add it to the book");
}

void AddSync(CLI::App* app, RunOptions* run) {
  auto* command = app->add_subcommand("sync", "one run: read the calendar, log, plan, write");
  command->add_flag("--dry-run", run->dry_run, "say what would be done, write nothing");
  command->add_flag("--full", run->full, "list everything anew");
  command->add_flag("--allow-mass-change", run->allow_mass_change, "let the guards pass");
  command->add_flag("--restore", run->restore, "make anew what vanished from the calendar");
  command->add_flag("--new-calendar", run->new_calendar, "our calendar is gone: begin another");
}

}  // namespace

std::optional<Options> ParseCommandLine(int argc, const char* const* argv) {
  Options options;
  CLI::App app(kAbout, "touchbase");
  app.require_subcommand(1);
  app.fallthrough();
  AddGlobals(&app, &options);
  AddInit(&app, &options.init);
  AddLog(&app, &options.log);
  AddSync(&app, &options.run);
  app.add_subcommand("today", "what is due today");
  app.add_subcommand("plan", "the follow-ups that would be, with slot and reason; writes nothing");
  app.add_subcommand("why", "where a contact stands and why")
      ->add_option("contact", options.contact, "id, e-mail or name")
      ->required();
  app.add_subcommand("status", "the last run, what waits, what failed");
  app.add_subcommand("doctor", "checks, with what to do about each");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& call) {
    app.exit(call);
    return std::nullopt;
  } catch (const CLI::CallForVersion& call) {
    app.exit(call);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw UsageError(std::string(error.what()) + "\nRun touchbase --help for what there is.");
  }
  options.command = app.get_subcommands().front()->get_name();
  options.run.acting_as_of = options.now.has_value();
  return options;
}

}  // namespace touchbase::cli
