#include "tests/loop/workbench.h"

#include <gtest/gtest.h>

#include <sstream>

namespace touchbase::test {
namespace {

const std::string kServers = TOUCHBASE_SOURCE_DIR "/tests/servers/";

}  // namespace

Workbench::Workbench(const std::string& server_name)
    : server_(server_name),
      contacts_("id,name,email,track\r\n"),
      touches_("id,contact,at,direction,channel,kind,outcome,notes,follow_up,until\r\n") {
  const auto password = dir_.Write("password", server_.password() + "\n");
  std::filesystem::permissions(password, std::filesystem::perms::owner_read);
  dir_.Write("touchbase.toml",
             "book = \"book\"\nbook_id = \"10adbeef\"\nstate = \"state.db\"\n"
             "time_zone = \"Europe/Berlin\"\n[calendar]\nurl = \"" +
                 server_.base_url() + "\"\nuser = \"" + server_.user() +
                 "\"\npassword_file = \"password\"\nitems = \"both\"\n"
                 "[plan]\nmax_per_day = 40\n");
}

void Workbench::AddCold(const std::string& id, const std::string& name,
                        const std::string& first_mail) {
  contacts_ += id + "," + name + "," + id + "@x.example,\r\n";
  touches_ += "," + id + "," + first_mail + ",out,email,first,,,,\r\n";
}

void Workbench::WriteBook() const {
  dir_.Write("book/contacts.csv", contacts_);
  dir_.Write("book/touches.csv", touches_);
}

ChildResult Workbench::Run(const std::vector<std::string>& words) const {
  std::vector<std::string> args = {TOUCHBASE_BINARY, "--config",
                                   (dir_ / "touchbase.toml").string()};
  args.insert(args.end(), words.begin(), words.end());
  ChildOptions options;
  options.timeout = std::chrono::seconds{120};
  return RunChild(args, options);
}

nlohmann::json Workbench::Sync(const std::string& now, int exit_code) {
  const ChildResult result = Run({"--now", now, "--json", "sync"});
  EXPECT_EQ(result.exit_code, exit_code) << result.out << result.err;
  EXPECT_EQ(result.err.find(server_.password() + "\n"), std::string::npos) << "a secret is told";
  return nlohmann::json::parse(result.out);
}

void Workbench::SyncQuiet(const std::string& now, int requests) {
  const nlohmann::json report = Sync(now);
  EXPECT_FALSE(report["changed"].get<bool>()) << now << " " << report.dump();
  EXPECT_LE(report["requests"].get<int>(), requests) << now << " " << report.dump();
}

std::vector<std::string> Workbench::Uids(const std::string& now, const std::string& contact) {
  const ChildResult result = Run({"--now", now, "--json", "plan"});
  const nlohmann::json plan = nlohmann::json::parse(result.out);
  for (const auto& item : plan["follow_ups"]) {
    if (item["contact"] != contact) continue;
    std::vector<std::string> uids = item["uids"];
    // The block first.
    if (uids.size() == 2 && Phone({"get", uids[0]}).find("BEGIN:VEVENT") == std::string::npos) {
      std::swap(uids[0], uids[1]);
    }
    return uids;
  }
  ADD_FAILURE() << "nothing is planned for " << contact << ": " << result.out << result.err;
  return {"", ""};
}

std::string Workbench::Phone(const std::vector<std::string>& words) {
  std::vector<std::string> args = {"/usr/bin/python3", kServers + "phone.py", server_.home_url()};
  args.insert(args.end(), words.begin(), words.end());
  const ChildResult result = RunChild(args);
  EXPECT_EQ(result.exit_code, 0) << words.front() << ": " << result.err;
  return result.out;
}

void Workbench::Put(const std::string& uid, const PhoneItem& item) {
  const auto file = dir_.Write("edited.ics", item.Text());
  Phone({"put-raw", uid, file.string()});
}

bool Workbench::Exists(const std::string& uid) { return AllUids()[uid] > 0; }

void Workbench::Todoman(const std::string& verb, const std::string& summary) {
  const ChildResult result = RunChild(
      {kServers + "phone-todoman", (dir_ / "todoman").string(), server_.home_url(), verb, summary});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

void Workbench::Khal(const std::string& summary, const std::string& start, const std::string& end) {
  const ChildResult result = RunChild({kServers + "phone-khal", (dir_ / "khal").string(),
                                       server_.home_url(), "move", summary, start, end});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

void Workbench::LoseState() const {
  for (const char* name : {"state.db", "state.db-wal", "state.db-shm"}) {
    std::filesystem::remove(dir_ / name);
  }
}

std::vector<std::string> Workbench::Rows(const std::string& contact) const {
  std::istringstream in(ReadFile(dir_ / "book/touches.csv"));
  std::vector<std::string> rows;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    const bool ours = cells.size() > 8 && cells[8].find("tb-") != std::string::npos;
    if (ours && cells[1] == contact) {
      rows.push_back(cells[5] + " " + cells[3] + " " + cells[6] +
                     (cells[7].empty() ? "" : " " + cells[7]));
    }
  }
  return rows;
}

std::map<std::string, int> Workbench::AllUids() {
  std::map<std::string, int> count;
  std::istringstream in(Phone({"list"}));
  for (std::string line; std::getline(in, line);) {
    const auto begin = line.find("tb-");
    if (begin != std::string::npos) ++count[line.substr(begin, line.find('\t', begin) - begin)];
  }
  return count;
}

}  // namespace touchbase::test
