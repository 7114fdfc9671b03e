// doctor: checks what a run needs, one by one, each with what to do about it.
#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/output.h"
#include "sync/dav/caldav_account.h"

namespace touchbase::cli {
namespace {

// Runs one check; what it throws is its finding.
template <typename Work>
Check Try(const std::string& name, const std::string& mend, const Work& work) {
  Check check{name, true, "", ""};
  try {
    check.detail = work();
  } catch (const Error& error) {
    check.ok = false;
    check.detail = error.what();
    check.mend = mend;
  }
  return check;
}

Check CheckZone(const Workplace& place) {
  Check check{"time zone", true, place.zone().name(), ""};
  if (place.zone_is_guessed() && place.zone().name() == "UTC") {
    check.ok = false;
    check.detail = "no time zone in the settings, and this machine's is UTC";
    check.mend = "set time_zone, such as time_zone = \"Europe/Berlin\"";
  }
  return check;
}

std::string BookDetail(Workplace& place, std::vector<std::string>* warnings) {
  const ReadBook book = ReadTheBook(place.book(), place.base());
  *warnings = book.warnings;
  return std::to_string(book.contacts.size()) + " contacts, " +
         std::to_string(book.touches.size()) + " touches in " + place.book().Describe();
}

Check CheckSteps(Workplace& place) {
  return Try("next steps", "see touchbase why CONTACT", [&] {
    ReadBook book;
    const Plan plan =
        PlanFromBase(place.book(), place.base(), place.run_settings(), place.LocalNow(), &book);
    return std::to_string(plan.follow_ups.size()) + " planned, " +
           std::to_string(plan.waiting.size()) + " waiting in line, " +
           std::to_string(plan.unplaced.size()) + " without a place";
  });
}

Check CheckCalendar(Workplace& place) {
  return Try("calendar", "check [calendar] url, user and password", [&] {
    const auto survey = place.account().Survey();
    int writable = 0;
    for (const CollectionState& state : survey) writable += state.writable ? 1 : 0;
    place.RememberAccount();
    const CalendarSettings& calendar = place.settings().calendar;
    return std::to_string(survey.size()) + " calendars, " + std::to_string(writable) +
           " writable; " +
           dav::DescribeServer({place.base().Get("account memory")}, calendar.url, calendar.user);
  });
}

}  // namespace

int CommandDoctor(Workplace& place) {
  std::vector<std::string> warnings;
  std::vector<Check> checks = {{"settings", true, place.settings_path(), ""}, CheckZone(place)};
  checks.push_back(Try("state", "move the file away: it is rebuilt from book and calendar", [&] {
    place.base();
    return place.settings().state;
  }));
  checks.push_back(
      Try("book", "check `book` in the settings", [&] { return BookDetail(place, &warnings); }));
  if (checks.back().ok) checks.push_back(CheckSteps(place));
  checks.push_back(CheckCalendar(place));
  bool fine = true;
  for (const Check& check : checks) fine = fine && check.ok;
  if (place.options().json) {
    Print(ChecksJson(checks));
  } else {
    for (const Check& check : checks) {
      Print(std::string(check.ok ? "ok    " : "WRONG ") + check.name + ": " + check.detail);
      if (!check.ok) Print("      " + check.mend);
    }
    for (const std::string& warning : warnings) Complain("note: " + warning);
  }
  return fine ? 0 : 5;
}

}  // namespace touchbase::cli
