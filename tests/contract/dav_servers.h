// The real CalDAV servers that suites run over, each started once for all tests of a program, and
// an account with a calendar of its own for one test. Starts processes.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/error.h"
#include "sync/core/collection.h"
#include "sync/dav/caldav_account.h"
#include "sync/http/client.h"
#include "tests/support/real_server.h"

namespace touchbase::test {

inline RealServer& ServerOf(const std::string& name) {
  static std::map<std::string, std::unique_ptr<RealServer>> servers;
  std::unique_ptr<RealServer>& server = servers[name];
  // Radicale reads its rights anew at each request: MakeReadOnly writes them.
  const RealServer::Env env = {{"SERVER_READONLY", "1"}};
  if (!server && name == "radicale") server = std::make_unique<RealServer>(name, env);
  if (!server) server = std::make_unique<RealServer>(name);
  return *server;
}

inline std::string EscapeName(const std::string& name) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return out;
}

class DavCalendar {
 public:
  explicit DavCalendar(const std::string& name) : server_(ServerOf(name)) {
    static int number = 0;
    dav::DavOptions options;
    options.http = Http();
    options.url = server_.base_url();
    account_ = dav::OpenCalDav(std::move(options));
    for (const CollectionState& state : account_->Survey()) before_.push_back(state.url);
    url_ = account_->Create("Test " + std::to_string(++number), Component::kEvent).url;
  }

  // Cyrus lets a UID live once in an account, so nothing may stay for the next test.
  ~DavCalendar() {
    try {
      RemoveCalendars();
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  }
  DavCalendar(const DavCalendar&) = delete;
  DavCalendar& operator=(const DavCalendar&) = delete;

  Account& account() { return *account_; }

  // As a survey lists it now.
  CollectionState State() {
    for (const CollectionState& state : account_->Survey()) {
      if (state.url == url_) return state;
    }
    ADD_FAILURE() << url_.value << " is not listed";
    return {};
  }

  // Another program puts an object under a name of its choice.
  void PutAsOther(const std::string& name, const std::string& text) {
    http::Client client(Http());
    http::Request request;
    request.method = "PUT";
    request.url = url_.value + EscapeName(name);
    request.headers = {{"Content-Type", "text/calendar; charset=utf-8"}};
    request.body = text;
    const int status = client.Send(request).response.status;
    EXPECT_TRUE(status == 201 || status == 204) << name << ": " << status;
  }

  // False: this server has no rights that a test could take away.
  bool MakeReadOnly() {
    if (server_.name() != "radicale") return false;
    const std::string home = server_.home_url();
    AllowAllBut(url_.value.substr(home.size(), url_.value.size() - home.size() - 1));
    return true;
  }

 private:
  void AllowAllBut(const std::string& slug) {
    std::ofstream rights(server_.dir() / "rights");
    rights << "[readonly]\nuser: .+\ncollection: {user}/" << slug
           << "(/.*)?\npermissions: r\n[root]\nuser: .+\ncollection:\npermissions: R\n"
              "[principal]\nuser: .+\ncollection: {user}\npermissions: RW\n"
              "[calendars]\nuser: .+\ncollection: {user}/[^/]+\npermissions: rw\n";
    EXPECT_TRUE(rights.flush().good());
  }

  void RemoveCalendars() {
    if (server_.name() == "radicale") AllowAllBut("readonly");
    http::Client client(Http());
    for (const CollectionState& state : account_->Survey()) {
      if (std::find(before_.begin(), before_.end(), state.url) != before_.end()) continue;
      http::Request request;
      request.method = "DELETE";
      request.url = state.url.value;
      const int status = client.Send(request).response.status;
      EXPECT_TRUE(status == 200 || status == 204) << request.url << ": " << status;
    }
  }

  http::Options Http() const {
    http::Options options;
    options.user = server_.user();
    options.password = server_.password();
    return options;
  }

  RealServer& server_;
  std::unique_ptr<Account> account_;
  Href url_;
  std::vector<Href> before_;
};

}  // namespace touchbase::test
