#include "ical/html_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "ical/content_line.h"

namespace touchbase::ical {
namespace {

using Entity = std::pair<std::string_view, std::string_view>;

constexpr std::array<Entity, 9> kEntities = {{{"&amp;", "&"},
                                              {"&lt;", "<"},
                                              {"&gt;", ">"},
                                              {"&quot;", "\""},
                                              {"&#39;", "'"},
                                              {"&apos;", "'"},
                                              {"&nbsp;", " "},
                                              {"&#160;", " "},
                                              {"&#35;", "#"}}};

struct Tag {
  std::string name;         // upper case, with the slash of an end tag
  std::string_view inside;  // what stands between < and >
  std::size_t length = 0;   // 0: no tag stands here
};

Tag TagAt(std::string_view text) {
  Tag tag;
  const std::size_t end = text.substr(0, 2000).find('>');
  if (text.empty() || text.front() != '<' || end == std::string_view::npos) return tag;
  tag.inside = text.substr(1, end - 1);
  std::size_t length = !tag.inside.empty() && tag.inside.front() == '/' ? 1 : 0;
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':' || c == '!';
  };
  while (length < tag.inside.size() && is_name(tag.inside[length])) ++length;
  // <ana@x.example> is an address, not a tag.
  const bool ends = length == tag.inside.size() || tag.inside[length] == ' ' ||
                    tag.inside[length] == '/' || tag.inside[length] == '\n';
  if (length == 0 || !ends || tag.inside.find('@') < tag.inside.find('=')) return tag;
  tag.name = UpperAscii(tag.inside.substr(0, length));
  tag.length = end + 1;
  return tag;
}

bool BreaksLine(std::string_view name) {
  constexpr std::array<std::string_view, 15> kBreaks = {"P",    "DIV", "LI",  "BR",  "/P",
                                                        "/DIV", "/LI", "/H1", "/H2", "/H3",
                                                        "/TR",  "/UL", "/OL", "HR",  "UL"};
  return std::find(kBreaks.begin(), kBreaks.end(), name) != kBreaks.end();
}

// The address of <a href="...">.
std::string_view LinkOf(std::string_view inside) {
  const std::size_t at = inside.find("href=\"");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = inside.substr(at + 6);
  return rest.substr(0, rest.find('"'));
}

std::string DecodeEntities(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto starts = [&](const Entity& entity) { return text.starts_with(entity.first); };
    const auto* found = std::find_if(kEntities.begin(), kEntities.end(), starts);
    if (text.front() == '&' && found != kEntities.end()) {
      plain.append(found->second);
      text.remove_prefix(found->first.size());
    } else {
      plain.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return plain;
}

}  // namespace

bool LooksLikeHtml(std::string_view text) {
  constexpr std::array<std::string_view, 18> kTags = {"BR", "P",  "DIV",  "SPAN",   "HTML",  "BODY",
                                                      "A",  "B",  "I",    "U",      "UL",    "LI",
                                                      "OL", "EM", "FONT", "STRONG", "TABLE", "H1"};
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const Tag tag = TagAt(text.substr(at));
    if (tag.length > 0 && std::find(kTags.begin(), kTags.end(), tag.name) != kTags.end())
      return true;
  }
  return false;
}

std::string PlainFromHtml(std::string_view html) {
  std::string plain;
  std::string link;
  std::size_t words = 0;
  for (std::size_t at = 0; at < html.size();) {
    const Tag tag = TagAt(html.substr(at));
    if (tag.length == 0) {
      plain.push_back(html[at++]);
      continue;
    }
    at += tag.length;
    if (BreaksLine(tag.name)) plain.push_back('\n');
    if (tag.name == "A") {
      link = LinkOf(tag.inside);
      words = plain.size();
    }
    if (tag.name == "/A" && !link.empty()) {
      if (plain.find(link, std::min(words, plain.size())) == std::string::npos) {
        plain.append(" (").append(link).append(")");
      }
      link.clear();
    }
  }
  return DecodeEntities(plain);
}

}  // namespace touchbase::ical
