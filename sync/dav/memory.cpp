#include "sync/dav/memory.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/letters.h"
#include "model/words.h"
#include "sync/dav/href.h"

namespace touchbase::dav {
namespace {

// Raised when the meaning of a line changes; an older text is forgotten, and found again in a run.
constexpr std::string_view kFirstLine = "touchbase-caldav 2";
constexpr std::size_t kMostHomes = 16;
constexpr std::size_t kMostAddresses = 16;
constexpr std::size_t kLongestAddress = 320;
constexpr std::string_view kMailto = "mailto:";
constexpr WordTable<ServerKind, 9> kWords({"unknown", "radicale", "xandikos", "cyrus", "sabre",
                                           "sabre-1", "davical", "google", "icloud"});
static_assert(decltype(kWords)::Complete(ServerKind::kICloud));

void AddLine(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(" ");
  // A line break would make a second line of it.
  std::copy_if(value.begin(), value.end(), std::back_inserter(text),
               [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
  text += '\n';
}

using Line = std::pair<std::string_view, std::string_view>;

std::vector<Line> Lines(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::size_t space = std::min(line.find(' '), line.size());
    lines.emplace_back(line.substr(0, space), line.substr(std::min(space + 1, line.size())));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

void AddAddress(std::string_view address, std::vector<std::string>* addresses) {
  const std::string lower = LowerAscii(address);
  if (!lower.starts_with(kMailto) || lower.size() > kLongestAddress) return;
  const std::string mail = lower.substr(kMailto.size());
  const std::size_t at = mail.find('@');
  const bool plain = std::none_of(mail.begin(), mail.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == '?' || c == ',';
  });
  if (!plain || at == 0 || at == std::string::npos || at + 1 == mail.size()) return;
  if (addresses->size() >= kMostAddresses) return;
  if (std::find(addresses->begin(), addresses->end(), mail) != addresses->end()) return;
  addresses->push_back(mail);
}

AccountMemory WriteMemory(std::string_view url, std::string_view user, const Known& known) {
  std::string text(kFirstLine);
  text += '\n';
  AddLine(text, "url", url);
  AddLine(text, "user", user);
  if (!known.places.collection.empty()) AddLine(text, "collection", known.places.collection);
  for (const std::string& home : known.places.homes) AddLine(text, "home", home);
  for (const std::string& address : known.places.addresses) {
    AddLine(text, "address", std::string(kMailto) + address);
  }
  AddLine(text, "server", kWords.WordOf(known.profile.kind));
  if (known.profile.no_sync_collection) AddLine(text, "without", "sync-collection");
  return {text};
}

std::optional<Known> ReadMemory(const AccountMemory& memory, std::string_view url,
                                std::string_view user) {
  constexpr std::size_t kLongest = 64 << 10;
  const std::string_view text = memory.text;
  if (text.size() > kLongest ||
      text.substr(0, kFirstLine.size() + 1) != std::string(kFirstLine) + "\n") {
    return std::nullopt;
  }
  Known known;
  bool same_url = false;
  bool same_user = false;
  bool without_sync = false;
  for (const auto& [name, value] : Lines(text)) {
    if (name == "url") same_url = value == url;
    if (name == "user") same_user = value == user;
    if (name == "without") without_sync = value == "sync-collection";
    if (name == "server") {
      known.profile = ProfileOf(kWords.ValueOf(value).value_or(ServerKind::kUnknown));
    }
    if ((name == "home" || name == "collection") && OriginOf(value).empty()) return std::nullopt;
    if (name == "home" && known.places.homes.size() < kMostHomes) {
      known.places.homes.emplace_back(value);
    }
    if (name == "collection") known.places.collection = std::string(value);
    if (name == "address") AddAddress(value, &known.places.addresses);
  }
  if (!same_url || !same_user || !known.places.known()) return std::nullopt;
  if (without_sync) known.profile.no_sync_collection = true;
  return known;
}

}  // namespace touchbase::dav
