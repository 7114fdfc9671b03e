#include "sync/dav/calendar_creation.h"

#include <fmt/core.h>

#include <optional>

#include "model/error.h"
#include "sync/dav/href.h"
#include "sync/dav/survey.h"
#include "sync/dav/write_answer.h"
#include "sync/dav/xml_request.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {
namespace {

enum class Made { kYes, kTaken, kMaybeTaken, kNo };

// The same refusal has four forms: 409 and 403 with resource-must-be-null (Radicale, Cyrus), 405
// (sabre, DAViCal; also what a server without MKCALENDAR says), 207 with a 403 inside (Xandikos).
Made ReadAnswer(const http::Response& response) {
  if (response.status == 200 || response.status == 201 || response.status == 204) return Made::kYes;
  if (response.status == 405) return Made::kMaybeTaken;
  if (response.status == 207) {
    const xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
    if (!parsed.value) return Made::kMaybeTaken;
    for (const xml::Item& item : parsed.value->items) {
      for (const xml::Condition& condition : item.conditions) {
        if (condition.name == "resource-must-be-null") return Made::kTaken;
      }
      if (item.status >= 300) return Made::kMaybeTaken;
    }
    return Made::kYes;  // some property was not set: the calendar is there
  }
  const xml::ErrorBody error = xml::ParseErrorBody(response.body);
  return error.Has("resource-must-be-null") ? Made::kTaken : Made::kNo;
}

// The collection as a survey shows it; no value when there is no calendar at this URL.
std::optional<CollectionState> Look(Session& session, const std::string& url) {
  const http::Request request =
      XmlRequest("PROPFIND", url, "0", xml::CollectionsBody(session.profile().ask_ctag_only));
  const http::Response response = session.Ask(request);
  if (response.status != 207) return std::nullopt;
  const xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
  if (!parsed.value) return std::nullopt;
  const std::vector<CollectionState> found = CalendarsIn(*parsed.value, url, session.profile());
  return found.empty() ? std::nullopt : std::optional(found.front());
}

[[noreturn]] void ThrowByHand(const std::string& name, const std::string& url,
                              const std::string& came_back) {
  throw ServerError(
      fmt::format("the server makes no calendar \"{}\" for us: MKCALENDAR {} answered {}. Make one "
                  "of that name by hand in your calendar, or name another in the settings "
                  "(calendar.name), and run again",
                  name, url, came_back),
      url);
}

}  // namespace

CollectionState CreateCalendar(Session& session, const std::string& home,
                               const std::vector<CollectionState>& existing,
                               const std::string& display_name, Component component) {
  constexpr int kMostNames = 20;
  const std::string slug = Slug(display_name);
  int maybe_taken = 0;
  for (int n = 1; n <= kMostNames; ++n) {
    const std::string url = WithSlash(home) + slug + (n == 1 ? "" : fmt::format("-{}", n)) + "/";
    if (Lists(existing, url)) continue;
    const http::Request request =
        XmlRequest("MKCALENDAR", url, "", xml::MkcalendarBody(display_name, component));
    const http::Exchange exchange = session.Send(request);
    const bool answered = exchange.end == http::Exchange::End::kAnswered;
    const Made made = answered ? ReadAnswer(exchange.response) : Made::kMaybeTaken;
    const std::string came_back =
        answered ? Tell(exchange.response.status, xml::ParseErrorBody(exchange.response.body))
                 : "nothing: " + exchange.why;
    if (made == Made::kTaken) continue;
    if (made == Made::kNo || exchange.end == http::Exchange::End::kNotSent) {
      ThrowByHand(display_name, url, came_back);
    }
    std::optional<CollectionState> state = Look(session, url);
    // Without an answer it was made by this very request: the survey showed none of that path.
    if (state && (made == Made::kYes || !answered)) return std::move(*state);
    if (state) continue;
    // A calendar in Nextcloud's trash bin keeps its name and is not seen: one more name is tried.
    if (made == Made::kYes || ++maybe_taken > 1) ThrowByHand(display_name, url, came_back);
  }
  ThrowByHand(display_name, home, "that it has too many calendars of that name");
}

}  // namespace touchbase::dav
