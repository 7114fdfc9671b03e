// status: the last run, what waits, what failed. Asks no server.
#include "sync/cli/commands.h"
#include "sync/cli/output.h"
#include "sync/dav/caldav_account.h"

namespace touchbase::cli {

int CommandStatus(Workplace& place) {
  BaseStore& base = place.base();
  int waiting = 0;
  for (const BaseStore::OutboxRow& row : base.Outbox()) waiting += row.written_at == 0 ? 1 : 0;
  int open = 0;
  for (const BaseFollowUp& known : base.FollowUps()) open += known.finished ? 0 : 1;
  const auto or_never = [](const std::string& text) { return text.empty() ? "never" : text; };
  const CalendarSettings& calendar = place.settings().calendar;
  std::vector<std::pair<std::string, std::string>> rows = {
      {"last run", or_never(base.Get("last run"))},
      {"last success", or_never(base.Get("last success"))},
      {"book", place.book().Describe()},
      {"state", place.settings().state},
      {"calendar", base.Get("role calendar")},
      {"task list", base.Get("role tasks")},
      {"items", base.Get("items")},
      {"server", dav::DescribeServer({base.Get("account memory")}, calendar.url, calendar.user)},
      {"open follow-ups", std::to_string(open)},
      {"rows waiting for the log", std::to_string(waiting)},
      {"items to look at again", std::to_string(base.Todo().size())},
  };
  if (place.options().json) {
    Print(StatusJson(rows));
    return 0;
  }
  for (const auto& [name, value] : rows) {
    if (!value.empty()) Print(name + ": " + value);
  }
  return 0;
}

}  // namespace touchbase::cli
