// init: writes a commented settings file and proves that it works. By flags; nothing is asked.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>

#include "config/commented_settings.h"
#include "config/settings_file.h"
#include "ical/tz_zone.h"
#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/output.h"

namespace touchbase::cli {
namespace {

namespace fs = std::filesystem;

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

void WriteNew(const fs::path& path, const std::string& text) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    throw InputError("cannot be written; check the folder and its free space", path.string());
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
}

// An empty book to begin with, when there is none.
void BeginBook(const fs::path& book) {
  if (book.has_extension() || fs::exists(book / "contacts.csv")) return;
  WriteNew(book / "contacts.csv",
           "id,name,first_name,email,phone,company,title,track,status,tags,goal,event,met_on,"
           "they_said,promised,postal_address,wait_until,notes\r\n");
  WriteNew(book / "touches.csv",
           "id,contact,at,direction,channel,kind,outcome,notes,follow_up,until\r\n");
}

InitAnswers AnswersOf(const InitOptions& init, const fs::path& folder) {
  InitAnswers answers;
  answers.book = init.book.empty() ? "book" : fs::absolute(init.book).string();
  answers.book_id = NewBookId();
  answers.time_zone = init.zone.empty() ? ical::SystemZoneName() : init.zone;
  ical::LoadZone(answers.time_zone);  // a wrong name ends here, with the nearest right one
  if (!init.language.empty()) answers.language = init.language;
  answers.name = init.name;
  answers.url = init.url.empty() ? "file://" + (folder / "calendars").string() : init.url;
  answers.user = init.user;
  answers.password_command = init.password_command;
  answers.password_file =
      init.password_file.empty() ? "" : fs::absolute(init.password_file).string();
  answers.password_env = init.password_env;
  if (!init.calendar.empty()) answers.calendar_name = init.calendar;
  if (!init.task_list.empty()) answers.task_list = init.task_list;
  answers.items = ItemsOf(init.items);
  return answers;
}

}  // namespace

int CommandInit(const Options& options) {
  const InitOptions& init = options.init;
  const fs::path path = fs::absolute(FindSettingsPath(options.config, SystemEnv()));
  if (fs::exists(path) && !init.force) {
    throw InputError("there are settings already; edit them, or write anew with --force",
                     path.string());
  }
  const InitAnswers answers = AnswersOf(init, path.parent_path());
  if (init.url.empty()) fs::create_directories(path.parent_path() / "calendars");
  WriteNew(path, CommentedSettings(answers));
  const Settings settings = LoadSettings(path.string(), SystemEnv());
  BeginBook(settings.book);
  if (!options.json) Print("Wrote " + path.string());

  Workplace place(options, path.string());
  const int code = CommandDoctor(place);
  if (!options.json && code == 0) {
    Print("Next: put people into " + place.book().Describe() + ", then run: touchbase sync");
  }
  return code;
}

}  // namespace touchbase::cli
