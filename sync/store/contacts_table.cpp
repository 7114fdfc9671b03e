#include "sync/store/contacts_table.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "model/error.h"
#include "model/identity.h"
#include "model/letters.h"

namespace touchbase::store {
namespace {

struct Column {
  std::string_view name;
  std::string Contact::*text;  // nullptr: read by ReadSpecialCells
};

constexpr std::array<Column, 32> kColumns = {{
    {"id", &Contact::id},
    {"name", &Contact::name},
    {"first_name", &Contact::first_name},
    {"last_name", &Contact::last_name},
    {"email", &Contact::email},
    {"phone", &Contact::phone},
    {"company", &Contact::company},
    {"title", &Contact::title},
    {"linkedin_url", &Contact::linkedin_url},
    {"postal_address", &Contact::postal_address},
    {"kind", &Contact::kind},
    {"track", &Contact::track},
    {"vip", nullptr},
    {"status", nullptr},
    {"tags", nullptr},
    {"time_zone", &Contact::time_zone},
    {"language", &Contact::language},
    {"channel", &Contact::channel},
    {"optimise", &Contact::optimise},
    {"goal", &Contact::goal},
    {"event", &Contact::event},
    {"met_on", nullptr},
    {"introduced_by", &Contact::introduced_by},
    {"they_said", &Contact::they_said},
    {"interesting", &Contact::interesting},
    {"promised", &Contact::promised},
    {"they_offered", &Contact::they_offered},
    {"advice_given", &Contact::advice_given},
    {"article", &Contact::article},
    {"wait_until", nullptr},
    {"owner", &Contact::owner},
    {"notes", &Contact::notes},
}};

consteval std::size_t At(std::string_view name) {
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (kColumns[i].name == name) return i;
  }
  throw "no such column";
}

constexpr auto kNames = [] {
  std::array<std::string_view, kColumns.size()> names;
  for (std::size_t i = 0; i < kColumns.size(); ++i) names[i] = kColumns[i].name;
  return names;
}();

// Yes and no as spreadsheets and people write them; no value for anything else.
std::optional<bool> ParseYes(const std::string& word) {
  for (const auto* yes : {"yes", "y", "true", "1", "x", "vip"}) {
    if (word == yes) return true;
  }
  for (const auto* no : {"", "no", "n", "false", "0", "-"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

bool Identifiable(const Contact& contact) {
  return !contact.name.empty() || !contact.first_name.empty() || !contact.last_name.empty() ||
         !contact.email.empty() || !contact.linkedin_url.empty() || !contact.phone.empty();
}

// The id that a row with these cells would get without an id cell.
std::string IdByRule(Contact contact) {
  contact.id.clear();
  return ResolveIdentities({&contact, 1}, {}).ids.front();
}

// What two rows of one person share.
std::vector<std::string> KeysOf(const Contact& contact) {
  std::vector<std::string> keys = {"id " + IdByRule(contact)};
  if (!contact.id.empty()) keys.push_back("id " + contact.id);
  for (const std::string_view mail : CellValues(contact.email)) {
    keys.push_back("mail " + LowerAscii(mail));
  }
  return keys;
}

std::string Listed(std::span<const std::string> header) {
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(header.size(), 12); ++i) {
    list += (i > 0 ? ", " : "") + Shown(header[i]);
  }
  return header.size() > 12 ? list + ", ..." : list;
}

}  // namespace

std::span<const std::string_view> ContactColumns() { return kNames; }

std::vector<std::string> ContactCells(const Contact& contact) {
  std::vector<std::string> cells(kColumns.size());
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (kColumns[i].text != nullptr) cells[i] = contact.*kColumns[i].text;
  }
  if (contact.id == IdByRule(contact)) cells[At("id")].clear();
  if (contact.vip) cells[At("vip")] = "yes";
  if (contact.status != ContactStatus::kActive) cells[At("status")] = ToWord(contact.status);
  for (const std::string& tag : contact.tags) {
    cells[At("tags")] += (cells[At("tags")].empty() ? "" : "; ") + tag;
  }
  if (contact.met_on) cells[At("met_on")] = FormatDate(*contact.met_on);
  if (contact.wait_until) cells[At("wait_until")] = FormatDate(*contact.wait_until);
  return cells;
}

std::vector<Contact> NewContacts(std::span<const Contact> known, std::span<const Contact> wanted) {
  std::unordered_set<std::string> seen;
  for (const Contact& contact : known) {
    for (std::string& key : KeysOf(contact)) seen.insert(std::move(key));
  }
  std::vector<Contact> fresh;
  for (const Contact& contact : wanted) {
    const std::vector<std::string> keys = KeysOf(contact);
    const bool there = std::any_of(keys.begin(), keys.end(),
                                   [&](const std::string& key) { return seen.contains(key); });
    seen.insert(keys.begin(), keys.end());
    if (!there) fresh.push_back(contact);
  }
  return fresh;
}

std::vector<std::string> UnknownColumns(const std::string& table,
                                        std::span<const std::string> header,
                                        const ColumnNames& names) {
  const TableColumns columns(table, header, kNames, names);
  std::vector<std::string> unknown;
  for (std::size_t i = 0; i < header.size(); ++i) {
    bool ours = Trimmed(header[i]).empty();
    for (std::size_t j = 0; j < kNames.size(); ++j) {
      ours = ours || (columns.Has(j) && columns.Place(j) == i);
    }
    if (!ours) unknown.emplace_back(Trimmed(header[i]));
  }
  return unknown;
}

ContactsReader::ContactsReader(const std::string& table, std::span<const std::string> header,
                               const ColumnNames& names)
    : columns_(table, header, kNames, names), warnings_(table) {
  for (const auto* name : {"name", "first_name", "last_name", "email"}) {
    const auto at = std::find(kNames.begin(), kNames.end(), name) - kNames.begin();
    if (columns_.Has(static_cast<std::size_t>(at))) return;
  }
  throw InputError("reading the header found neither a name nor an e-mail column in " +
                       Listed(header) +
                       "; name one of them in [book_columns], such as email = \"E-Mail privat\"",
                   table + ":1");
}

void ContactsReader::Row(std::size_t line, std::span<const std::string_view> cells) {
  Contact contact;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (kColumns[i].text == nullptr) continue;
    contact.*kColumns[i].text = std::string(columns_.Cell(i, cells));
  }
  if (!Identifiable(contact)) {
    const bool says_something =
        std::any_of(cells.begin(), cells.end(), [](auto cell) { return !Trimmed(cell).empty(); });
    if (says_something) warnings_.Add(line, 0, "no name and no e-mail; the row is left out");
    return;
  }
  ReadSpecialCells(line, cells, &contact);
  contacts_.push_back(std::move(contact));
}

