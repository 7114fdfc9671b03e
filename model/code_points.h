// UTF-8 by code points, with the case of Latin, Greek and Cyrillic letters. Pure, without locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace touchbase {

// The code point at the front of `text` and its length in bytes. A byte that is not UTF-8 is taken
// alone as U+FFFD. `text` must not be empty.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;
};
CodePoint FirstCodePoint(std::string_view text);
void AppendCodePoint(char32_t value, std::string* text);

// Letters of any script and marks that combine with them; no digits, symbols, emoji.
bool IsLetter(char32_t value);
bool IsUpperLetter(char32_t value);
bool IsLowerLetter(char32_t value);
// The same letter where no other case is known.
char32_t UpperOf(char32_t value);
char32_t LowerOf(char32_t value);
std::string LowerText(std::string_view text);

}  // namespace touchbase
