#include "model/code_points.h"

#include <cstdint>

namespace touchbase {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool In(char32_t value, char32_t low, char32_t high) { return low <= value && value <= high; }

// Where capitals and small letters lie side by side, whether the capital has the even number.
enum class Pairs : std::uint8_t { kNone, kEvenCapital, kOddCapital };
Pairs PairsOf(char32_t value) {
  if (In(value, 0x100, 0x137) || In(value, 0x14A, 0x177)) return Pairs::kEvenCapital;
  if (In(value, 0x139, 0x148) || In(value, 0x179, 0x17E)) return Pairs::kOddCapital;
  if (In(value, 0x1DE, 0x1EF) || In(value, 0x1F8, 0x21F)) return Pairs::kEvenCapital;
  if (In(value, 0x1E00, 0x1E95) || In(value, 0x1EA0, 0x1EFF)) return Pairs::kEvenCapital;
  if (In(value, 0x460, 0x481) || In(value, 0x48A, 0x4BF)) return Pairs::kEvenCapital;
  return Pairs::kNone;
}

}  // namespace

CodePoint FirstCodePoint(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {kReplacement, 1};
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {kReplacement, 1};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  return {value, length};
}

void AppendCodePoint(char32_t value, std::string* text) {
  const auto put = [text](char32_t byte) { text->push_back(static_cast<char>(byte)); };
  if (value < 0x80) return put(value);
  if (value < 0x800) {
    put(0xC0U | (value >> 6U));
  } else {
    if (value < 0x10000) {
      put(0xE0U | (value >> 12U));
    } else {
      put(0xF0U | (value >> 18U));
      put(0x80U | ((value >> 12U) & 0x3FU));
    }
    put(0x80U | ((value >> 6U) & 0x3FU));
  }
  put(0x80U | (value & 0x3FU));
}

bool IsLetter(char32_t value) {
  if (value < 0x80) return In(value, 'a', 'z') || In(value, 'A', 'Z');
  if (value < 0xC0) return value == 0xAA || value == 0xBA;
  if (value == 0xD7 || value == 0xF7 || value == kReplacement) return false;
  const bool symbol = In(value, 0x2000, 0x2BFF) || In(value, 0x3000, 0x3004) ||
                      In(value, 0x3008, 0x3020) || In(value, 0xE000, 0xF8FF) ||
                      In(value, 0xFE00, 0xFE6F) || In(value, 0xFF00, 0xFF20) ||
                      In(value, 0xFFF0, 0xFFFF) || value >= 0x1F000;
  return !symbol;
}

bool IsUpperLetter(char32_t value) { return LowerOf(value) != value; }
bool IsLowerLetter(char32_t value) { return UpperOf(value) != value; }

char32_t LowerOf(char32_t value) {
  if (In(value, 'A', 'Z') || (In(value, 0xC0, 0xDE) && value != 0xD7)) return value + 32;
  if (value == 0x178) return 0xFF;
  if (In(value, 0x391, 0x3AB) && value != 0x3A2) return value + 32;  // Greek
  if (value == 0x386) return 0x3AC;
  if (In(value, 0x388, 0x38A)) return value + 37;
  if (value == 0x38C) return 0x3CC;
  if (In(value, 0x38E, 0x38F)) return value + 63;
  if (In(value, 0x410, 0x42F)) return value + 32;  // Cyrillic
  if (In(value, 0x400, 0x40F)) return value + 80;
  if (value == 0x130) return 'i';
  const Pairs pairs = PairsOf(value);
  const bool even = value % 2 == 0;
  return (pairs == Pairs::kEvenCapital && even) || (pairs == Pairs::kOddCapital && !even)
             ? value + 1
             : value;
}

char32_t UpperOf(char32_t value) {
  if (In(value, 'a', 'z') || (In(value, 0xE0, 0xFE) && value != 0xF7)) return value - 32;
  if (value == 0xFF) return 0x178;
  if (In(value, 0x3B1, 0x3CB) && value != 0x3C2) return value - 32;
  if (value == 0x3AC) return 0x386;
  if (In(value, 0x3AD, 0x3AF)) return value - 37;
  if (value == 0x3CC) return 0x38C;
  if (In(value, 0x3CD, 0x3CE)) return value - 63;
  if (In(value, 0x430, 0x44F)) return value - 32;
  if (In(value, 0x450, 0x45F)) return value - 80;
  if (value == 0x131) return 'I';
  const Pairs pairs = PairsOf(value);
  const bool even = value % 2 == 0;
  return (pairs == Pairs::kEvenCapital && !even) || (pairs == Pairs::kOddCapital && even)
             ? value - 1
             : value;
}

std::string LowerText(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = FirstCodePoint(text);
    AppendCodePoint(LowerOf(point.value), &lower);
    text.remove_prefix(point.length);
  }
  return lower;
}

}  // namespace touchbase
