#include "model/identity.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

#include "model/hash.h"
#include "model/letters.h"

namespace touchbase {
namespace {

constexpr std::size_t kMinPhoneDigits = 5;  // fewer are an extension, shared by whole firms
constexpr std::string_view kNamePrefix = "name:";
constexpr std::string_view kRowPrefix = "row:";

// What a row can be recognised by, in normal form; empty where the cell holds nothing of the kind.
struct Keys {
  std::vector<std::string> mails;  // lower case
  std::string linkedin;            // without scheme, www, query and trailing slash
  std::vector<std::string> phones;
  std::string name;
  std::string company;
  bool has_id = false;  // the id cell is not empty

  std::string NameAndCompany() const { return name.empty() ? name : name + "|" + company; }
};

// Digits with a leading plus.
std::string NormalPhone(std::string_view cell) {
  std::string phone;
  std::size_t digits = 0;
  for (const char c : cell) {
    if (c == '+' && phone.empty()) phone.push_back(c);
    if (c < '0' || c > '9') continue;
    phone.push_back(c);
    ++digits;
  }
  return digits >= kMinPhoneDigits ? phone : std::string();
}

// linkedin.com/in/jane-doe: the site's country hosts (de.linkedin.com) show the same person.
std::string NormalLinkedin(std::string_view cell) {
  constexpr std::string_view kSite = "linkedin.com/";
  std::string url = LowerAscii(Trimmed(cell));
  const std::size_t site = url.find(kSite);
  if (site == std::string::npos) return {};
  url.erase(0, site);
  url.erase(std::min(url.size(), url.find_first_of("?#")));
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url.size() > kSite.size() ? url : std::string();
}

Keys KeysOf(const Contact& contact) {
  Keys keys;
  for (const std::string_view mail : CellValues(contact.email)) {
    const std::size_t at = mail.find('@');
    if (at != std::string_view::npos && at > 0 && at + 1 < mail.size()) {
      keys.mails.push_back(LowerAscii(mail));
    }
  }
  keys.linkedin = NormalLinkedin(contact.linkedin_url);
  for (const std::string_view cell : CellValues(contact.phone)) {
    std::string phone = NormalPhone(cell);
    if (!phone.empty()) keys.phones.push_back(std::move(phone));
  }
  keys.name =
      Squeezed(contact.name.empty() ? contact.first_name + " " + contact.last_name : contact.name);
  keys.company = Squeezed(contact.company);
  keys.has_id = !Trimmed(contact.id).empty();
  return keys;
}

// The alias keys of a row, strongest sort first. kRow is all of them at once: no two rows that
// count have it in common, so that a book that did not change never changes who is who.
enum class Sort : std::uint8_t { kRow, kMail, kLinkedin, kPhone, kName };
constexpr std::array kSorts = {Sort::kRow, Sort::kMail, Sort::kLinkedin, Sort::kPhone, Sort::kName};

std::string RowKey(const Keys& keys) {
  std::string all;
  for (const std::string& mail : keys.mails) all += mail + "\n";
  all += "\n" + keys.linkedin + "\n";
  for (const std::string& phone : keys.phones) all += phone + "\n";
  return std::string(kRowPrefix) + UuidHex({all, keys.name, keys.company});
}

struct AliasKey {
  Sort sort;
  std::string text;
};

std::vector<AliasKey> AliasKeysOf(const Keys& keys) {
  std::vector<AliasKey> out;
  if (!keys.has_id) out.push_back({Sort::kRow, RowKey(keys)});
  for (const std::string& mail : keys.mails) out.push_back({Sort::kMail, "mail:" + mail});
  if (!keys.linkedin.empty()) out.push_back({Sort::kLinkedin, "linkedin:" + keys.linkedin});
  for (const std::string& phone : keys.phones) out.push_back({Sort::kPhone, "phone:" + phone});
  if (!keys.name.empty()) {
    out.push_back({Sort::kName, std::string(kNamePrefix) + keys.NameAndCompany()});
  }
  return out;
}

std::string FreshId(const Keys& keys) {
  if (!keys.mails.empty()) return keys.mails.front();
  if (!keys.linkedin.empty()) return keys.linkedin;
  if (!keys.phones.empty()) return keys.phones.front();
  return keys.company.empty() ? keys.name : keys.NameAndCompany();
}

// One resolution of one read of the book.
class Resolution {
 public:
  Resolution(std::span<const Contact> raw, const Aliases& known) : raw_(raw), known_(known) {
    out_.ids.resize(raw.size());
    left_out_.resize(raw.size());
    keys_.reserve(raw.size());
    alias_keys_.reserve(raw.size());
    for (const Contact& contact : raw) {
      keys_.push_back(KeysOf(contact));
      alias_keys_.push_back(AliasKeysOf(keys_.back()));
      some_nameless_ = some_nameless_ || keys_.back().name.empty();
    }
  }

