// The identity of follow-ups and of the calendar items that stand for them. Pure.
//
// UID = tb-<8 hex of book_id>-<32 hex>-<generation>. The 32 hex are a UUIDv5 over (contact, anchor
// touch id, step name, component), so that any machine makes the same ones from the same book.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/hash.h"

namespace touchbase {

enum class Component : std::uint8_t { kEvent, kTodo };  // VEVENT, VTODO

// One planned step of one track (or a side follow-up). For a shared block `contact` is empty and
// `anchor` names its meeting or day.
struct FollowUpKey {
  std::string contact;  // Contact::id
  std::string anchor;   // Touch::id that the step counts from, or "start"
  std::string step;     // the step's stable name, such as follow-up-3

  // 32 hex without the component: the value of X-TOUCHBASE-KEY, and the key of everything in state.
  std::string Hash() const;
  friend auto operator<=>(const FollowUpKey&, const FollowUpKey&) = default;
};

struct UidParts {
  std::string book_id;  // 8 hex
  std::string hex;      // 32 hex
  int generation = 0;   // 0 to 9999
};

// The 32 hex of one half of a follow-up.
std::string HalfHex(const FollowUpKey& key, Component component);
std::string MakeUid(std::string_view book_id, std::string_view hex, int generation);
// No value when the text is not a UID of ours.
std::optional<UidParts> ParseUid(std::string_view uid);

// The same where a log of a million rows is read: views into the text, digits without memory of
// their own.
struct UidView {
  std::string_view book_id;
  std::string_view hex;
  int generation = 0;
};
std::optional<UidView> ViewUid(std::string_view uid);
HexDigits HalfDigits(Component component, std::string_view contact, std::string_view anchor,
                     std::string_view step);
HexDigits KeyDigits(std::string_view contact, std::string_view anchor, std::string_view step);

}  // namespace touchbase
