#include "sync/dav/xml_request.h"

namespace touchbase::dav::xml {
namespace {

constexpr std::string_view kNamespaces =
    " xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\""
    " xmlns:cs=\"http://calendarserver.org/ns/\" xmlns:oc=\"http://owncloud.org/ns\"";
constexpr std::string_view kAboutACalendar =
    "<d:resourcetype/><d:displayname/><cs:getctag/><c:supported-calendar-component-set/>"
    "<d:current-user-privilege-set/><d:owner/><d:current-user-principal/><oc:invite/>";

std::string Document(std::string_view root, std::string_view inner) {
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<";
  out.append(root).append(kNamespaces).append(">").append(inner);
  return out.append("</").append(root).append(">\n");
}

std::string_view Name(Component component) {
  return component == Component::kTodo ? "VTODO" : "VEVENT";
}

}  // namespace

std::string Escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
  return out;
}

std::string DiscoveryBody() {
  return Document("d:propfind",
                  "<d:prop><d:resourcetype/><d:current-user-principal/><c:calendar-home-set/>"
                  "<c:calendar-user-address-set/></d:prop>");
}

std::string CollectionsBody(bool ctag_only) {
  std::string prop = "<d:prop>";
  prop.append(kAboutACalendar);
  if (!ctag_only) prop.append("<d:sync-token/>");
  return Document("d:propfind", prop.append("</d:prop>"));
}

std::string ZonesBody() {
  return Document("d:propfind", "<d:prop><d:resourcetype/><c:calendar-timezone/></d:prop>");
}

std::string ListingBody() {
  return Document("d:propfind", "<d:prop><d:resourcetype/><d:getetag/><d:sync-token/></d:prop>");
}

std::string SyncCollectionBody(std::string_view token) {
  return Document("d:sync-collection",
                  (token.empty() ? std::string("<d:sync-token/>")
                                 : "<d:sync-token>" + Escape(token) + "</d:sync-token>") +
                      "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop>");
}

std::string MultigetBody(std::span<const std::string> hrefs) {
  std::string inner = "<d:prop><d:getetag/><c:calendar-data/></d:prop>";
  for (const std::string& href : hrefs) inner.append("<d:href>" + Escape(href) + "</d:href>");
  return Document("c:calendar-multiget", inner);
}

std::string QueryBody(Component component) {
  std::string inner = "<d:prop><d:getetag/></d:prop><c:filter><c:comp-filter name=\"VCALENDAR\">";
  inner.append("<c:comp-filter name=\"").append(Name(component)).append("\"/>");
  return Document("c:calendar-query", inner.append("</c:comp-filter></c:filter>"));
}

std::string WindowBody(Which which, Instant from, Instant to, bool with_text) {
  std::string inner = "<d:prop><d:getetag/>";
  if (with_text) inner.append("<c:calendar-data/>");
  inner.append("</d:prop><c:filter><c:comp-filter name=\"VCALENDAR\">");
  inner.append("<c:comp-filter name=\"VEVENT\">");
  if (which == Which::kWithSingleDates) inner.append("<c:prop-filter name=\"RDATE\"/>");
  if (which == Which::kInTime) {
    inner.append("<c:time-range start=\"").append(FormatUtcBasic(from)).append("\" end=\"");
    inner.append(FormatUtcBasic(to)).append("\"/>");
  }
  inner.append("</c:comp-filter></c:comp-filter></c:filter>");
  return Document("c:calendar-query", inner);
}

std::string MkcalendarBody(std::string_view display_name, Component component) {
  std::string inner = "<d:set><d:prop><d:displayname>" + Escape(display_name) + "</d:displayname>";
  inner.append("<c:supported-calendar-component-set><c:comp name=\"").append(Name(component));
  return Document("c:mkcalendar",
                  inner.append("\"/></c:supported-calendar-component-set></d:prop></d:set>"));
}

}  // namespace touchbase::dav::xml
