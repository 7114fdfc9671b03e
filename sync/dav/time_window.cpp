#include <fmt/core.h>

#include <map>
#include <set>
#include <utility>

#include "model/error.h"
#include "sync/dav/caldav_collection.h"
#include "sync/dav/etag.h"
#include "sync/dav/href.h"
#include "sync/dav/member_list.h"
#include "sync/dav/xml_request.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {
namespace {

constexpr std::size_t kLargestObject = 1 << 20;

std::vector<Href> WithoutText(const std::vector<Fetched>& all) {
  std::vector<Href> hrefs;
  for (const Fetched& one : all) {
    if (one.status == FetchStatus::kUnknown && one.why.empty()) hrefs.push_back(one.href);
  }
  return hrefs;
}

// An empty one was left out by the server: it stays unknown.
void SetText(std::string text, Fetched* out) {
  if (text.size() > kLargestObject) {
    out->why =
        fmt::format("the event has {} bytes; at most {} are read", text.size(), kLargestObject);
  } else if (!text.empty()) {
    out->text = std::move(text);
    out->status = FetchStatus::kFound;
  }
}

}  // namespace

std::vector<Fetched> CalDavCollection::Window(Instant from, Instant to, bool with_text) {
  const Profile& profile = session_->profile();
  const auto which = profile.incomplete_ranges ? xml::Which::kAll : xml::Which::kInTime;
  std::vector<Fetched> all = Query(xml::WindowBody(which, from, to, with_text), with_text);
  if (profile.ranges_miss_dates) {
    const auto dated = xml::WindowBody(xml::Which::kWithSingleDates, from, to, with_text);
    std::set<Href> known;
    for (const Fetched& one : all) known.insert(one.href);
    for (Fetched& one : Query(dated, with_text)) {
      if (!known.contains(one.href)) all.push_back(std::move(one));
    }
  }
  const std::vector<Href> missing = WithoutText(all);
  if (missing.empty()) return all;
  std::vector<Fetched> fetched = Fetch(missing);
  std::size_t next = 0;
  for (Fetched& one : all) {
    if (next < missing.size() && one.href == missing[next]) one = std::move(fetched[next++]);
  }
  std::erase_if(all, [](const Fetched& one) { return one.status == FetchStatus::kGone; });
  return all;
}

std::vector<Fetched> CalDavCollection::Query(const std::string& body, bool with_text) {
  const std::string url = WithSlash(state_.url.value);
  const http::Request request = XmlRequest("REPORT", url, "1", body);
  const http::Response response = session_->Ask(request);
  if (response.status != 207) ThrowRefused("cannot read the calendar", request, response);
  xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
  if (!parsed.value) {
    throw ServerError(fmt::format("cannot read the calendar: REPORT {}: {}", url, parsed.problem),
                      url);
  }
  MemberList members(url);
  if (members.Add(*parsed.value)) {
    throw ServerError(fmt::format("the events of {} were cut short by the server (507)", url), url);
  }
  std::map<std::string, std::string> texts;  // by normal form
  for (xml::Item& item : parsed.value->items) {
    if (item.calendar_data) texts[NormalForm(item.href)] = std::move(*item.calendar_data);
  }
  std::vector<Fetched> all;
  for (Member& member : std::move(members).Present()) {
    Fetched& one = all.emplace_back();
    one.status = with_text ? FetchStatus::kUnknown : FetchStatus::kFound;
    if (with_text) SetText(std::move(texts[NormalForm(member.href.value)]), &one);
    one.href = std::move(member.href);
    one.etag = std::move(member.etag);
  }
  return all;
}

}  // namespace touchbase::dav
