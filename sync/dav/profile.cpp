#include "sync/dav/profile.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "model/words.h"

namespace touchbase::dav {
namespace {

constexpr WordTable<ServerKind, 9> kNames({"an unknown server", "Radicale", "Xandikos", "Cyrus",
                                           "sabre/dav", "sabre/dav 1", "DAViCal", "Google",
                                           "iCloud"});
static_assert(decltype(kNames)::Complete(ServerKind::kICloud));

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// The text of the first element with that local name: cheap, and only a hint is wanted.
std::string_view FirstText(std::string_view body, std::string_view local) {
  std::size_t at = 0;
  while ((at = body.find(local, at)) != std::string_view::npos) {
    at += local.size();
    if (at >= body.size() || body[at] != '>') continue;
    const std::size_t end = body.find('<', at);
    if (end == std::string_view::npos) return {};
    if (end > at + 1) return body.substr(at + 1, end - at - 1);
  }
  return {};
}

bool IsGitTree(std::string_view token) {
  return token.size() == 40 && std::all_of(token.begin(), token.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

ServerKind ByHeaders(std::string_view host, const http::Response& response) {
  const std::string_view server = response.Find("Server");
  if (EndsWith(host, "googleusercontent.com") || server == "GSE") return ServerKind::kGoogle;
  if (EndsWith(host, ".icloud.com") || Contains(server, "AppleHttpServer")) {
    return ServerKind::kICloud;
  }
  if (!response.Find("X-DAViCal-Version").empty()) return ServerKind::kDavical;
  if (Contains(server, "Cyrus")) return ServerKind::kCyrus;
  if (Contains(response.Find("WWW-Authenticate"), "Radicale")) return ServerKind::kRadicale;
  const std::string_view version = response.Find("X-Sabre-Version");
  if (!version.empty()) {
    return version.substr(0, 2) == "1." ? ServerKind::kSabreOld : ServerKind::kSabre;
  }
  return ServerKind::kUnknown;
}

}  // namespace

std::string_view ServerName(ServerKind kind) { return kNames.WordOf(kind); }

ServerKind Recognise(std::string_view host, const http::Response& response) {
  const ServerKind by_headers = ByHeaders(host, response);
  if (by_headers != ServerKind::kUnknown) return by_headers;

  const std::string_view body = response.body;
  const std::string_view token = FirstText(body, "sync-token");
  if (token.substr(0, 27) == "http://radicale.org/ns/sync") return ServerKind::kRadicale;
  if (token.substr(0, 22) == "http://sabre.io/ns/syn") return ServerKind::kSabre;
  if (Contains(body.substr(0, 1000), "http://cyrusimap.org/ns/")) return ServerKind::kCyrus;
  if (IsGitTree(token)) return ServerKind::kXandikos;
  if (response.Find("DAV") == "1, 2, 3, calendar-access, addressbook, extended-mkcol") {
    return ServerKind::kRadicale;
  }
  // A calendar of sabre with a ctag and no token: sync-collection came with 2.0.
  const bool sabre = Contains(body.substr(0, 1000), "http://sabredav.org/ns");
  const bool has_ctag = !FirstText(body, "getctag").empty();
  if (sabre && has_ctag && token.empty() && Contains(body, "sync-token")) {
    return ServerKind::kSabreOld;
  }
  return ServerKind::kUnknown;
}

Profile ProfileOf(ServerKind kind) {
  Profile profile;
  profile.kind = kind;
  switch (kind) {
    case ServerKind::kRadicale:
      profile.ask_ctag_only = true;
      profile.max_connections = 4;
      break;
    case ServerKind::kDavical:
      profile.distrust_tokens = true;
      profile.full_listing_hours = 1;
      profile.reread_after_update = true;
      profile.max_connections = 4;
      break;
    case ServerKind::kSabre:
      profile.ranges_miss_dates = true;
      break;
    case ServerKind::kSabreOld:
      profile.no_sync_collection = true;
      profile.ranges_miss_dates = true;
      profile.reread_after_update = true;
      break;
    case ServerKind::kGoogle:
      profile.look_before_create = true;
      profile.bare_409_is_uid = true;
      break;
    case ServerKind::kICloud:
      profile.late_listings = true;
      break;
    case ServerKind::kXandikos:
      profile.incomplete_ranges = true;
      break;
    case ServerKind::kUnknown:
    case ServerKind::kCyrus:
      break;
  }
  return profile;
}

std::string Describe(const Profile& profile) {
  std::string rules;
  const auto add = [&rules](bool in_force, std::string_view rule) {
    if (in_force) rules.append(rules.empty() ? ": " : "; ").append(rule);
  };
  add(profile.ask_ctag_only, "asks for the ctag alone");
  add(profile.distrust_tokens, "lists in full instead of trusting sync-tokens");
  add(profile.no_sync_collection && !profile.distrust_tokens, "has no sync-collection");
  add(profile.reread_after_update, "reads again what it has updated");
  add(profile.look_before_create, "looks before it creates");
  add(profile.ranges_miss_dates, "asks for events with single dates by themselves");
  add(profile.incomplete_ranges, "reads whole calendars for busy times");
  add(profile.late_listings, "believes an absence only when it lasts");
  add(profile.max_connections > 0,
      fmt::format("at most {} requests at a time", profile.max_connections));
  return std::string(ServerName(profile.kind)) + rules;
}

}  // namespace touchbase::dav
