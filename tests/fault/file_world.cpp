#include "tests/fault/file_world.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include "config/cadences.h"
#include "config/script_text.h"
#include "ical/tz_zone.h"
#include "sync/store/base_store_sqlite.h"
#include "sync/store/csv_book.h"
#include "sync/store/folder_account.h"
#include "tests/support/item_line.h"
#include "tests/support/logged_ports.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {
namespace {

namespace fs = std::filesystem;

void WriteText(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace

FileWorld::FileWorld(fs::path folder)
    : folder_(std::move(folder)), zone_(ical::LoadZone("Europe/Berlin")) {
  settings_.items = Items::kBoth;
  settings_.cadences = BuiltInCadences();
  settings_.scripts = BuiltInScripts();
  settings_.account = "folder";
  settings_.fingerprint = "settings";
  if (fs::exists(folder_ / "book")) return;
  fs::create_directories(folder_ / "book");
  fs::create_directories(folder_ / "calendars");
  WriteText(folder_ / "book" / "contacts.csv",
            "name,email,track\nAna Souza,ana@x.example,\nBo Lind,bo@x.example,\n"
            "Cy Young,cy@x.example,warm\n");
  WriteText(folder_ / "book" / "touches.csv",
            "id,contact,at,direction,channel,kind,outcome,notes,follow_up,until\n"
            ",bo@x.example,2026-03-02 08:00,out,email,first,,,,\n"
            ",cy@x.example,2026-03-02 08:10,out,email,first,,,,\n"
            ",ana@x.example,2026-03-02 08:20,out,meeting,met,,,,\n");
}

RunReport FileWorld::Run(std::string_view local, store::FileSystem* files, CallLog* log) {
  FixedClock clock(zone_->ToInstant(ParseLocal(local).value()));
  store::FolderAccount account((folder_ / "calendars").string(), files);
  store::CsvBook book({(folder_ / "book").string(), {}}, zone_.get(), files);
  store::SqliteBaseStore base((folder_ / "state.db").string());
  const auto interrupted = [] { return false; };
  if (log == nullptr) {
    RunPorts ports{account, book, base, clock, *zone_, interrupted};
    return RunSync(ports, settings_, {});
  }
  LoggedAccount logged_account(&account, log);
  LoggedBook logged_book(&book, log);
  LoggedBase logged_base(&base, log);
  RunPorts ports{logged_account, logged_book, logged_base, clock, *zone_, interrupted};
  return RunSync(ports, settings_, {});
}

void FileWorld::ForEach(
    const std::function<void(const fs::path&, const std::string&)>& each) const {
  std::vector<fs::path> paths;
  for (const auto& file : fs::recursive_directory_iterator(folder_ / "calendars")) {
    if (file.path().extension() == ".ics") paths.push_back(file.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) each(path, ReadFile(path));
}

void FileWorld::Edit(const std::string& title, const std::string& half,
                     const std::function<void(PhoneItem&)>& edit) {
  ForEach([&](const fs::path& path, const std::string& text) {
    PhoneItem phone(text);
    const bool event = text.find("BEGIN:VEVENT") != std::string::npos;
    const bool open = phone.Get("STATUS") != "COMPLETED" && phone.Get("TRANSP") != "TRANSPARENT";
    if (!open || phone.Get("SUMMARY").find(title) == std::string::npos) return;
    if (half != "both" && (half == "block") != event) return;
    edit(phone);
    WriteText(path, phone.Text());
  });
}

void FileWorld::Remove(const std::string& title) {
  ForEach([&](const fs::path& path, const std::string& text) {
    if (PhoneItem(text).Get("SUMMARY").find(title) != std::string::npos) fs::remove(path);
  });
}

std::string FileWorld::State() const {
  std::vector<std::string> lines;
  ForEach(
      [&](const fs::path&, const std::string& text) { lines.push_back(ItemLine(text, *zone_)); });
  store::CsvBook book({(folder_ / "book").string(), {}}, zone_.get());
  for (const Touch& touch : book.Read().touches) {
    lines.push_back("row " + touch.id + " " + std::string(ToWord(touch.kind)) + " " +
                    std::string(ToWord(touch.outcome)) + " " + FormatLocal(touch.at) + " " +
                    touch.follow_up + " " + touch.notes);
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace touchbase::test
