// The contacts file: its people, and the bytes that it has after people are added or cells changed.
// Pure.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "model/contact.h"
#include "sync/core/book.h"
#include "sync/store/csv_file.h"
#include "sync/store/csv_table.h"
#include "sync/store/table_columns.h"

namespace touchbase::store {

struct CsvContacts {
  std::vector<Contact> contacts;
  std::vector<CsvSpan> records;  // where each of them stands in the text
  std::vector<std::string> warnings;
  std::vector<std::string> unknown_columns;
  CsvTable table;
};

// Throws InputError (file:line:column) when it cannot be read as a whole. An empty or missing file
// has no header.
CsvContacts ReadCsvContacts(const CsvFile& file, const ColumnNames& names);

// The whole new file with `people` at its end, those passed over that `known` has; empty when there
// is nothing to add. Throws InputError when the file's encoding lacks a character of theirs.
std::string WithPeople(const CsvFile& file, const CsvContacts& contacts,
                       std::span<const Contact> known, std::span<const Contact> people,
                       const ColumnNames& names);

// The whole new file with cells of contacts.contacts[index] changed; empty when they say that
// already. Throws InputError: an unknown column, a character that the encoding lacks.
std::string WithChangedContact(const CsvFile& file, const CsvContacts& contacts, std::size_t index,
                               std::span<const CellChange> changes, const ColumnNames& names);

}  // namespace touchbase::store
