// Cells as keys: trimming, ASCII lower case, lists in a cell. Pure, without locale: bytes of other
// alphabets stay as they are, so that the same book gives the same keys on every machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace touchbase {

constexpr char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Without blanks, tabs and line ends around it.
std::string_view Trimmed(std::string_view text);
std::string LowerAscii(std::string_view text);
// Lower case, blanks trimmed, runs of them as one.
std::string Squeezed(std::string_view text);
// The values of a cell, separated by `;`, trimmed, without empty ones.
std::vector<std::string_view> CellValues(std::string_view cell);

}  // namespace touchbase
