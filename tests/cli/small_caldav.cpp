#include "tests/cli/small_caldav.h"

#include <utility>

namespace touchbase::test {
namespace {

constexpr const char* kCalendar = "/h/cal/";

Reply Multistatus(const std::string& inner) {
  return {.status = 207,
          .headers = {{"Content-Type", "application/xml; charset=utf-8"}},
          .body = R"(<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" )"
                  R"(xmlns:s="http://calendarserver.org/ns/">)" +
                  inner + "</d:multistatus>"};
}

std::string Props(const std::string& href, const std::string& props) {
  return "<d:response><d:href>" + href + "</d:href><d:propstat><d:prop>" + props +
         "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>";
}

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '\r' ? "&#13;" : std::string(1, c);
  }
  return out;
}

}  // namespace

std::string SmallCalDav::ItemResponse(const std::string& href, const Item& item,
                                      bool with_text) const {
  std::string props = "<d:resourcetype/><d:getetag>" + item.etag + "</d:getetag>";
  if (with_text) props += "<c:calendar-data>" + Escaped(item.text) + "</c:calendar-data>";
  return Props(href, props);
}

Reply SmallCalDav::Propfind(const Received& request) {
  if (request.target == kCalendar) {
    std::string inner = Props(kCalendar, "<d:resourcetype><d:collection/></d:resourcetype>");
    for (const auto& [href, item] : items_) inner += ItemResponse(href, item, false);
    return Multistatus(inner);
  }
  const std::string home = "<c:calendar-home-set><d:href>/h/</d:href></c:calendar-home-set>";
  if (request.target != "/h/") return Multistatus(Props(request.target, home));
  return Multistatus(Props("/h/", "<d:resourcetype><d:collection/></d:resourcetype>") +
                     Props(kCalendar,
                           "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
                           "<d:displayname>Follow-ups</d:displayname><s:getctag>c" +
                               std::to_string(version_) + "</s:getctag>"));
}

Reply SmallCalDav::Multiget(const Received& request) {
  if (request.body.find("calendar-multiget") == std::string::npos) return {.status = 501};
  std::string inner;
  for (const auto& [href, item] : items_) {
    if (request.body.find(href) != std::string::npos) inner += ItemResponse(href, item, true);
  }
  return Multistatus(inner);
}

Reply SmallCalDav::Put(const Received& request) {
  const auto found = items_.find(request.target);
  const bool create = !request.Header("If-None-Match").empty();
  const bool fits = create
                        ? found == items_.end()
                        : found != items_.end() && found->second.etag == request.Header("If-Match");
  if (!fits) return {.status = 412};
  const std::string etag = "\"" + std::to_string(++version_) + "\"";
  items_[request.target] = {etag, request.body};
  return {.status = create ? 201 : 204, .headers = {{"ETag", etag}}};
}

Reply SmallCalDav::Answer(const Received& request) {
  if (request.method == "PUT" && before_put_) before_put_(++puts_);
  const std::lock_guard<std::mutex> guard(mutex_);
  if (request.method == "PROPFIND") return Propfind(request);
  if (request.method == "REPORT") return Multiget(request);
  if (request.method == "PUT") return Put(request);
  const auto found = items_.find(request.target);
  if (found == items_.end()) return {.status = 404};
  if (request.method == "GET") {
    return {.headers = {{"ETag", found->second.etag}, {"Content-Type", "text/calendar"}},
            .body = found->second.text};
  }
  if (request.method != "DELETE") return {.status = 501};
  if (found->second.etag != request.Header("If-Match")) return {.status = 412};
  items_.erase(found);
  ++version_;
  return {.status = 204};
}

std::map<std::string, std::string> SmallCalDav::Items() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  std::map<std::string, std::string> texts;
  for (const auto& [href, item] : items_) texts[href] = item.text;
  return texts;
}

std::string SmallCalDav::EtagOf(const std::string& href) const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return items_.at(href).etag;
}

}  // namespace touchbase::test
