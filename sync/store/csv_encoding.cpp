#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "sync/store/csv_text.h"

namespace touchbase::store {
namespace {

// Windows-1252, 0x80 to 0x9F. The five unassigned bytes are the controls of the same number, as the
// WHATWG Encoding standard has it, so that every byte survives the way there and back.
constexpr std::array<char16_t, 32> kCp1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr char32_t kBroken = 0xFFFFFFFF;
constexpr char32_t kReplacement = 0xFFFD;

void AppendUtf8(std::string* out, char32_t c) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0 | c >> 6));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | c >> 12));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | c >> 18));
    out->push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

// Takes one character from the front; kBroken when the bytes are not strict UTF-8 (RFC 3629).
char32_t TakeUtf8(std::string_view* text) {
  const auto lead = static_cast<unsigned char>(text->front());
  if (lead < 0x80) {
    text->remove_prefix(1);
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text->size() < length) return kBroken;
  char32_t c = lead & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>((*text)[i]);
    if ((next & 0xC0) != 0x80) return kBroken;
    c = c << 6 | (next & 0x3F);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (c < kLeast[length] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return kBroken;
  text->remove_prefix(length);
  return c;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    if (text.size() >= 8) {  // eight plain bytes at a time
      std::uint64_t word = 0;
      std::memcpy(&word, text.data(), 8);
      if ((word & 0x8080808080808080u) == 0) {
        text.remove_prefix(8);
        continue;
      }
    }
    if (TakeUtf8(&text) == kBroken) return false;
  }
  return true;
}

std::string DecodeUtf16(std::string_view bytes, bool big_endian) {
  std::string text;
  text.reserve(bytes.size() / 2);
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    const bool pair = c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 &&
                      unit(i + 2) < 0xE000;
    if (pair) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (c >= 0xD800 && c < 0xE000) {
      c = kReplacement;
    }
    AppendUtf8(&text, c);
  }
  if (bytes.size() % 2 != 0) AppendUtf8(&text, kReplacement);
  return text;
}

std::string DecodeCp1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    AppendUtf8(&text, c >= 0x80 && c < 0xA0 ? kCp1252[c - 0x80] : c);
  }
  return text;
}

// What the encoding lacks is spelled out: one emoji in a note must not hold up the log.
void AppendCp1252(std::string* out, char32_t c) {
  if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) {
    out->push_back(static_cast<char>(c));
    return;
  }
  const auto* const found = std::find(kCp1252.begin(), kCp1252.end(), c);
  if (found != kCp1252.end()) {
    out->push_back(static_cast<char>(0x80 + (found - kCp1252.begin())));
    return;
  }
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string digits;
  for (auto rest = static_cast<std::uint32_t>(c); rest != 0; rest >>= 4) {
    digits.insert(digits.begin(), kHex[rest & 15U]);
  }
  *out += "{U+" + digits + "}";
}

void AppendUtf16(std::string* out, char32_t c, bool big_endian) {
  const auto unit = [&](char32_t value) {
    const auto high = static_cast<char>(value >> 8);
    const auto low = static_cast<char>(value & 0xFF);
    out->push_back(big_endian ? high : low);
    out->push_back(big_endian ? low : high);
  };
  if (c < 0x10000) {
    unit(c);
  } else {
    unit(0xD800 + ((c - 0x10000) >> 10));
    unit(0xDC00 + ((c - 0x10000) & 0x3FF));
  }
}

}  // namespace

std::string DecodeCsv(std::string bytes, CsvDialect* dialect) {
  const std::string_view view = bytes;
  dialect->byte_order_mark = true;
  if (view.starts_with("\xEF\xBB\xBF") && IsUtf8(view)) {
    dialect->encoding = CsvEncoding::kUtf8;
    bytes.erase(0, 3);
    return bytes;
  }
  if (view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF")) {
    const bool big_endian = view.front() == '\xFE';
    dialect->encoding = big_endian ? CsvEncoding::kUtf16Be : CsvEncoding::kUtf16Le;
    return DecodeUtf16(view.substr(2), big_endian);
  }
  dialect->byte_order_mark = false;
  dialect->encoding = IsUtf8(view) ? CsvEncoding::kUtf8 : CsvEncoding::kCp1252;
  return dialect->encoding == CsvEncoding::kUtf8 ? bytes : DecodeCp1252(view);
}

std::string EncodeCsv(std::string_view text, CsvEncoding encoding) {
  if (encoding == CsvEncoding::kUtf8) return std::string(text);
  std::string out;
  out.reserve(text.size() * 2);
  while (!text.empty()) {
    char32_t c = TakeUtf8(&text);
    if (c == kBroken) {
      c = kReplacement;
      text.remove_prefix(1);
    }
    if (encoding == CsvEncoding::kCp1252) {
      AppendCp1252(&out, c);
    } else {
      AppendUtf16(&out, c, encoding == CsvEncoding::kUtf16Be);
    }
  }
  return out;
}

}  // namespace touchbase::store
