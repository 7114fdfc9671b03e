#include "sync/cli/init_answers.h"

#include <cstdio>
#include <iostream>
#include <map>
#include <random>

#include "ical/tz_zone.h"
#include "model/error.h"
#include "model/letters.h"
#include "model/nearest.h"
#include "sync/cli/asking.h"

namespace touchbase::cli {
namespace {

namespace fs = std::filesystem;

struct Provider {
  const char* name;
  const char* url;
};

constexpr Provider kProviders[] = {
    {"fastmail", "https://caldav.fastmail.com"}, {"gmx", "https://caldav.gmx.net"},
    {"icloud", "https://caldav.icloud.com"},     {"mailbox.org", "https://dav.mailbox.org"},
    {"posteo", "https://posteo.de:8443"},        {"web.de", "https://caldav.web.de"},
    {"zoho", "https://calendar.zoho.com"},
};

std::string UrlOfProvider(const std::string& word) {
  std::vector<std::string> names;
  for (const Provider& provider : kProviders) {
    if (LowerAscii(word) == provider.name) return provider.url;
    names.emplace_back(provider.name);
  }
  if (LowerAscii(word) == "nextcloud") {
    throw UsageError("every Nextcloud has an address of its own: --url https://cloud.example.org");
  }
  const std::string nearest = Nearest(word, names);
  std::string message = "--provider \"" + word + "\" is not known";
  if (!nearest.empty()) throw UsageError(message + "; did you mean " + nearest + "?");
  for (std::size_t i = 0; i < names.size(); ++i) {
    message += (i == 0 ? "; it is one of " : ", ") + names[i];
  }
  throw UsageError(message + "; any other CalDAV server by --url");
}

// 8 hex digits that tell this book from others; part of every UID.
std::string NewBookId() {
  constexpr const char* kHex = "0123456789abcdef";
  std::random_device random;
  std::string id;
  for (int i = 0; i < 8; ++i) id += kHex[random() & 15U];
  return id;
}

Items ItemsOf(const std::string& word) {
  if (word.empty() || word == "auto") return Items::kAuto;
  if (word == "event") return Items::kEvent;
  if (word == "task") return Items::kTask;
  if (word == "both") return Items::kBoth;
  throw UsageError("--items \"" + word + "\" is not known; write auto, event, task or both");
}

bool KnownOf(const std::string& word) {
  const std::string folded = LowerAscii(word);
  if (folded.empty() || folded == "yes" || folded == "y") return true;
  if (folded == "no" || folded == "n") return false;
  throw UsageError("--known \"" + word + "\" is not known; write yes or no");
}

// The settings know one way to the password; which of two was meant is not to be guessed.
void CheckOnePassword(const InitOptions& init) {
  std::string given;
  int count = 0;
  const auto add = [&](bool there, const char* name) {
    if (there) given += (count++ == 0 ? "" : " and ") + std::string(name);
  };
  add(!init.password_command.empty(), "--password-command");
  add(!init.password_file.empty(), "--password-file");
  add(!init.password_env.empty(), "--password-env");
  if (count > 1) throw UsageError(given + " name two sources of the password; give one of them");
}

// Words are split at blanks; who needs more writes it into the file.
std::vector<std::string> Words(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::string AbsoluteBook(const std::string& book) {
  const fs::path path = fs::absolute(book).lexically_normal();
  std::error_code ignored;
  if (path.has_extension() && !fs::exists(path, ignored)) {
    throw UsageError("--book " + book +
                     ": there is no such file; a name without an ending makes "
                     "a new folder with empty tables");
  }
  return path.string();
}

}  // namespace

void AskForTheRest(const Options& options, InitOptions* init) {
  if (!OnTerminal(options)) return;
  if (init->name.empty()) init->name = Ask("Your name", "");
  if (init->book.empty()) {
    init->book = Ask("Your contacts: a .csv or .db file, or Enter for a new empty book", "");
  }
  if (init->known.empty()) {
    init->known = Ask("Do these people know you (no: they are written to first)", "yes");
  }
  if (init->language.empty()) {
    init->language = Ask("Language of the texts (en, de, fr, es, pt)", "en");
  }
  if (init->calendar.empty()) init->calendar = Ask("Calendar for follow-ups", "Follow-ups");
  if (!init->url.empty() || !init->provider.empty()) return;
  init->url = Ask("Address of your calendar server, or Enter for a folder of .ics files", "");
  if (init->url.empty()) return;
  if (init->user.empty()) init->user = Ask("User name there", "");
  if (init->password_command.empty() && init->password_file.empty() && init->password_env.empty()) {
    init->password_command =
        Words(Ask("A command that prints the password, such as: pass show caldav", ""));
  }
}

bool Agreed(const Options& options, const InitAnswers& answers, const std::string& path) {
  if (!OnTerminal(options)) return true;
  (void)std::fprintf(stdout,
                     "\nThis is what comes of it:\n  settings  %s\n  contacts  %s\n  calendar  "
                     "\"%s\" at %s\n",
                     path.c_str(), answers.book.c_str(), answers.calendar_name.c_str(),
                     answers.url.c_str());
  return LowerAscii(Ask("Write it", "yes")).starts_with('y');
}

bool WantsWelcome(const Options& options, const InitOptions& init) {
  if (init.no_welcome || (init.url.empty() && init.provider.empty())) return false;
  if (!OnTerminal(options)) return true;
  return LowerAscii(Ask("Write a first item there, to tick on your phone", "yes")).starts_with('y');
}

std::string ZoneOf(const std::vector<std::string>& names, const Options& options) {
  std::map<std::string, int> counts;
  for (const std::string& name : names) {
    // Some put a prefix of their own before the name.
    std::size_t at = name.rfind('/');
    at = at == std::string::npos || at == 0 ? std::string::npos : name.rfind('/', at - 1);
    for (const std::string& zone : {name, at == std::string::npos ? name : name.substr(at + 1)}) {
      try {
        ical::LoadZone(zone);
      } catch (const InputError&) {
        continue;
      }
      ++counts[zone];
      break;
    }
  }
  std::string most;
  for (const auto& [zone, count] : counts) {
    const bool utc = zone == "UTC" || zone == "Etc/UTC";  // a server's default tells nothing
    if (!utc && (most.empty() || count > counts[most])) most = zone;
  }
  if (!OnTerminal(options)) return most;
  std::string answer = Ask("Your time zone", most.empty() ? ical::SystemZoneName() : most);
  try {
    ical::LoadZone(answer);
  } catch (const InputError& error) {
    (void)std::fprintf(stdout, "%s; set time_zone in the settings\n", error.what());
    return most;
  }
  return answer;
}

bool WantsTimer(const Options& options, const InitOptions& init) {
  if (init.timer || !OnTerminal(options)) return init.timer;
  return LowerAscii(Ask("Run it every quarter of an hour from now on", "yes")).starts_with('y');
}

InitAnswers AnswersOf(const InitOptions& init, const fs::path& folder) {
  if (!init.url.empty() && !init.provider.empty()) {
    throw UsageError("--url and --provider name two servers; give one of them");
  }
  CheckOnePassword(init);
  InitAnswers answers;
  answers.book = init.book.empty() ? "book" : AbsoluteBook(init.book);
  answers.book_id = NewBookId();
  answers.time_zone = init.zone.empty() ? ical::SystemZoneName() : init.zone;
  try {
    ical::LoadZone(answers.time_zone);
  } catch (const InputError& error) {
    throw UsageError(std::string("--zone: ") + error.what());
  }
  // A machine on UTC tells nothing about where its user lives: left open, doctor asks for it.
  const bool utc = answers.time_zone == "UTC" || answers.time_zone == "Etc/UTC";
  if (init.zone.empty() && utc) answers.time_zone.clear();
  if (!init.language.empty()) answers.language = init.language;
  answers.name = init.name;
  answers.url = !init.provider.empty() ? UrlOfProvider(init.provider)
                : init.url.empty()     ? "file://" + (folder / "calendars").string()
                                       : init.url;
  answers.user = init.user;
  answers.password_command = init.password_command;
  answers.password_file =
      init.password_file.empty() ? "" : fs::absolute(init.password_file).string();
  answers.password_env = init.password_env;
  if (!init.calendar.empty()) answers.calendar_name = init.calendar;
  if (!init.task_list.empty()) answers.task_list = init.task_list;
  answers.items = ItemsOf(init.items);
  answers.known = KnownOf(init.known);
  return answers;
}

}  // namespace touchbase::cli
