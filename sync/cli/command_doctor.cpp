// doctor: checks what a run needs, one by one, each with what to do about it.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/cli/sign_in_pause.h"

namespace touchbase::cli {
namespace {

constexpr int kInput = 3;
constexpr int kServer = 4;
constexpr int kAdvice = 5;
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
                 "set time_zone, such as time_zone = \"Europe/Berlin\"", kAdvice);
  }
  return Fine("time zone", place.zone().name());
}

Check CheckState(Workplace& place) {
  return Try("state", "move the file away: it is rebuilt from book and calendar", kInput, [&] {
    place.base();
    return Fine("state", place.settings().state);
  });
}

Check CheckBook(Workplace& place, ReadBook* book) {
  return Try("book", "mend the file, or check `book` in the settings", kInput, [&] {
    *book = ReadTheBook(place.book(), place.base());
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
               kAdvice);
}

// Those for whom nothing is planned, nothing waits and no reason is known. There should be none.
std::vector<std::string> Forgotten(const ReadBook& book, const Plan& plan, Workplace& place) {
  std::set<std::string> seen;
  for (const FollowUp& item : plan.follow_ups) seen.insert(item.key.contact);
  for (const auto* list : {&plan.waiting, &plan.unplaced}) {
    for (const Unplaced& item : *list) seen.insert(item.follow_up.key.contact);
  }
  std::unordered_map<std::string, std::vector<Touch>> touches;
  for (const Touch& touch : book.touches) {
    if (!seen.contains(touch.contact)) touches[touch.contact].push_back(touch);
  }
  const std::vector<Placed> placed = PlacedFromBase(place.base());
  const RunSettings& run = place.run_settings();
  std::vector<std::string> names;
  for (const Contact& contact : book.contacts) {
    if (contact.status != ContactStatus::kActive || seen.contains(contact.id)) continue;
    const PlanInput input{book.contacts,   touches[contact.id], run.cadences, run.plan, placed, {},
                          place.LocalNow()};
    const Standing standing = Explain(contact, input);
    if (standing.next.empty() && standing.sentence.empty()) names.push_back(contact.DisplayName());
  }
  return names;
}

Check CheckSteps(Workplace& place, std::vector<std::string>* notes) {
  return Try("next steps", "see touchbase why CONTACT", kInput, [&] {
    ReadBook book;
    const Plan plan = PlanNow(place, &book);
    *notes = book.warnings;
    notes->insert(notes->end(), plan.warnings.begin(), plan.warnings.end());
    const std::string detail = std::to_string(plan.follow_ups.size()) + " planned, " +
                               std::to_string(plan.waiting.size()) + " waiting in line, " +
                               std::to_string(plan.unplaced.size()) + " without a place";
    std::vector<std::string> names = Forgotten(book, plan, place);
    if (names.empty()) return Fine("next steps", detail + "; nobody is forgotten");
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) {
      list += (i == 0 ? "" : ", ") + names[i];
    }
    if (names.size() > kMostNamed) {
      list += " and " + std::to_string(names.size() - kMostNamed) + " more";
    }
    return Wrong("next steps", detail + "; without a next step or a reason: " + list,
                 "give them a track (keep is the calm one), or status = archived", kAdvice);
  });
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

Check LookAtCalendar(Workplace& place) {
  const auto survey = place.account().Survey();
  place.RememberAccount();
  SignInPause(place.settings(), place.base()).Accepted();
  const std::string detail = std::to_string(survey.size()) +
                             (survey.size() == 1 ? " calendar; " : " calendars; ") +
                             place.DescribeServer();
  const CollectionState* ours = OurCalendar(survey, place);
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
  return Fine("calendar", detail);
}

Check CheckCalendar(Workplace& place) {
  const std::string mend = "check [calendar] url, user and password in " + place.settings_path();
  return Try("calendar", mend, kServer, [&] { return LookAtCalendar(place); });
}

}  // namespace

std::vector<Check> RunChecks(Workplace& place, std::vector<std::string>* notes) {
  std::vector<Check> checks = {Fine("settings", place.settings_path()), CheckZone(place)};
  checks.push_back(CheckState(place));
  if (!checks.back().ok) return checks;
  ReadBook book;
  checks.push_back(CheckBook(place, &book));
  if (checks.back().ok) checks.push_back(CheckSteps(place, notes));
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
