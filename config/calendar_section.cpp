// [calendar] and [calendar.oauth].
#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include "config/notation.h"
#include "config/sections.h"

namespace touchbase::config {
namespace {

constexpr int kLongestAlarmMinutes = 28 * 24 * 60;

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool EndsWithIcs(std::string_view text) {
  return text.size() > 4 && text.substr(text.size() - 4) == ".ics";
}

// What is wrong with a server address, or empty. Never quotes it: it might hold a password.
std::string UrlFault(std::string_view url) {
  if (url.find_first_of(" \\\"<>") != std::string_view::npos) return "an address has no blanks";
  if (StartsWith(url, "file:")) {
    return StartsWith(url, "file:///") ? "" : "a folder is written file:///path";
  }
  const auto colon = url.find("://");
  const std::string_view scheme = url.substr(0, colon);
  if (colon == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    return "expected an address that begins with https://, http:// or file:///";
  }
  const std::string_view rest = url.substr(colon + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (host.find('@') != std::string_view::npos) {
    return "the address holds a user name; write it to user, and the password to a "
           "password_command, password_file, password_env or credential";
  }
  return host.empty() || host.front() == ':' ? "the address names no server" : "";
}

void ReadUrl(Section& section, std::string& url) {
  section.Text("url", url);
  if (url.empty()) return;
  if (std::string fault = UrlFault(url); !fault.empty()) {
    section.Complain(*section.Find("url"), "url", std::move(fault));
  }
}

// A program with its arguments; these may be empty. A program with a slash in it is a path.
void ReadCommand(Section& section, std::string_view key, std::vector<std::string>& out) {
  const Value* value = section.Find(key);
  if (value != nullptr && value->kind == ValueKind::kText) {
    section.Complain(*value, key, "expected a list such as [\"program\", \"argument\"]");
    return;
  }
  section.ParsedList(
      key, out, [](std::string_view text) { return std::optional(std::string(text)); }, "a text");
  if (value == nullptr || out.empty()) return;
  if (out.front().empty()) {
    section.Complain(*value, key, "the first entry names the program and cannot be empty");
  } else if (out.front().find('/') != std::string::npos) {
    out.front() = ResolvePath(*value, out.front());
  }
}

std::optional<std::string> ParseEnvName(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool good = !text.empty() && text.size() <= 100 && !(text[0] >= '0' && text[0] <= '9') &&
                    std::all_of(text.begin(), text.end(), allowed);
  return good ? std::optional(std::string(text)) : std::nullopt;
}

std::optional<std::string> ParseCredentialName(std::string_view text) {
  const bool good = !text.empty() && text.size() <= 255 && text.front() != '.' &&
                    text.find('/') == std::string_view::npos;
  return good ? std::optional(std::string(text)) : std::nullopt;
}

void ReadOAuth(Section section, std::optional<OAuth>& oauth) {
  if (section.Source() == nullptr) return;
  oauth.emplace();
  section.Choice<std::string>("provider", oauth->provider, {{"google", "google"}});
  section.Text("client_id", oauth->client_id);
  ReadPath(section, "client_secret_file", oauth->client_secret_file);
  ReadPath(section, "token_file", oauth->token_file);
  section.Done();
}

void ReadPasswordSource(Section& section, CalendarSettings& calendar) {
  ReadCommand(section, "password_command", calendar.password_command);
  ReadPath(section, "password_file", calendar.password_file);
  section.Parsed("password_env", calendar.password_env, ParseEnvName,
                 "the name of an environment variable, not the password itself");
  section.Parsed("credential", calendar.credential, ParseCredentialName,
                 "the name of a systemd credential");
  section.Flag("keyring", calendar.keyring);
  ReadOAuth(section.Table("oauth"), calendar.oauth);

  std::vector<const Entry*> given;
  for (const std::string& key : PasswordSources()) {
    const Entry* entry = section.Source() ? FindEntry(*section.Source(), key) : nullptr;
    const bool off = entry != nullptr && key == "keyring" &&
                     entry->value.kind == ValueKind::kFlag && !entry->value.flag;
    if (entry != nullptr && !off) given.push_back(entry);
  }
  std::stable_sort(given.begin(), given.end(), [](const Entry* a, const Entry* b) {
    return std::pair(a->place.line, a->place.column) < std::pair(b->place.line, b->place.column);
  });
  for (std::size_t i = 1; i < given.size(); ++i) {
    section.Shared().Add(given[i]->place, section.PathOf(given[i]->key),
                         "the password already comes from " + given[0]->key + "; keep one of them");
  }
}

std::optional<int> ParseKeepDays(std::string_view text) {
  const std::optional<Gap> gap = ParseGap(text);
  if (!gap || gap->months) return std::nullopt;
  return gap->count;
}

std::optional<std::optional<WeeklyTime>> ParseWeekly(std::string_view text) {
  if (text == "off") return std::optional<WeeklyTime>();
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto weekday = ParseWeekdayWord(text.substr(0, blank));
  const auto at = ParseTimeOfDay(text.substr(blank + 1));
  if (!weekday || !at || *at >= minutes{1440}) return std::nullopt;
  return std::optional(WeeklyTime{*weekday, *at});
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// 64 hex digits, checked by the caller, as base64 (RFC 4648 section 4): 43 signs and one =.
std::string HexToBase64(std::string_view hex) {
  std::string base64;
  unsigned bits = 0;
  int count = 0;
  for (const char c : hex) {
    bits = bits << 4U | static_cast<unsigned>(HexDigit(c));
    count += 4;
    if (count < 6) continue;
    count -= 6;
    base64 += kBase64[bits >> static_cast<unsigned>(count) & 63U];
  }
  // 256 bits leave four over.
  return base64 + kBase64[bits << 2U & 63U] + '=';
}

// openssl prints hex, curl and browsers base64: both are understood, base64 is kept.
std::optional<std::string> ParsePin(std::string_view pin) {
  if (StartsWith(pin, "sha256//")) pin.remove_prefix(8);
  const auto is_hex = [](char c) { return HexDigit(c) >= 0; };
  const auto is_base64 = [](char c) { return kBase64.find(c) != std::string_view::npos; };
  if (pin.empty()) return std::string();
  if (pin.size() == 64 && std::all_of(pin.begin(), pin.end(), is_hex)) return HexToBase64(pin);
  const bool base64 =
      pin.size() == 44 && pin.back() == '=' && std::all_of(pin.begin(), pin.end() - 1, is_base64);
  return base64 ? std::optional(std::string(pin)) : std::nullopt;
}

std::optional<std::string> ParseHost(std::string_view text) {
  const bool good =
      !text.empty() && text.size() <= 253 && text.find_first_of(" /@?#") == std::string_view::npos;
  return good ? std::optional(std::string(text)) : std::nullopt;
}

void ReadAlarms(Section& section, std::vector<int>& alarms) {
  const Value* list = section.FindOf("alarm_minutes", ValueKind::kArray);
  if (list == nullptr) return;
  std::vector<int> read;
  for (const Value& item : list->items) {
    if (item.kind != ValueKind::kInteger || item.integer < 0 ||
        item.integer > kLongestAlarmMinutes) {
      section.Complain(item, "alarm_minutes", "expected minutes before the start, 0 to 40320");
    } else {
      read.push_back(static_cast<int>(item.integer));
    }
  }
  if (read.size() > 10) {
    section.Complain(*list, "alarm_minutes", "more than ten alarms");
  } else if (read.size() == list->items.size()) {
    alarms = std::move(read);
  }
}

// Names stay; .ics files are paths.
void ReadSources(Section& section, std::string_view key, std::vector<std::string>& out) {
  section.Texts(key, out);
  const Value* list = section.Find(key);
  if (list == nullptr) return;
  for (std::string& entry : out) {
    const bool address = entry.find("://") != std::string::npos;
    if (!address && EndsWithIcs(entry)) entry = ResolvePath(*list, entry);
    if (address && !UrlFault(entry).empty()) section.Complain(*list, key, UrlFault(entry));
  }
}

void ReadItems(Section& section, CalendarSettings& calendar) {
  section.Text("name", calendar.name);
  section.Text("task_list", calendar.task_list);
  section.Choice<Items>("items", calendar.items,
                        {{"auto", Items::kAuto},
                         {"event", Items::kEvent},
                         {"task", Items::kTask},
                         {"both", Items::kBoth}});
  section.Choice<ItemClass>("class", calendar.item_class,
                            {{"private", ItemClass::kPrivate},
                             {"confidential", ItemClass::kConfidential},
                             {"public", ItemClass::kPublic},
                             {"none", ItemClass::kNone}});
  section.Choice<Details>(
      "details", calendar.details,
      {{"auto", Details::kAuto}, {"full", Details::kFull}, {"brief", Details::kBrief}});
  section.Choice<ShowAs>(
      "show_as", calendar.show_as,
      {{"busy", ShowAs::kBusy}, {"free", ShowAs::kFree}, {"auto", ShowAs::kAuto}});
  section.Choice<OnDelete>(
      "on_delete", calendar.on_delete,
      {{"skip", OnDelete::kSkip}, {"stop", OnDelete::kStop}, {"replan", OnDelete::kReplan}});
  section.Choice<ZoneStyle>("zone_style", calendar.zone_style,
                            {{"tzid", ZoneStyle::kTzid}, {"utc", ZoneStyle::kUtc}});
  for (const auto& [key, name] :
       {std::pair("name", &calendar.name), std::pair("task_list", &calendar.task_list)}) {
    const Value* value = section.Find(key);
    if (value != nullptr && name->empty()) section.Complain(*value, key, "cannot be empty");
  }
}

}  // namespace

const std::vector<std::string>& PasswordSources() {
  static const std::vector<std::string> kSources = {
      "password_command", "password_file", "password_env", "credential", "keyring", "oauth"};
  return kSources;
}

std::string ResolvePath(const Value& written, const std::string& text) {
  if (text.empty() || text.front() == '/' || StartsWith(text, "~/") || !written.place.file) {
    return text;
  }
  const auto folder = std::filesystem::path(*written.place.file).parent_path();
  return (folder / text).lexically_normal().string();
}

void ReadPath(Section& section, std::string_view key, std::string& out) {
  section.Parsed(
      key, out, [](std::string_view text) { return std::optional(std::string(text)); }, "a path");
  const Value* value = section.Find(key);
  if (value != nullptr && value->kind == ValueKind::kText && out == value->text) {
    out = ResolvePath(*value, out);
  }
}

void ReadCalendar(Section section, CalendarSettings& calendar) {
  ReadUrl(section, calendar.url);
  section.Text("user", calendar.user);
  ReadPasswordSource(section, calendar);
  ReadItems(section, calendar);
  ReadSources(section, "busy", calendar.busy);
  ReadSources(section, "watch", calendar.watch);
  ReadAlarms(section, calendar.alarm_minutes);
  section.Parsed("keep_done", calendar.keep_done_days, ParseKeepDays, "days such as \"90d\"");
  section.Parsed("weekly", calendar.weekly, ParseWeekly,
                 "a weekday and a time such as \"mon 09:00\", or \"off\"");
  ReadPath(section, "ca_file", calendar.ca_file);
  section.Parsed("pin_sha256", calendar.pin_sha256, ParsePin,
                 "64 hexadecimal digits or 44 signs of base64");
  section.Flag("allow_plain_http", calendar.allow_plain_http);
  section.ParsedList("trust_hosts", calendar.trust_hosts, ParseHost, "the name of a server");
  section.Number("max_connections", calendar.max_connections, 1, 32);
  ReadCommand(section, "notify_command", calendar.notify_command);
  section.Done();
}

}  // namespace touchbase::config
