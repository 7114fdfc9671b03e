// A string that cannot be swapped for another: Href, ETag, SyncToken. Pure.
#pragma once

#include <functional>
#include <string>
#include <utility>

namespace touchbase {

template <typename Tag>
struct Strong {
  std::string value;

  Strong() = default;
  explicit Strong(std::string text) : value(std::move(text)) {}
  bool empty() const { return value.empty(); }
  friend auto operator<=>(const Strong&, const Strong&) = default;
};

// The path of a resource on its server, as the server returned it. Compared percent-decoded only by
// sync/dav; everywhere else equal means equal bytes.
using Href = Strong<struct HrefTag>;
// A strong entity tag with its quotes, exactly as received (RFC 9110 8.8.3). Empty: none is known.
using ETag = Strong<struct ETagTag>;
// Opaque; empty stands for the initial synchronisation (RFC 6578 3.2).
using SyncToken = Strong<struct SyncTokenTag>;
using Uid = Strong<struct UidTag>;

}  // namespace touchbase

template <typename Tag>
struct std::hash<touchbase::Strong<Tag>> {
  std::size_t operator()(const touchbase::Strong<Tag>& s) const noexcept {
    return std::hash<std::string>{}(s.value);
  }
};
