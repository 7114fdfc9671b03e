// doctor: checks what a run needs, one by one, each with what to do about it.
#include <algorithm>

#include "config/own_scripts.h"
#include "model/arithmetic.h"
#include "model/error.h"
#include "model/known_steps.h"
#include "model/letters.h"
#include "model/nearest.h"
#include "sync/cli/commands.h"
#include "sync/cli/exit_codes.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/cli/people.h"
#include "sync/cli/sign_in_pause.h"
#include "sync/store/contacts_table.h"

namespace touchbase::cli {
namespace {

constexpr std::size_t kMostNamed = 10;
constexpr std::int64_t kMaxSkewS = 300;

Check Wrong(const std::string& name, const std::string& detail, const std::string& mend, int code) {
  return {name, false, detail, mend, code};
}

// Runs one check; what it throws is its finding.
template <typename Work>
Check Try(const std::string& name, const std::string& mend, int code, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    const std::string what = error.what();
    const bool said = error.where().empty() || what.find(error.where()) != std::string::npos;
    return Wrong(name, said ? what : error.where() + ": " + what, mend, code);
  }
}

Check Fine(const std::string& name, const std::string& detail) { return {name, true, detail, ""}; }

Check CheckZone(const Workplace& place) {
  const std::string& zone = place.zone().name();
  if (place.zone_is_guessed() && (zone == "UTC" || zone == "Etc/UTC")) {
    return Wrong("time zone", "no time zone in the settings, and this machine's is UTC",
                 "set time_zone, such as time_zone = \"Europe/Berlin\"", kPart);
  }
  if (place.zone_is_guessed()) {
    return Fine("time zone", zone +
                                 ", guessed from this machine; time_zone in the settings says it "
                                 "for sure");
  }
  return Fine("time zone", zone);
}

// The user's own scripts, by the rules for drafts.
Check CheckTexts(const Workplace& place) {
  const std::vector<std::string> findings = CheckOwnScripts(place.settings().scripts);
  if (findings.empty()) return Fine("texts", "built in, and your own in scripts/");
  std::string detail;
  for (std::size_t i = 0; i < std::min(findings.size(), kMostNamed); ++i) {
    detail += (detail.empty() ? "" : "; ") + findings[i];
  }
  return Wrong("texts", detail, "shorten or reword them; they are used as they are", kPart);
}

Check CheckState(Workplace& place) {
  return Try("state", "move the file away: it is rebuilt from book and calendar", kInput, [&] {
    place.base();
    return Fine("state", place.settings().state);
  });
}

Check CheckBook(Workplace& place, ReadBook* book, std::vector<std::string>* unknown) {
  return Try("book", "mend the file, or check `book` in the settings", kInput, [&] {
    *book = ReadTheBook(place.book(), place.base());
    *unknown = place.book().Read().unknown_columns;
    return Fine("book", std::to_string(book->contacts.size()) + " contacts, " +
                            std::to_string(book->touches.size()) + " touches in " +
                            place.book().Describe());
  });
}

Check CheckOutbox(Workplace& place) {
  std::size_t waiting = 0;
  for (const BaseStore::OutboxRow& row : place.base().Outbox()) {
    waiting += row.written_at == 0 ? 1 : 0;
  }
  if (waiting == 0) return Fine("log", "nothing waits to be written");
  return Wrong("log", std::to_string(waiting) + " rows wait to be written to the log",
               "close the file in the spreadsheet program, make room on the disk, check who may "
               "write it; then run touchbase sync",
               kPart);
}

std::string Listed(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) {
    list += (i == 0 ? "" : ", ") + names[i];
  }
  if (names.size() <= kMostNamed) return list;
  return list + " and " + std::to_string(names.size() - kMostNamed) + " more";
}

// Those for whom nothing is planned, nothing waits and no reason is known. There should be none.
std::vector<std::string> Forgotten(const People& people) {
  std::vector<std::string> names;
  for (const Person& person : people.persons) {
    const bool has = !person.placed.empty() || person.waiting != nullptr ||
                     person.unplaced != nullptr || !person.standing.next.empty() ||
                     !person.standing.sentence.empty();
    if (person.contact->status == ContactStatus::kActive && !has) {
      names.push_back(person.contact->DisplayName());
    }
  }
  return names;
}

