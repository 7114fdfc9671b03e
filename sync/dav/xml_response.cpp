#include "sync/dav/xml_response.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

namespace touchbase::dav::xml {
namespace {

constexpr std::string_view kDav = "DAV:";
constexpr std::string_view kCalDav = "urn:ietf:params:xml:ns:caldav";
constexpr std::string_view kCalendarServer = "http://calendarserver.org/ns/";
constexpr std::string_view kOwnCloud = "http://owncloud.org/ns";
constexpr std::size_t kMostHrefs = 10'000;  // of one response
// parse_eol stays out: it would turn the CR LF of calendar-data into LF.
constexpr unsigned kFlags = pugi::parse_cdata | pugi::parse_escapes;

std::string_view Prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view Local(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// pugixml knows no namespaces: the declaration in force is looked for upwards.
std::string_view NamespaceOf(pugi::xml_node node) {
  const std::string_view prefix = Prefix(node.name());
  for (pugi::xml_node at = node; at.type() == pugi::node_element; at = at.parent()) {
    for (const pugi::xml_attribute attribute : at.attributes()) {
      const std::string_view name = attribute.name();
      const bool declares =
          prefix.empty() ? name == "xmlns" : Prefix(name) == "xmlns" && Local(name) == prefix;
      if (declares) return attribute.value();
    }
  }
  return {};
}

bool Is(pugi::xml_node node, std::string_view space, std::string_view local) {
  return node.type() == pugi::node_element && Local(node.name()) == local &&
         NamespaceOf(node) == space;
}

pugi::xml_node Child(pugi::xml_node node, std::string_view space, std::string_view local) {
  for (const pugi::xml_node child : node.children()) {
    if (Is(child, space, local)) return child;
  }
  return {};
}

// All pieces: text() of pugixml stops at the first comment or CDATA border.
std::string Text(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) out += child.value();
  }
  return out;
}

std::string Trimmed(const std::string& text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string Word(pugi::xml_node node) { return Trimmed(Text(node)); }

std::vector<std::string> Hrefs(pugi::xml_node node) {
  std::vector<std::string> out;
  for (const pugi::xml_node child : node.children()) {
    if (Is(child, kDav, "href") && out.size() < 64) out.push_back(Word(child));
  }
  return out;
}

void ReadResourceType(pugi::xml_node node, Item& item) {
  // Nextcloud lists what lies in its trash bin with a type of its own beside calendar.
  constexpr std::array<std::string_view, 5> kNotOurs = {"schedule-inbox", "schedule-outbox",
                                                        "calendar-proxy-read",
                                                        "calendar-proxy-write", "deleted-calendar"};
  bool calendar = false;
  bool special = false;
  for (const pugi::xml_node type : node.children()) {
    const std::string_view local = Local(type.name());
    special = special || std::find(kNotOurs.begin(), kNotOurs.end(), local) != kNotOurs.end();
    calendar = calendar || Is(type, kCalDav, "calendar");
    item.is_shared = item.is_shared || Is(type, kCalendarServer, "shared") ||
                     Is(type, kCalendarServer, "shared-owner");
    item.is_collection = item.is_collection || Is(type, kDav, "collection");
  }
  item.is_calendar = calendar && !special;
}

void ReadComponents(pugi::xml_node node, Item& item) {
  for (const pugi::xml_node comp : node.children()) {
    if (!Is(comp, kCalDav, "comp")) continue;
    item.names_components = true;
    const std::string_view name = comp.attribute("name").value();
    item.events = item.events || name == "VEVENT";
    item.tasks = item.tasks || name == "VTODO";
  }
}

// Some servers put several privileges into one DAV:privilege.
void ReadPrivileges(pugi::xml_node node, Item& item) {
  bool writable = false;
  for (const pugi::xml_node privilege : node.children()) {
    if (!Is(privilege, kDav, "privilege")) continue;
    for (const pugi::xml_node what : privilege.children()) {
      writable = writable || Is(what, kDav, "all") || Is(what, kDav, "write") ||
                 Is(what, kDav, "write-content") || Is(what, kDav, "bind");
    }
  }
  item.writable = writable;
}

void ReadDavProperty(pugi::xml_node property, Item& item) {
  const std::string_view name = Local(property.name());
  if (name == "getetag") item.etag = Word(property);
  if (name == "displayname") item.display_name = Word(property);
  if (name == "sync-token") item.sync_token = Word(property);
  if (name == "resourcetype") ReadResourceType(property, item);
  if (name == "current-user-privilege-set") ReadPrivileges(property, item);
  if (name == "current-user-principal") item.principals = Hrefs(property);
  if (name == "owner") item.owners = Hrefs(property);
}

void ReadProperty(pugi::xml_node property, Item& item) {
  if (property.type() != pugi::node_element) return;
  const std::string_view space = NamespaceOf(property);
  const std::string_view name = Local(property.name());
  if (space == kDav) ReadDavProperty(property, item);
  if (space == kCalendarServer && name == "getctag") item.ctag = Word(property);
  if (space == kOwnCloud && name == "invite") {
    item.is_shared = item.is_shared || Child(property, kOwnCloud, "user");
  }
  if (space != kCalDav) return;
  if (name == "calendar-data") item.calendar_data = Text(property);
  if (name == "calendar-timezone") item.time_zone = Text(property);
  if (name == "calendar-home-set") item.homes = Hrefs(property);
  if (name == "calendar-user-address-set") item.addresses = Hrefs(property);
  if (name == "supported-calendar-component-set") ReadComponents(property, item);
}

void ReadConditions(pugi::xml_node error, std::vector<Condition>& out) {
  for (const pugi::xml_node child : error.children()) {
    if (child.type() != pugi::node_element || out.size() >= 32) continue;
    // What is in another namespace (s:exception, s:message of sabre) is no precondition.
    const std::string_view space = NamespaceOf(child);
    if (space != kDav && space != kCalDav) continue;
    out.push_back({std::string(Local(child.name())), Word(Child(child, kDav, "href"))});
  }
}

bool IsSuccess(int status) { return status >= 200 && status < 300; }

void ReadPropstat(pugi::xml_node propstat, Item& item) {
  const int status = ParseStatusLine(Text(Child(propstat, kDav, "status")));
  ReadConditions(Child(propstat, kDav, "error"), item.conditions);
  if (!IsSuccess(status)) {
    if (item.refused == 0) item.refused = status == 0 ? 500 : status;
    return;
  }
  item.has_props = true;
  for (const pugi::xml_node property : Child(propstat, kDav, "prop").children()) {
    ReadProperty(property, item);
  }
}

// RFC 4918 14.24 allows several hrefs with one status: each becomes an item.
void ReadResponse(pugi::xml_node response, std::vector<Item>& out) {
  Item item;
  std::vector<std::string> hrefs;
  for (const pugi::xml_node child : response.children()) {
    if (Is(child, kDav, "href")) hrefs.push_back(Word(child));
    if (Is(child, kDav, "propstat")) ReadPropstat(child, item);
    if (Is(child, kDav, "status")) item.status = ParseStatusLine(Text(child));
    if (Is(child, kDav, "error")) ReadConditions(child, item.conditions);
    if (Is(child, kDav, "responsedescription")) item.description = Word(child);
  }
  for (std::size_t i = 0; i < hrefs.size() && i < kMostHrefs; ++i) {
    item.href = std::move(hrefs[i]);
    out.push_back(item);
  }
}

bool Loads(pugi::xml_document& document, std::string_view body) {
  const auto elements = std::count(body.begin(), body.end(), '<');
  if (static_cast<std::size_t>(elements) > kMostElements) return false;
  if (!document.load_buffer(body.data(), body.size(), kFlags, pugi::encoding_utf8)) return false;
  // pugixml takes a second root without a word.
  const auto roots = std::count_if(document.begin(), document.end(), [](pugi::xml_node node) {
    return node.type() == pugi::node_element;
  });
  return roots == 1;
}

std::string OneLine(std::string_view text) {
  constexpr std::size_t kMost = 200;
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
    if (out.size() >= kMost) break;
  }
  while (!out.empty() && !IsUtf8(out)) out.pop_back();
  return Trimmed(out);
}

}  // namespace

