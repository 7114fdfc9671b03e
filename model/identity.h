// Who is who: which row of the book is which contact, and which contact a row of the log means.
// Pure.
//
// UIDs are made of these ids, so that a person keeps one while cells change: aliases from earlier
// reads (kept in state) recognise the row again. The caller stores `aliases` after every read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/contact.h"

namespace touchbase {

using Aliases = std::map<std::string, std::string>;  // "mail:ana@x.example" -> contact id

struct Identities {
  // One per row. Empty: leave the row out, a warning says why.
  std::vector<std::string> ids;
  // Every key of every contact: mail:, linkedin:, phone:, name:...|company, row: (hash of all
  // these). A key of two contacts stays with the one that had it before, else it tells nothing and
  // is absent. Contacts that are gone keep all but name and row, until the caller drops them.
  Aliases aliases;
  std::vector<std::string> warnings;
};

// The id of every row, in this order: its id cell; the known contact with exactly these keys, or
// that shares its e-mail, LinkedIn URL, phone, name and company, or name alone where one side has
// no company; the first of these that it has. A known contact is given to one row only: to the one
// with the stronger key, then with more of them. An unchanged book keeps all its ids.
//
// A row that shares the id or, without an id cell, an e-mail or LinkedIn URL with an earlier one,
// and whose name does not differ, is the same person again and left out (a shared phone: only when
// both have the name). With different names (an office's e-mail) both count, the later as
// "<id>#<name>". Rows without name, e-mail, LinkedIn URL and phone are left out. Case matters in no
// ASCII letter.
Identities ResolveIdentities(std::span<const Contact> raw, const Aliases& known_aliases);

// Finds the contact that a cell means. Holds views into the contacts: they must outlive it
// unchanged.
class ContactIndex {
 public:
  struct Match {
    std::optional<std::size_t> index;  // into the contacts
    std::string why;                   // when there is none
  };

  explicit ContactIndex(std::span<const Contact> contacts);
  // By id (exact), else e-mail, else the name of exactly one contact (both without ASCII case).
  Match Find(std::string_view cell) const;

 private:
  struct CaselessHash {
    std::size_t operator()(std::string_view text) const noexcept;
  };
  struct CaselessEqual {
    bool operator()(std::string_view a, std::string_view b) const noexcept;
  };
  using Caseless = std::unordered_map<std::string_view, std::uint32_t, CaselessHash, CaselessEqual>;

  static void Add(Caseless* table, std::string_view key, std::uint32_t index);

  std::unordered_map<std::string_view, std::uint32_t> ids_;
  Caseless mails_, names_;
  std::unordered_map<std::string, std::uint32_t> joined_names_;  // lower-case "first last"
};

}  // namespace touchbase
