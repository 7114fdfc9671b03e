#include "sync/store/table_columns.h"

#include <algorithm>
#include <array>

#include "model/error.h"
#include "model/letters.h"

namespace touchbase::store {
namespace {

std::string WithoutJoints(std::string_view name) {
  std::string bare = LowerAscii(name);
  std::erase_if(bare, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  return bare;
}

}  // namespace

std::string HeaderNameOf(std::string_view ours, const ColumnNames& names) {
  const auto mapped = names.find(std::string(ours));
  return mapped == names.end() ? std::string(ours) : mapped->second;
}

TableColumns::TableColumns(const std::string& table, std::span<const std::string> header,
                           std::span<const std::string_view> ours, const ColumnNames& names) {
  // The one header for which `same` holds, or -1.
  const auto find = [&](std::string_view name, const auto& same) {
    int place = -1;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (!same(Trimmed(header[i]))) continue;
      if (place >= 0) {
        throw InputError("reading the header found the column " + Shown(name) +
                             " twice, as columns " + std::to_string(place + 1) + " and " +
                             std::to_string(i + 1) + "; rename or remove one of them",
                         table + ":1:" + std::to_string(i + 1));
      }
      place = static_cast<int>(i);
    }
    return place;
  };
  for (const std::string_view name : ours) {
    const auto mapped = names.find(std::string(name));
    const std::string wanted = LowerAscii(Trimmed(mapped == names.end() ? name : mapped->second));
    int place = find(wanted, [&](std::string_view cell) { return LowerAscii(cell) == wanted; });
    if (place < 0 && mapped == names.end()) {
      place = find(name, [bare = WithoutJoints(name)](std::string_view cell) {
        return WithoutJoints(cell) == bare;
      });
    }
    places_.push_back(place);
  }
}

std::string_view TableColumns::Cell(std::size_t ours,
                                    std::span<const std::string_view> cells) const {
  if (!Has(ours) || Place(ours) >= cells.size()) return {};
  return Trimmed(cells[Place(ours)]);
}

void CellWarnings::Add(std::size_t line, std::size_t column, const std::string& what) {
  if (warnings_.size() >= kMost) {
    ++more_;
    return;
  }
  std::string where = table_ + ":" + std::to_string(line);
  if (column > 0) where += ":" + std::to_string(column);
  warnings_.push_back(where + ": " + what);
}

std::vector<std::string> CellWarnings::Take() {
  if (more_ > 0) {
    warnings_.push_back(table_ + ": " + std::to_string(more_) + " more cells like these");
  }
  return std::move(warnings_);
}

std::string WithIsoDate(std::string_view cell) {
  const auto blank = std::min(cell.find(' '), cell.size());
  std::array<std::string_view, 3> parts;
  std::string_view rest = cell.substr(0, blank);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto dot = rest.find('.');
    if ((dot == std::string_view::npos) != (i == 2)) return std::string(cell);
    parts.at(i) = rest.substr(0, dot);
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    const bool digits = parts.at(i).find_first_not_of("0123456789") == std::string_view::npos;
    if (parts.at(i).empty() || !digits) return std::string(cell);
  }
  const auto [day, month, year] = parts;
  if (day.size() > 2 || month.size() > 2 || (year.size() != 4 && year.size() != 2)) {
    return std::string(cell);
  }
  const auto two = [](std::string_view part) {
    return (part.size() == 1 ? "0" : "") + std::string(part);
  };
  const std::string date =
      (year.size() == 2 ? "20" : "") + std::string(year) + "-" + two(month) + "-" + two(day);
  return date + std::string(cell.substr(blank));
}

std::string Shown(std::string_view value) {
  constexpr std::size_t kMost = 60;
  std::size_t end = std::min(value.size(), kMost);
  // Never cut inside a UTF-8 sequence.
  while (end < value.size() && end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) {
    --end;
  }
  std::string shown(value.substr(0, end));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return "\"" + shown + (end < value.size() ? "...\"" : "\"");
}

}  // namespace touchbase::store
