#include "sync/store/csv_contacts.h"

#include <algorithm>
#include <optional>

#include "model/error.h"
#include "model/letters.h"
#include "sync/store/contacts_table.h"
#include "sync/store/content_hash.h"

namespace touchbase::store {
namespace {

std::string Place(const CsvFile& file, const CsvProblem& problem) {
  return file.path + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
}

void CheckCharacters(const CsvFile& file, std::string_view value) {
  if (!LacksCharacters(value, file.dialect.encoding)) return;
  throw InputError(Shown(value) +
                       " has a character that this file's encoding (Windows-1252) lacks; save the "
                       "file as UTF-8 first",
                   file.path);
}

// A file that would not come back the same byte for byte is not written.
void CheckReversible(const CsvFile& file) {
  if (!file.exists() || ContentHash(CsvBytes(file.text, file.dialect)) == file.mark.hash) return;
  throw InputError(
      "the file has characters that are broken, and would not stay as they are; save it as UTF-8 "
      "first",
      file.path);
}

// The place of a header in the table: a column of ours by its names, else as the user writes it.
std::optional<std::size_t> FindColumn(const CsvFile& file, const CsvTable& table,
                                      const std::string& name, const ColumnNames& names) {
  const auto ours = ContactColumns();
  const auto found = std::find(ours.begin(), ours.end(), name);
  if (found != ours.end()) {
    const TableColumns columns(file.path, table.header, ours, names);
    const auto at = static_cast<std::size_t>(found - ours.begin());
    return columns.Has(at) ? std::optional(columns.Place(at)) : std::nullopt;
  }
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (LowerAscii(Trimmed(table.header[i])) == LowerAscii(name)) return i;
  }
  throw InputError("there is no column " + Shown(name), file.path);
}

}  // namespace

CsvContacts ReadCsvContacts(const CsvFile& file, const ColumnNames& names) {
  CsvContacts read;
  std::optional<ContactsReader> reader;
  std::size_t begin = file.dialect.skip;
  const auto problem = ParseCsv(file.text, file.dialect, [&](const CsvRecord& record) {
    // Empty lines are no records.
    while (begin < record.end && (file.text[begin] == '\r' || file.text[begin] == '\n')) ++begin;
    read.table.width = std::max(read.table.width, record.cells.size());
    if (reader) {
      reader->Row(record.line, record.cells);
      if (reader->size() > read.records.size()) read.records.push_back({begin, record.end});
    } else {
      read.table.header.assign(record.cells.begin(), record.cells.end());
      read.table.header_end = record.end;
      reader.emplace(file.path, read.table.header, names);
    }
    begin = record.end;
  });
  if (problem) {
    throw InputError(
        "reading the contacts found " + problem->what + "; mend the file and run again",
        Place(file, *problem));
  }
  if (!reader) return read;
  read.unknown_columns = UnknownColumns(file.path, read.table.header, names);
  read.warnings = reader->TakeWarnings();
  read.contacts = reader->TakeContacts();
  return read;
}

std::string WithPeople(const CsvFile& file, const CsvContacts& contacts,
                       std::span<const Contact> known, std::span<const Contact> people,
                       const ColumnNames& names) {
  std::vector<std::vector<std::string>> rows;
  for (const Contact& person : NewContacts(known, people)) {
    rows.push_back(ContactCells(person));
    for (const std::string& cell : rows.back()) CheckCharacters(file, cell);
  }
  if (rows.empty()) return {};
  CheckReversible(file);
  return CsvBytes(WithRows(file, contacts.table, {ContactColumns(), names}, rows), file.dialect);
}

std::string WithChangedContact(const CsvFile& file, const CsvContacts& contacts, std::size_t index,
                               std::span<const CellChange> changes, const ColumnNames& names) {
  CheckReversible(file);
  std::vector<CsvCell> cells;
  std::vector<std::string> added;
  const std::size_t next = std::max(contacts.table.width, contacts.table.header.size());
  for (const CellChange& change : changes) {
    CheckCharacters(file, change.value);
    const auto place = FindColumn(file, contacts.table, change.column, names);
    if (!place && change.value.empty()) continue;
    cells.push_back({place.value_or(next + added.size()), change.value});
    if (!place) added.push_back(HeaderNameOf(change.column, names));
  }
  const CsvSpan at = contacts.records.at(index);
  const std::string_view text = file.text;
  const std::string record =
      WithCells(text.substr(at.begin, at.end - at.begin), file.dialect, cells);
  if (record == text.substr(at.begin, at.end - at.begin)) return {};
  // The header grows before the record, so that the record's place moves by as much.
  const std::string wider = WithColumns(file, contacts.table, added);
  const std::size_t by = wider.size() - text.size();
  return CsvBytes(wider.substr(0, at.begin + by) + record + wider.substr(at.end + by),
                  file.dialect);
}

}  // namespace touchbase::store
