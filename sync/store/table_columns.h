// The columns of a table of the book (CSV or SQLite) found by name: in any order, unknown ones
// passed over, missing ones read as empty. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchbase::store {

// Our name -> the user's header ([book_columns] in the settings).
using ColumnNames = std::map<std::string, std::string>;

// The header for a column of ours: the user's name of it, or ours.
std::string HeaderNameOf(std::string_view ours, const ColumnNames& names);

// The columns of one of our tables, in their order, and what the user calls them.
struct OurColumns {
  std::span<const std::string_view> ours;
  const ColumnNames& names;
};

class TableColumns {
 public:
  // A header matches our name by the user's mapping, else without regard to case, else also without
  // blanks, hyphens and underscores ("First Name", "E-Mail"). Throws InputError, with `table` and
  // line 1, when two headers fit one of ours.
  TableColumns(const std::string& table, std::span<const std::string> header,
               std::span<const std::string_view> ours, const ColumnNames& names);

  bool Has(std::size_t ours) const { return places_[ours] >= 0; }
  // The index in the header; only when Has().
  std::size_t Place(std::size_t ours) const { return static_cast<std::size_t>(places_[ours]); }
  // Trimmed; empty when the column or the cell is missing.
  std::string_view Cell(std::size_t ours, std::span<const std::string_view> cells) const;
  // From 1, for messages; 0 when the column is missing.
  std::size_t Number(std::size_t ours) const { return static_cast<std::size_t>(places_[ours]) + 1; }

 private:
  std::vector<int> places_;
};

// Warnings about cells: `file:line:column: what`. Keeps the first 50 and counts the rest.
class CellWarnings {
 public:
  explicit CellWarnings(std::string table) : table_(std::move(table)) {}
  // Column 0: of the whole row.
  void Add(std::size_t line, std::size_t column, const std::string& what);
  std::vector<std::string> Take();

 private:
  static constexpr std::size_t kMost = 50;
  std::string table_;
  std::vector<std::string> warnings_;
  std::size_t more_ = 0;
};

// "2.3.2026" and "02.03.26 14:00", as spreadsheets write what was typed as a date, in the form of
// our own: "2026-03-02 14:00". Dots are day, month, year wherever they are used; slashes are not,
// and stay. Anything else comes back as it is.
std::string WithIsoDate(std::string_view cell);

// A value from outside as it appears in a message: in quotes, at most 60 bytes, controls as blanks.
std::string Shown(std::string_view value);

}  // namespace touchbase::store
