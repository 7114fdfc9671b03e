// One sign-in at one CalDAV server: sends our requests, learns from every answer what server it is,
// and holds what is known of it. I/O: the network, by sync/http.
//
// Shared by an account and its collections; belongs to one thread, as http::Client does.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sync/dav/memory.h"
#include "sync/dav/profile.h"
#include "sync/http/client.h"

namespace touchbase::dav {

// PROPFIND, REPORT, MKCALENDAR with an XML body; `depth` "" for none.
http::Request XmlRequest(std::string method, std::string url, std::string_view depth,
                         std::string body);
http::Request GetRequest(std::string url);

class Session {
 public:
  explicit Session(http::Options options) : client_(std::move(options)) {}

  http::Exchange Send(const http::Request& request);
  // The answer, whatever its status. Throws ServerError when none came.
  http::Response Ask(const http::Request& request);
  // Several at a time; ends may be missing answers.
  void AskAll(std::span<const http::Request> requests,
              const std::function<void(std::size_t, http::Exchange)>& done);

  // Throws ServerError when credentials may not go to the host of `url`.
  void Trust(std::string_view url, std::string_view named_by);

  const Profile& profile() const { return known_.profile; }
  // Rules seen to hold beside those of the kind.
  void SetNoSyncCollection() { known_.profile.no_sync_collection = true; }
  http::Client& client() { return client_; }

  const Known& known() const { return known_; }
  // What an earlier run found, or what was found anew.
  void SetKnown(Known known);
  void SetPlaces(Places places) { known_.places = std::move(places); }

 private:
  void Learn(std::string_view url, const http::Response& response);

  http::Client client_;
  Known known_;
};

// ServerError with what was tried, on what, and what came back; 429 and 503 say how long to wait.
[[noreturn]] void ThrowRefused(std::string_view what, const http::Request& request,
                               const http::Response& response);

}  // namespace touchbase::dav
