#include "sync/core/own_addresses.h"

#include <algorithm>

#include "model/letters.h"

namespace touchbase {
namespace {

constexpr const char* kOwnAddresses = "own addresses";

}  // namespace

void KeepOwnAddresses(const std::vector<std::string>& told, BaseStore& base) {
  std::string text;
  for (const std::string& address : told) text.append(text.empty() ? "" : ";").append(address);
  if (!text.empty() && text != base.Get(kOwnAddresses)) base.Set(kOwnAddresses, text);
}

void AddOwnAddresses(BaseStore& base, std::vector<std::string>* addresses) {
  const std::string text = base.Get(kOwnAddresses);
  for (const std::string_view address : CellValues(text)) {
    const bool known = std::find(addresses->begin(), addresses->end(), address) != addresses->end();
    if (!known) addresses->emplace_back(address);
  }
}

}  // namespace touchbase
