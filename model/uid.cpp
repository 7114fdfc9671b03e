#include "model/uid.h"

#include <charconv>
#include <cstddef>

namespace touchbase {
namespace {

constexpr std::string_view kPrefix = "tb-";
constexpr std::size_t kBookDigits = 8;
constexpr std::size_t kHexDigits = 32;
constexpr int kMaxGeneration = 9999;

// The word before the parts keeps the names made here apart from each other for ever.
constexpr std::string_view kKeyName = "key";

bool IsHex(std::string_view text, std::size_t digits) {
  // Without an early end, so that many are looked at at once.
  bool all = text.size() == digits;
  for (const char c : text) all &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  return all;
}

std::string TextOf(const HexDigits& digits) { return {digits.data(), digits.size()}; }

std::string_view ComponentName(Component component) {
  return component == Component::kEvent ? "event" : "todo";
}

}  // namespace

HexDigits KeyDigits(std::string_view contact, std::string_view anchor, std::string_view step) {
  return UuidDigits({kKeyName, contact, anchor, step});
}

HexDigits HalfDigits(Component component, std::string_view contact, std::string_view anchor,
                     std::string_view step) {
  return UuidDigits({ComponentName(component), contact, anchor, step});
}

std::string FollowUpKey::Hash() const { return TextOf(KeyDigits(contact, anchor, step)); }

std::string HalfHex(const FollowUpKey& key, Component component) {
  return TextOf(HalfDigits(component, key.contact, key.anchor, key.step));
}

std::string MakeUid(std::string_view book_id, std::string_view hex, int generation) {
  std::string uid(kPrefix);
  uid.append(book_id).append("-").append(hex).append("-").append(std::to_string(generation));
  return uid;
}

std::optional<UidView> ViewUid(std::string_view uid) {
  constexpr std::size_t kBookAt = kPrefix.size();
  constexpr std::size_t kHexAt = kBookAt + kBookDigits + 1;
  constexpr std::size_t kGenerationAt = kHexAt + kHexDigits + 1;
  if (uid.size() <= kGenerationAt || !uid.starts_with(kPrefix) || uid[kHexAt - 1] != '-' ||
      uid[kGenerationAt - 1] != '-') {
    return std::nullopt;
  }
  const std::string_view book_id = uid.substr(kBookAt, kBookDigits);
  const std::string_view hex = uid.substr(kHexAt, kHexDigits);
  const std::string_view digits = uid.substr(kGenerationAt);
  // One spelling per generation: "01" would be a second UID of the same item.
  if (!IsHex(book_id, kBookDigits) || !IsHex(hex, kHexDigits) ||
      (digits.size() > 1 && digits.front() == '0')) {
    return std::nullopt;
  }
  int generation = -1;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), generation);
  if (error != std::errc() || end != digits.data() + digits.size() || generation < 0 ||
      generation > kMaxGeneration) {
    return std::nullopt;
  }
  return UidView{book_id, hex, generation};
}

std::optional<UidParts> ParseUid(std::string_view uid) {
  const std::optional<UidView> parts = ViewUid(uid);
  if (!parts) return std::nullopt;
  return UidParts{std::string(parts->book_id), std::string(parts->hex), parts->generation};
}

}  // namespace touchbase