void ContactsReader::ReadSpecialCells(std::size_t line, std::span<const std::string_view> cells,
                                      Contact* contact) {
  const std::string_view vip = columns_.Cell(At("vip"), cells);
  if (const auto yes = ParseYes(LowerAscii(vip))) {
    contact->vip = *yes;
  } else {
    warnings_.Add(line, columns_.Number(At("vip")),
                  "vip: " + Shown(vip) + " is neither yes nor no; taken as no");
  }
  const std::string_view status = columns_.Cell(At("status"), cells);
  if (const auto known = ParseContactStatus(LowerAscii(status))) {
    contact->status = *known;
  } else {
    warnings_.Add(line, columns_.Number(At("status")),
                  "status: " + Shown(status) +
                      " is none of active, paused, declined, closed, archived; taken as active");
  }
  for (const std::string_view tag : CellValues(columns_.Cell(At("tags"), cells))) {
    contact->tags.emplace_back(tag);
  }
  contact->met_on = ReadDate(line, At("met_on"), cells);
  contact->wait_until = ReadDate(line, At("wait_until"), cells);
}

std::optional<Date> ContactsReader::ReadDate(std::size_t line, std::size_t column,
                                             std::span<const std::string_view> cells) {
  const std::string_view cell = columns_.Cell(column, cells);
  if (cell.empty()) return std::nullopt;
  const auto date = ParseDate(WithIsoDate(cell));
  if (!date) {
    warnings_.Add(line, columns_.Number(column),
                  std::string(kColumns[column].name) + ": " + Shown(cell) +
                      " is not a date such as 2026-03-31; taken as empty");
  }
  return date;
}

}  // namespace touchbase::store