bool ErrorBody::Has(std::string_view name) const {
  return std::any_of(conditions.begin(), conditions.end(),
                     [&](const Condition& c) { return c.name == name; });
}

int ParseStatusLine(std::string_view line) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t start = line.find_first_not_of(kBlank);
  if (start == std::string_view::npos) return 0;
  line.remove_prefix(start);
  if (line.substr(0, 5) == "HTTP/") {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return 0;
    line.remove_prefix(std::min(line.find_first_not_of(' ', space), line.size()));
  }
  int status = 0;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9' && digits < 4) {
    status = status * 10 + (line[digits] - '0');
    ++digits;
  }
  return digits == 3 && status >= 100 && status < 600 ? status : 0;
}

ParsedMultistatus ParseMultistatus(std::string_view body) {
  ParsedMultistatus parsed;
  pugi::xml_document document;
  if (!IsUtf8(body)) {
    parsed.problem = "the answer is not UTF-8";
  } else if (!Loads(document, body)) {
    parsed.problem = "the answer is not whole XML, or too much of it";
  } else if (!Is(document.document_element(), kDav, "multistatus")) {
    parsed.problem = "the answer is no multistatus but " + OneLine(body);
  }
  if (!parsed.problem.empty()) return parsed;

  Multistatus found;
  for (const pugi::xml_node child : document.document_element().children()) {
    if (Is(child, kDav, "response")) ReadResponse(child, found.items);
    if (Is(child, kDav, "sync-token")) found.sync_token = Word(child);
    if (found.items.size() > kMostResponses) {
      parsed.problem = "the answer lists too many resources";
      return parsed;
    }
  }
  parsed.value = std::move(found);
  return parsed;
}

ErrorBody ParseErrorBody(std::string_view body) {
  constexpr std::size_t kMost = 1 << 20;
  ErrorBody out;
  body = body.substr(0, kMost);
  pugi::xml_document document;
  if (IsUtf8(body) && Loads(document, body) && Is(document.document_element(), kDav, "error")) {
    out.is_dav_error = true;
    ReadConditions(document.document_element(), out.conditions);
    for (const pugi::xml_node child : document.document_element().children()) {
      const std::string_view name = Local(child.name());
      if (name == "message" || name == "responsedescription") out.text = OneLine(Text(child));
    }
    if (out.text.empty() && !out.conditions.empty()) out.text = out.conditions.front().name;
  } else {
    out.text = OneLine(body);
  }
  return out;
}

bool IsUtf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || i + more >= text.size()) return false;
    unsigned code = lead & (0x3fU >> more);
    for (int k = 1; k <= more; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xc0) != 0x80) return false;
      code = (code << 6) | (byte & 0x3fU);
    }
    const bool shortest = code >= (more == 1 ? 0x80U : more == 2 ? 0x800U : 0x10000U);
    if (!shortest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    i += more + 1;
  }
  return true;
}

}  // namespace touchbase::dav::xml
