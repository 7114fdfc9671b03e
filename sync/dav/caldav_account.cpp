#include "sync/dav/caldav_account.h"

#include <fmt/core.h>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "model/error.h"
#include "sync/dav/caldav_collection.h"
#include "sync/dav/calendar_creation.h"
#include "sync/dav/discovery.h"
#include "sync/dav/href.h"
#include "sync/dav/session.h"
#include "sync/dav/survey.h"
#include "sync/dav/xml_request.h"

namespace touchbase::dav {
namespace {

class CalDavAccount : public Account {
 public:
  explicit CalDavAccount(DavOptions options)
      : url_(std::move(options.url)),
        user_(options.http.user),
        session_(std::make_shared<Session>(std::move(options.http))) {
    std::optional<Known> known = ReadMemory(options.remembered, url_, user_);
    if (known) session_->SetKnown(std::move(*known));
  }

  std::vector<CollectionState> Survey() override;
  CollectionState Create(const std::string& display_name, Component component) override;

  std::unique_ptr<Collection> Open(const CollectionState& state) override {
    return std::make_unique<CalDavCollection>(session_, state);
  }
  std::optional<std::int64_t> ServerClockSkewSeconds() const override {
    return session_->client().clock_skew_s();
  }
  Href GivenCollection() const override { return Href(session_->known().places.collection); }
  std::vector<std::string> ZoneNames() override;
  std::vector<std::string> OwnAddresses() const override {
    return session_->known().places.addresses;
  }
  int requests() const override { return session_->client().requests(); }
  AccountMemory Remember() const override {
    return session_->known().places.known() ? WriteMemory(url_, user_, session_->known())
                                            : AccountMemory();
  }
  ServerRules Rules() const override { return RulesOf(Remember(), url_, user_); }

 private:
  const Places& FindPlaces();
  void TrustPlaces();
  bool AskPlaces(bool may_fail);
  bool ReadHome(const http::Request& request, const http::Response& response, bool may_fail);
  http::Request PropfindOf(const std::string& url, std::string_view depth) const;

  std::string url_;
  std::string user_;
  std::shared_ptr<Session> session_;
  std::vector<CollectionState> states_;  // of the last survey
};

const Places& CalDavAccount::FindPlaces() {
  if (!session_->known().places.known()) session_->SetPlaces(Discover(*session_, url_));
  return session_->known().places;
}

// The homes remembered are of the site that the settings name, or trusted by them, in every run
// anew.
void CalDavAccount::TrustPlaces() {
  session_->client().Trust(url_);
  for (const std::string& home : session_->known().places.homes) session_->Trust(home, url_);
}

http::Request CalDavAccount::PropfindOf(const std::string& url, std::string_view depth) const {
  return XmlRequest("PROPFIND", url, depth,
                    xml::CollectionsBody(session_->profile().ask_ctag_only));
}

// A home that moved is looked for anew once; everything else that is no listing ends the run.
bool CalDavAccount::ReadHome(const http::Request& request, const http::Response& response,
                             bool may_fail) {
  const bool moved = response.status == 404 || response.status == 410 || response.status == 421 ||
                     (response.status >= 300 && response.status < 400);
  if (moved && may_fail) return false;
  if (response.status != 207) ThrowRefused("cannot list the calendars", request, response);
  const xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
  if (!parsed.value) {
    throw ServerError(
        fmt::format("cannot list the calendars: PROPFIND {}: {}", request.url, parsed.problem),
        request.url);
  }
  for (CollectionState& state : CalendarsIn(*parsed.value, request.url, session_->profile())) {
    if (!Lists(states_, state.url.value)) states_.push_back(std::move(state));
  }
  return true;
}

// One request for each home, all at once.
bool CalDavAccount::AskPlaces(bool may_fail) {
  states_.clear();
  const Places& places = session_->known().places;
  std::vector<http::Request> requests;
  for (const std::string& home : places.homes) requests.push_back(PropfindOf(home, "1"));
  std::vector<http::Response> responses(requests.size());
  session_->AskAll(requests, [&](std::size_t i, http::Exchange exchange) {
    if (exchange.end != http::Exchange::End::kAnswered) {
      throw ServerError(fmt::format("PROPFIND {}: no answer: {}", requests[i].url, exchange.why),
                        requests[i].url);
    }
    responses[i] = std::move(exchange.response);
  });
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (!ReadHome(requests[i], responses[i], may_fail)) return false;
  }
  if (places.collection.empty() || Lists(states_, places.collection)) return true;
  const http::Request request = PropfindOf(places.collection, "0");
  return ReadHome(request, session_->Ask(request), may_fail);
}

std::vector<CollectionState> CalDavAccount::Survey() {
  const bool remembered = session_->known().places.known();
  FindPlaces();
  TrustPlaces();
  if (!AskPlaces(remembered)) {
    session_->SetPlaces(Discover(*session_, url_));
    AskPlaces(false);
  }
  return states_;
}

std::vector<std::string> CalDavAccount::ZoneNames() {
  std::vector<std::string> names;
  FindPlaces();
  TrustPlaces();
  for (const std::string& home : session_->known().places.homes) {
    const http::Response answer =
        session_->Ask(XmlRequest("PROPFIND", home, "1", xml::ZonesBody()));
    const xml::ParsedMultistatus parsed = xml::ParseMultistatus(answer.body);
    if (answer.status != 207 || !parsed.value) continue;
    for (const xml::Item& item : parsed.value->items) {
      constexpr std::string_view kName = "\nTZID:";
      const std::size_t at = item.time_zone.find(kName);
      if (!item.is_calendar || at == std::string::npos) continue;
      const std::string rest = item.time_zone.substr(at + kName.size());
      names.push_back(rest.substr(0, rest.find_first_of("\r\n")));
    }
  }
  return names;
}

CollectionState CalDavAccount::Create(const std::string& display_name, Component component) {
  const Places& places = FindPlaces();
  TrustPlaces();
  if (places.homes.empty()) {
    throw ServerError(fmt::format("no place to make the calendar \"{}\" in: {} names no calendar "
                                  "home. Make it by hand and name it in the settings",
                                  display_name, url_),
                      url_);
  }
  CollectionState state =
      CreateCalendar(*session_, places.homes.front(), states_, display_name, component);
  states_.push_back(state);
  return state;
}

}  // namespace

std::unique_ptr<Account> OpenCalDav(DavOptions options) {
  if (OriginOf(options.url).empty()) {
    // Not quoted: it may hold a password.
    throw InputError("calendar.url is no http or https address, or holds a user name");
  }
  options.http.named_host = options.url;
  return std::make_unique<CalDavAccount>(std::move(options));
}

std::string DescribeServer(const AccountMemory& memory, std::string_view url,
                           std::string_view user) {
  const std::optional<Known> known = ReadMemory(memory, url, user);
  return known ? Describe(known->profile) : "not asked yet";
}

ServerRules RulesOf(const AccountMemory& memory, std::string_view url, std::string_view user) {
  const std::optional<Known> known = ReadMemory(memory, url, user);
  if (!known) return {};
  return {known->profile.full_listing_hours, known->profile.late_listings};
}

}  // namespace touchbase::dav
