#include "sync/cli/run_settings_of.h"

#include <sstream>

#include "ical/outcome_words.h"
#include "model/hash.h"
#include "model/letters.h"
#include "sync/cli/version.h"
#include "sync/core/planning_print.h"

namespace touchbase::cli {
namespace {

const char* ClassWord(ItemClass item_class) {
  switch (item_class) {
    case ItemClass::kPrivate:
      return "PRIVATE";
    case ItemClass::kConfidential:
      return "CONFIDENTIAL";
    case ItemClass::kPublic:
      return "PUBLIC";
    case ItemClass::kNone:
      return "";
  }
  return "";
}

// The built-in texts change with the program's version only.
void AddTexts(std::ostream& out, const RunSettings& run) {
  for (const std::string& text : {run.language, run.sender.name, run.sender.sign_off,
                                  run.sender.news, run.sender.news_link}) {
    out << text.size() << ' ' << text << '\n';
  }
  for (const ScriptSet::Named& named : run.scripts.All()) {
    if (named.script.where.empty()) continue;
    out << named.language << ' ' << named.name << ' ' << static_cast<int>(named.script.manner)
        << ' ' << named.script.subject.size() << ' ' << named.script.subject
        << named.script.body.size() << ' ' << named.script.body << '\n';
  }
}

std::string WishesOf(const RunSettings& run, const std::string& zone) {
  std::ostringstream out;
  out << zone << '\n'
      << run.book_id << '\n'
      << run.account << '\n'
      << run.calendar_name << '\n'
      << run.task_list_name << '\n'
      << static_cast<int>(run.items) << run.access_class << run.brief << run.brief_where_shared
      << run.busy << ' ' << run.keep_done_days << ' ' << static_cast<int>(run.on_delete) << run.utc
      << '\n';
  for (const int minutes_before : run.alarm_minutes) out << minutes_before << ' ';
  if (run.weekly) out << "weekly " << run.weekly->weekday << ' ' << run.weekly->at.count();
  for (const auto& [word, meaning] : run.words) out << word << '=' << meaning << '\n';
  for (const auto* list : {&run.busy_calendars, &run.watched_calendars, &run.holiday_sources,
                           &run.away_words, &run.own_addresses, &run.own_domains}) {
    for (const std::string& entry : *list) out << entry << '\t';
    out << '\n';
  }
  out << PlanningPrint(run) << '\n';
  AddTexts(out, run);
  return UuidHex({out.str()});
}

// Everything that a run's result depends on besides book, calendar and time.
std::string FingerprintOf(const RunSettings& run, const std::string& tz_version) {
  return UuidHex({kVersion, tz_version, run.wishes});
}

}  // namespace

RunSettings RunSettingsOf(const Settings& settings, const std::string& zone_name,
                          const std::string& tz_version) {
  const CalendarSettings& calendar = settings.calendar;
  RunSettings run;
  run.book_id = settings.book_id;
  run.account = calendar.user + " " + calendar.url;
  run.calendar_name = calendar.name;
  run.task_list_name = calendar.task_list;
  run.items = calendar.items;
  run.access_class = ClassWord(calendar.item_class);
  run.brief = calendar.details == Details::kBrief;
  run.brief_where_shared = calendar.details == Details::kAuto;
  run.busy = calendar.show_as != ShowAs::kFree;
  run.alarm_minutes = calendar.alarm_minutes;
  run.weekly = calendar.weekly;
  run.keep_done_days = calendar.keep_done_days;
  run.on_delete = calendar.on_delete;
  run.utc = calendar.zone_style == ZoneStyle::kUtc;
  run.max_removals = settings.guard.max_removals;
  run.max_share = settings.guard.max_share;
  for (const auto& [ours, theirs] : settings.words) {
    for (const std::string& word : theirs) run.words[word] = ours;
  }
  run.busy_calendars = calendar.busy;
  run.watched_calendars = calendar.watch;
  run.holiday_sources = settings.holiday_sources;
  run.away_words = settings.away_words;
  if (calendar.user.find('@') != std::string::npos) {
    run.own_addresses.push_back(LowerAscii(calendar.user));
  }
  for (const std::string& domain : settings.me.domains) {
    run.own_domains.push_back(LowerAscii(domain));
  }
  run.plan = settings.plan;
  run.cadences = settings.cadences;
  run.scripts = settings.scripts;
  run.plan.offering_scripts = run.scripts.NamesWith("slot1");
  run.plan.words = ical::FoldTranslations(run.words);
  run.sender = {settings.me.name, settings.me.sign_off, settings.me.news, settings.me.news_link};
  run.language = settings.language;
  run.wishes = WishesOf(run, zone_name);
  run.fingerprint = FingerprintOf(run, tz_version);
  return run;
}

}  // namespace touchbase::cli
