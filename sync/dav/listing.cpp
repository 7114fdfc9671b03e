#include <fmt/core.h>

#include <optional>
#include <utility>

#include "model/error.h"
#include "sync/dav/caldav_collection.h"
#include "sync/dav/href.h"
#include "sync/dav/member_list.h"
#include "sync/dav/xml_request.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {
namespace {

constexpr int kMostPages = 1000;

// Half a listing would read as a deletion of the rest, so nothing less than whole is taken.
xml::Multistatus Whole(const http::Request& request, const http::Response& response) {
  xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
  if (parsed.value) return std::move(*parsed.value);
  throw ServerError(fmt::format("cannot tell what is in the calendar: {} {}: {}", request.method,
                                request.url, parsed.problem),
                    request.url);
}

// What says nothing about the token: asking again in another way would only make it worse.
bool IsNotAboutTheToken(const http::Response& response, ServerKind kind) {
  if (response.status == 401 || response.status == 407 || response.status == 429 ||
      response.status == 503) {
    return true;
  }
  if (response.status != 403 || kind != ServerKind::kGoogle) return false;
  const xml::ErrorBody error = xml::ParseErrorBody(response.body);
  return error.is_dav_error && error.conditions.empty();
}

}  // namespace

// No value: the server takes no such token, or has no sync-collection.
std::optional<Changes> CalDavCollection::Report(const SyncToken& token) {
  const std::string url = WithSlash(state_.url.value);
  MemberList members(url);
  std::string at = token.value;
  for (int page = 0; page < kMostPages; ++page) {
    const http::Request request = XmlRequest("REPORT", url, "0", xml::SyncCollectionBody(at));
    const http::Response response = session_->Ask(request);
    if (response.status != 207) {
      if (IsNotAboutTheToken(response, session_->profile().kind)) {
        ThrowRefused("cannot tell what changed in the calendar", request, response);
      }
      const bool about_support = response.status == 403 || response.status == 405 ||
                                 response.status == 415 || response.status == 501;
      if (token.empty() && about_support) session_->SetNoSyncCollection();
      return std::nullopt;
    }
    const xml::Multistatus answer = Whole(request, response);
    const bool truncated = members.Add(answer);
    // Calypso answers without a token: nothing could be asked the next time.
    if (answer.sync_token.empty()) return std::nullopt;
    if (!truncated) {
      Changes changes;
      if (token.empty()) {
        changes.full = true;
        changes.changed = std::move(members).Present();
      } else {
        changes = std::move(members).Since();
      }
      changes.token = SyncToken(answer.sync_token);
      return changes;
    }
    if (answer.sync_token == at) return std::nullopt;  // it would go on for ever
    at = answer.sync_token;
  }
  throw ServerError(fmt::format("the listing of {} had no end after {} pages", url, kMostPages),
                    url);
}

std::optional<Changes> CalDavCollection::ListByPropfind() {
  const std::string url = WithSlash(state_.url.value);
  const http::Request request = XmlRequest("PROPFIND", url, "1", xml::ListingBody());
  const http::Response response = session_->Ask(request);
  if (response.status != 207) {
    const bool final = response.status == 404 || response.status == 410 ||
                       IsNotAboutTheToken(response, session_->profile().kind);
    if (final) ThrowRefused("cannot list the calendar", request, response);
    propfind_refused_ = fmt::format("PROPFIND {}", response.status);
    return std::nullopt;
  }
  MemberList members(url);
  if (members.Add(Whole(request, response))) {
    throw ServerError(fmt::format("the listing of {} was cut short by the server (507)", url), url);
  }
  Changes changes;
  changes.full = true;
  // Read by the server before it walked the members: what changes meanwhile comes twice, never not.
  changes.token = SyncToken(members.own_token());
  changes.changed = std::move(members).Present();
  return changes;
}

Changes CalDavCollection::ListByQuery(const std::string& why_not_propfind) {
  const std::string url = WithSlash(state_.url.value);
  MemberList members(url);
  for (const Component component : {Component::kEvent, Component::kTodo}) {
    const bool taken = component == Component::kEvent ? state_.takes_events : state_.takes_tasks;
    if (!taken) continue;
    const http::Request request = XmlRequest("REPORT", url, "1", xml::QueryBody(component));
    const http::Response response = session_->Ask(request);
    if (response.status != 207) {
      ThrowRefused("cannot list the calendar (" + why_not_propfind + ")", request, response);
    }
    if (members.Add(Whole(request, response))) {
      throw ServerError(fmt::format("the listing of {} was cut short by the server (507)", url),
                        url);
    }
  }
  Changes changes;
  changes.full = true;
  changes.changed = std::move(members).Present();
  return changes;
}

Changes CalDavCollection::ListInFull() {
  std::optional<Changes> changes = ListByPropfind();
  if (!changes) changes = ListByQuery(propfind_refused_);
  if (session_->profile().distrust_tokens) changes->token = SyncToken();
  return std::move(*changes);
}

Changes CalDavCollection::ChangesSince(const SyncToken& token) {
  const Profile& profile = session_->profile();
  if (profile.distrust_tokens || profile.no_sync_collection) return ListInFull();
  // A server that named no sync-token has no sync-collection; Radicale was not asked for one.
  const bool offered = !token.empty() || !state_.sync_token.empty() || profile.ask_ctag_only;
  std::optional<Changes> changes = offered ? Report(token) : std::nullopt;
  return changes ? std::move(*changes) : ListInFull();
}

}  // namespace touchbase::dav
