// status: the last run, what waits, what failed. Asks no server.
#include <algorithm>
#include <set>

#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/cli/sign_in_pause.h"
#include "sync/core/other_calendars.h"

namespace touchbase::cli {
namespace {

std::string SignInWaits(Workplace& place) {
  const SignInPause pause(place.settings(), place.base());
  if (pause.WaitsUntil() == 0) return "";
  return place.Rfc3339(place.zone().ToLocal(Instant{seconds{pause.WaitsUntil()}}));
}

// A run says when it begins and when it ends; one that did not end was stopped, or is at work.
std::string Interrupted(Workplace& place) {
  const std::string since = place.base().Get("running");
  return since.empty() ? "" : since + ", and has not come to its end (the next one mends that)";
}

std::string BusyTimesFrom(BaseStore& base) {
  std::string names;
  for (const std::string& name : NamesOfOthers(base)) names += (names.empty() ? "" : ", ") + name;
  return names;
}

// The follow-ups of people that stand in the calendar: what a plan of now calls planned.
std::size_t CountOpen(BaseStore& base) {
  std::set<std::string> standing;
  for (const BaseResource& resource : base.Resources()) {
    if (resource.life == BaseResource::Life::kLive) standing.insert(resource.key);
  }
  const std::vector<BaseFollowUp> known = base.FollowUps();
  return static_cast<std::size_t>(
      std::count_if(known.begin(), known.end(), [&](const BaseFollowUp& one) {
        const bool stands = standing.contains(one.key) || standing.contains(one.block);
        return !one.finished && !one.contact.empty() && one.sort < 0 && stands;
      }));
}

}  // namespace

int CommandStatus(Workplace& place) {
  BaseStore& base = place.base();
  int waiting = 0;
  for (const BaseStore::OutboxRow& row : base.Outbox()) waiting += row.written_at == 0 ? 1 : 0;
  const std::size_t open = CountOpen(base);
  const std::vector<StatusRow> rows = {
      {"last_run", "last run", base.Get("last run")},
      {"last_result", "its result", base.Get("last result")},
      {"last_success", "last success", base.Get("last success")},
      {"failed", "failed", base.Get("last failed")},
      {"interrupted", "a run began on", Interrupted(place)},
      {"sign_in_waits_until", "sign-in refused, next try", SignInWaits(place)},
      {"settings", "settings", place.settings_path()},
      {"book", "book", place.book().Describe()},
      {"state", "state", place.settings().state},
      {"server", "server", place.DescribeServer()},
      {"calendar", "calendar", base.Get("role calendar")},
      {"task_list", "task list", base.Get("role tasks")},
      {"busy_times", "busy times from", BusyTimesFrom(base)},
      {"items", "items", base.Get("items")},
      {"open", "open follow-ups", std::to_string(open), true},
      {"waiting", "rows waiting for the log", std::to_string(waiting), true},
      {"undecided", "items to look at again", std::to_string(base.Todo().size()), true},
  };
  place.out().Answer(StatusJson(rows));
  if (base.Get("last run").empty()) place.out().Line("last run: never");
  for (const StatusRow& row : rows) {
    if (!row.value.empty()) place.out().Line(row.label + ": " + row.value);
  }
  return 0;
}

}  // namespace touchbase::cli
