// A real CalDAV server for one test or suite: radicale, xandikos, cyrus, sabre or davical, started
// by tests/servers/start in a temporary directory on a free loopback port. Starts processes; they
// end with the object, and also when the test program dies. Takes 0.3 to 3 s.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temp_dir.h"

namespace touchbase::test {

class RealServer {
 public:
  using Env = std::vector<std::pair<std::string, std::string>>;

  // `env` holds options of tests/servers/start, such as {"SERVER_TLS", "1"}.
  // Throws std::runtime_error with the ends of the server's logs when it does not come up.
  explicit RealServer(std::string name, Env env = {});
  ~RealServer();
  RealServer(const RealServer&) = delete;
  RealServer& operator=(const RealServer&) = delete;

  const std::string& name() const { return name_; }
  const std::string& base_url() const { return base_url_; }  // What a user would type.
  const std::string& home_url() const { return home_url_; }  // The calendar home of the user.
  const std::string& user() const { return user_; }
  const std::string& password() const { return password_; }
  const std::filesystem::path& dir() const { return dir_.path(); }
  std::filesystem::path certificate() const { return dir_ / "cert.pem"; }  // With SERVER_TLS.

  // Ends the server; requests are then refused. The data stays.
  void Stop();
  // Starts a stopped server again, on the port and with the data of before.
  void StartAgain();

 private:
  void Start(const Env& env);

  std::string name_;
  Env env_;
  TempDir dir_{TempDir::Medium::kMemory};  // Cyrus syncs seven times an object
  std::string base_url_, home_url_, user_, password_;
  bool running_ = false;
};

// All names, for suites that run over every server.
std::vector<std::string> RealServerNames();

}  // namespace touchbase::test
