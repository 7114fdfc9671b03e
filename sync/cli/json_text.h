// The texts of --json: one object each, without a line end. Pure, except that
// UIDs are looked up in the base. The only users of nlohmann/json are json_text.cpp
// and json_runs.cpp.
//
// Times are RFC 3339 with offset, dates YYYY-MM-DD. Bytes that are no UTF-8 come out as U+FFFD.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/plan.h"
#include "model/projection.h"
#include "sync/cli/people.h"
#include "sync/cli/workplace.h"
#include "sync/core/book.h"
#include "sync/core/run_report.h"

namespace touchbase::cli {

// A check of `doctor`: name, verdict, what was found, what to do.
struct Check {
  std::string name;
  bool ok = true;
  std::string detail;
  std::string mend;
  int code = 0;  // the exit code it stands for
};

// What `status` knows, in the order of printing.
struct StatusRow {
  std::string key;    // of the object, such as last_run
  std::string label;  // for people
  std::string value;
  bool number = false;  // value is a whole number
};

struct AccountAnswer {
  std::string settings_path;
  int code = 0;
  std::string answer;  // an object, or empty
};

std::string PlanJson(const Plan& plan, Workplace& place, const std::vector<std::string>& warnings);
// Debriefs come behind the follow-ups, as in PlanJson.
std::string ItemsJson(const std::vector<FollowUp>& items, const std::vector<const Block*>& debriefs,
                      const Plan& plan, Workplace& place);

// A person as `list` shows them: a follow-up of the plan, else one that waits or has no place, else
// the next one that is known, else why there is none.
struct ListItem {
  const Contact* contact = nullptr;
  const FollowUp* placed = nullptr;
  const Unplaced* unplaced = nullptr;
  const Standing* standing = nullptr;
};
// The keys of an item of plan, null where there is nothing to say.
std::string ListJson(const std::vector<ListItem>& items, const Plan& plan, Workplace& place);
std::string ReportJson(const RunReport& report);
// {"runs": [{"run", "at", "what", "created", "updated", "deleted", "touches_logged", "undone_by"}]}
std::string RunsJson(const std::vector<BaseStore::RunRecord>& runs, Workplace& place);
// `settings_path`: also said when not empty (init).
std::string ChecksJson(const std::vector<Check>& checks, const std::string& settings_path);
std::string ErrorJson(const std::string& code, const std::string& message,
                      const std::string& where);
// `lines`: the answer in words.
std::string WhyJson(const Person& person, const std::vector<std::string>& lines, Workplace& place);
// {"weeks": [{"monday", "blocks", "fullest"}], "done": [...], "arithmetic": [sentences]}
std::string ProjectionJson(const Projection& projection, const std::vector<std::string>& sentences,
                           Workplace& place);
// {"contact", "contact_name", "changed": {column: value}}
std::string SetJson(const Contact& contact, const std::vector<CellChange>& changes);
// {"away": [{"from", "to"}]}
std::string AwayJson(const std::vector<DateSpan>& spans);
// {"installed", "cron"}
std::string ScheduleJson(const std::string& cron, bool installed);
std::string StatusJson(const std::vector<StatusRow>& rows);
// `written`: false when the rows wait in the outbox.
std::string TouchJson(const std::vector<Touch>& rows, bool written, Workplace& place);
// {"accounts": [...]}: each answer with its `settings` and `exit_code`.
std::string AccountsJson(const std::vector<AccountAnswer>& accounts);

}  // namespace touchbase::cli