  Identities Run() {
    // Before anything is looked up, so that state never decides which rows count.
    for (const bool with_id : {true, false}) {
      for (std::size_t i = 0; i < raw_.size(); ++i) {
        if (Trimmed(raw_[i].id).empty() != with_id) LeaveOutTwin(i, with_id);
      }
    }
    ForOpenRows([&](std::size_t i) {
      if (const auto cell = Trimmed(raw_[i].id); !cell.empty()) Name(i, std::string(cell));
    });
    for (const Sort sort : kSorts) {
      while (MatchKnown(sort)) {
      }
    }
    ForOpenRows([&](std::size_t i) { MatchNameWithoutCompany(i); });
    ForOpenRows([&](std::size_t i) { Name(i, FreshId(keys_[i])); });
    CollectAliases();
    return std::move(out_);
  }

 private:
  template <typename Visit>
  void ForOpenRows(const Visit& visit) {
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      if (out_.ids[i].empty() && !left_out_[i]) visit(i);
    }
  }

  // Gives each known contact to the row that shares most with it, of those that share a key of
  // `sort`. Whether any was given; a row that lost one may have a key of another.
  bool MatchKnown(Sort sort) {
    std::map<std::string_view, std::size_t> claims;  // known id -> row
    ForOpenRows([&](std::size_t i) {
      for (const AliasKey& key : alias_keys_[i]) {
        const std::string* id = key.sort == sort ? KnownId(key.text) : nullptr;
        if (id == nullptr || taken_.contains(*id)) continue;
        const auto [claim, first] = claims.emplace(*id, i);
        if (!first && CountShared(i, *id) > CountShared(claim->second, *id)) claim->second = i;
        return;
      }
    });
    for (const auto& [id, row] : claims) Take(row, std::string(id));
    return !claims.empty();
  }

  const std::string* KnownId(const std::string& key) const {
    const auto known = known_.find(key);
    return known == known_.end() ? nullptr : &known->second;
  }

  std::size_t CountShared(std::size_t i, const std::string& id) const {
    const auto shared = [&](const AliasKey& key) {
      const std::string* known = KnownId(key.text);
      return known != nullptr && *known == id;
    };
    return static_cast<std::size_t>(
        std::count_if(alias_keys_[i].begin(), alias_keys_[i].end(), shared));
  }

  // A company was added to, or removed from, a row that only its name identifies.
  void MatchNameWithoutCompany(std::size_t i) {
    const Keys& keys = keys_[i];
    if (keys.name.empty()) return;
    const std::string prefix = std::string(kNamePrefix) + keys.name + "|";
    const std::string* match = nullptr;
    for (auto known = known_.lower_bound(prefix);
         known != known_.end() && known->first.starts_with(prefix); ++known) {
      if (!keys.company.empty() && known->first != prefix) break;
      if (taken_.contains(known->second)) continue;
      if (match != nullptr && *match != known->second) return;
      match = &known->second;
    }
    if (match != nullptr) Take(i, *match);
  }

