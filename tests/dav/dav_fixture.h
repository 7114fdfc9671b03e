// A calendar and an account at a scripted server, and the XML that its scripts are made of.
// I/O: loopback sockets.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sync/dav/caldav_account.h"
#include "sync/dav/caldav_collection.h"
#include "sync/dav/session.h"
#include "tests/support/dialogue.h"
#include "tests/support/scripted_server.h"

namespace touchbase::dav {

inline std::string Multistatus(const std::string& inner) {
  return R"(<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" )"
         R"(xmlns:s="http://calendarserver.org/ns/">)" +
         inner + "</d:multistatus>";
}

// A response with properties that are there.
inline std::string Props(const std::string& href, const std::string& props) {
  return "<d:response><d:href>" + href + "</d:href><d:propstat><d:prop>" + props +
         "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>";
}

inline std::string Tagged(const std::string& href, const std::string& etag) {
  return Props(href, "<d:getetag>" + etag + "</d:getetag>");
}

inline std::string Status(const std::string& href, const std::string& status) {
  return "<d:response><d:href>" + href + "</d:href><d:status>HTTP/1.1 " + status +
         "</d:status></d:response>";
}

inline std::string Token(const std::string& token) {
  return "<d:sync-token>" + token + "</d:sync-token>";
}

inline std::string Object(const std::string& href, const std::string& etag,
                          const std::string& text) {
  return Props(
      href, "<d:getetag>" + etag + "</d:getetag><c:calendar-data>" + text + "</c:calendar-data>");
}

inline std::string Calendar(const std::string& href, const std::string& name,
                            const std::string& more = "") {
  return Props(
      href, "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>" + name +
                "</d:displayname>" + more);
}

inline std::string Event(const std::string& uid, const std::string& summary = "Write",
                         const std::string& stamp = "20261121T100000Z") {
  return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:" + uid + "\nDTSTAMP:" + stamp +
         "\nDTSTART:20261201T100000Z\nDTEND:20261201T101500Z\nSUMMARY:" + summary +
         "\nEND:VEVENT\nEND:VCALENDAR\n";
}

// One step of a Dialogue. `request` is "METHOD /path", `wants` further C: lines.
inline std::string Step(const std::string& request, const std::string& answer,
                        const std::string& body = "", const std::vector<std::string>& wants = {}) {
  std::string step = "C: " + request + "\n";
  for (const std::string& want : wants) step += "C: " + want + "\n";
  for (std::size_t at = 0; at < answer.size();) {
    const std::size_t end = std::min(answer.find('\n', at), answer.size());
    const std::string line = answer.substr(at, end - at);
    step += (line.rfind("S!", 0) == 0 ? line : "S: " + line) + "\n";
    at = end + 1;
  }
  if (body.empty()) return step;
  step += "S:\nS: ";
  for (const char c : body) step += c == '\n' ? std::string("\nS: ") : std::string(1, c);
  return step + "\n";
}

class Scripted {
 public:
  explicit Scripted(const std::string& script) : dialogue_(script), server_(dialogue_) {}
  ~Scripted() {
    for (const std::string& problem : dialogue_.Problems()) ADD_FAILURE() << problem;
  }
  Scripted(const Scripted&) = delete;
  Scripted& operator=(const Scripted&) = delete;

  http::Options Options() const {
    http::Options options;
    options.user = "ana";
    options.password = "secret";
    options.wait = [](int) {};
    return options;
  }
  // The calendar at /cal/, without discovery.
  CalDavCollection& Cal(ServerKind kind = ServerKind::kUnknown) {
    CollectionState state;
    state.url = Href(Url("/cal/"));
    state.sync_token = SyncToken("offered");
    http::Options options = Options();
    options.named_host = state.url.value;
    session_ = std::make_shared<Session>(std::move(options));
    session_->SetKnown({{}, ProfileOf(kind)});
    collection_ = std::make_unique<CalDavCollection>(session_, state);
    return *collection_;
  }
  std::unique_ptr<Account> Open(const std::string& path, AccountMemory memory = {},
                                std::vector<std::string> trusted = {}) {
    DavOptions options;
    options.http = Options();
    options.http.trust_hosts = std::move(trusted);
    options.url = Url(path);
    options.remembered = std::move(memory);
    return OpenCalDav(std::move(options));
  }
  std::string Url(const std::string& path) const { return server_.Url(path); }
  Session& session() { return *session_; }
  test::ScriptedServer& server() { return server_; }

 private:
  test::Dialogue dialogue_;
  test::ScriptedServer server_;
  std::shared_ptr<Session> session_;
  std::unique_ptr<CalDavCollection> collection_;
};

}  // namespace touchbase::dav
