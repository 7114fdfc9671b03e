// The settings of one person: one TOML file, every key with its default. Pure.
//
// ParseSettings names all problems in one go. Paths come out joined to the folder of the file they
// were written in; `~/` in front, the default of `state` and everything on disk are
// settings_file's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/problem.h"
#include "model/cadence.h"
#include "model/plan_settings.h"
#include "model/script.h"

namespace touchbase {

struct Me {
  std::string name;
  std::string sign_off;
  std::string news;
  std::string news_link;
  std::vector<std::string> domains;  // colleagues: their meetings start nothing
};

enum class Items : std::uint8_t { kAuto, kEvent, kTask, kBoth };
enum class ItemClass : std::uint8_t {
  kPrivate,
  kConfidential,
  kPublic,
  kNone
};  // CLASS; kNone: left out
enum class Details : std::uint8_t { kAuto, kFull, kBrief };
enum class ShowAs : std::uint8_t { kBusy, kFree, kAuto };
enum class OnDelete : std::uint8_t { kSkip, kStop, kReplan };
enum class ZoneStyle : std::uint8_t { kTzid, kUtc };

struct WeeklyTime {
  int weekday = 1;  // 0 = Sunday
  minutes at{540};
  friend bool operator==(const WeeklyTime&, const WeeklyTime&) = default;
};

// [calendar.oauth]: sign-in by a token instead of a password.
struct OAuth {
  std::string provider = "google";
  std::string client_id;
  std::string client_secret_file;
  std::string token_file;
};

// [calendar]; the comments give ranges and forms after reading.
struct CalendarSettings {
  std::string url;  // http:, https: or file:///; without user info; empty when not set up yet
  std::string user;
  // At most one of these and of `keyring` is given.
  std::vector<std::string> password_command;
  std::string password_file;
  std::string password_env;
  std::string credential;  // a name in systemd's $CREDENTIALS_DIRECTORY
  std::optional<OAuth> oauth;

  std::string name = "Follow-ups";  // not used when `url` is a collection
  std::string task_list = "Follow-up tasks";
  std::vector<std::string> busy = {"*"};  // "*" = all but ours, names, https URLs, .ics files
  std::vector<std::string> watch = {"*"};
  std::vector<int> alarm_minutes = {0};             // before the start, 0 to 40320, at most ten
  std::optional<WeeklyTime> weekly = WeeklyTime{};  // none: off
  std::string ca_file;
  std::string pin_sha256;  // base64 of the 32 bytes, whichever way it was written; empty: none
  std::vector<std::string> trust_hosts;
  std::vector<std::string> notify_command;

  int keep_done_days = 90;  // key: keep_done
  int max_connections = 8;  // 1 to 32
  Items items = Items::kAuto;
  ItemClass item_class = ItemClass::kPrivate;  // key: class
  Details details = Details::kAuto;
  ShowAs show_as = ShowAs::kBusy;
  OnDelete on_delete = OnDelete::kSkip;
  ZoneStyle zone_style = ZoneStyle::kTzid;
  bool keyring = false;
  bool allow_plain_http = false;
};

struct GuardSettings {
  int max_removals = 25;
  double max_share = 0.30;  // 0 to 1
};

enum class TouchWrite : std::uint8_t { kSide, kInsert };

// Statements for a database with a schema of its own; empty: our tables.
struct BookSql {
  std::string contacts;
  std::string touches;
  std::string insert_touch;
  TouchWrite write = TouchWrite::kSide;
};

struct Settings {
  std::string file;  // the file these came from, as it was named
  std::string book = "book";
  std::string book_id = "00000000";  // 8 lower-case hex digits
  std::string state;                 // empty until LoadSettings fills in the default
  std::string time_zone;             // an IANA name; empty: the system's. Not looked up here
  std::string language = "en";

  Me me;
  CalendarSettings calendar;
  PlanSettings plan;  // its holidays: the dates given; the files and URLs are holiday_sources
  std::vector<std::string> holiday_sources;
  std::vector<std::string> away_words = {"vacation", "holiday", "out of office"};
  GuardSettings guard;
  CadenceSet cadences;                              // built-in and own, merged
  ScriptSet scripts;                                // built-in and, by LoadSettings, the user's own
  std::map<std::string, std::string> book_columns;  // our column -> the user's header
  BookSql book_sql;
  // Outcome word without # -> further words that mean the same.
  std::map<std::string, std::vector<std::string>> words;
};

struct IncludeFailure {
  std::string why;  // "no such file", ...
};
// Gives the text of an included file; the path is joined to the folder of the including file.
using IncludeReader =
    std::function<std::variant<std::string, IncludeFailure>(const std::string& path)>;
using SettingsResult = std::variant<Settings, std::vector<Problem>>;

// `text`: UTF-8, of a size that the caller accepts; `file_name`: for messages and relative paths.
// Without an IncludeReader `include` is a problem. Includes nest four deep at most. Given keys of a
// file go before those of what it includes.
SettingsResult ParseSettings(std::string_view text, const std::string& file_name,
                             const IncludeReader& include = {});

}  // namespace touchbase