Check CheckSteps(Workplace& place, std::vector<std::string>* notes) {
  return Try("next steps", "see touchbase why CONTACT", kInput, [&] {
    People people;
    LookAtPeople(place, &people);
    const Plan& plan = people.plan;
    *notes = people.book.warnings;
    notes->insert(notes->end(), plan.warnings.begin(), plan.warnings.end());
    if (people.persons.empty()) return Fine("next steps", "nobody is in the book yet");
    const std::string detail = std::to_string(plan.follow_ups.size()) + " planned, " +
                               std::to_string(plan.waiting.size()) + " waiting in line, " +
                               std::to_string(plan.unplaced.size()) + " without a place";
    const std::vector<std::string> names = Forgotten(people);
    if (names.empty()) return Fine("next steps", detail + "; nobody is forgotten");
    return Wrong("next steps", detail + "; without a next step or a reason: " + Listed(names),
                 "give them a track (keep is the calm one), or status = archived", kPart);
  });
}

// What the people of the book come to.
Check CheckWorkload(Workplace& place, const ReadBook& book) {
  const Workload load = ReckonWorkload(InputNow(place, book, {}));
  std::string text;
  for (const std::string& sentence : WorkloadSentences(load, place.run_settings().plan)) {
    text += (text.empty() ? "" : " ") + sentence;
  }
  return Fine("workload", text.empty() ? "nobody is in the book yet" : text);
}

// A header that is one slip away from one of ours, which the file does not have, is a typing error.
std::string MeantColumn(const std::string& header) {
  std::vector<std::string> ours;
  for (const std::string_view name : store::ContactColumns()) ours.emplace_back(name);
  const std::string nearest = Nearest(LowerAscii(header), ours);
  const int most = nearest.size() >= 6 ? 2 : 1;
  return !nearest.empty() && EditDistance(LowerAscii(header), nearest) <= most ? nearest : "";
}

Check CheckColumns(const std::vector<std::string>& unknown) {
  if (unknown.empty()) return Fine("columns", "all are known");
  std::vector<std::string> names;
  std::string typos;
  for (const std::string& header : unknown) {
    names.push_back(store::Shown(header));
    const std::string meant = MeantColumn(header);
    if (meant.empty()) continue;
    typos += (typos.empty() ? "" : ", ") + store::Shown(header) + " (did you mean " + meant + "?)";
  }
  const std::string detail = "columns of your own, not used: " + Listed(names);
  if (typos.empty()) return Fine("columns", detail);
  return Wrong("columns", "not known: " + typos,
               "rename the column, or name it in [book_columns] of the settings", kPart);
}

// A track that there is none of says nothing, and the contact goes on as if it were empty.
Check CheckTracks(Workplace& place, const ReadBook& book) {
  const KnownCadences known(place.run_settings().cadences);
  std::vector<std::string> tracks;
  for (const auto& [name, cadence] : place.run_settings().cadences) {
    if (known.ForCell(name) != nullptr) tracks.push_back(name);
  }
  std::vector<std::string> wrong;
  for (const Contact& contact : book.contacts) {
    if (contact.track.empty() || known.ForCell(contact.track) != nullptr) continue;
    const std::string nearest = Nearest(LowerAscii(contact.track), tracks);
    wrong.push_back(contact.DisplayName() + ": " + store::Shown(contact.track) +
                    (nearest.empty() ? "" : " (did you mean " + nearest + "?)"));
  }
  if (wrong.empty()) return Fine("tracks", "every track cell is one that there is");
  std::string right;
  for (const std::string& track : tracks) right += (right.empty() ? "" : ", ") + track;
  return Wrong("tracks", "no such track: " + Listed(wrong),
               "write one of " + right + ", or leave the cell empty", kPart);
}

// The one that the follow-ups are in, or would be.
const CollectionState* OurCalendar(const std::vector<CollectionState>& survey, Workplace& place) {
  const std::string url = place.base().Get("role calendar");
  for (const CollectionState& state : survey) {
    if (url.empty() ? state.display_name == place.run_settings().calendar_name
                    : state.url.value == url) {
      return &state;
    }
  }
  return nullptr;
}

