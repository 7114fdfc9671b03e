// What the tests of the client share: options that wait for nothing, and requests in one line.
// Pure.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sync/http/client.h"
#include "tests/support/scripted_server.h"

namespace touchbase::http {

constexpr char kUser[] = "ana";
constexpr char kPassword[] = "s3cret-pass";
constexpr char kPasswordBase64[] = "YW5hOnMzY3JldC1wYXNz";

struct Waits {
  std::vector<int> ms;
};

// Options whose waits are recorded, not made.
inline Options TestOptions(Waits* waits) {
  Options options;
  options.user = kUser;
  options.password = kPassword;
  options.wait = [waits](int ms) { waits->ms.push_back(ms); };
  return options;
}

inline Request Get(const std::string& url) {
  Request request;
  request.method = "GET";
  request.url = url;
  return request;
}

inline Request Put(const std::string& url, const std::string& body) {
  Request request;
  request.method = "PUT";
  request.url = url;
  request.headers = {{"If-None-Match", "*"}, {"Content-Type", "text/calendar; charset=utf-8"}};
  request.body = body;
  request.repeatable = false;
  return request;
}

// One after the other; the last one stays.
inline test::ScriptedServer::Handler InTurn(std::vector<test::Reply> replies) {
  return [replies = std::move(replies)](const test::Received& received) {
    const auto last = static_cast<int>(replies.size()) - 1;
    return replies[static_cast<std::size_t>(std::min(received.number, last))];
  };
}

}  // namespace touchbase::http
