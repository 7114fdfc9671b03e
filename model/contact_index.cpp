#include "model/identity.h"
#include "model/letters.h"

namespace touchbase {
namespace {

constexpr std::uint32_t kAmbiguous = 0xffffffff;

template <typename Table, typename Key>
std::optional<std::uint32_t> Lookup(const Table& table, const Key& key) {
  const auto found = table.find(key);
  if (found == table.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::size_t ContactIndex::CaselessHash::operator()(std::string_view text) const noexcept {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char c : text) {
    hash = (hash ^ static_cast<std::uint8_t>(LowerAscii(c))) * 0x100000001b3;
  }
  return hash;
}

bool ContactIndex::CaselessEqual::operator()(std::string_view a,
                                             std::string_view b) const noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (LowerAscii(a[i]) != LowerAscii(b[i])) return false;
  }
  return true;
}

void ContactIndex::Add(Caseless* table, std::string_view key, std::uint32_t index) {
  if (key.empty()) return;
  const auto [entry, added] = table->emplace(key, index);
  if (!added && entry->second != index) entry->second = kAmbiguous;
}

ContactIndex::ContactIndex(std::span<const Contact> contacts) {
  ids_.reserve(contacts.size());
  mails_.reserve(contacts.size());
  names_.reserve(contacts.size());
  for (std::uint32_t i = 0; i < contacts.size(); ++i) {
    const Contact& contact = contacts[i];
    if (!contact.id.empty()) ids_.emplace(contact.id, i);
    for (const std::string_view mail : CellValues(contact.email)) Add(&mails_, mail, i);
    Add(&names_, Trimmed(contact.name), i);
    if (contact.first_name.empty() || contact.last_name.empty()) continue;
    const std::string joined = Squeezed(contact.first_name + " " + contact.last_name);
    const auto [entry, added] = joined_names_.emplace(joined, i);
    if (!added && entry->second != i) entry->second = kAmbiguous;
  }
}

ContactIndex::Match ContactIndex::Find(std::string_view cell) const {
  const std::string_view text = Trimmed(cell);
  if (text.empty()) return {std::nullopt, "no contact is named"};
  if (const auto index = Lookup(ids_, text)) return {*index, {}};
  const std::string quoted = "\"" + std::string(text.substr(0, 80)) + "\"";
  if (const auto index = Lookup(mails_, text)) {
    if (*index != kAmbiguous) return {*index, {}};
    return {std::nullopt, "several contacts have the e-mail " + quoted + "; use the id"};
  }
  const auto by_name = Lookup(names_, text);
  const auto by_joined = Lookup(joined_names_, Squeezed(text));
  if (!by_name && !by_joined) {
    return {std::nullopt, "no contact has the id, e-mail or name " + quoted};
  }
  const std::uint32_t index = by_name ? *by_name : *by_joined;
  if (index == kAmbiguous || (by_joined && *by_joined != index)) {
    return {std::nullopt, "several contacts are called " + quoted + "; use the id or e-mail"};
  }
  return {index, {}};
}

}  // namespace touchbase
