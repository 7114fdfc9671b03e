// Rows of the contacts table <-> contacts. Pure; serves CSV and SQLite.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/contact.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

// The names of our columns, in the order of the README.
std::span<const std::string_view> ContactColumns();

// The cells of a new row, by ContactColumns(). The id cell is empty when identity gives it anyway.
std::vector<std::string> ContactCells(const Contact& contact);

// Those of `wanted` whose id or e-mail is not among `known` (as read: id cells) nor given twice.
std::vector<Contact> NewContacts(std::span<const Contact> known, std::span<const Contact> wanted);

// The headers that are no column of ours, as written, without empty ones.
std::vector<std::string> UnknownColumns(const std::string& table,
                                        std::span<const std::string> header,
                                        const ColumnNames& names);

class ContactsReader {
 public:
  // Throws InputError when neither a name nor an e-mail column is there, or a column is there
  // twice.
  ContactsReader(const std::string& table, std::span<const std::string> header,
                 const ColumnNames& names);

  // A row without name, e-mail, LinkedIn URL and phone is left out, with a warning when it says
  // anything at all. A cell that cannot be read counts as empty, with a warning.
  void Row(std::size_t line, std::span<const std::string_view> cells);

  std::size_t size() const { return contacts_.size(); }
  // Contact::id is the cell as written and may be empty (model/identity gives the others theirs).
  std::vector<Contact> TakeContacts() { return std::move(contacts_); }
  std::vector<std::string> TakeWarnings() { return warnings_.Take(); }

 private:
  void ReadSpecialCells(std::size_t line, std::span<const std::string_view> cells,
                        Contact* contact);
  std::optional<Date> ReadDate(std::size_t line, std::size_t column,
                               std::span<const std::string_view> cells);

  TableColumns columns_;
  CellWarnings warnings_;
  std::vector<Contact> contacts_;
};

}  // namespace touchbase::store
