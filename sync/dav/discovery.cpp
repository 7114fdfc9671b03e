#include "sync/dav/discovery.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "model/error.h"
#include "sync/dav/href.h"
#include "sync/dav/write_answer.h"
#include "sync/dav/xml_request.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {
namespace {

constexpr int kMostRedirects = 5;

struct Probe {
  std::string url;                // where the answer came from, after redirects
  std::optional<xml::Item> item;  // of the resource asked
  std::string came_back;          // when there is no item
};

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Google and iCloud answer with an href of another form than the one asked: then the first is
// taken.
std::optional<xml::Item> ItemOf(xml::Multistatus&& multistatus, std::string_view url) {
  for (xml::Item& item : multistatus.items) {
    if (SameResource(item.href, url)) return std::move(item);
  }
  if (multistatus.items.empty()) return std::nullopt;
  return std::move(multistatus.items.front());
}

std::string Follow(Session& session, const std::string& from, const http::Response& response) {
  const std::optional<std::string> to = Resolve(from, response.Find("Location"));
  if (!to) {
    throw ServerError(fmt::format("{} redirects to nowhere: \"{}\"", from,
                                  response.Find("Location").substr(0, 200)),
                      from);
  }
  if (from.substr(0, 6) == "https:" && to->substr(0, 5) == "http:") {
    throw ServerError(fmt::format("{} redirects to {}, which is not encrypted; give the https "
                                  "address of the calendar server itself",
                                  from, *to),
                      from);
  }
  session.Trust(*to, from);
  return *to;
}

void ReadProbe(const http::Response& response, Probe& probe) {
  if (response.status != 207) {
    probe.came_back = fmt::format("{} {}", response.status, response.Find("Content-Type"));
    return;
  }
  xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
  if (parsed.value) probe.item = ItemOf(std::move(*parsed.value), probe.url);
  if (probe.item && !probe.item->has_props) {
    probe.came_back = fmt::format("207 with {} inside", probe.item->status);
    probe.item.reset();
  } else if (!probe.item) {
    probe.came_back = "207, but " + (parsed.value ? "nothing in it" : parsed.problem);
  }
}

Probe ProbeAt(Session& session, std::string url) {
  const std::string body = xml::DiscoveryBody();
  for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
    const http::Response response = session.Ask(XmlRequest("PROPFIND", url, "0", body));
    if (!IsRedirect(response.status)) {
      Probe probe;
      probe.url = std::move(url);
      ReadProbe(response, probe);
      return probe;
    }
    url = Follow(session, url, response);
  }
  return {url, std::nullopt, fmt::format("more than {} redirects", kMostRedirects)};
}

// Beside a calendar that was given, the homes are a gain and no need: an untrusted one is left out.
bool MayAsk(Session& session, const std::string& url, const Probe& probe, const Places& places) {
  if (!places.collection.empty()) return session.client().Trust(url);
  session.Trust(url, probe.url);
  return true;
}

void AddHomes(Session& session, const Probe& probe, Places& places) {
  constexpr std::size_t kMostHomes = 16;
  for (const std::string& address : probe.item->addresses) AddAddress(address, &places.addresses);
  for (const std::string& href : probe.item->homes) {
    const std::optional<std::string> home = Resolve(probe.url, href);
    if (!home || places.homes.size() >= kMostHomes) continue;
    if (!MayAsk(session, *home, probe, places)) continue;
    const auto same = [&](const std::string& known) {
      return OriginOf(known) == OriginOf(*home) && SameResource(known, *home);
    };
    if (std::none_of(places.homes.begin(), places.homes.end(), same)) {
      places.homes.push_back(WithSlash(*home));
    }
  }
}

// The homes (and the user's addresses) that this resource names, itself or by its principal.
void LookForHomes(Session& session, const Probe& probe, Places& places) {
  AddHomes(session, probe, places);
  if (!places.homes.empty()) return;
  for (const std::string& href : probe.item->principals) {
    const std::optional<std::string> principal = Resolve(probe.url, href);
    if (!principal ||
        (SameResource(*principal, probe.url) && OriginOf(*principal) == OriginOf(probe.url))) {
      continue;
    }
    if (!MayAsk(session, *principal, probe, places)) continue;
    const Probe at = ProbeAt(session, *principal);
    if (at.item) AddHomes(session, at, places);
  }
}

// A URL of a home on a server that knows no principals.
bool HoldsCalendars(Session& session, const std::string& url) {
  const http::Response response =
      session.Ask(XmlRequest("PROPFIND", url, "1", xml::CollectionsBody(false)));
  if (response.status != 207) return false;
  const xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
  if (!parsed.value) return false;
  const auto& items = parsed.value->items;
  return std::any_of(items.begin(), items.end(), [](const xml::Item& i) { return i.is_calendar; });
}

// What is at this place; false when nothing of use is.
bool Read(Session& session, const Probe& probe, bool given, Places& places) {
  if (!probe.item) return false;
  if (given && probe.item->is_calendar) {
    places.collection =
        Resolve(probe.url, LocalPath(probe.url, probe.item->href).value_or(probe.url))
            .value_or(probe.url);
    LookForHomes(session, probe, places);
    return true;
  }
  LookForHomes(session, probe, places);
  if (places.homes.empty() && given && probe.item->is_collection &&
      HoldsCalendars(session, probe.url)) {
    places.homes.push_back(WithSlash(probe.url));
  }
  return places.known();
}

}  // namespace

Places Discover(Session& session, const std::string& url) {
  const std::string origin = OriginOf(url);
  if (origin.empty()) {
    throw InputError("calendar.url is no http or https address, or holds a user name");
  }
  const std::string start = *Resolve(url, url);
  std::vector<std::string> tried;
  std::string came_back;
  for (const std::string& place : {start, origin + "/.well-known/caldav", origin + "/"}) {
    if (std::find(tried.begin(), tried.end(), place) != tried.end()) continue;
    tried.push_back(place);
    const Probe probe = ProbeAt(session, place);
    Places places;
    if (Read(session, probe, place == start, places)) return places;
    const std::string found = probe.item ? "names no calendar home" : probe.came_back;
    came_back += fmt::format("{}PROPFIND {}: {}", came_back.empty() ? "" : "; ", place, found);
  }
  throw ServerError(fmt::format("found no CalDAV server at {} ({}). Give the address that your "
                                "calendar's settings page shows as its CalDAV address",
                                url, came_back),
                    url);
}

}  // namespace touchbase::dav
