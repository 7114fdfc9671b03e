#include "sync/dav/session.h"

#include <fmt/core.h>

#include <utility>

#include "model/error.h"
#include "sync/dav/href.h"
#include "sync/dav/write_answer.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {

http::Request XmlRequest(std::string method, std::string url, std::string_view depth,
                         std::string body) {
  http::Request request;
  request.method = std::move(method);
  request.url = std::move(url);
  // Xandikos and Cyrus answer 415 without it.
  request.headers.push_back({"Content-Type", "application/xml; charset=utf-8"});
  if (!depth.empty()) request.headers.push_back({"Depth", std::string(depth)});
  request.body = std::move(body);
  request.repeatable = request.method != "MKCALENDAR";
  return request;
}

http::Request GetRequest(std::string url) {
  http::Request request;
  request.method = "GET";
  request.url = std::move(url);
  request.headers.push_back({"Accept", "text/calendar"});
  return request;
}

http::Exchange Session::Send(const http::Request& request) {
  http::Exchange exchange = client_.Send(request);
  if (exchange.end == http::Exchange::End::kAnswered) Learn(request.url, exchange.response);
  return exchange;
}

http::Response Session::Ask(const http::Request& request) {
  http::Exchange exchange = Send(request);
  if (exchange.end != http::Exchange::End::kAnswered) {
    throw ServerError(
        fmt::format("{} {}: no answer: {}", request.method, request.url, exchange.why),
        request.url);
  }
  return std::move(exchange.response);
}

void Session::AskAll(std::span<const http::Request> requests,
                     const std::function<void(std::size_t, http::Exchange)>& done) {
  client_.SendAll(requests, [&](std::size_t i, http::Exchange exchange) {
    if (exchange.end == http::Exchange::End::kAnswered) Learn(requests[i].url, exchange.response);
    done(i, std::move(exchange));
  });
}

void Session::Trust(std::string_view url, std::string_view named_by) {
  if (client_.Trust(url)) return;
  throw ServerError(
      fmt::format("{} sends us to {}, and the password is not sent to another site unasked. If it "
                  "is right, add \"{}\" to trust_hosts in the settings",
                  named_by, url, HostOf(url)),
      std::string(url));
}

void Session::SetKnown(Known known) {
  known_ = std::move(known);
  if (profile().max_connections > 0) client_.LimitConnections(profile().max_connections);
}

void Session::Learn(std::string_view url, const http::Response& response) {
  Profile& profile = known_.profile;
  if (profile.kind != ServerKind::kUnknown) return;
  const ServerKind kind = Recognise(HostOf(url), response);
  if (kind == ServerKind::kUnknown) return;
  const bool no_sync = profile.no_sync_collection;
  profile = ProfileOf(kind);
  profile.no_sync_collection = profile.no_sync_collection || no_sync;
  if (profile.max_connections > 0) client_.LimitConnections(profile.max_connections);
}

void ThrowRefused(std::string_view what, const http::Request& request,
                  const http::Response& response) {
  std::string message = fmt::format("{}: {} {} answered {}", what, request.method, request.url,
                                    Tell(response.status, xml::ParseErrorBody(response.body)));
  const std::string_view wait = response.Find("Retry-After");
  if (!wait.empty()) message.append(" and asks to wait: ").append(wait.substr(0, 40));
  throw ServerError(message, request.url);
}

}  // namespace touchbase::dav
