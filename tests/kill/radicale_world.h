// A person with a book, settings and a real Radicale, and the real program, which reaches the
// server through a relay that kills it. Starts processes.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "model/zone.h"
#include "tests/support/child_process.h"
#include "tests/support/phone.h"
#include "tests/support/real_server.h"
#include "tests/support/relay.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {

class RadicaleWorld {
 public:
  RadicaleWorld();

  void WriteBook(const std::string& contacts, const std::string& touches) const;
  void Log(const std::string& row) const;  // a line at the end of touches.csv

  // `touchbase sync` as of that time, to its end. The output is that of --json.
  ChildResult Sync(const std::string& now);
  // SIGKILL at that request, before it reaches the server or before its answer reaches the program.
  // False: there were not so many.
  bool SyncKilled(const std::string& now, int request, Moment moment);
  // Requests of the last run.
  int requests() const { return requests_; }

  // The user's phone: edits every item whose title holds `title`; `half` VEVENT, VTODO or "" for
  // both. Fails the test when there is none.
  void Edit(const std::string& title, const std::string& half,
            const std::function<void(PhoneItem&)>& edit);
  void Remove(const std::string& title, const std::string& half);

  // Calendar and log without stamps; what is there twice stands twice.
  std::string State() const;

  // Book, state and the server's storage as they are now, and back to them.
  void Keep() const;
  void Restore() const;

 private:
  bool Pass(const Received& request, Moment moment);
  std::unique_ptr<ChildProcess> Start(const std::string& now);
  void ForEach(const std::function<void(const std::filesystem::path&)>& each) const;
  void Send(const std::string& method, const std::filesystem::path& file, const std::string& body);
  std::filesystem::path Storage() const { return server_.dir() / "collections/collection-root"; }

  std::shared_ptr<const Zone> zone_;
  RealServer server_{"radicale"};
  int server_port_;
  TempDir dir_{TempDir::Medium::kMemory};

  std::mutex mutex_;
  std::condition_variable started_;
  pid_t program_ = 0;  // under the mutex, as all below
  int kill_at_ = -1;
  Moment moment_ = Moment::kBefore;
  bool killed_ = false;
  std::atomic<int> requests_ = 0;

  std::unique_ptr<Relay> relay_;  // last: its thread uses all above
};

}  // namespace touchbase::test
