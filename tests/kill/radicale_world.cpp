#include "tests/kill/radicale_world.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <vector>

#include "ical/tz_zone.h"
#include "tests/support/item_line.h"

namespace touchbase::test {
namespace {

namespace fs = std::filesystem;

int PortOf(const std::string& url) { return std::stoi(url.substr(url.rfind(':') + 1)); }

void CopyFolder(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

}  // namespace

RadicaleWorld::RadicaleWorld()
    : zone_(ical::LoadZone("Europe/Berlin")), server_port_(PortOf(server_.base_url())) {
  relay_ = std::make_unique<Relay>(server_port_, [this](const Received& request, Moment moment) {
    return Pass(request, moment);
  });
  const auto password = dir_.Write("password", server_.password() + "\n");
  fs::permissions(password, fs::perms::owner_read);
  dir_.Write("world/touchbase.toml",
             "book = \"book\"\nbook_id = \"10adbeef\"\nstate = \"state.db\"\n"
             "time_zone = \"Europe/Berlin\"\n[calendar]\nurl = \"http://127.0.0.1:" +
                 std::to_string(relay_->port()) + "/\"\nuser = \"" + server_.user() +
                 "\"\npassword_file = \"../password\"\nitems = \"both\"\n");
}

void RadicaleWorld::WriteBook(const std::string& contacts, const std::string& touches) const {
  dir_.Write("world/book/contacts.csv", contacts);
  dir_.Write("world/book/touches.csv", touches);
}

void RadicaleWorld::Log(const std::string& row) const {
  std::ofstream(dir_ / "world/book/touches.csv", std::ios::app) << row << "\r\n";
}

// Runs on the relay's thread. The program is dead when it returns, so it does nothing more.
bool RadicaleWorld::Pass(const Received& /*request*/, Moment moment) {
  std::unique_lock lock(mutex_);
  started_.wait(lock, [this] { return program_ != 0; });
  if (killed_) return false;
  const int number = moment == Moment::kBefore ? requests_++ : requests_ - 1;
  if (number != kill_at_ || moment != moment_) return true;
  ::kill(program_, SIGKILL);
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(program_), &info, WEXITED | WNOWAIT);
  killed_ = true;
  return false;
}

std::unique_ptr<ChildProcess> RadicaleWorld::Start(const std::string& now) {
  {
    const std::lock_guard lock(mutex_);
    program_ = 0;
    killed_ = false;
    requests_ = 0;
  }
  const std::string settings = (dir_ / "world/touchbase.toml").string();
  auto program = std::make_unique<ChildProcess>(std::vector<std::string>{
      TOUCHBASE_BINARY, "--config", settings, "--now", now, "--json", "sync"});
  {
    const std::lock_guard lock(mutex_);
    program_ = program->pid();
  }
  started_.notify_all();
  return program;
}

ChildResult RadicaleWorld::Sync(const std::string& now) {
  kill_at_ = -1;
  ChildResult result = Start(now)->Wait(std::chrono::seconds{120});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  return result;
}

bool RadicaleWorld::SyncKilled(const std::string& now, int request, Moment moment) {
  {
    const std::lock_guard lock(mutex_);
    kill_at_ = request;
    moment_ = moment;
  }
  return Start(now)->Wait(std::chrono::seconds{120}).signal == SIGKILL;
}

void RadicaleWorld::ForEach(const std::function<void(const fs::path&)>& each) const {
  std::vector<fs::path> files;
  for (auto file = fs::recursive_directory_iterator(Storage());
       file != fs::recursive_directory_iterator(); ++file) {
    if (file->is_directory() && file->path().filename() == ".Radicale.cache") {
      file.disable_recursion_pending();
    } else if (file->path().extension() == ".ics") {
      files.push_back(file->path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) each(file);
}

void RadicaleWorld::Send(const std::string& method, const fs::path& file, const std::string& body) {
  Received request;
  request.method = method;
  request.target = "/" + fs::relative(file, Storage()).string();
  request.headers = {{"Authorization", "Basic YW5hOnNlY3JldA=="},  // ana:secret
                     {"Content-Type", "text/calendar; charset=utf-8"}};
  request.body = body;
  const int status = AskServer(server_port_, request).status;
  ASSERT_TRUE(status >= 200 && status < 300) << method << " " << request.target << ": " << status;
}

void RadicaleWorld::Edit(const std::string& title, const std::string& half,
                         const std::function<void(PhoneItem&)>& edit) {
  int edited = 0;
  ForEach([&](const fs::path& file) {
    const std::string text = ReadFile(file);
    PhoneItem phone(text);
    if (phone.Get("SUMMARY").find(title) == std::string::npos) return;
    if (text.find("BEGIN:" + half) == std::string::npos) return;
    edit(phone);
    Send("PUT", file, phone.Text());
    ++edited;
  });
  ASSERT_GT(edited, 0) << title << " is not in the calendar\n" << State();
}

void RadicaleWorld::Remove(const std::string& title, const std::string& half) {
  int removed = 0;
  ForEach([&](const fs::path& file) {
    const std::string text = ReadFile(file);
    if (PhoneItem(text).Get("SUMMARY").find(title) == std::string::npos) return;
    if (text.find("BEGIN:" + half) == std::string::npos) return;
    Send("DELETE", file, "");
    ++removed;
  });
  ASSERT_GT(removed, 0) << title << " is not in the calendar\n" << State();
}

std::string RadicaleWorld::State() const {
  std::vector<std::string> lines;
  ForEach([&](const fs::path& file) { lines.push_back(ItemLine(ReadFile(file), *zone_)); });
  std::istringstream rows(ReadFile(dir_ / "world/book/touches.csv"));
  for (std::string row; std::getline(rows, row);) lines.push_back("row " + row);
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

void RadicaleWorld::Keep() const {
  CopyFolder(dir_ / "world", dir_ / "kept");
  CopyFolder(Storage(), dir_ / "storage");
}

void RadicaleWorld::Restore() const {
  CopyFolder(dir_ / "kept", dir_ / "world");
  CopyFolder(dir_ / "storage", Storage());
}

}  // namespace touchbase::test