  // A row that an earlier one stands for already: the same id or, without an id cell, a shared
  // e-mail or LinkedIn URL, and names that do not differ. A phone says less: both must have the
  // name.
  void LeaveOutTwin(std::size_t i, bool with_id) {
    const Keys& keys = keys_[i];
    const std::string id = with_id ? std::string(Trimmed(raw_[i].id)) : FreshId(keys);
    if (id.empty()) {
      LeaveOut(i, "has neither name nor e-mail");
      return;
    }
    auto twin = SameName("id:" + id, keys.name, false);
    const auto see = [&](const std::string& key) {
      seen_.emplace(key + "\n" + keys.name, i);
      if (some_nameless_) seen_.emplace(key + "\n*", i);
    };
    for (const AliasKey& key : alias_keys_[i]) {
      if (with_id || twin || !TellsTwins(key.sort)) continue;
      twin = SameName(key.text, keys.name, key.sort == Sort::kPhone);
    }
    if (twin) {
      LeaveOut(i, "is contact " + std::to_string(*twin + 1) + " again");
      return;
    }
    see("id:" + id);
    for (const AliasKey& key : alias_keys_[i]) {
      if (TellsTwins(key.sort)) see(key.text);
    }
  }

  static bool TellsTwins(Sort sort) { return sort != Sort::kRow && sort != Sort::kName; }

  std::optional<std::size_t> SameName(const std::string& key, const std::string& name,
                                      bool both_named) const {
    const auto find = [&](const std::string& entry) -> std::optional<std::size_t> {
      const auto found = seen_.find(entry);
      if (found == seen_.end()) return std::nullopt;
      return found->second;
    };
    if (!name.empty()) {
      if (const auto row = find(key + "\n" + name)) return row;
    }
    if (both_named) return std::nullopt;
    return find(key + (name.empty() ? "\n*" : "\n"));
  }

  void Name(std::size_t i, std::string id) {
    if (taken_.contains(id)) {
      const std::string shared = id;
      id += "#" + keys_[i].name;
      const std::string named = id;
      for (int n = 2; taken_.contains(id); ++n) id = named + "#" + std::to_string(n);
      out_.warnings.push_back(Row(i) + " shares \"" + shared +
                              "\" with another contact; it is kept apart as \"" + id +
                              "\". An id of its own makes that last");
    }
    Take(i, std::move(id));
  }

  void Take(std::size_t i, std::string id) {
    taken_.insert(id);
    out_.ids[i] = std::move(id);
  }

  void LeaveOut(std::size_t i, const std::string& why) {
    left_out_[i] = true;
    out_.warnings.push_back(Row(i) + " " + why + "; the row is left out");
  }

  std::string Row(std::size_t i) const {
    const std::string name = raw_[i].DisplayName();
    return "contact " + std::to_string(i + 1) + (name.empty() ? name : " (" + name + ")");
  }

  void CollectAliases() {
    std::set<std::string> shared;
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      const std::string& id = out_.ids[i];
      if (id.empty()) continue;
      for (const AliasKey& key : alias_keys_[i]) {
        const auto [entry, added] = out_.aliases.emplace(key.text, id);
        if (added || entry->second == id) continue;
        // A newcomer does not take a key from the contact that had it.
        const std::string* known = KnownId(key.text);
        if (known != nullptr && *known == id) entry->second = id;
        shared.insert(key.text);
      }
    }
    for (const std::string& key : shared) {
      const std::string* known = KnownId(key);
      if (known == nullptr || *known != out_.aliases[key]) out_.aliases.erase(key);
    }
    for (const auto& [key, id] : known_) {
      // Names do not outlive the read: a namesake who turns up years later is somebody else.
      const bool by_name = key.starts_with(kNamePrefix) || key.starts_with(kRowPrefix);
      const bool kept = !by_name && !taken_.contains(id);
      if (kept && !shared.contains(key)) out_.aliases.emplace(key, id);
    }
  }

  std::span<const Contact> raw_;
  const Aliases& known_;
  std::vector<Keys> keys_;
  std::vector<std::vector<AliasKey>> alias_keys_;  // strongest first
  std::vector<bool> left_out_;
  bool some_nameless_ = false;             // only such rows ask for a key under any name
  std::unordered_set<std::string> taken_;  // the ids given so far
  std::unordered_map<std::string, std::size_t> seen_;  // "key\nname" -> the first row with both
  Identities out_;
};

}  // namespace

Identities ResolveIdentities(std::span<const Contact> raw, const Aliases& known_aliases) {
  return Resolution(raw, known_aliases).Run();
}

}  // namespace touchbase
