// A person with a book, settings and a real server, and the real program run as of given times; the
// phone is python-caldav, todoman and khal (tests/servers). Starts processes.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/phone.h"
#include "tests/support/real_server.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {

class Workbench {
 public:
  explicit Workbench(const std::string& server_name);

  // One row of contacts.csv and one first mail in touches.csv.
  void AddCold(const std::string& id, const std::string& name, const std::string& first_mail);
  void WriteBook() const;

  // `touchbase --now NOW --json sync`; fails the test unless the exit code is the expected one.
  nlohmann::json Sync(const std::string& now, int exit_code = 0);
  // The same, and it must write nothing and take at most `requests`.
  void SyncQuiet(const std::string& now, int requests);
  // UIDs of the open follow-up of that contact: [0] the block, [1] the task.
  std::vector<std::string> Uids(const std::string& now, const std::string& contact);

  // The phone. Fails the test when the client fails.
  std::string Phone(const std::vector<std::string>& words);
  PhoneItem Item(const std::string& uid) { return PhoneItem(Phone({"get", uid})); }
  void Put(const std::string& uid, const PhoneItem& item);
  bool Exists(const std::string& uid);
  void Todoman(const std::string& verb, const std::string& summary);
  void Khal(const std::string& summary, const std::string& start, const std::string& end);

  void LoseState() const;

  // Rows of touches.csv made from the calendar, of one contact: "follow-up out done", in order.
  std::vector<std::string> Rows(const std::string& contact) const;
  // Every UID of ours, with how often the account holds it.
  std::map<std::string, int> AllUids();

  const RealServer& server() const { return server_; }

 private:
  ChildResult Run(const std::vector<std::string>& words) const;

  RealServer server_;
  TempDir dir_;
  std::string contacts_, touches_;
};

}  // namespace touchbase::test
