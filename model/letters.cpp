#include "model/letters.h"

#include <cstddef>

namespace touchbase {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

}  // namespace

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = LowerAscii(c);
  return lower;
}

std::string Squeezed(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : Trimmed(text)) {
    if (kBlanks.find(c) != std::string_view::npos) {
      gap = true;
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out.push_back(LowerAscii(c));
  }
  return out;
}

std::vector<std::string_view> CellValues(std::string_view cell) {
  std::vector<std::string_view> values;
  while (!cell.empty()) {
    const std::size_t end = cell.find(';');
    const std::string_view value = Trimmed(cell.substr(0, end));
    if (!value.empty()) values.push_back(value);
    if (end == std::string_view::npos) break;
    cell.remove_prefix(end + 1);
  }
  return values;
}

}  // namespace touchbase