// Whose events keep follow-ups away, by name.
std::string BusyText(const std::vector<CollectionState>& survey, const CollectionState* ours,
                     Workplace& place) {
  const std::vector<std::string>& busy = place.settings().calendar.busy;
  const bool all = std::find(busy.begin(), busy.end(), "*") != busy.end();
  std::vector<std::string> names;
  for (const CollectionState& state : survey) {
    const bool named = std::find(busy.begin(), busy.end(), state.display_name) != busy.end();
    if (&state != ours && state.takes_events && (all || named)) {
      names.push_back(store::Shown(state.display_name));
    }
  }
  for (const std::string& source : busy) {
    if (source.find('/') != std::string::npos) names.push_back(store::Shown(source));
  }
  return names.empty() ? "; no other calendar is read for busy times"
                       : "; busy times are read from " + Listed(names);
}

Check LookAtCalendar(Workplace& place) {
  const auto survey = place.account().Survey();
  place.RememberAccount();
  SignInPause(place.settings(), place.base()).Accepted();
  const std::string detail = std::to_string(survey.size()) +
                             (survey.size() == 1 ? " calendar; " : " calendars; ") +
                             place.DescribeServer();
  const CollectionState* ours = OurCalendar(survey, place);
  const std::string known = place.base().Get("role calendar");
  if (ours == nullptr && !known.empty()) {
    return Wrong("calendar",
                 "our calendar is gone from the server: " + known +
                     "; nothing is written until you say what to do",
                 "restore it there if you can; touchbase sync --new-calendar begins another",
                 kServer);
  }
  if (ours != nullptr && !ours->writable) {
    return Wrong(
        "calendar",
        "\"" + ours->display_name + "\" (" + ours->url.value + ") may only be read by this account",
        "ask its owner for the right to write, or name another with [calendar] name", kServer);
  }
  const auto skew = place.account().ServerClockSkewSeconds();
  if (skew && std::abs(*skew) > kMaxSkewS && !place.options().now) {
    return Wrong("calendar",
                 "this machine's clock and the server's are " +
                     std::to_string(std::abs(*skew) / 60) + " minutes apart",
                 "set the clock; nothing is written until then", kServer);
  }
  return Fine("calendar", detail + BusyText(survey, ours, place));
}

Check CheckCalendar(Workplace& place) {
  const std::string mend = "check [calendar] url, user and password in " + place.settings_path();
  return Try("calendar", mend, kServer, [&] { return LookAtCalendar(place); });
}

}  // namespace

std::vector<Check> RunChecks(Workplace& place, std::vector<std::string>* notes) {
  std::vector<Check> checks = {Fine("settings", place.settings_path()), CheckZone(place)};
  checks.push_back(CheckTexts(place));
  checks.push_back(CheckState(place));
  if (!checks.back().ok) return checks;
  ReadBook book;
  std::vector<std::string> unknown;
  checks.push_back(CheckBook(place, &book, &unknown));
  if (checks.back().ok) {
    checks.push_back(CheckColumns(unknown));
    checks.push_back(CheckTracks(place, book));
    checks.push_back(CheckSteps(place, notes));
    checks.push_back(CheckWorkload(place, book));
  }
  checks.push_back(CheckOutbox(place));
  checks.push_back(CheckCalendar(place));
  return checks;
}

// What must be mended first decides: input before server before advice.
int WorstOf(const std::vector<Check>& checks) {
  int worst = 0;
  for (const Check& check : checks) {
    if (!check.ok && (worst == 0 || check.code < worst)) worst = check.code;
  }
  return worst;
}

void PrintChecks(const std::vector<Check>& checks, const std::vector<std::string>& notes,
                 Output& out) {
  for (const Check& check : checks) {
    const std::string line = check.name + ": " + check.detail;
    if (check.ok) {
      out.Remark(out.Painted(Paint::kGood, "ok    ") + line);
    } else {
      out.Line(out.Painted(Paint::kBad, "WRONG ") + line);
      out.Line("      " + check.mend);
    }
  }
  for (const std::string& note : notes) out.Complain("note: " + note);
}

int CommandDoctor(Workplace& place) {
  std::vector<std::string> notes;
  const std::vector<Check> checks = RunChecks(place, &notes);
  place.out().Answer(ChecksJson(checks, ""));
  if (place.options().quiet) notes.clear();
  PrintChecks(checks, notes, place.out());
  return WorstOf(checks);
}

}  // namespace touchbase::cli
