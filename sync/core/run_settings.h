// What one run needs of the settings, and the ports it works on. Plain values; sync/cli fills them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "model/cadence.h"
#include "model/draft.h"
#include "model/plan.h"
#include "model/plan_settings.h"
#include "model/script.h"
#include "model/zone.h"
#include "sync/core/base_store.h"
#include "sync/core/book.h"
#include "sync/core/clock.h"
#include "sync/core/collection.h"
#include "sync/core/feeds.h"

namespace touchbase {

struct RunSettings {
  std::string book_id = "00000000";  // 8 hex, part of every UID
  std::string account;               // user and URL: the base is bound to it
  std::string calendar_name = "Follow-ups";
  std::string task_list_name = "Follow-up tasks";
  Items items = Items::kAuto;
  std::string access_class = "PRIVATE";  // CLASS; "" = none
  bool brief = false;                    // details = brief: name and channel only
  bool brief_where_shared = false;       // details = auto
  bool busy = true;                      // show_as: TRANSP of open blocks
  std::vector<int> alarm_minutes = {0};
  std::optional<WeeklyTime> weekly = WeeklyTime{};  // none: no weekly item
  int keep_done_days = 90;
  OnDelete on_delete = OnDelete::kSkip;
  bool utc = false;  // zone_style = utc
  int max_removals = 25;
  double max_share = 0.30;                   // 0 to 1
  std::map<std::string, std::string> words;  // the user's outcome words -> ours
  // Whose events block time, and where meetings are looked for: "*", names, feeds.
  std::vector<std::string> busy_calendars, watched_calendars;
  std::vector<std::string> holiday_sources;  // feeds
  std::vector<std::string> away_words;
  std::vector<std::string> own_addresses;  // of the user, lower case
  std::vector<std::string> own_domains;    // colleagues: their meetings start nothing
  PlanSettings plan;
  CadenceSet cadences;
  ScriptSet scripts;            // built in and own
  Sender sender;                // [me]
  std::string language = "en";  // of texts, where a contact has none
  std::string wishes;           // of the settings alone: equal, nothing of them was changed
  std::string fingerprint;      // of settings, program and tz database: equal, equal behaviour
};

struct RunOptions {
  bool dry_run = false;            // decide and say, write nothing
  bool full = false;               // list everything anew
  bool allow_mass_change = false;  // the guards let pass
  bool restore = false;            // make what vanished anew, under raised generations
  bool new_calendar = false;       // our calendar is gone: make another
  bool clear = false;              // take everything of ours out (sync/core/clear.h)
  bool keep_done = false;          // but what is done
  bool acting_as_of = false;       // --now was given: the server's clock is not compared
};

struct RunPorts {
  Account& account;
  Book& book;
  BaseStore& base;
  Clock& clock;
  const Zone& zone;
  std::function<bool()> interrupted = [] { return false; };
  // The zone of a contact by its IANA name, null when unknown. Empty: calls in the user's hours.
  std::function<const Zone*(const std::string&)> zones = {};
  Feeds* feeds = nullptr;  // null: calendars outside the account are not read
  std::function<Plan(const PlanInput&)> planner = MakePlan;
};

}  // namespace touchbase
